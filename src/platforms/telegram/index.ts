import type { Platform } from '../../model/platform.ts';
import { embedPage } from './embed-page.ts';
import { flattened } from './flattened.ts';
import { look } from './look.ts';
import { loaders, markup } from './markup.ts';
import { addresses, hosts, match, refOf } from './match.ts';
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
  sources: [widget],
  page: embedPage,
  addresses,
  timeOf: () => null,
  look,
  keep: 'all',
};
