import { HoldfastError } from '../errors.ts';
import type { Job, JobKind, JobReason, JobState, NewJob } from '../model/job.ts';
import type { JobFilter, Waiting } from './contract.ts';
import type { Connection, Values } from './sqlite-connection.ts';
import { findPostRow, stands } from './sqlite-post-rows.ts';
import { laneOf } from './sqlite-schema-lanes.ts';

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
export const selectJobs = `SELECT jobs.id, jobs.kind, jobs.post, jobs.state, jobs.priority, jobs.run_at, jobs.attempts,
  jobs.deaths, jobs.reason, jobs.detail, jobs.again, posts.name
  FROM jobs JOIN posts ON posts.id = jobs.post`;

/** Conditions on `jobs`, each beginning with AND. Use with `filterValues`. */
export function matching({ kinds, names }: JobFilter): string {
  const ofKinds = kinds === undefined ? '' : 'AND jobs.kind IN (SELECT value FROM json_each(@kinds))';
  const ofPosts = names === undefined ? '' : 'AND jobs.post IN (SELECT value FROM json_each(@posts))';
  return `${ofKinds} ${ofPosts}`;
}

export function filterValues(connection: Connection, { kinds, names }: JobFilter): Values {
  return {
    ...(kinds === undefined ? {} : { kinds: JSON.stringify(kinds) }),
    ...(names === undefined ? {} : { posts: lookUp(connection, names).json }),
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

/** False when a living job of that kind and post is there already. One that is done is made the new one. */
export function addJob(connection: Connection, post: number, job: NewJob, dueAt: number): boolean {
  const { changes } = connection.run(
    `${insertJobs} SELECT ${jobOfPost} FROM posts WHERE posts.id = @post ${unlessLiving}`,
    {
      ...valuesOf(job, dueAt),
      post,
    },
  );
  return changes > 0;
}

const insertJobs = 'INSERT INTO jobs (kind, post, state, priority, run_at, queued_at, lane)';
const jobOfPost = `@kind, posts.id, 'queued', @priority, @runAt, @dueAt, ${laneOf}`;
const unlessLiving = `
  ON CONFLICT (post, kind, died) DO UPDATE SET state = 'queued', priority = excluded.priority,
    run_at = excluded.run_at, queued_at = excluded.queued_at, attempts = 0, deaths = 0, reason = NULL, detail = NULL
  WHERE state = 'done'`;

function valuesOf({ kind, priority = 0, runAt }: NewJob, dueAt: number) {
  return { kind, priority, runAt: runAt === undefined ? dueAt : Date.parse(runAt), dueAt };
}

export const noLease = 'token = NULL, worker = NULL, process = NULL, leased_until = NULL';

/** See `Jobs.enqueue`. */
export function enqueue(connection: Connection, job: NewJob, now: Date): { readonly added: boolean } {
  const { name } = job;
  const dueAt = now.getTime();
  const { changes } = connection.run(
    `${insertJobs} SELECT ${jobOfPost} FROM posts WHERE name = @name AND ${stands} ${unlessLiving}`,
    { ...valuesOf(job, dueAt), name },
  );
  if (changes > 0) return { added: true };
  const post = findPostRow(connection, name);
  if (post === undefined)
    throw new HoldfastError('unknown-post', `${name} is not in this archive: record it before its job`);
  return { added: post.name !== name && addJob(connection, post.id, job, dueAt) };
}

/** See `Jobs.enqueueAll`. Posts given by their own names, which is most, are looked up all at once. */
export function enqueueAll(
  connection: Connection,
  jobs: readonly NewJob[],
  now: Date,
): { readonly added: number } {
  let added = 0;
  const likeFirst = (job: NewJob) => JSON.stringify({ ...job, name: '' });
  for (const alike of Map.groupBy(jobs, likeFirst).values()) {
    const names = JSON.stringify(alike.map(({ name }) => name));
    const [first] = alike;
    if (first === undefined) continue;
    added += connection.run(
      `${insertJobs} SELECT ${jobOfPost}
       FROM json_each(@names) AS given CROSS JOIN posts ON posts.name = given.value WHERE ${stands} ${unlessLiving}`,
      { ...valuesOf(first, now.getTime()), names },
    ).changes;
    const others = connection.all<{ key: number }>(
      `SELECT given.key FROM json_each(@names) AS given LEFT JOIN posts ON posts.name = given.value
       WHERE posts.id IS NULL OR NOT ${stands}`,
      { names },
    );
    for (const { key } of others)
      if (enqueue(connection, { ...first, name: alike[key]?.name ?? '' }, now).added) added += 1;
  }
  return { added };
}

export function listJobs(
  connection: Connection,
  filter: { readonly state?: JobState; readonly name?: string; readonly limit?: number } = {},
): Job[] {
  const { state = null, name, limit = -1 } = filter;
  const post = name === undefined ? null : (findPostRow(connection, name)?.id ?? -1);
  return connection
    .all<JobRow>(
      `${selectJobs} WHERE (@state IS NULL OR jobs.state = @state) ${post === null ? '' : 'AND jobs.post = @post'}
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
    `UPDATE jobs SET state = 'queued', died = 0, run_at = @now, attempts = 0, deaths = 0
     WHERE id IN (
       SELECT max(dead.id) FROM jobs AS dead
       WHERE dead.state = 'dead' AND (@reason IS NULL OR dead.reason = @reason) AND (@post IS NULL OR dead.post = @post)
         AND NOT EXISTS (SELECT 1 FROM jobs AS later
           WHERE later.post = dead.post AND later.kind = dead.kind AND later.id > dead.id)
       GROUP BY dead.post, dead.kind)`,
    { now: now.getTime(), reason: which.reason ?? null, post },
  ).changes;
}

export function waiting(connection: Connection, filter: JobFilter = {}): Waiting[] {
  return connection
    .all<{ reason: JobReason; jobs: number; next_at: number }>(
      `SELECT reason, count(*) AS jobs, min(run_at) AS next_at FROM jobs
       WHERE state = 'queued' AND reason IS NOT NULL ${matching(filter)} GROUP BY reason ORDER BY reason`,
      filterValues(connection, filter),
    )
    .map(({ reason, jobs, next_at: nextAt }) => ({ reason, jobs, nextAt: isoOf(nextAt) }));
}

export function held(connection: Connection, filter: JobFilter = {}): number {
  return (
    connection.get<{ jobs: number }>(
      `SELECT count(*) AS jobs FROM jobs WHERE state = 'leased' ${matching(filter)}`,
      filterValues(connection, filter),
    )?.jobs ?? 0
  );
}

export function nextDue(connection: Connection, filter: JobFilter = {}): Date | null {
  const values = filterValues(connection, filter);
  const times = connection
    .all<{ at: number | null }>(
      `SELECT min(run_at) AS at FROM jobs WHERE state = 'queued' ${matching(filter)}
       UNION ALL
       SELECT min(leased_until) FROM jobs WHERE state = 'leased' ${matching(filter)}`,
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
