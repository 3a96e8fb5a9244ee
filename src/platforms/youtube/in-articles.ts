import type { PlatformInArticles } from '../../model/platform.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { hosts, match, refOf } from './match.ts';
import { tags } from './tags.ts';

export const inArticles: PlatformInArticles = {
  id: 'youtube',
  name: 'YouTube',
  hosts,
  match,
  refOf,
  exampleId: 'w7Ft2ym_m-c',
  markup,
  flattened: null,
  tags,
  loaders,
  loaderUsers,
  timeOf: () => null,
};
