import type { PlatformInArticles } from '../../model/platform.ts';
import { flattened } from './flattened.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { hosts, match, refOf, timeOf } from './match.ts';
import { tags } from './tags.ts';

export const inArticles: PlatformInArticles = {
  id: 'tiktok',
  name: 'TikTok',
  hosts,
  match,
  refOf,
  exampleId: '6718335390845095173',
  markup,
  flattened,
  tags,
  loaders,
  loaderUsers,
  timeOf,
};
