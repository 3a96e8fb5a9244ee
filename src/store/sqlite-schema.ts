/**
 * Format 1. Times are ISO 8601 in UTC where people read them, milliseconds where only the queue compares them.
 * Hashes are hex where they name a blob, bytes in the ledger. What is evidence can be added to, never changed.
 */
export const firstSchema = `
CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  platform TEXT,
  platform_id TEXT,
  url TEXT,
  state TEXT NOT NULL,
  edited INTEGER NOT NULL,
  since TEXT,
  known TEXT,
  first_seen TEXT NOT NULL,
  last_live TEXT
) STRICT;
CREATE INDEX posts_by_state ON posts (state, name);

CREATE TABLE aliases (
  id INTEGER PRIMARY KEY,
  alias TEXT NOT NULL UNIQUE,
  post INTEGER NOT NULL REFERENCES posts (id),
  reason TEXT NOT NULL,
  observation INTEGER REFERENCES observations (id)
) STRICT;

CREATE TABLE versions (
  id INTEGER PRIMARY KEY,
  article TEXT NOT NULL,
  blob TEXT NOT NULL,
  format TEXT NOT NULL,
  charset TEXT NOT NULL,
  title TEXT,
  seen_at TEXT NOT NULL,
  reading BLOB NOT NULL,
  UNIQUE (article, blob)
) STRICT;

CREATE TABLE articles (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES versions (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE embeds (
  version INTEGER NOT NULL REFERENCES versions (id),
  ordinal INTEGER NOT NULL,
  post INTEGER NOT NULL REFERENCES posts (id),
  embed TEXT NOT NULL,
  PRIMARY KEY (version, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX embeds_by_post ON embeds (post);

CREATE TABLE observations (
  id INTEGER PRIMARY KEY,
  post INTEGER NOT NULL REFERENCES posts (id),
  source TEXT NOT NULL,
  rank TEXT NOT NULL,
  at TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT,
  url TEXT NOT NULL,
  status INTEGER,
  wire TEXT
) STRICT;
CREATE INDEX observations_by_post ON observations (post);
CREATE UNIQUE INDEX observations_of_articles ON observations (post, wire, url) WHERE rank = 'article';

CREATE TABLE snapshots (
  id INTEGER PRIMARY KEY,
  post INTEGER NOT NULL REFERENCES posts (id),
  taken_at TEXT NOT NULL,
  cause TEXT NOT NULL,
  meaning TEXT NOT NULL,
  state TEXT NOT NULL,
  known TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX snapshots_by_post ON snapshots (post);

CREATE TABLE captures (
  id INTEGER PRIMARY KEY,
  snapshot INTEGER NOT NULL REFERENCES snapshots (id),
  kind TEXT NOT NULL,
  theme TEXT NOT NULL,
  at TEXT NOT NULL,
  url TEXT,
  blob TEXT NOT NULL,
  show TEXT,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  verified INTEGER NOT NULL,
  reconstruction INTEGER NOT NULL,
  reason TEXT,
  missing TEXT NOT NULL,
  browser TEXT NOT NULL
) STRICT;
CREATE INDEX captures_by_snapshot ON captures (snapshot);

CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  row INTEGER NOT NULL,
  row_hash BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  post INTEGER NOT NULL REFERENCES posts (id),
  state TEXT NOT NULL,
  priority INTEGER NOT NULL,
  run_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  deaths INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  detail TEXT,
  token TEXT,
  worker TEXT,
  process TEXT,
  leased_until INTEGER,
  again INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX jobs_living ON jobs (post, kind) WHERE state IN ('queued', 'leased');
CREATE INDEX jobs_by_post ON jobs (post);
CREATE INDEX jobs_due ON jobs (run_at) WHERE state = 'queued';
CREATE INDEX jobs_in_turn ON jobs (priority DESC, run_at, id) WHERE state = 'queued';
CREATE INDEX jobs_leased ON jobs (leased_until) WHERE state = 'leased';
CREATE INDEX jobs_dead ON jobs (id) WHERE state = 'dead';

CREATE TABLE pauses (
  host TEXT PRIMARY KEY,
  until TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

${['aliases', 'observations', 'snapshots', 'captures', 'ledger'].map(appendOnly).join('')}`;

/**
 * Format 2. Finds the other tellings of a post by account and day: `account` is `platform:handle` in lower case. Of a
 * snapshot only the handle is told; its post knows the platform. `lost`: the article does not tell which post it is.
 */
export const likenessSchema = `
CREATE INDEX aliases_by_post ON aliases (post);

ALTER TABLE embeds ADD COLUMN account TEXT GENERATED ALWAYS AS (
  CASE WHEN json_valid(embed) THEN (embed ->> '$.platform') || ':' || lower(embed ->> '$.quoted.handle') END) VIRTUAL;
ALTER TABLE embeds ADD COLUMN lost INTEGER GENERATED ALWAYS AS (
  CASE WHEN json_valid(embed) THEN (embed ->> '$.ref') IS NULL END) VIRTUAL;
ALTER TABLE embeds ADD COLUMN day TEXT GENERATED ALWAYS AS (
  CASE WHEN json_valid(embed) THEN embed ->> '$.quoted.date' END) VIRTUAL;
CREATE INDEX embeds_by_account ON embeds (account, lost, day) WHERE account IS NOT NULL;

ALTER TABLE snapshots ADD COLUMN handle TEXT GENERATED ALWAYS AS (
  CASE WHEN json_valid(content) THEN lower(content ->> '$.post.author.handle') END) VIRTUAL;
ALTER TABLE snapshots ADD COLUMN day TEXT GENERATED ALWAYS AS (
  CASE WHEN json_valid(content) THEN substr(content ->> '$.post.createdAt', 1, 10) END) VIRTUAL;
CREATE INDEX snapshots_by_handle ON snapshots (handle, day) WHERE handle IS NOT NULL;
`;

/** Format 3. `as_of`: the time an archived copy speaks of. */
export const mementoSchema = `
ALTER TABLE observations ADD COLUMN as_of TEXT;
`;

/** Format 4. All that is known of a host, where there was only the rest it asked for. `failures` is a JSON list. */
export const hostsSchema = `
CREATE TABLE hosts (
  host TEXT PRIMARY KEY,
  asked_until TEXT,
  asked_with TEXT,
  unsaid INTEGER NOT NULL DEFAULT 0,
  failures TEXT NOT NULL DEFAULT '[]',
  failing_since TEXT,
  down_until TEXT,
  rests INTEGER NOT NULL DEFAULT 0,
  full_at INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO hosts (host, asked_until, asked_with) SELECT host, until, reason FROM pauses;
DROP TABLE pauses;
`;

/** Format 5. More forms of a picture, the page behind it, and how it was taken. `parts` and `settings` are JSON. */
export const captureSchema = `
ALTER TABLE captures ADD COLUMN parts TEXT;
ALTER TABLE captures ADD COLUMN avif TEXT;
ALTER TABLE captures ADD COLUMN thumb TEXT;
ALTER TABLE captures ADD COLUMN pdf TEXT;
ALTER TABLE captures ADD COLUMN wacz TEXT;
ALTER TABLE captures ADD COLUMN cut_from INTEGER;
ALTER TABLE captures ADD COLUMN settings TEXT;
`;

function appendOnly(table: string): string {
  return ['UPDATE', 'DELETE']
    .map(
      (verb) => `
CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} can only be added to'); END;`,
    )
    .join('');
}
