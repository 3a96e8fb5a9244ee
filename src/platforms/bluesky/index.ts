import type { Platform } from '../../model/platform.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { embedPage } from './embed-page.ts';
import { inArticles } from './in-articles.ts';
import { look } from './look.ts';
import { addresses, authorOf } from './match.ts';
import { oembed } from './oembed.ts';
import { postPage } from './post-page.ts';
import { posts } from './posts.ts';
import { thread } from './thread.ts';

/** Bluesky, and other apps that show its network's posts. */
export const bluesky: Platform = {
  ...inArticles,
  sources: [thread, posts, oembed],
  page: embedPage,
  postPage,
  addresses,
  archivedAddresses,
  readArchived,
  authorOf,
  look,
  keep: 'all',
  // 3,000 requests in five minutes from one address
  limits: { 'public.api.bsky.app': { burst: 10, intervalMs: 100 } },
};
