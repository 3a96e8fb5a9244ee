import type { Migration } from './sqlite-migration.ts';

/**
 * Format 10. What was taken out, and what may not be.
 *
 * - `redactions`, `holds`: evidence, each entered in the ledger. `rows`: JSON, `[kind, row, hash before, hash after]`
 *   for each row of evidence that lost something: so the ledger's entries stay provable. `blobs`: JSON, `[hash, bytes,
 *   media type]`. `touched`: JSON, numbers of other posts that lost something. `forgotten`: JSON, SHA-256 in hex of
 *   names and titles that were taken out, so that they are known again when they come back.
 * - `redacted_rows`, `redacted_blobs`, `redacted_posts`, `forgotten`: the same, to look things up in.
 * - `redacted_since`, `forgotten_since`: what came to that later: posts that show a redacted one, names of one.
 * - `doomed`: blobs whose bytes are still to go, each row gone once they are. `redaction_work`: what else is still to be
 *   done. `redacting`: has a row only within the transaction that takes something out, and lets it past the triggers.
 */
export const redactionsSchema: Migration = `
CREATE TABLE redactions (
  id INTEGER PRIMARY KEY,
  post INTEGER NOT NULL REFERENCES posts (id),
  what TEXT NOT NULL,
  reason TEXT NOT NULL,
  articles INTEGER NOT NULL,
  at TEXT NOT NULL,
  by TEXT,
  rows TEXT NOT NULL,
  blobs TEXT NOT NULL,
  touched TEXT NOT NULL,
  forgotten TEXT NOT NULL
) STRICT;
CREATE INDEX redactions_by_post ON redactions (post);

CREATE TABLE holds (
  id INTEGER PRIMARY KEY,
  post INTEGER NOT NULL REFERENCES posts (id),
  held INTEGER NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT
) STRICT;
CREATE INDEX holds_by_post ON holds (post);

CREATE TABLE redacted_rows (
  kind TEXT NOT NULL,
  row INTEGER NOT NULL,
  redaction INTEGER NOT NULL REFERENCES redactions (id),
  PRIMARY KEY (kind, row, redaction)
) STRICT, WITHOUT ROWID;

CREATE TABLE redacted_blobs (
  hash TEXT PRIMARY KEY,
  redaction INTEGER NOT NULL REFERENCES redactions (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE redacted_posts (
  post INTEGER NOT NULL REFERENCES posts (id),
  redaction INTEGER NOT NULL REFERENCES redactions (id),
  PRIMARY KEY (post, redaction)
) STRICT, WITHOUT ROWID;

CREATE TABLE forgotten (
  hash TEXT PRIMARY KEY,
  post INTEGER NOT NULL REFERENCES posts (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE redacted_since (
  post INTEGER NOT NULL REFERENCES posts (id),
  redaction INTEGER NOT NULL REFERENCES redactions (id),
  PRIMARY KEY (post, redaction)
) STRICT, WITHOUT ROWID;

CREATE TABLE forgotten_since (
  hash TEXT PRIMARY KEY,
  post INTEGER NOT NULL REFERENCES posts (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE doomed (
  hash TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE redaction_work (
  step TEXT NOT NULL,
  what TEXT NOT NULL,
  PRIMARY KEY (step, what)
) STRICT, WITHOUT ROWID;

CREATE TABLE redacting (
  id INTEGER PRIMARY KEY
) STRICT;

${['aliases', 'captures', 'observations', 'snapshots'].map(changedOnlyByRedaction).join('')}
${['holds', 'redactions'].map((table) => neverBy('UPDATE', table) + neverBy('DELETE', table)).join('')}
DROP TRIGGER IF EXISTS tellings_no_delete;
CREATE TRIGGER tellings_no_delete BEFORE DELETE ON tellings WHEN NOT EXISTS (SELECT 1 FROM redacting)
BEGIN SELECT RAISE(ABORT, 'tellings can only be added to'); END;
`;

function changedOnlyByRedaction(table: string): string {
  return `
DROP TRIGGER IF EXISTS ${table}_no_update;
CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} WHEN NOT EXISTS (SELECT 1 FROM redacting)
BEGIN SELECT RAISE(ABORT, '${table} can only be added to'); END;`;
}

function neverBy(verb: 'DELETE' | 'UPDATE', table: string): string {
  return `
CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} can only be added to'); END;`;
}
