import type { Platform } from '../../model/platform.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { embed } from './embed.ts';
import { embedPage } from './embed-page.ts';
import { inArticles } from './in-articles.ts';
import { look } from './look.ts';
import { addresses } from './match.ts';
import { oembed } from './oembed.ts';
import { page } from './page.ts';
import { postPage } from './post-page.ts';

/** TikTok: videos and photo posts. */
export const tiktok: Platform = {
  ...inArticles,
  // Only the frame tells of all of a post's pictures; only the page of why a video is gone, and it is often refused.
  sources: [embed, oembed, page],
  page: embedPage,
  postPage,
  addresses,
  archivedAddresses,
  readArchived,
  look,
  keep: 'all',
  limits: { 'www.tiktok.com': { burst: 3, intervalMs: 3000 } },
};
