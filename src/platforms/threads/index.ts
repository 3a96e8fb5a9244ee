import type { Platform } from '../../model/platform.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { embedPage } from './embed-page.ts';
import { inArticles } from './in-articles.ts';
import { look } from './look.ts';
import { addresses } from './match.ts';
import { oembed } from './oembed.ts';

/** Threads. What its one endpoint answers says little; the words are mostly those that articles and its own page have. */
export const threads: Platform = {
  ...inArticles,
  sources: [oembed],
  page: embedPage,
  addresses,
  archivedAddresses,
  readArchived,
  look,
  keep: 'own-capture-only',
  // a thousand in an hour
  limits: { 'graph.threads.net': { burst: 20, intervalMs: 3600 } },
};
