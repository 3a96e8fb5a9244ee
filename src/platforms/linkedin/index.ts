import type { Platform } from '../../model/platform.ts';
import { readArchived } from './archived.ts';
import { embedPage } from './embed-page.ts';
import { look } from './look.ts';
import { markup } from './markup.ts';
import { addresses, hosts, match, refOf, timeOf } from './match.ts';
import { tags } from './tags.ts';

/** LinkedIn. What it answers without an account is no endpoint to rely on, and its terms forbid keeping it. */
export const linkedin: Platform = {
  id: 'linkedin',
  name: 'LinkedIn',
  hosts,
  match,
  refOf,
  markup,
  // extractors leave nothing of a frame
  flattened: null,
  tags,
  // its frames bring no script along
  loaders: [],
  sources: [],
  page: embedPage,
  addresses,
  readArchived,
  timeOf,
  look,
  keep: 'own-capture-only',
};
