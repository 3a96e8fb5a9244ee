import type { Platform } from '../../model/platform.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { embed } from './embed.ts';
import { embedPage } from './embed-page.ts';
import { inArticles } from './in-articles.ts';
import { listing } from './listing.ts';
import { look } from './look.ts';
import { addresses } from './match.ts';
import { oembed } from './oembed.ts';
import { postPage } from './post-page.ts';

/** Reddit: posts and comments, whose ids are counted and tell no time. */
export const reddit: Platform = {
  ...inArticles,
  // Who took a post away only the listing tells surely; oEmbed tells no more than the title, and gives that of removed
  // posts too.
  sources: [listing, embed, oembed],
  page: embedPage,
  postPage,
  addresses,
  archivedAddresses,
  readArchived,
  look,
  keep: 'all',
  // ten in a minute without an account
  limits: {
    'www.reddit.com': { burst: 4, intervalMs: 6000 },
    'embed.reddit.com': { burst: 4, intervalMs: 6000 },
  },
};
