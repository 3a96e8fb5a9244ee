import type { Migration } from './sqlite-migration.ts';

/**
 * Format 12. What was made of kept pictures for pages: `blob` of `source`, at most `asked` pixels wide. It can be made
 * anew of the source, but perhaps not to the last bit: so it is written to manifests, too.
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
CREATE UNIQUE INDEX derivatives_of ON derivatives (source, media_type, asked);
CREATE INDEX derivatives_by_blob ON derivatives (blob);
${['INSERT', 'UPDATE']
  .map(
    (verb) => `
CREATE TRIGGER derivatives_behind_${verb.toLowerCase()} AFTER ${verb} ON derivatives
BEGIN INSERT INTO behind SELECT 'derivative', NEW.id
  WHERE NOT EXISTS (SELECT 1 FROM behind WHERE kind = 'derivative' AND key = +NEW.id); END;`,
  )
  .join('')}
CREATE TRIGGER derivatives_differ_delete AFTER DELETE ON derivatives
BEGIN UPDATE manifests SET differs = 1 WHERE differs <> 1; END;
`;
