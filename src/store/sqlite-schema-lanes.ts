import type { Migration } from './sqlite-migration.ts';

/** The lane of a post's jobs, where `posts` is at hand: its network. */
export const laneOf = `coalesce(posts.platform, substr(posts.name, 1, instr(posts.name, ':') - 1))`;

/** Format 11. Jobs in lanes, so that those of one network don't stand in the way of the others. */
export const lanesSchema: Migration = `
ALTER TABLE jobs ADD COLUMN lane TEXT NOT NULL DEFAULT '';
UPDATE jobs SET lane = (SELECT ${laneOf} FROM posts WHERE posts.id = jobs.post);
DROP INDEX jobs_in_turn;
CREATE INDEX jobs_in_turn ON jobs (priority DESC, lane, run_at, id) WHERE state = 'queued';
`;
