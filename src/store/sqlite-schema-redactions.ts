import type { Migration } from './sqlite-migration.ts';

/** Format 10. What was taken out, and what may not be. */
export const redactionsSchema: Migration = '';
