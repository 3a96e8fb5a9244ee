import type { Platform } from '../../model/platform.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { inArticles } from './in-articles.ts';
import { look } from './look.ts';
import { addresses } from './match.ts';
import { oembed } from './oembed.ts';
import { page } from './page.ts';
import { postPage } from './post-page.ts';

/** YouTube: videos, shorts and streams. */
export const youtube: Platform = {
  ...inArticles,
  sources: [oembed, page],
  // its embeds are players: nothing of the post stands in them to be verified
  page: null,
  postPage,
  addresses,
  archivedAddresses,
  readArchived,
  look,
  keep: 'all',
  limits: { 'www.youtube.com': { burst: 4, intervalMs: 1000 } },
};
