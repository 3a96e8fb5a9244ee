import type { Platform } from '../../model/platform.ts';
import { look } from './look.ts';
import { loaders, markup } from './markup.ts';
import { addresses, hosts, match, refOf } from './match.ts';
import { tags } from './tags.ts';

/** Facebook: posts, photos and videos. Meta's terms forbid keeping what its endpoints answer. */
export const facebook: Platform = {
  id: 'facebook',
  name: 'Facebook',
  hosts,
  match,
  refOf,
  markup,
  flattened: null,
  tags,
  loaders,
  sources: [],
  page: null,
  addresses,
  timeOf: () => null,
  look,
  keep: 'own-capture-only',
};
