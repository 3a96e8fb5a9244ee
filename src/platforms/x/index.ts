import type { Platform } from '../../model/platform.ts';
import { accountExport } from './account-export.ts';
import { readArchived } from './archived.ts';
import { archivedAddresses } from './archived-addresses.ts';
import { embedPage } from './embed-page.ts';
import { fxtwitter } from './fxtwitter.ts';
import { inArticles } from './in-articles.ts';
import { look } from './look.ts';
import { addresses } from './match.ts';
import { oembed } from './oembed.ts';
import { postPage } from './post-page.ts';
import { syndication } from './syndication.ts';

/** X, until 2023 Twitter. */
export const x: Platform = {
  ...inArticles,
  sources: [syndication, oembed, fxtwitter],
  page: embedPage,
  postPage,
  addresses,
  archivedAddresses,
  readArchived,
  accountExport,
  look,
  keep: 'all',
};
