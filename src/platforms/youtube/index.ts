import type { Platform } from '../../model/platform.ts';
import { look } from './look.ts';
import { loaders, markup } from './markup.ts';
import { addresses, hosts, match, refOf } from './match.ts';
import { oembed } from './oembed.ts';
import { tags } from './tags.ts';

/** YouTube: videos, shorts and streams. */
export const youtube: Platform = {
  id: 'youtube',
  name: 'YouTube',
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
