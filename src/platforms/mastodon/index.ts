import type { Platform } from '../../model/platform.ts';
import { activitypub } from './activitypub.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { context } from './context.ts';
import { embedPage } from './embed-page.ts';
import { flattened } from './flattened.ts';
import { look } from './look.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { addresses, match, refOf, timeOf } from './match.ts';
import { oembed } from './oembed.ts';
import { origin } from './origin.ts';
import { postPage } from './post-page.ts';
import { status } from './status.ts';
import { tags } from './tags.ts';

/** Mastodon on any server, and kin that share its addresses. */
export const mastodon: Platform = {
  id: 'mastodon',
  name: 'Mastodon',
  hosts: 'any',
  match,
  refOf,
  markup,
  flattened,
  tags,
  loaders,
  loaderUsers,
  sources: [status, context, activitypub, origin, oembed],
  page: embedPage,
  postPage,
  addresses,
  archivedAddresses,
  readArchived,
  timeOf,
  look,
  keep: 'all',
};
