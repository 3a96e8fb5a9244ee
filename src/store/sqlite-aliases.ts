import type { Observation } from '../model/answer.ts';
import type { KeptAlias } from './contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { addJob, type JobRow, noLease } from './sqlite-jobs.ts';
import { enter } from './sqlite-ledger.ts';
import { observationColumns } from './sqlite-observations.ts';
import { findPostRow, type PostRow, withMerged } from './sqlite-post-rows.ts';
import { noteMerge } from './sqlite-redaction-guard.ts';
import { isForgotten } from './sqlite-redaction-marks.ts';
import { mergeSchedules } from './sqlite-schedule.ts';
import { bestKnown } from './sqlite-snapshots.ts';

export interface NewAlias {
  readonly alias: string;
  readonly reason: string;
  /** The observation that proves it. */
  readonly observation: number | null;
}

/**
 * Gives a post another name. A post known under that name until now is merged into it: the row and its evidence stay
 * as they are and are read as the other's; its jobs end. False when the name is taken already.
 */
export function addAlias(
  connection: Connection,
  { alias, reason, observation }: NewAlias,
  to: number,
): boolean {
  const from = connection.get<PostRow>('SELECT * FROM posts WHERE name = @alias', { alias });
  const into = connection.get<PostRow>('SELECT * FROM posts WHERE id = @to', { to });
  if (into === undefined) throw new Error(`${alias} can't be an alias of post ${to}, which is not there`);
  // Else a post would be an alias of itself.
  if (findPostRow(connection, into.name)?.name === alias) return false;
  if (isForgotten(connection, 'name', alias)) return false;
  const { changes, id } = connection.run(
    `INSERT INTO aliases (alias, post, reason, observation) VALUES (@alias, @to, @reason, @observation)
     ON CONFLICT (alias) DO NOTHING`,
    { alias, to, reason, observation },
  );
  if (changes === 0) return false;
  enter(connection, 'alias', id);
  if (from !== undefined) {
    endJobs(connection, from, into);
    takeOver(connection, from, into);
    noteMerge(connection, into.id);
    mergeSchedules(connection, from.id, into.id);
  }
  return true;
}

/** All other names of a post, those of posts merged into it included. */
export function aliasesOf(connection: Connection, post: number): KeptAlias[] {
  const rows = connection.all<AliasRow>(
    `${withMerged}
     SELECT aliases.alias, aliases.reason, aliases.observation, posts.id AS post
     FROM aliases LEFT JOIN posts ON posts.name = aliases.alias
     WHERE aliases.post IN (SELECT id FROM same) ORDER BY aliases.id`,
    { post },
  );
  return rows.map(({ alias, reason, observation, post: from }) => ({
    alias,
    reason,
    proof: connection.all<Observation>(
      `SELECT ${observationColumns} FROM heard
       WHERE post = @from OR id = @observation ORDER BY id`,
      { from, observation },
    ),
  }));
}

interface AliasRow {
  readonly alias: string;
  readonly reason: string;
  readonly observation: number | null;
  readonly post: number | null;
}

/** A job in work is taken from its worker: what it would settle is no news of the other post. */
function endJobs(connection: Connection, from: PostRow, into: PostRow): void {
  // Of each kind one can end as done: what died before it is of no more use.
  connection.run(
    `DELETE FROM jobs WHERE post = @post AND state = 'dead' AND EXISTS (
       SELECT 1 FROM jobs AS later WHERE later.post = jobs.post AND later.kind = jobs.kind AND later.id <> jobs.id
         AND (later.state <> 'dead' OR later.id > jobs.id))`,
    { post: from.id },
  );
  const jobs = connection.all<JobRow>(`SELECT * FROM jobs WHERE post = @post AND state <> 'done'`, {
    post: from.id,
  });
  for (const job of jobs) {
    connection.run(
      `UPDATE jobs SET state = 'done', died = 0, reason = NULL, detail = @detail, again = 0, ${noLease} WHERE id = @id`,
      { id: job.id, detail: `its post turned out to be ${into.name}` },
    );
    // What is known of the other post may be less than this one's witnesses tell.
    const isKnown = into.known === 'platform' || into.known === 'archive';
    if (job.state !== 'dead' && !isKnown)
      addJob(connection, into.id, { kind: job.kind, name: into.name, priority: job.priority }, job.run_at);
  }
}

function takeOver(connection: Connection, from: PostRow, into: PostRow): void {
  const teller = into.state === 'unknown' ? from : into;
  connection.run(
    `UPDATE posts SET state = @state, since = @since, known = @known, edited = @edited, first_seen = @firstSeen,
       last_live = @lastLive
     WHERE id = @id`,
    {
      id: into.id,
      state: teller.state,
      since: teller.since ?? into.since,
      known: bestKnown(into.known, from.known),
      edited: Number(into.edited === 1 || from.edited === 1),
      firstSeen: from.first_seen < into.first_seen ? from.first_seen : into.first_seen,
      lastLive:
        [from.last_live, into.last_live]
          .filter((at) => at !== null)
          .sort()
          .at(-1) ?? null,
    },
  );
}
