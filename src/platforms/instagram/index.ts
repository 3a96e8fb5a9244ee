import type { Platform } from '../../model/platform.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { embedPage } from './embed-page.ts';
import { inArticles } from './in-articles.ts';
import { look } from './look.ts';
import { addresses } from './match.ts';
import { oembed } from './oembed.ts';

/** Instagram: photos and reels. Meta's terms forbid keeping what its endpoints answer, which are asked with the operator's token only. */
export const instagram: Platform = {
  ...inArticles,
  sources: [oembed],
  page: embedPage,
  addresses,
  archivedAddresses,
  readArchived,
  look,
  keep: 'own-capture-only',
  // a thousand in an hour
  limits: { 'graph.facebook.com': { burst: 20, intervalMs: 3600 } },
};
