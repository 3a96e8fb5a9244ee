import type { Platform } from '../../model/platform.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { look } from './look.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { addresses, hosts, match, refOf } from './match.ts';
import { oembed } from './oembed.ts';
import { page } from './page.ts';
import { postPage } from './post-page.ts';
import { tags } from './tags.ts';

/** YouTube: videos, shorts and streams. */
export const youtube: Platform = {
  id: 'youtube',
  name: 'YouTube',
  hosts,
  match,
  refOf,
  markup,
  flattened: null,
  tags,
  loaders,
  loaderUsers,
  sources: [oembed, page],
  // its embeds are players: nothing of the post stands in them to be verified
  page: null,
  postPage,
  addresses,
  archivedAddresses,
  readArchived,
  timeOf: () => null,
  look,
  keep: 'all',
  limits: { 'www.youtube.com': { burst: 4, intervalMs: 1000 } },
};
