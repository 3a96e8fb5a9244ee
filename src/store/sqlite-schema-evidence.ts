import type { Migration } from './sqlite-migration.ts';

/** Format 6. What is evidence, kept in fewer bytes. */
export const evidenceSchema: Migration = '';
