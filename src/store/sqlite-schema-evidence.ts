import type { Migration } from './sqlite-migration.ts';

/**
 * Format 6. What is evidence, kept in fewer bytes.
 *
 * - `tellings`: what sources say again and again, each once. `observations`: who was told what, when, by which wire.
 *   `heard` puts both together again, as they were written and as they are hashed.
 * - A time is milliseconds where the ISO 8601 text comes out of them as it was, else that text; a wire its 32 bytes,
 *   where the hex comes out of them as it was. Converted or not, a row means and hashes the same.
 * - `ledger`: an entry per transaction; see sqlite-ledger.ts. `rows` names them, `o81+1 s7`: observations 81 and the
 *   next one, snapshot 7. `marks` holds the beginnings of their hashes, equally long. Entries of earlier formats, one
 *   per row, hold these hashes whole, and count their own hash in their own way.
 * - `jobs`: a post's job of a kind is one row, used again once it is done; only dead ones are kept beside it.
 *   `died`: the number of a dead one, 0 of the others, so that these are one to a kind. `queued_at`: when it was last
 *   given, milliseconds; 0 if that was before this format.
 */
export const evidenceSchema: Migration = `
CREATE TABLE tellings (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  rank TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT,
  url TEXT NOT NULL,
  status INTEGER
) STRICT;
INSERT INTO tellings (source, rank, outcome, reason, url, status)
  SELECT source, rank, outcome, reason, url, status FROM observations
  GROUP BY source, rank, outcome, reason, url, status ORDER BY min(id);
CREATE UNIQUE INDEX tellings_once
  ON tellings (url, source, outcome, rank, status IS NULL, ifnull(status, 0), reason IS NULL, ifnull(reason, ''));

CREATE TABLE lean_observations (
  id INTEGER PRIMARY KEY,
  post INTEGER NOT NULL REFERENCES posts (id),
  telling INTEGER NOT NULL REFERENCES tellings (id),
  at ANY NOT NULL,
  as_of ANY,
  wire ANY
) STRICT;
INSERT INTO lean_observations (id, post, telling, at, as_of, wire)
  SELECT o.id, o.post, t.id, ${timeFrom('o.at')}, ${timeFrom('o.as_of')},
    CASE WHEN length(o.wire) = 64 AND lower(hex(unhex(o.wire))) = o.wire THEN unhex(o.wire) ELSE o.wire END
  FROM observations AS o
  JOIN tellings AS t ON t.url = o.url AND t.source = o.source AND t.outcome = o.outcome AND t.rank = o.rank
    AND t.status IS o.status AND t.reason IS o.reason
  ORDER BY o.id;

CREATE TABLE moved_aliases (
  id INTEGER PRIMARY KEY,
  alias TEXT NOT NULL UNIQUE,
  post INTEGER NOT NULL REFERENCES posts (id),
  reason TEXT NOT NULL,
  observation INTEGER REFERENCES lean_observations (id)
) STRICT;
INSERT INTO moved_aliases SELECT id, alias, post, reason, observation FROM aliases ORDER BY id;
DROP TABLE aliases;
DROP TABLE observations;
ALTER TABLE lean_observations RENAME TO observations;
ALTER TABLE moved_aliases RENAME TO aliases;
CREATE INDEX aliases_by_post ON aliases (post);
CREATE INDEX observations_by_post ON observations (post);
CREATE TRIGGER observations_of_articles BEFORE INSERT ON observations
WHEN (SELECT rank FROM tellings WHERE id = NEW.telling) = 'article' AND EXISTS (
  SELECT 1 FROM observations WHERE post = NEW.post AND telling = NEW.telling AND wire = NEW.wire)
BEGIN SELECT RAISE(IGNORE); END;

CREATE VIEW heard AS
  SELECT observations.id, observations.post, source, rank, ${timeOf('at')} AS at, ${timeOf('as_of')} AS as_of,
    outcome, reason, url, status, CASE typeof(wire) WHEN 'blob' THEN lower(hex(wire)) ELSE wire END AS wire
  FROM observations JOIN tellings ON tellings.id = observations.telling;

CREATE TABLE lean_ledger (
  seq INTEGER PRIMARY KEY,
  rows TEXT NOT NULL,
  marks BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
INSERT INTO lean_ledger SELECT seq, substr(kind, 1, 1) || row, row_hash, hash FROM ledger ORDER BY seq;
DROP TABLE ledger;
ALTER TABLE lean_ledger RENAME TO ledger;

${['tellings', 'observations', 'aliases', 'ledger'].map(appendOnly).join('')}

DELETE FROM jobs WHERE state = 'done' AND EXISTS (
  SELECT 1 FROM jobs AS other WHERE other.post = jobs.post AND other.kind = jobs.kind
    AND (other.id > jobs.id OR other.state IN ('queued', 'leased')));
ALTER TABLE jobs ADD COLUMN queued_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN died INTEGER NOT NULL DEFAULT 0;
UPDATE jobs SET died = id WHERE state = 'dead';
DROP INDEX jobs_living;
DROP INDEX jobs_by_post;
DROP INDEX jobs_due;
DROP INDEX jobs_dead;
CREATE UNIQUE INDEX jobs_of_post ON jobs (post, kind, died);
CREATE INDEX jobs_suspect ON jobs (deaths) WHERE state = 'queued' AND deaths > 0;
`;

/** Of an ISO 8601 text. Whoever wrote another spelling of the time meant its bytes too. */
function timeFrom(text: string): string {
  const ms = `unixepoch(${text}) * 1000 + CAST(substr(${text}, 21, 3) AS INTEGER)`;
  return `CASE WHEN unixepoch(${text}) >= 0 AND ${isoOf(`(${ms})`)} = ${text} THEN ${ms} ELSE ${text} END`;
}

function timeOf(column: string): string {
  return `CASE typeof(${column}) WHEN 'integer' THEN ${isoOf(column)} ELSE ${column} END`;
}

function isoOf(ms: string): string {
  return `strftime('%Y-%m-%dT%H:%M:%S', ${ms} / 1000, 'unixepoch') || printf('.%03dZ', ${ms} % 1000)`;
}

function appendOnly(table: string): string {
  return ['UPDATE', 'DELETE']
    .map(
      (verb) => `
CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} can only be added to'); END;`,
    )
    .join('');
}
