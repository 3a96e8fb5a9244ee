import type { Observation } from '../model/answer.ts';
import type { JobReason } from '../model/job.ts';
import { mayTakeOthers, type RecheckJob, type RecheckPlan } from '../model/recheck.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isGone } from '../model/state.ts';
import type { Connection } from './sqlite-connection.ts';
import { type PostRow, postRecordOf } from './sqlite-post-rows.ts';
import { accountOf, type TimeOf } from './sqlite-tellings.ts';

/** How it is found out when a post is asked for again: handed in, for it is the queue's to know. */
export interface Scheduling {
  readonly plan: RecheckPlan;
  readonly timeOf: TimeOf;
}

/** What a post's row tells the plan; milliseconds. */
export interface ScheduleRow extends PostRow {
  readonly last_heard: number | null;
  readonly last_changed: number | null;
  readonly made_at: number | null;
  readonly account: string | null;
  readonly account_went: number | null;
}

/** What was just heard of a post. */
export interface Heard {
  readonly observations: readonly Observation[];
  /** The snapshot that was added, with its cause. */
  readonly added: Snapshot | null;
}

/**
 * Plans a post anew after a job of it ended, and where it was seen to go, those of its account. To be run within the
 * transaction that keeps what was heard, once the post's row and its job say so.
 */
export function scheduleAfter(
  connection: Connection,
  before: PostRow,
  heard: Heard,
  scheduling: Scheduling,
): void {
  const { id } = before;
  connection.run(
    `UPDATE posts SET last_heard = coalesce(max(coalesce(last_heard, 0), @heard), last_heard),
       last_changed = coalesce(@changed, last_changed), made_at = coalesce(@made, made_at),
       account = coalesce(@account, account)
     WHERE id = @id`,
    {
      id,
      heard: lastHeard(heard.observations),
      changed: hasChanged(before, heard.added) ? msOf(heard.added?.takenAt ?? null) : null,
      made: msOf(heard.added?.post?.createdAt ?? null),
      account: accountIn(before, heard.added),
    },
  );
  planPost(connection, id, scheduling);
  const went = heard.added !== null && mayTakeOthers(heard.added.state) && !isGone(before.state);
  const at = went ? msOf(heard.added.takenAt) : null;
  if (at !== null) moveUpAccount(connection, id, at, scheduling);
}

/** What the other post was heard of counts as this one's from now on; it is not asked for any more. */
export function mergeSchedules(connection: Connection, from: number, into: number): void {
  connection.run(
    `UPDATE posts SET (last_heard, last_changed, made_at, account, account_went, next_recheck) = (
       SELECT nullif(max(coalesce(posts.last_heard, 0), coalesce(other.last_heard, 0)), 0),
         nullif(max(coalesce(posts.last_changed, 0), coalesce(other.last_changed, 0)), 0),
         coalesce(posts.made_at, other.made_at), coalesce(posts.account, other.account),
         nullif(max(coalesce(posts.account_went, 0), coalesce(other.account_went, 0)), 0), 0
       FROM posts AS other WHERE other.id = @from)
     WHERE id = @into`,
    { from, into },
  );
  connection.run('UPDATE posts SET next_recheck = NULL, recheck_reason = NULL WHERE id = @from', { from });
}

/** Plans the posts that were not planned yet: new ones, merged ones, and those of an archive made before there were plans. */
export function planUnplanned(connection: Connection, scheduling: Scheduling): void {
  const next = () =>
    connection.all<{ id: number }>(`SELECT id FROM posts WHERE next_recheck = 0 LIMIT ${atOnce}`);
  // Looking is free, writing is not.
  while (next().length > 0)
    connection.write(() => {
      for (const { id } of next()) planPost(connection, id, scheduling);
    });
}

/** So many are planned in one transaction that other writers needn't wait for long. */
const atOnce = 2000;

function planPost(connection: Connection, id: number, { plan, timeOf }: Scheduling): void {
  const row = connection.get<ScheduleRow & { readonly merged: number }>(
    `SELECT posts.*, EXISTS (SELECT 1 FROM aliases WHERE aliases.alias = posts.name) AS merged
     FROM posts WHERE id = @id`,
    { id },
  );
  if (row === undefined) return;
  const { name, ref, state, firstSeen } = postRecordOf(row);
  const planned =
    ref === null || row.merged === 1
      ? null
      : plan({
          name,
          state,
          madeAt: msOf(timeOf(ref)) ?? row.made_at,
          firstSeen: msOf(firstSeen) ?? 0,
          lastHeard: row.last_heard,
          lastChanged: row.last_changed,
          accountWent: row.account_went,
          job: jobOf(connection, id),
        });
  connection.run('UPDATE posts SET next_recheck = @at, recheck_reason = @why WHERE id = @id', {
    id,
    // 0 is a post without a plan
    at: planned === null ? null : Math.max(1, Math.round(planned.at)),
    why: planned?.why ?? null,
  });
}

/** What happened to one post of an account may happen to all: those that still stand are asked for soon. */
function moveUpAccount(connection: Connection, post: number, at: number, scheduling: Scheduling): void {
  const others = connection.all<ScheduleRow>(
    `SELECT others.* FROM posts AS gone JOIN posts AS others ON others.account = gone.account
     WHERE gone.id = @post AND others.id <> gone.id AND others.next_recheck IS NOT NULL`,
    { post },
  );
  for (const { id, state, account_went: before } of others) {
    if (isGone(state) || (before ?? 0) >= at) continue;
    connection.run('UPDATE posts SET account_went = @at WHERE id = @id', { id, at });
    planPost(connection, id, scheduling);
  }
}

/** The job that asks for a post and is not done: one that lives, else the last that was given up. */
function jobOf(connection: Connection, post: number): RecheckJob | null {
  const living = connection.get<JobTimes>(`${asksFor} AND state <> 'dead' AND state <> 'done'`, { post });
  const row =
    living ?? connection.get<JobTimes>(`${asksFor} AND state = 'dead' ORDER BY id DESC LIMIT 1`, { post });
  if (row === undefined) return null;
  const kind = living === undefined ? 'gave-up' : 'waits';
  return { kind, at: row.run_at, unconfirmed: row.reason === 'unconfirmed' };
}

interface JobTimes {
  readonly run_at: number;
  readonly reason: JobReason | null;
}

const asksFor = `SELECT run_at, reason FROM jobs WHERE post = @post AND kind IN ('archive', 'recheck')`;

/** That an article quotes a post tells nothing of what became of it. */
function lastHeard(observations: readonly Observation[]): number | null {
  const times = observations.flatMap(({ rank, at }) => (rank === 'article' ? [] : (msOf(at) ?? [])));
  return times.length === 0 ? null : Math.max(...times);
}

/** The platform changed it, or what became of it is another than it was; not that it was heard of for the first time. */
function hasChanged(before: PostRow, added: Snapshot | null): boolean {
  if (added === null) return false;
  const isOther = added.state !== before.state;
  return isOther ? before.state !== 'unknown' || isGone(added.state) : added.cause === 'platform';
}

function accountIn({ platform }: PostRow, added: Snapshot | null): string | null {
  const handle = added?.post?.author.handle ?? null;
  return platform === null || handle === null ? null : accountOf(platform, handle);
}

function msOf(iso: string | null): number | null {
  const ms = iso === null ? Number.NaN : Date.parse(iso);
  return Number.isNaN(ms) ? null : ms;
}
