import type { PlatformInArticles } from '../../model/platform.ts';
import { flattened } from './flattened.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { match, refOf, timeOf } from './match.ts';
import { tags } from './tags.ts';

export const inArticles: PlatformInArticles = {
  id: 'mastodon',
  name: 'Mastodon',
  hosts: 'any',
  match,
  refOf,
  exampleId: 'mastodon.social/111502707067824361',
  markup,
  flattened,
  tags,
  loaders,
  loaderUsers,
  timeOf,
};
