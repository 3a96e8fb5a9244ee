import type { Migration } from './sqlite-migration.ts';

/** Format 8. The words of posts and articles, to be searched. */
export const searchSchema: Migration = '';
