import type { Platform } from '../../model/platform.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { embed } from './embed.ts';
import { embedPage } from './embed-page.ts';
import { flattened } from './flattened.ts';
import { look } from './look.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { addresses, hosts, match, refOf, timeOf } from './match.ts';
import { oembed } from './oembed.ts';
import { page } from './page.ts';
import { postPage } from './post-page.ts';
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
  loaderUsers,
  // Only the frame tells of all of a post's pictures; only the page of why a video is gone, and it is often refused.
  sources: [embed, oembed, page],
  page: embedPage,
  postPage,
  addresses,
  archivedAddresses,
  readArchived,
  timeOf,
  look,
  keep: 'all',
  limits: { 'www.tiktok.com': { burst: 3, intervalMs: 3000 } },
};
