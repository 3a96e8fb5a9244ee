import type { Migration } from './sqlite-migration.ts';

/**
 * Format 7. When posts are asked for again: what the plan needs to know of each, and what it said. `next_recheck` is 0
 * for a post that has yet to be planned, null for one that is not asked for: without an id, or merged into another.
 * And what is known of the documents looked at before, with the articles or addresses each gave. All of it can be
 * reckoned or fetched anew: none is evidence. Times are milliseconds.
 */
export const scheduleSchema: Migration = `
ALTER TABLE posts ADD COLUMN last_heard INTEGER;
ALTER TABLE posts ADD COLUMN last_changed INTEGER;
ALTER TABLE posts ADD COLUMN made_at INTEGER;
ALTER TABLE posts ADD COLUMN account TEXT;
ALTER TABLE posts ADD COLUMN account_went INTEGER;
ALTER TABLE posts ADD COLUMN next_recheck INTEGER DEFAULT 0;
ALTER TABLE posts ADD COLUMN recheck_reason TEXT;
UPDATE posts SET
  last_heard = (SELECT ${ms('max(at)')} FROM heard WHERE heard.post = posts.id AND rank <> 'article'),
  last_changed = (SELECT ${ms('max(taken_at)')} FROM snapshots WHERE snapshots.post = posts.id AND cause = 'platform'),
  made_at = (SELECT ${ms("content ->> '$.post.createdAt'")} FROM snapshots
    WHERE snapshots.post = posts.id AND json_valid(content) ORDER BY id DESC LIMIT 1),
  account = (SELECT posts.platform || ':' || handle FROM snapshots
    WHERE snapshots.post = posts.id AND handle IS NOT NULL ORDER BY id DESC LIMIT 1);
CREATE INDEX posts_by_recheck ON posts (next_recheck) WHERE next_recheck IS NOT NULL;
CREATE INDEX posts_by_account ON posts (account) WHERE account IS NOT NULL;

CREATE TRIGGER jobs_poisoned AFTER UPDATE OF state ON jobs WHEN NEW.state = 'dead' AND NEW.reason = 'poisoned'
BEGIN UPDATE posts SET next_recheck = 0 WHERE id = NEW.post AND next_recheck IS NOT NULL; END;

CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  reader TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  hash BLOB NOT NULL,
  checked_at INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL
) STRICT;

CREATE TABLE document_parts (
  document INTEGER NOT NULL REFERENCES documents (id),
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  changed TEXT,
  PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;
`;

function ms(iso: string): string {
  return `CAST(round(unixepoch(${iso}, 'subsec') * 1000) AS INTEGER)`;
}
