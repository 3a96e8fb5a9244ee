import type { Migration } from './sqlite-migration.ts';

/**
 * Format 12. What was made of kept pictures for pages: `blob` of `source`, at most `asked` pixels wide. It can be made
 * anew of the source, but perhaps not to the last bit: so it is written to manifests, too, and kept twice, as a table and
 * as an index over all of it.
 */
export const derivativesSchema: Migration = `
CREATE TABLE derivatives (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  media_type TEXT NOT NULL,
  asked INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  blob TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX derivatives_twice ON derivatives (source, media_type, asked, width, height, blob, id);
CREATE UNIQUE INDEX derivatives_of ON derivatives (source, media_type, asked);
CREATE INDEX derivatives_by_blob ON derivatives (blob);
`;
