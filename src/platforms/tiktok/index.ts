import type { Platform } from '../../model/platform.ts';
import { flattened } from './flattened.ts';
import { look } from './look.ts';
import { loaders, markup } from './markup.ts';
import { addresses, hosts, match, refOf, timeOf } from './match.ts';
import { oembed } from './oembed.ts';
import { tags } from './tags.ts';

/** TikTok: videos and photo posts. */
export const tiktok: Platform = {
  id: 'tiktok',
  name: 'TikTok',
  hosts,
  match,
  refOf,
  markup,
  flattened,
  tags,
  loaders,
  sources: [oembed],
  page: null,
  addresses,
  timeOf,
  look,
  keep: 'all',
};
