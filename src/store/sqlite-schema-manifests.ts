import type { Migration } from './sqlite-migration.ts';

/** Format 9. Which manifests beside the blobs are behind the rows. */
export const manifestsSchema: Migration = '';
