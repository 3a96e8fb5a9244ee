import { isHoldfastError, messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Job, JobReason, JobState, Lease } from '../model/job.ts';
import type { Store } from '../store/contract.ts';
import type { Timing } from './timing.ts';

/**
 * Does one job and settles it. The signal breaks it off, because the run is stopped or another worker has the job:
 * what it does after that is given back or refused.
 */
export type Handle = (lease: Lease, signal: AbortSignal) => Promise<void>;

/** How a job left this worker's hands. `lost`: another worker has it now; `released`: given back, its try not counted. */
export type Run =
  | { readonly kind: 'done' | 'retried' | 'dead' | 'lost' | 'released' }
  /** Nothing can be kept any more. */
  | { readonly kind: 'fatal'; readonly error: unknown };

export interface RunOptions {
  readonly store: Pick<Store, 'jobs' | 'settle'>;
  readonly handle: Handle;
  readonly now: () => Date;
  readonly log: Log;
  readonly timing: Timing;
  /** Breaks the job off, to be given back. */
  readonly signal: AbortSignal;
}

/** Runs one leased job to its end and keeps its lease alive meanwhile. Never throws. */
export async function runJob(lease: Lease, options: RunOptions): Promise<Run> {
  const lost = new AbortController();
  const heart = setInterval(() => void renew(lease, lost, options), options.timing.heartbeatMs);
  try {
    const signal = AbortSignal.any([options.signal, lost.signal]);
    await endOrBreakOff(options.handle(lease, signal), signal, options.timing.graceMs);
    return await readEnd(lease, options);
  } catch (error) {
    return await endAfter(error, lease, lost.signal, options);
  } finally {
    clearInterval(heart);
  }
}

/** A lease that can't be renewed for any other reason than loss runs out by itself if that goes on. */
async function renew(
  lease: Lease,
  lost: AbortController,
  { store, now, log, timing }: RunOptions,
): Promise<void> {
  try {
    await store.jobs.renew(lease, now(), timing.leaseMs);
  } catch (error) {
    if (isHoldfastError(error, 'lease-lost')) lost.abort(error);
    else log('warn', 'a lease could not be renewed', { job: lease.job.id, error: messageOf(error) });
  }
}

/** Rejects with the signal's reason when the work doesn't end by itself soon after it. */
async function endOrBreakOff(work: Promise<void>, signal: AbortSignal, graceMs: number): Promise<void> {
  const { promise: brokenOff, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => {
    timer = setTimeout(() => reject(signal.reason), graceMs);
  };
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  try {
    await Promise.race([work, brokenOff]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    // Broken off, it may still fail much later, when nobody wants to know.
    work.catch(() => {});
  }
}

/** What the handler made of the job. */
async function readEnd(lease: Lease, options: RunOptions): Promise<Run> {
  const job = await options.store.jobs.get(lease.job.id);
  // A try that is put off says why; without that the job was done, and is wanted again already.
  const isGivenAgain = job?.state === 'queued' && job.reason === null;
  const kind = job === null || isGivenAgain ? 'done' : ends[job.state];
  if (kind !== undefined) return { kind };
  // Either it was put back and taken by another worker already, or it was never settled; the token tells.
  return await settleAsBug(lease, 'its handler ended without settling it', options, 'retried');
}

const ends: Readonly<Partial<Record<JobState, Run['kind'] & ('done' | 'retried' | 'dead')>>> = {
  done: 'done',
  queued: 'retried',
  dead: 'dead',
};

async function endAfter(error: unknown, lease: Lease, lost: AbortSignal, options: RunOptions): Promise<Run> {
  if (isHoldfastError(error, 'lease-lost') || lost.aborted) {
    options.log('debug', 'another worker has taken over a job', { job: lease.job.id, name: lease.job.name });
    return { kind: 'lost' };
  }
  if (isHoldfastError(error, ...fatalErrors)) {
    const reason = error.name === 'disk-full' ? 'disk-full' : 'interrupted';
    await release(lease, { reason, detail: error.message }, options);
    return { kind: 'fatal', error };
  }
  if (options.signal.aborted) {
    await release(lease, { reason: 'interrupted', detail: 'the run was stopped' }, options);
    return { kind: 'released' };
  }
  options.log('error', 'a bug ended a job', { ...factsOf(lease.job), error: messageOf(error) });
  return await settleAsBug(lease, messageOf(error), options, 'lost');
}

const fatalErrors = ['disk-full', 'archive-unavailable', 'archive-newer'] as const;

async function settleAsBug(
  lease: Lease,
  detail: string,
  { store }: RunOptions,
  otherwise: 'lost' | 'retried',
): Promise<Run> {
  const nothing = { observations: [], snapshot: null, captures: [], aliases: [], next: [] };
  try {
    await store.settle(lease, nothing, { kind: 'dead', reason: 'bug', detail });
    return { kind: 'dead' };
  } catch (error) {
    return isHoldfastError(error, 'lease-lost') ? { kind: otherwise } : { kind: 'fatal', error };
  }
}

async function release(
  lease: Lease,
  why: { readonly reason: JobReason; readonly detail: string },
  { store, now, log }: RunOptions,
): Promise<void> {
  try {
    await store.jobs.release(lease, now(), why);
  } catch (error) {
    log('warn', 'a job could not be given back; its lease will run out', {
      ...factsOf(lease.job),
      error: messageOf(error),
    });
  }
}

function factsOf({ id, kind, name }: Job) {
  return { job: id, kind, name };
}
