import type { HoldfastError } from '../errors.ts';
import type { Observation, Outcome } from '../model/answer.ts';
import type { JobEnd, JobReason } from '../model/job.ts';
import { isGone, states } from '../model/state.ts';
import { type Handling, handlingOf } from './failure.ts';

const mostAttempts = 6;
const second = 1000;
const minute = 60 * second;
const shortestPause = 30 * second;
const longestPause = 24 * 60 * minute;

/** What a resolution must tell to decide how its job ends. */
export interface Told {
  readonly observations: readonly Observation[];
  readonly failures: readonly HoldfastError[];
  /** What has to be asked once more before it is believed. */
  readonly askAgain?: { readonly at: string; readonly why: string } | null;
}

export interface Moment {
  readonly now: Date;
  /** Tries that counted, the present one included. */
  readonly attempts: number;
  /** 0…1, to spread retries. */
  readonly random: number;
}

/**
 * How a job ends after its post was resolved. Pure.
 *
 * Done when every source was heard, one of them said something, and nothing is to be confirmed. Pauses (offline, told to wait, a miss in a
 * replay) give the attempt back; other failures come back after 30 s, 1, 2, 4, 8 min, each ± 50 %, six tries in all.
 */
export function decideEnd(told: Told, moment: Moment): JobEnd {
  const failure = worst(told.failures);
  if (failure !== null) {
    const handling = handlingOf(failure);
    if (handling.kind === 'pause') return pause(failure, handling, moment.now);
    if (handling.kind === 'fatal') return { kind: 'dead', reason: 'bug', detail: failure.message };
    // Another source has spoken: the one that fails was worth its tries, but the job has not failed.
    const isOver = moment.attempts >= mostAttempts && isAnswered(told.observations);
    if (!isOver) return backoff(handling.reason, failure.message, moment);
  }
  const silent = failure === null ? silenceOf(told.observations) : null;
  if (silent !== null) return backoff('no-answer', silent, moment);
  if (told.askAgain == null) return { kind: 'done' };
  const { at, why } = told.askAgain;
  return { kind: 'retry', at, reason: 'unconfirmed', detail: why, counted: false };
}

/** Of several failures the one that keeps all the others from being worth a try. */
function worst(failures: readonly HoldfastError[]): HoldfastError | null {
  const weight = (error: HoldfastError) => {
    if (error.name === 'offline') return 3;
    if (error.name === 'not-recorded') return 2;
    return error.name === 'rate-limited' || error.name === 'host-down' ? 1 : 0;
  };
  return failures.toSorted((a, b) => weight(b) - weight(a))[0] ?? null;
}

function pause(error: HoldfastError, handling: Extract<Handling, { kind: 'pause' }>, now: Date): JobEnd {
  const wait = error.retryAt === null ? handling.minutes * minute : error.retryAt.getTime() - now.getTime();
  const ms = Math.min(Math.max(wait, shortestPause), longestPause);
  return {
    kind: 'retry',
    at: new Date(now.getTime() + ms).toISOString(),
    reason: handling.reason,
    detail: error.message,
    counted: false,
  };
}

function backoff(reason: JobReason, detail: string, { now, attempts, random }: Moment): JobEnd {
  if (attempts >= mostAttempts) return { kind: 'dead', reason: 'gave-up', detail };
  const ms = 30 * second * 2 ** Math.max(0, attempts - 1) * (0.5 + random);
  return {
    kind: 'retry',
    at: new Date(now.getTime() + Math.round(ms)).toISOString(),
    reason,
    detail,
    counted: true,
  };
}

/**
 * Why nothing was learned though sources were heard: they gave nothing that speaks of the post at all. An archived copy
 * that can't be read will be the same at the next try.
 */
function silenceOf(observations: readonly Observation[]): string | null {
  if (isCertain(observations)) return null;
  const silent = observations.find(({ outcome, asOf }) => asOf === null && saysNothing.has(outcome));
  return silent === undefined ? null : `${silent.source}: ${silent.reason ?? silent.outcome}`;
}

function isCertain(observations: readonly Observation[]): boolean {
  return observations.some(({ outcome }) => certain.has(outcome));
}

/** What became of the post was said, or the platform said that it has no such post. */
function isAnswered(observations: readonly Observation[]): boolean {
  const isMissing = observations.some(({ rank, outcome }) => rank === 'platform' && notThere.has(outcome));
  return isMissing || isCertain(observations);
}

const notThere: ReadonlySet<Outcome> = new Set<Outcome>(['not-found', 'not-found-twice']);
const certain: ReadonlySet<Outcome> = new Set(states.filter((state) => state === 'live' || isGone(state)));
const saysNothing: ReadonlySet<Outcome> = new Set<Outcome>(['empty', 'bad-shape', 'walled', 'refused']);
