import type { Migration } from './sqlite-migration.ts';

/** The lane of a post's jobs, where `posts` is at hand: its network. */
export const laneOf = `coalesce(posts.platform, substr(posts.name, 1, instr(posts.name, ':') - 1))`;

/**
 * The columns of a job once more, so that what a flipped bit changes is changed in one of the two only; without those
 * of its lease, which are there for a moment and none of which may stand without the others.
 */
export const jobTwice = `json_array(id, kind, post, state, priority, run_at, attempts, deaths, reason, detail, again,
    queued_at, died, lane)`;

/**
 * Format 11. Jobs in lanes, so that those of one network don't stand in the way of the others; and each job twice within
 * its own row, which costs no page more to write, as an index over all of it would.
 */
export const lanesSchema: Migration = `
CREATE TABLE jobs_in_lanes (
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
  again INTEGER NOT NULL DEFAULT 0,
  queued_at INTEGER NOT NULL DEFAULT 0,
  died INTEGER NOT NULL DEFAULT 0,
  lane TEXT NOT NULL DEFAULT '',
  twice TEXT GENERATED ALWAYS AS (${jobTwice}) STORED
) STRICT;
INSERT INTO jobs_in_lanes (id, kind, post, state, priority, run_at, attempts, deaths, reason, detail, token, worker,
  process, leased_until, again, queued_at, died, lane)
SELECT jobs.id, kind, post, jobs.state, priority, run_at, attempts, deaths, reason, detail, token, worker,
  process, leased_until, again, queued_at, died, ${laneOf}
FROM jobs JOIN posts ON posts.id = jobs.post ORDER BY jobs.id;
DROP TABLE jobs;
ALTER TABLE jobs_in_lanes RENAME TO jobs;
CREATE UNIQUE INDEX jobs_of_post ON jobs (post, kind, died);
CREATE INDEX jobs_in_turn ON jobs (priority DESC, lane, run_at, id) WHERE state = 'queued';
CREATE INDEX jobs_leased ON jobs (leased_until) WHERE state = 'leased';
CREATE INDEX jobs_suspect ON jobs (deaths) WHERE state = 'queued' AND deaths > 0;
CREATE TRIGGER jobs_poisoned AFTER UPDATE OF state ON jobs WHEN NEW.state = 'dead' AND NEW.reason = 'poisoned'
BEGIN UPDATE posts SET next_recheck = 0 WHERE id = NEW.post AND next_recheck IS NOT NULL; END;
`;
