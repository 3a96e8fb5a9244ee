import type { Migration } from './sqlite-migration.ts';

/** Format 7. When posts are asked for again, and what is known of documents looked at before. */
export const scheduleSchema: Migration = '';
