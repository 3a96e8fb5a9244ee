import type { PlatformInArticles } from '../../model/platform.ts';
import { flattened } from './flattened.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { hosts, match, refOf, timeOf } from './match.ts';
import { tags } from './tags.ts';

export const inArticles: PlatformInArticles = {
  id: 'threads',
  name: 'Threads',
  hosts,
  match,
  refOf,
  exampleId: 'DXnWnLSEuMH',
  markup,
  flattened,
  tags,
  loaders,
  loaderUsers,
  timeOf,
};
