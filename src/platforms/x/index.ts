import type { Platform } from '../../model/platform.ts';
import { accountExport } from './account-export.ts';
import { readArchived } from './archived.ts';
import { archivedAddresses } from './archived-addresses.ts';
import { embedPage } from './embed-page.ts';
import { flattened } from './flattened.ts';
import { fxtwitter } from './fxtwitter.ts';
import { look } from './look.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { addresses, hosts, match } from './match.ts';
import { oembed } from './oembed.ts';
import { postPage } from './post-page.ts';
import { syndication } from './syndication.ts';
import { tags } from './tags.ts';
import { refOf } from './text-ref.ts';
import { dayNear, timeOf } from './time.ts';

/** X, until 2023 Twitter. */
export const x: Platform = {
  id: 'x',
  name: 'X',
  hosts,
  match,
  refOf,
  markup,
  flattened,
  tags,
  loaders,
  loaderUsers,
  sources: [syndication, oembed, fxtwitter],
  page: embedPage,
  postPage,
  addresses,
  archivedAddresses,
  readArchived,
  timeOf,
  dayNear,
  accountExport,
  look,
  keep: 'all',
};
