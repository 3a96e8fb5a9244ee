import type { Platform } from '../../model/platform.ts';
import { flattened } from './flattened.ts';
import { look } from './look.ts';
import { loaders, markup } from './markup.ts';
import { addresses, hosts, match, refOf, timeOf } from './match.ts';
import { tags } from './tags.ts';

/** Threads. Its terms forbid keeping what its endpoints answer. */
export const threads: Platform = {
  id: 'threads',
  name: 'Threads',
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
  timeOf,
  look,
  keep: 'own-capture-only',
};
