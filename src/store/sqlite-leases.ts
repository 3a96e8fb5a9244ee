import { randomUUID } from 'node:crypto';
import { HoldfastError, isHoldfastError } from '../errors.ts';
import type { JobReason, Lease } from '../model/job.ts';
import type { Jobs, LeaseOptions, Worker } from './contract.ts';
import { fateOf, ownMark } from './process-mark.ts';
import type { Reserve } from './reserve.ts';
import type { Connection } from './sqlite-connection.ts';
import { filterValues, type JobRow, jobOf, matching, noLease, selectJobs } from './sqlite-jobs.ts';
import type { Writes } from './sqlite-writes.ts';

/** See `Jobs.lease`. */
export function leasing(connection: Connection, writes: Writes, reserve: Reserve): Jobs['lease'] {
  let isBusy = false;

  /** Looking is free, writing is not: an idle worker must not keep the disk awake. Where there was work there is more. */
  function isWorthIt(now: number): boolean {
    if (isBusy) return true;
    const seen = look(connection, now);
    return seen.due.length > 0 || (seen.doubtful && goneProcesses(connection, now) !== null);
  }

  return async (worker, options) => {
    const now = options.now.getTime();
    if (!isWorthIt(now)) return [];
    reserve.fill();
    const leases = await writes.add(() => {
      const seen = reaped(connection, now, options.mostDeaths);
      return take(connection, jobsInTurn(connection, now, options, seen), worker, options);
    });
    isBusy = leases.length > 0;
    for (const { job } of leases) writes.inHand.add(job.id);
    return leases;
  };
}

/** What there is to be leased, once leases that were abandoned are taken back. */
function reaped(connection: Connection, now: number, mostDeaths: number): Seen {
  const seen = look(connection, now);
  const gone = seen.doubtful ? goneProcesses(connection, now) : null;
  if (gone === null) return seen;
  reap(connection, now, gone, mostDeaths);
  return look(connection, now);
}

/** See `Jobs.renew`. */
export function renewLease(connection: Connection, lease: Lease, now: Date, ms: number): Lease {
  const until = now.getTime() + ms;
  const { changes } = connection.run(
    `UPDATE jobs SET leased_until = @until WHERE id = @id AND state = 'leased' AND token = @token`,
    { id: lease.job.id, token: lease.token, until },
  );
  if (changes === 0) throw leaseLost(lease);
  return { ...lease, until: new Date(until).toISOString() };
}

/** See `Jobs.release`. */
export function releaseLease(connection: Connection, reserve: Reserve, lease: Lease, why?: Why): void {
  try {
    giveBack(connection, lease, why);
  } catch (error) {
    if (!isHoldfastError(error, 'disk-full') || !reserve.spend()) throw error;
    giveBack(connection, lease, why);
  }
}

interface Why {
  readonly reason: JobReason;
  readonly detail: string;
}

function giveBack(connection: Connection, lease: Lease, why?: Why): void {
  connection.run(
    `UPDATE jobs SET state = 'queued', attempts = attempts - 1, again = 0, ${noLease},
       reason = coalesce(@reason, reason), detail = coalesce(@detail, detail)
     WHERE id = @id AND state = 'leased' AND token = @token`,
    { id: lease.job.id, token: lease.token, reason: why?.reason ?? null, detail: why?.detail ?? null },
  );
}

export function leaseLost(lease: Lease): HoldfastError {
  return new HoldfastError(
    'lease-lost',
    `another worker has taken over the ${lease.job.kind} of ${lease.job.name}: this one's result is dropped`,
    { facts: { job: lease.job.id, name: lease.job.name } },
  );
}

/** Jobs of one priority and of one network. */
interface Lane {
  readonly priority: number;
  readonly lane: string;
}

interface Seen {
  /** With a job that is due, the highest priority first. */
  readonly due: readonly Lane[];
  /** A queued job has seen a worker die. */
  readonly suspect: boolean;
  /** A lease ran out, or is of another process, which may be no more. */
  readonly doubtful: boolean;
}

function look(connection: Connection, now: number): Seen {
  const seen = connection.get<{ due: string; suspect: number; doubtful: number }>(lookSql, {
    now,
    own: ownMark,
  });
  return {
    due: JSON.parse(seen?.due ?? '[]') as Lane[],
    suspect: seen?.suspect === 1,
    doubtful: seen?.doubtful === 1,
  };
}

const besideIt = `(SELECT min(jobs.lane) FROM jobs
  WHERE jobs.state = 'queued' AND jobs.priority = lanes.priority AND jobs.lane > lanes.lane)`;
const belowIt = `(SELECT max(jobs.priority) FROM jobs WHERE jobs.state = 'queued' AND jobs.priority < lanes.priority)`;

/** Each lane is found by one look into the index, whatever waits for later. */
const lookSql = `
  WITH RECURSIVE lanes (priority, lane) AS (
    SELECT * FROM (SELECT priority, lane FROM jobs WHERE state = 'queued' ORDER BY priority DESC, lane LIMIT 1)
    UNION ALL
    SELECT iif(${besideIt} IS NULL, ${belowIt}, lanes.priority),
      coalesce(${besideIt}, (SELECT min(jobs.lane) FROM jobs WHERE jobs.state = 'queued' AND jobs.priority = ${belowIt}))
    FROM lanes WHERE lanes.priority IS NOT NULL)
  SELECT
    (SELECT json_group_array(json_object('priority', priority, 'lane', lane)) FROM lanes
     WHERE EXISTS (SELECT 1 FROM jobs WHERE jobs.state = 'queued' AND jobs.priority = lanes.priority
       AND jobs.lane = lanes.lane AND jobs.run_at <= @now)) AS due,
    EXISTS (SELECT 1 FROM jobs WHERE state = 'queued' AND deaths > 0) AS suspect,
    EXISTS (SELECT 1 FROM jobs WHERE state = 'leased' AND (leased_until <= @now OR process <> @own)) AS doubtful`;

/** Marks of processes that hold leases and are known to be no more, as JSON; null where no lease is abandoned. */
function goneProcesses(connection: Connection, now: number): string | null {
  const leases = connection.all<{ process: string; isOver: number }>(
    `SELECT process, max(leased_until <= @now) AS isOver FROM jobs WHERE state = 'leased' GROUP BY process`,
    { now },
  );
  const gone = leases.filter(({ process }) => process !== ownMark && fateOf(process) === 'gone');
  const isAny = gone.length > 0 || leases.some(({ isOver }) => isOver === 1);
  return isAny ? JSON.stringify(gone.map(({ process }) => process)) : null;
}

const isAbandoned = `(leased_until <= @now OR process IN (SELECT value FROM json_each(@gone)))`;

/** Takes leases from workers that are gone; what killed too many of them is given to nobody any more. */
function reap(connection: Connection, now: number, gone: string, mostDeaths: number): void {
  connection.run(
    `UPDATE jobs SET state = 'dead', died = id, deaths = deaths + 1, reason = 'poisoned', ${noLease},
       detail = (deaths + 1) || ' workers died over it, one after the other; what it does to them shows in their logs'
     WHERE state = 'leased' AND ${isAbandoned} AND deaths + 1 >= @mostDeaths`,
    { now, gone, mostDeaths },
  );
  connection.run(
    `UPDATE jobs SET state = 'queued', deaths = deaths + 1, again = 0, ${noLease}
     WHERE state = 'leased' AND ${isAbandoned}`,
    { now, gone },
  );
}

/**
 * Jobs to be given out, best first. One that may be about to kill its last worker is given out alone, so that the
 * jobs beside it don't die with it and aren't taken for poison too.
 */
function jobsInTurn(connection: Connection, now: number, options: LeaseOptions, seen: Seen): JobRow[] {
  const values = { ...filterValues(connection, options), now, last: options.mostDeaths - 1 };
  const due = `${selectJobs} WHERE jobs.state = 'queued' AND jobs.run_at <= @now ${matching(options)}`;
  if (options.alone && seen.suspect) {
    const suspect = connection.get<JobRow>(
      `${due} AND jobs.deaths > 0 AND jobs.deaths >= @last
       ORDER BY jobs.priority DESC, jobs.run_at, jobs.id LIMIT 1`,
      values,
    );
    if (suspect !== undefined) return [suspect];
  }
  // One lane after the other, so that the many that wait for later are never looked through.
  const found: JobRow[] = [];
  for (const [priority, lanes] of Map.groupBy(seen.due, (lane) => lane.priority)) {
    const limit = options.limit - found.length;
    if (limit <= 0) break;
    const sql = `${due} AND jobs.priority = @priority AND jobs.lane = @lane AND jobs.deaths < @last
      ORDER BY jobs.run_at, jobs.id LIMIT @limit`;
    const waiting = lanes.map(({ lane }) => ({
      lane,
      jobs: connection.all<JobRow>(sql, { ...values, priority, lane, limit }),
    }));
    found.push(...(waiting.length === 1 ? (waiting[0]?.jobs ?? []) : inLanes(connection, waiting, limit)));
  }
  return found;
}

/**
 * Of each network as many as of the others: a host that answers slowly, or wants to be asked slowly, has only its share
 * of the workers' hands. Where one has fewer the others have more; among equals the oldest goes first.
 */
function inLanes(
  connection: Connection,
  waiting: readonly { readonly lane: string; readonly jobs: JobRow[] }[],
  limit: number,
): JobRow[] {
  const leased = connection.all<{ lane: string; n: number }>(
    `SELECT lane, count(*) AS n FROM jobs WHERE state = 'leased' GROUP BY lane`,
  );
  const inHand = new Map(leased.map(({ lane, n }) => [lane, n]));
  const given: JobRow[] = [];
  while (given.length < limit) {
    const next = waiting
      .filter(({ jobs }) => jobs.length > 0)
      .toSorted(
        (a, b) =>
          (inHand.get(a.lane) ?? 0) - (inHand.get(b.lane) ?? 0) ||
          (a.jobs[0]?.run_at ?? 0) - (b.jobs[0]?.run_at ?? 0) ||
          (a.jobs[0]?.id ?? 0) - (b.jobs[0]?.id ?? 0),
      )[0];
    const job = next?.jobs.shift();
    if (next === undefined || job === undefined) break;
    given.push(job);
    inHand.set(next.lane, (inHand.get(next.lane) ?? 0) + 1);
  }
  return given;
}

function take(
  connection: Connection,
  rows: readonly JobRow[],
  worker: Worker,
  { now, ms }: LeaseOptions,
): Lease[] {
  const until = now.getTime() + ms;
  // With the job's number it is of one lease only.
  const token = randomUUID().slice(-12);
  const values = { token, worker: worker.id, process: ownMark, until };
  const [first] = rows;
  if (rows.length === 1 && first !== undefined) connection.run(takeOneSql, { ...values, id: first.id });
  else connection.run(takeManySql, { ...values, ids: JSON.stringify(rows.map(({ id }) => id)) });
  const ends = new Date(until).toISOString();
  return rows.map((row) => {
    const job = jobOf({ ...row, state: 'leased', attempts: row.attempts + 1 });
    return { job, token, until: ends };
  });
}

const takeSql = `
  UPDATE jobs SET state = 'leased', attempts = attempts + 1, token = @token, worker = @worker, process = @process,
    leased_until = @until`;
/** Of one row SQLite needn't keep what it could have to undo. */
const takeOneSql = `${takeSql} WHERE id = @id`;
const takeManySql = `${takeSql} WHERE id IN (SELECT value FROM json_each(@ids))`;
