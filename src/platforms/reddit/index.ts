import type { Platform } from '../../model/platform.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { embed } from './embed.ts';
import { embedPage } from './embed-page.ts';
import { listing } from './listing.ts';
import { look } from './look.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { addresses, hosts, match, refOf } from './match.ts';
import { oembed } from './oembed.ts';
import { postPage } from './post-page.ts';
import { tags } from './tags.ts';

/** Reddit: posts and comments, whose ids are counted and tell no time. */
export const reddit: Platform = {
  id: 'reddit',
  name: 'Reddit',
  hosts,
  match,
  refOf,
  markup,
  flattened: null,
  tags,
  loaders,
  loaderUsers,
  // Who took a post away only the listing tells surely; oEmbed tells no more than the title, and gives that of removed
  // posts too.
  sources: [listing, embed, oembed],
  page: embedPage,
  postPage,
  addresses,
  archivedAddresses,
  readArchived,
  timeOf: () => null,
  look,
  keep: 'all',
  // ten in a minute without an account
  limits: {
    'www.reddit.com': { burst: 4, intervalMs: 6000 },
    'embed.reddit.com': { burst: 4, intervalMs: 6000 },
  },
};
