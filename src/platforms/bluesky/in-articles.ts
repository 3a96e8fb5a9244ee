import type { PlatformInArticles } from '../../model/platform.ts';
import { flattened } from './flattened.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { hosts, match, refOf } from './match.ts';
import { tags } from './tags.ts';
import { timeOf } from './time.ts';

export const inArticles: PlatformInArticles = {
  id: 'bluesky',
  name: 'Bluesky',
  hosts,
  match,
  refOf,
  exampleId: 'did:plc:oy5vmr2vnff6yxs65hwgk5xq/3lcsengeop22r',
  markup,
  flattened,
  tags,
  loaders,
  loaderUsers,
  timeOf,
};
