import type { Platform } from '../../model/platform.ts';
import { flattened } from './flattened.ts';
import { look } from './look.ts';
import { loaders, markup } from './markup.ts';
import { addresses, hosts, match, refOf } from './match.ts';
import { tags } from './tags.ts';

/** Instagram: photos and reels. Meta's terms forbid keeping what its endpoints answer. */
export const instagram: Platform = {
  id: 'instagram',
  name: 'Instagram',
  hosts,
  match,
  refOf,
  markup,
  flattened,
  tags,
  loaders,
  sources: [],
  page: null,
  addresses,
  timeOf: () => null,
  look,
  keep: 'own-capture-only',
};
