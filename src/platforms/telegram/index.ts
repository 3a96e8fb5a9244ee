import type { Platform } from '../../model/platform.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { embedPage } from './embed-page.ts';
import { flattened } from './flattened.ts';
import { look } from './look.ts';
import { loaders, markup } from './markup.ts';
import { addresses, hosts, match, refOf } from './match.ts';
import { postPage } from './post-page.ts';
import { tags } from './tags.ts';
import { widget } from './widget.ts';

/** Telegram: posts of public channels and groups, whose numbers tell no time. */
export const telegram: Platform = {
  id: 'telegram',
  name: 'Telegram',
  hosts,
  match,
  refOf,
  markup,
  flattened,
  tags,
  loaders,
  // The preview of a channel, t.me/s/…, says no more, and nothing where there is none: a post that its widget doesn't
  // find would never count as missing. A post's plain page gives the channel's description in place of one that is gone.
  sources: [widget],
  page: embedPage,
  postPage,
  addresses,
  archivedAddresses,
  readArchived,
  timeOf: () => null,
  look,
  keep: 'all',
  limits: { 't.me': { burst: 4, intervalMs: 1000 } },
};
