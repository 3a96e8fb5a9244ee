import type { Observation } from '../model/answer.ts';
import type { JobReason } from '../model/job.ts';
import { mayTakeOthers, type RecheckJob, type RecheckPlan, type RecheckReason } from '../model/recheck.ts';
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
  const { observations, added } = heard;
  // The row as it was read, whole: what is beside the record is the schedule.
  const known = before as ScheduleRow;
  const row: ScheduleRow = {
    ...known,
    state: added?.state ?? before.state,
    last_heard: latestOf(known.last_heard, lastHeard(observations)),
    last_changed: hasChanged(before, added) ? msOf(added?.takenAt ?? null) : known.last_changed,
    made_at: msOf(added?.post?.createdAt ?? null) ?? known.made_at,
    account: accountIn(before, added) ?? known.account,
  };
  const planned = planFor(connection, row, scheduling);
  connection.run(
    `UPDATE posts SET last_heard = @last_heard, last_changed = @last_changed, made_at = @made_at, account = @account,
       next_recheck = @at, recheck_reason = @why
     WHERE id = @id`,
    {
      id,
      last_heard: row.last_heard,
      last_changed: row.last_changed,
      made_at: row.made_at,
      account: row.account,
      ...planned,
    },
  );
  const at = added !== null && mayTakeOthers(before.state, added.state) ? msOf(added.takenAt) : null;
  if (at !== null && row.account !== null) moveUpAccount(connection, row.account, at, scheduling);
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

function planPost(connection: Connection, id: number, scheduling: Scheduling): void {
  const row = connection.get<ScheduleRow & { readonly merged: number }>(
    `SELECT posts.*, EXISTS (SELECT 1 FROM aliases WHERE aliases.alias = posts.name) AS merged
     FROM posts WHERE id = @id`,
    { id },
  );
  if (row === undefined) return;
  const planned = row.merged === 1 ? notAsked : planFor(connection, row, scheduling);
  connection.run('UPDATE posts SET next_recheck = @at, recheck_reason = @why WHERE id = @id', {
    id,
    ...planned,
  });
}

interface PlannedColumns {
  readonly at: number | null;
  readonly why: RecheckReason | null;
}

const notAsked: PlannedColumns = { at: null, why: null };

function planFor(connection: Connection, row: ScheduleRow, { plan, timeOf }: Scheduling): PlannedColumns {
  const { name, ref, state, firstSeen } = postRecordOf(row);
  if (ref === null) return notAsked;
  const { at, why } = plan({
    name,
    state,
    madeAt: msOf(timeOf(ref)) ?? row.made_at,
    firstSeen: msOf(firstSeen) ?? 0,
    lastHeard: row.last_heard,
    lastChanged: row.last_changed,
    accountWent: row.account_went,
    job: jobOf(connection, row.id),
  });
  // 0 is a post without a plan
  return { at: Math.max(1, Math.round(at)), why };
}

/** What happened to one post of an account may happen to all: those that still stand are asked for soon. */
function moveUpAccount(connection: Connection, account: string, at: number, scheduling: Scheduling): void {
  const others = connection.all<ScheduleRow>(
    'SELECT * FROM posts WHERE account = @account AND next_recheck IS NOT NULL',
    { account },
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
  const givenUp = row.reason === 'gave-up' ? 'gave-up' : 'broken';
  const kind = living === undefined ? givenUp : 'waits';
  return { kind, at: row.run_at, unconfirmed: row.reason === 'unconfirmed' };
}

interface JobTimes {
  readonly run_at: number;
  readonly reason: JobReason | null;
}

const asksFor = `SELECT run_at, reason FROM jobs WHERE post = @post AND kind IN ('archive', 'recheck')`;

function latestOf(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

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
