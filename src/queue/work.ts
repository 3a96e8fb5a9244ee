import { randomUUID } from 'node:crypto';
import { type Log, silentLog } from '../log.ts';
import type { JobFilter, Store, Waiting } from '../store/contract.ts';
import { createBell } from './bell.ts';
import { createHands, type Tally } from './hands.ts';
import { noProgress, type WorkProgress, watchProgress } from './progress.ts';
import type { Handle } from './run-job.ts';
import { mostDeaths } from './schedule.ts';
import { type Timing, usualTiming } from './timing.ts';

export type { WorkProgress } from './progress.ts';

/** `kinds` and `names` choose the jobs; without them it is all. */
export interface WorkOptions extends JobFilter {
  readonly store: Pick<Store, 'jobs' | 'settle' | 'hosts'>;
  readonly handle: Handle;
  /** Jobs worked on at the same time. */
  readonly concurrency: number;
  /** Ends once nothing is due; else looks for jobs until stopped. */
  readonly untilIdle: boolean;
  /** Takes no more jobs, lets those in hand end within ten seconds, gives the rest back. */
  readonly stop?: AbortSignal;
  /** Gives all jobs in hand back at once. */
  readonly stopNow?: AbortSignal;
  /** Is told about once a second how far the work is, and at its end. */
  readonly onProgress?: (progress: WorkProgress) => void;
  readonly now?: () => Date;
  readonly log?: Log;
  readonly timing?: Partial<Timing>;
}

export interface WorkReport extends Tally {
  /** A stop was asked for before the work was over. */
  readonly stopped: boolean;
  /** What is left for later tries, of the kinds and posts worked on. */
  readonly waiting: readonly Waiting[];
}

/**
 * Works on the durable queue.
 *
 * A job is `queued` until a worker leases it: at its `runAt`, highest priority first, of each network as many as of the
 * others and of those the oldest, the try counted before it begins. `leased`, it belongs to the holder of a token, for 30 s at a time, renewed every 10 s. From there:
 *
 * - settled by its handler: `done`; or `queued` again for a later `runAt` with the reason (the try given back if it was
 *   no fault of the job's); or `dead` with the reason;
 * - its handler threw: a bug, so `dead` with reason `bug`, and the other jobs go on;
 * - the archive can't be written (`disk-full`, `archive-unavailable`): given back, and the whole run ends with that;
 * - the run was stopped: jobs in hand get ten seconds, then are given back, their tries not counted;
 * - its worker died, known by the process being gone or the lease run out: `queued` again with one death more. At
 *   three deaths it is `dead`, `poisoned`. Before its last chance it waits for a worker that has nothing else in hand,
 *   so that it takes no other job with it;
 * - its worker was only slow: another has the job by then, and what the late one settles is refused as `lease-lost`.
 *
 * With `names`, being idle includes that no other worker still holds a job of these posts.
 */
export async function work(options: WorkOptions): Promise<WorkReport> {
  const { store, concurrency, handle, now = () => new Date(), log = silentLog } = options;
  const timing = { ...usualTiming, ...options.timing };
  const filter = filterOf(options);
  const worker = { id: randomUUID() };
  const bell = createBell();
  const hands = createHands(concurrency, { store, handle, now, log, timing }, () => {
    bell.ring();
    progress.changed();
  });
  const failures: unknown[] = [];
  const stops = [options.stop, options.stopNow].filter((signal) => signal !== undefined);
  for (const signal of stops) signal.addEventListener('abort', bell.ring);
  const isStopped = () => hands.failures.length > 0 || stops.some((signal) => signal.aborted);
  const { onProgress } = options;
  const run = () => ({ inHand: hands.inHand(), failed: hands.tally().dead, stopping: isStopped() });
  const progress =
    onProgress === undefined
      ? noProgress
      : watchProgress({ store, filter, now, log, everyMs: timing.progressMs, onProgress, run });

  async function takeJobs(): Promise<number> {
    const limit = hands.free();
    if (limit === 0) return 0;
    const { leaseMs: ms } = timing;
    const alone = hands.isEmpty();
    const leases = await store.jobs.lease(worker, { ...filter, now: now(), ms, limit, alone, mostDeaths });
    leases.forEach(hands.take);
    if (leases.length > 0) progress.changed();
    return leases.length;
  }

  /** Asked before looking for jobs, since whoever is at one now may bring more by then. */
  async function isAnyInWork(): Promise<boolean> {
    if (!hands.isEmpty()) return true;
    return options.names !== undefined && (await store.jobs.held(filter)) > 0;
  }

  await progress.begin();
  try {
    while (!isStopped()) {
      const isInWork = await isAnyInWork();
      if ((await takeJobs()) > 0) continue;
      if (options.untilIdle && !isInWork) break;
      await bell.sleep(timing.pollMs);
    }
  } catch (error) {
    failures.push(error);
  }
  const stopped = isStopped();
  // Not by the time of day, which may be set meanwhile.
  const end = performance.now() + timing.drainMs;
  while (!hands.isEmpty() && performance.now() < end && options.stopNow?.aborted !== true)
    await bell.sleep(end - performance.now());
  await hands.breakOff();
  await progress.end();
  for (const signal of stops) signal.removeEventListener('abort', bell.ring);
  const [failure] = [...failures, ...hands.failures];
  if (failure !== undefined) throw failure;
  return { ...hands.tally(), stopped, waiting: await store.jobs.waiting(filter) };
}

function filterOf({ kinds, names }: JobFilter): JobFilter {
  return { ...(kinds === undefined ? {} : { kinds }), ...(names === undefined ? {} : { names }) };
}
