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
  markup,
  flattened: null,
  tags,
  loaders,
  loaderUsers,
  timeOf: () => null,
};
