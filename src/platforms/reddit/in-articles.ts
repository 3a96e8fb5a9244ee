import type { PlatformInArticles } from '../../model/platform.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { hosts, match, refOf } from './match.ts';
import { tags } from './tags.ts';

export const inArticles: PlatformInArticles = {
  id: 'reddit',
  name: 'Reddit',
  hosts,
  match,
  refOf,
  exampleId: 't3_1ri4d80',
  markup,
  flattened: null,
  tags,
  loaders,
  loaderUsers,
  timeOf: () => null,
};
