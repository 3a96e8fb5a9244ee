import type { Platform } from '../../model/platform.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { embedPage } from './embed-page.ts';
import { flattened } from './flattened.ts';
import { look } from './look.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { addresses, hosts, match, refOf, timeOf } from './match.ts';
import { oembed } from './oembed.ts';
import { tags } from './tags.ts';

/** Threads. What its one endpoint answers says little; the words are mostly those that articles and its own page have. */
export const threads: Platform = {
  id: 'threads',
  name: 'Threads',
  hosts,
  match,
  refOf,
  markup,
  flattened,
  tags,
  loaders,
  loaderUsers,
  sources: [oembed],
  page: embedPage,
  addresses,
  archivedAddresses,
  readArchived,
  timeOf,
  look,
  keep: 'own-capture-only',
  // a thousand in an hour
  limits: { 'graph.threads.net': { burst: 20, intervalMs: 3600 } },
};
