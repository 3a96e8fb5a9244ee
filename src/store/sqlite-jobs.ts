import { HoldfastError } from '../errors.ts';
import type { Job, JobKind, JobReason, JobState, NewJob } from '../model/job.ts';
import type { JobFilter, Waiting } from './contract.ts';
import type { Connection, Values } from './sqlite-connection.ts';
import { findPostRow } from './sqlite-post-rows.ts';

export interface JobRow {
  readonly id: number;
  readonly kind: JobKind;
  readonly name: string;
  readonly post: number;
  readonly state: JobState;
  readonly priority: number;
  readonly run_at: number;
  readonly attempts: number;
  readonly deaths: number;
  readonly reason: JobReason | null;
  readonly detail: string | null;
  readonly again: number;
}

/** Joined with the post's name; conditions follow. */
export const selectJobs = 'SELECT jobs.*, posts.name FROM jobs JOIN posts ON posts.id = jobs.post';

/** Use with `filterValues`. */
export const matchesFilter = `
  (@kinds IS NULL OR jobs.kind IN (SELECT value FROM json_each(@kinds)))
  AND (@posts IS NULL OR jobs.post IN (SELECT value FROM json_each(@posts)))`;

export function filterValues(connection: Connection, { kinds, names }: JobFilter): Values {
  return {
    kinds: kinds === undefined ? null : JSON.stringify(kinds),
    posts: names === undefined ? null : lookUp(connection, names).json,
  };
}

/** Numbers of the posts of these names, each once. */
export function postsOf(connection: Connection, names: readonly string[]): readonly number[] {
  return lookUp(connection, names).posts;
}

interface LookedUp {
  readonly posts: readonly number[];
  /** The same, as a statement takes them. */
  readonly json: string;
  readonly asOf: string;
}

const lookedUp = new WeakMap<Connection, WeakMap<readonly string[], LookedUp>>();

/**
 * A long batch asks for its posts with every job it takes: they are looked up once, and again only when a post or an
 * alias has come since. Neither ever goes.
 */
function lookUp(connection: Connection, names: readonly string[]): LookedUp {
  const asOf =
    connection.get<{ mark: string }>(
      `SELECT coalesce((SELECT max(id) FROM posts), 0) || ' ' || coalesce((SELECT max(id) FROM aliases), 0) AS mark`,
    )?.mark ?? '';
  const ofConnection = lookedUp.get(connection) ?? new WeakMap<readonly string[], LookedUp>();
  lookedUp.set(connection, ofConnection);
  const before = ofConnection.get(names);
  if (before?.asOf === asOf) return before;
  const posts = [...new Set(names.flatMap((name) => findPostRow(connection, name)?.id ?? []))];
  const found = { posts, json: JSON.stringify(posts), asOf };
  ofConnection.set(names, found);
  return found;
}

/**
 * False when a living job of that kind and post is there already. One that is done gives its row to the new job, with
 * a number of its own.
 */
export function addJob(connection: Connection, post: number, job: NewJob, dueAt: number): boolean {
  const { changes } = connection.run(
    `INSERT INTO jobs (kind, post, state, priority, run_at) VALUES (@kind, @post, 'queued', @priority, @runAt)
     ON CONFLICT (post, kind) WHERE state <> 'dead' DO UPDATE SET id = (SELECT max(id) + 1 FROM jobs),
       state = 'queued', priority = excluded.priority, run_at = excluded.run_at, attempts = 0, deaths = 0,
       reason = NULL, detail = NULL, again = 0, ${noLease}
     WHERE state = 'done'`,
    {
      kind: job.kind,
      post,
      priority: job.priority ?? 0,
      runAt: job.runAt === undefined ? dueAt : Date.parse(job.runAt),
    },
  );
  return changes > 0;
}

export const noLease = 'token = NULL, worker = NULL, process = NULL, leased_until = NULL';

/** Use with the post's number as `post`. Its dead jobs and all others are found by an index each. */
export const jobsOfPost = `jobs.id IN (
  SELECT id FROM jobs WHERE post = @post AND state <> 'dead' UNION ALL
  SELECT id FROM jobs WHERE post = @post AND state = 'dead')`;

export function enqueue(connection: Connection, job: NewJob, now: Date): { readonly added: boolean } {
  const post = findPostRow(connection, job.name);
  if (post === undefined)
    throw new HoldfastError('unknown-post', `${job.name} is not in this archive: record it before its job`);
  return { added: addJob(connection, post.id, job, now.getTime()) };
}

/** See `Jobs.enqueueAll`. */
export function enqueueAll(
  connection: Connection,
  jobs: readonly NewJob[],
  now: Date,
): { readonly added: number } {
  return { added: jobs.filter((job) => enqueue(connection, job, now).added).length };
}

export function listJobs(
  connection: Connection,
  filter: { readonly state?: JobState; readonly name?: string; readonly limit?: number } = {},
): Job[] {
  const { state = null, name, limit = -1 } = filter;
  const post = name === undefined ? null : (findPostRow(connection, name)?.id ?? -1);
  return connection
    .all<JobRow>(
      `${selectJobs} WHERE (@state IS NULL OR jobs.state = @state) ${post === null ? '' : `AND ${jobsOfPost}`}
       ORDER BY jobs.id LIMIT @limit`,
      { state, limit, ...(post === null ? {} : { post }) },
    )
    .map(jobOf);
}

export function getJob(connection: Connection, id: number): Job | null {
  const row = connection.get<JobRow>(`${selectJobs} WHERE jobs.id = @id`, { id });
  return row === undefined ? null : jobOf(row);
}

export function wake(
  connection: Connection,
  now: Date,
  which: { readonly reason?: JobReason; readonly name?: string } = {},
): number {
  const post = which.name === undefined ? null : (findPostRow(connection, which.name)?.id ?? -1);
  return connection.run(
    `UPDATE jobs SET run_at = @now
     WHERE state = 'queued' AND run_at > @now AND (@reason IS NULL OR reason = @reason)
       AND (@post IS NULL OR post = @post)`,
    { now: now.getTime(), reason: which.reason ?? null, post },
  ).changes;
}

export function revive(
  connection: Connection,
  now: Date,
  which: { readonly reason?: JobReason; readonly name?: string } = {},
): number {
  const post = which.name === undefined ? null : (findPostRow(connection, which.name)?.id ?? -1);
  return connection.run(
    `UPDATE jobs SET state = 'queued', run_at = @now, attempts = 0, deaths = 0
     WHERE id IN (
       SELECT max(dead.id) FROM jobs AS dead
       WHERE dead.state = 'dead' AND (@reason IS NULL OR dead.reason = @reason) AND (@post IS NULL OR dead.post = @post)
         AND NOT EXISTS (SELECT 1 FROM jobs AS later WHERE later.post = dead.post AND later.kind = dead.kind
           AND later.id > dead.id AND later.state <> 'dead')
         AND NOT EXISTS (SELECT 1 FROM jobs AS later WHERE later.post = dead.post AND later.kind = dead.kind
           AND later.id > dead.id AND later.state = 'dead')
       GROUP BY dead.post, dead.kind)`,
    { now: now.getTime(), reason: which.reason ?? null, post },
  ).changes;
}

export function waiting(connection: Connection, filter: JobFilter = {}): Waiting[] {
  return connection
    .all<{ reason: JobReason; jobs: number; next_at: number }>(
      `SELECT reason, count(*) AS jobs, min(run_at) AS next_at FROM jobs
       WHERE state = 'queued' AND reason IS NOT NULL AND ${matchesFilter} GROUP BY reason ORDER BY reason`,
      filterValues(connection, filter),
    )
    .map(({ reason, jobs, next_at: nextAt }) => ({ reason, jobs, nextAt: isoOf(nextAt) }));
}

export function held(connection: Connection, filter: JobFilter = {}): number {
  return (
    connection.get<{ jobs: number }>(
      `SELECT count(*) AS jobs FROM jobs WHERE state = 'leased' AND ${matchesFilter}`,
      filterValues(connection, filter),
    )?.jobs ?? 0
  );
}

export function nextDue(connection: Connection, filter: JobFilter = {}): Date | null {
  const values = filterValues(connection, filter);
  const times = connection
    .all<{ at: number | null }>(
      `SELECT min(run_at) AS at FROM jobs WHERE state = 'queued' AND ${matchesFilter}
       UNION ALL
       SELECT min(leased_until) FROM jobs WHERE state = 'leased' AND ${matchesFilter}`,
      values,
    )
    .flatMap(({ at }) => at ?? []);
  return times.length === 0 ? null : new Date(Math.min(...times));
}

export function jobOf(row: JobRow): Job {
  const { id, kind, name, state, priority, run_at: runAt, attempts, deaths, reason, detail } = row;
  return { id, kind, name, state, priority, runAt: isoOf(runAt), attempts, deaths, reason, detail };
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
