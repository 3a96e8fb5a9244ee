import type { PlatformInArticles } from '../../model/platform.ts';
import { flattened } from './flattened.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { hosts, match, refOf } from './match.ts';
import { tags } from './tags.ts';

export const inArticles: PlatformInArticles = {
  id: 'instagram',
  name: 'Instagram',
  hosts,
  match,
  refOf,
  exampleId: 'B7ISOoHne6s',
  markup,
  flattened,
  tags,
  loaders,
  loaderUsers,
  timeOf: () => null,
};
