import type { PlatformInArticles } from '../../model/platform.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { hosts, match, refOf } from './match.ts';
import { tags } from './tags.ts';

export const inArticles: PlatformInArticles = {
  id: 'facebook',
  name: 'Facebook',
  hosts,
  match,
  refOf,
  exampleId: 'wikipedia/posts/928812574504508',
  markup,
  flattened: null,
  tags,
  loaders,
  loaderUsers,
  timeOf: () => null,
};
