import type { Platform } from '../../model/platform.ts';
import { look } from './look.ts';
import { loaders, markup } from './markup.ts';
import { addresses, hosts, match, refOf } from './match.ts';
import { oembed } from './oembed.ts';
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
  sources: [oembed],
  page: null,
  addresses,
  timeOf: () => null,
  look,
  keep: 'all',
};
