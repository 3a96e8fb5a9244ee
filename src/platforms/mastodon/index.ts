import type { Platform } from '../../model/platform.ts';
import { activitypub } from './activitypub.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { context } from './context.ts';
import { embedPage } from './embed-page.ts';
import { inArticles } from './in-articles.ts';
import { look } from './look.ts';
import { addresses } from './match.ts';
import { oembed } from './oembed.ts';
import { origin } from './origin.ts';
import { postPage } from './post-page.ts';
import { status } from './status.ts';

/** Mastodon on any server, and kin that share its addresses. */
export const mastodon: Platform = {
  ...inArticles,
  sources: [status, context, activitypub, origin, oembed],
  page: embedPage,
  postPage,
  addresses,
  archivedAddresses,
  readArchived,
  look,
  keep: 'all',
};
