import type { Platform } from '../../model/platform.ts';
import { flattened } from './flattened.ts';
import { look } from './look.ts';
import { loaders, markup } from './markup.ts';
import { addresses, hosts, match, refOf } from './match.ts';
import { tags } from './tags.ts';
import { thread } from './thread.ts';
import { timeOf } from './time.ts';

/** Bluesky, and other apps that show its network's posts. */
export const bluesky: Platform = {
  id: 'bluesky',
  name: 'Bluesky',
  hosts,
  match,
  refOf,
  markup,
  flattened,
  tags,
  loaders,
  sources: [thread],
  page: null,
  addresses,
  timeOf,
  look,
  keep: 'all',
};
