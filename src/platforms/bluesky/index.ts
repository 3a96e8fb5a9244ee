import type { Platform } from '../../model/platform.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { embedPage } from './embed-page.ts';
import { flattened } from './flattened.ts';
import { look } from './look.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { addresses, authorOf, hosts, match, refOf } from './match.ts';
import { oembed } from './oembed.ts';
import { postPage } from './post-page.ts';
import { posts } from './posts.ts';
import { tags } from './tags.ts';
import { thread } from './thread.ts';
import { timeOf } from './time.ts';

/** Bluesky, and other apps that show its network's posts. */
export const bluesky: Platform = {
  id: 'bluesky',
  name: 'Bluesky',
  hosts,
  match,
  refOf,
  markup,
  flattened,
  tags,
  loaders,
  loaderUsers,
  sources: [thread, posts, oembed],
  page: embedPage,
  postPage,
  addresses,
  archivedAddresses,
  readArchived,
  timeOf,
  authorOf,
  look,
  keep: 'all',
  // 3,000 requests in five minutes from one address
  limits: { 'public.api.bsky.app': { burst: 10, intervalMs: 100 } },
};
