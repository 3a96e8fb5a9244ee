import type { Platform } from '../../model/platform.ts';
import { readArchived } from './archived.ts';
import { embedPage } from './embed-page.ts';
import { inArticles } from './in-articles.ts';
import { look } from './look.ts';
import { addresses } from './match.ts';

/** LinkedIn. What it answers without an account is no endpoint to rely on, and its terms forbid keeping it. */
export const linkedin: Platform = {
  ...inArticles,
  sources: [],
  page: embedPage,
  addresses,
  readArchived,
  look,
  keep: 'own-capture-only',
};
