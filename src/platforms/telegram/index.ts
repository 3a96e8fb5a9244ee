import type { Platform } from '../../model/platform.ts';
import { archivedAddresses, readArchived } from './archived.ts';
import { embedPage } from './embed-page.ts';
import { inArticles } from './in-articles.ts';
import { look } from './look.ts';
import { addresses } from './match.ts';
import { postPage } from './post-page.ts';
import { widget } from './widget.ts';

/** Telegram: posts of public channels and groups, whose numbers tell no time. */
export const telegram: Platform = {
  ...inArticles,
  // The preview of a channel, t.me/s/…, says no more, and nothing where there is none: a post that its widget doesn't
  // find would never count as missing. A post's plain page gives the channel's description in place of one that is gone.
  sources: [widget],
  page: embedPage,
  postPage,
  addresses,
  archivedAddresses,
  readArchived,
  look,
  keep: 'all',
  limits: { 't.me': { burst: 4, intervalMs: 1000 } },
};
