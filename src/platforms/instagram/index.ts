import type { Platform } from '../../model/platform.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { embedPage } from './embed-page.ts';
import { flattened } from './flattened.ts';
import { look } from './look.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { addresses, hosts, match, refOf } from './match.ts';
import { oembed } from './oembed.ts';
import { tags } from './tags.ts';

/** Instagram: photos and reels. Meta's terms forbid keeping what its endpoints answer, which are asked with the operator's token only. */
export const instagram: Platform = {
  id: 'instagram',
  name: 'Instagram',
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
  timeOf: () => null,
  look,
  keep: 'own-capture-only',
  // a thousand in an hour
  limits: { 'graph.facebook.com': { burst: 20, intervalMs: 3600 } },
};
