import { HoldfastError } from '../errors.ts';
import type { Observation } from '../model/answer.ts';
import type { JobEnd, Lease, NewJob } from '../model/job.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { State } from '../model/state.ts';
import { writeRef } from '../ref.ts';
import type { Learned, Settled } from './contract.ts';
import { addAlias } from './sqlite-aliases.ts';
import { addCapture } from './sqlite-captures.ts';
import type { Connection } from './sqlite-connection.ts';
import { addJob, type JobRow, noLease } from './sqlite-jobs.ts';
import { leaseLost } from './sqlite-leases.ts';
import { meet, toldOf } from './sqlite-meetings.ts';
import { addObservation, observationKey, observationsOf } from './sqlite-observations.ts';
import { addPostRow, findPostRow, type PostRow } from './sqlite-post-rows.ts';
import { keepable } from './sqlite-redaction-guard.ts';
import { type Heard, type Scheduling, scheduleAfter } from './sqlite-schedule.ts';
import { addSnapshot, bestKnown, causeOf, isEdited, isNews, latestSnapshotOf } from './sqlite-snapshots.ts';

/** See `Store.settle`. To be run in a transaction. */
export function settle(
  connection: Connection,
  lease: Lease,
  told: Learned,
  end: JobEnd,
  scheduling: Scheduling,
): Settled {
  const job = endJob(connection, lease, end);
  if (end.kind === 'done') forgetFailures(connection, job, told);
  if (job.kind === 'capture' && tellsNothing(told)) return { snapshot: null };
  const { snapshot, next } = keepLearned(connection, job.post, told, scheduling, job.kind === 'capture');
  for (const each of next) addNext(connection, each, job.run_at);
  return { snapshot };
}

/** Whoever was heard of after all is no failure any more: a run must not end as one for ever. */
function forgetFailures(connection: Connection, { kind, post }: EndedJob, { observations }: Learned): void {
  if (kind === 'capture' || observations.every(({ rank }) => rank === 'article')) return;
  connection.run(
    `DELETE FROM jobs WHERE post = @post AND kind IN ('archive', 'recheck') AND state = 'dead'`,
    { post },
  );
}

/** See `Store.learn`. To be run in a transaction. */
export function learn(
  connection: Connection,
  name: string,
  told: Learned,
  at: string,
  scheduling: Scheduling,
): Settled | null {
  const post = findPostRow(connection, name);
  if (post === undefined) throw new HoldfastError('unknown-post', `${name} is not in this archive`);
  const known = new Set(observationsOf(connection, post.id).map(observationKey));
  const observations = told.observations.filter((observation) => !known.has(observationKey(observation)));
  if (observations.length === 0) return null;
  const { snapshot, next } = keepLearned(connection, post.id, { ...told, observations }, scheduling, false);
  for (const each of next) addNext(connection, each, Date.parse(at));
  return { snapshot };
}

/** True of a job's end that changes the job alone. */
export function tellsNothing({ snapshot, trueName, ...lists }: Learned): boolean {
  return snapshot === null && trueName == null && Object.values(lists).every((list) => list.length === 0);
}

/** What was learned and may be kept, kept; the jobs it brings are the caller's. */
function keepLearned(
  connection: Connection,
  id: number,
  told: Learned,
  scheduling: Scheduling,
  isPicture: boolean,
): Settled & Pick<Learned, 'next'> {
  const { timeOf } = scheduling;
  const learned = keepable(connection, postOf(connection, id), told);
  for (const observation of learned.observations) addObservation(connection, id, observation);
  addAliases(connection, id, learned);
  const post = postOf(connection, id);
  const latest = latestSnapshotOf(connection, id);
  const added = keepSnapshot(connection, id, learned.snapshot, latest);
  for (const capture of learned.captures) {
    const snapshot = capture.snapshot ?? added ?? latest?.id;
    if (snapshot === undefined) throw new Error(`a capture of ${post.name} came before any snapshot of it`);
    addCapture(connection, snapshot, capture);
  }
  updatePost(connection, post, learned, latest);
  if (!isPicture || learned.observations.length > 0)
    scheduleAfter(connection, post, heardIn(learned, added, latest), scheduling);
  meet(connection, toldOf(post, (added === null ? latest : learned.snapshot)?.post ?? null, timeOf), timeOf);
  takeTrueName(connection, post, learned);
  return { snapshot: added, next: learned.next };
}

function heardIn({ observations, snapshot }: Learned, added: number | null, latest: Snapshot | null): Heard {
  const isAdded = added !== null && snapshot !== null;
  return { observations, added: isAdded ? { ...snapshot, cause: causeOf(snapshot, latest) } : null };
}

function postOf(connection: Connection, id: number): PostRow {
  const post = connection.get<PostRow>('SELECT * FROM posts WHERE id = @id', { id });
  if (post === undefined) throw new Error(`there is no post ${id}`);
  return post;
}

type EndedJob = Pick<JobRow, 'id' | 'kind' | 'post' | 'priority' | 'run_at' | 'again'>;

/** Only the holder of the token gets past this. */
function endJob(connection: Connection, lease: Lease, end: JobEnd): EndedJob {
  const isFree = end.kind === 'retry' && !end.counted;
  const job = connection.get<EndedJob>(endSql[end.kind], {
    id: lease.job.id,
    token: lease.token,
    reason: end.kind === 'done' ? null : end.reason,
    detail: end.kind === 'done' ? null : end.detail,
    free: Number(isFree),
  });
  if (job === undefined) throw leaseLost(lease);
  if (job.again === 1 || end.kind === 'retry')
    connection.run('UPDATE jobs SET again = 0, run_at = @runAt WHERE id = @id', {
      id: job.id,
      runAt: end.kind === 'retry' ? Date.parse(end.at) : job.run_at,
    });
  // Somebody asked for it while it ran: what it saw may be old by now.
  if (job.again === 1 && end.kind !== 'retry')
    addJob(
      connection,
      job.post,
      { kind: job.kind, name: lease.job.name, priority: job.priority },
      job.run_at,
    );
  return job;
}

const endSql = {
  done: endingAs("state = 'done'"),
  retry: endingAs("state = 'queued'"),
  dead: endingAs("state = 'dead', died = id"),
} as const satisfies Record<JobEnd['kind'], string>;

function endingAs(state: string): string {
  return `
    UPDATE jobs SET ${state}, reason = @reason, detail = @detail, attempts = attempts - @free, ${noLease}
    WHERE id = @id AND state = 'leased' AND token = @token
    RETURNING id, kind, post, priority, run_at, again`;
}

/** The post goes on under the name it was found to have; what was kept of it so far is read as that one's. */
function takeTrueName(connection: Connection, post: PostRow, { trueName, observations }: Learned): void {
  if (trueName == null) return;
  const { ref, reason } = trueName;
  const to = addPostRow(connection, writeRef(ref), ref, observations.at(-1)?.at ?? post.first_seen).id;
  if (to !== post.id)
    addAlias(connection, { alias: post.name, reason, observation: lastObservation(connection, post.id) }, to);
}

function lastObservation(connection: Connection, post: number): number | null {
  const last = connection.get<{ id: number | null }>(
    'SELECT max(id) AS id FROM observations WHERE post = @post',
    { post },
  );
  return last?.id ?? null;
}

function addAliases(connection: Connection, post: number, { aliases }: Learned): void {
  const observation = aliases.length === 0 ? null : lastObservation(connection, post);
  for (const { alias, reason } of aliases) addAlias(connection, { alias, reason, observation }, post);
}

function keepSnapshot(
  connection: Connection,
  post: number,
  next: Snapshot | null,
  latest: Snapshot | null,
): number | null {
  if (next === null || !isNews(next, latest)) return null;
  return addSnapshot(connection, post, { ...next, cause: causeOf(next, latest) });
}

function updatePost(connection: Connection, post: PostRow, learned: Learned, latest: Snapshot | null): void {
  const { snapshot, observations } = learned;
  const state = snapshot?.state ?? post.state;
  const isSameState = state === post.state && post.since !== null;
  connection.run(
    `UPDATE posts SET state = @state, since = @since, known = @known, edited = @edited, last_live = @lastLive
     WHERE id = @id`,
    {
      id: post.id,
      state,
      since: isSameState ? post.since : (firstOf(state, observations) ?? snapshot?.takenAt ?? null),
      known: bestKnown(post.known, snapshot?.known ?? null),
      edited: Number(post.edited === 1 || (snapshot !== null && isEdited(snapshot, latest))),
      lastLive: lastLive(observations, post.last_live),
    },
  );
}

function firstOf(state: State, observations: readonly Observation[]): string | null {
  return observations.find(({ outcome }) => outcome === state)?.at ?? null;
}

/** Only the platform itself shows that a post is live now; a web archive shows that it was. */
function lastLive(observations: readonly Observation[], before: string | null): string | null {
  const times = observations.filter(({ rank, outcome }) => rank === 'platform' && outcome === 'live');
  return times.reduce<string | null>((last, { at }) => (last === null || at > last ? at : last), before);
}

/**
 * A follow-up is due at once, by whatever clock its parent was due by. One that is being worked on right now runs
 * once more, for it may have begun with what was known before.
 */
function addNext(connection: Connection, next: NewJob, dueAt: number): void {
  const post = findPostRow(connection, next.name);
  if (post === undefined)
    throw new HoldfastError('unknown-post', `${next.name} is not in this archive: record it before its job`);
  if (addJob(connection, post.id, next, dueAt)) return;
  connection.run(`UPDATE jobs SET again = 1 WHERE post = @post AND kind = @kind AND state = 'leased'`, {
    post: post.id,
    kind: next.kind,
  });
}
