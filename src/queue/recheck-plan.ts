import { sha256 } from '../model/canonical.ts';
import type { Recheck, Rechecked, RecheckJob, RecheckReason } from '../model/recheck.ts';
import { isGone } from '../model/state.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** No post is asked for sooner than this after it was heard of, but where its own job says so. */
export const shortestPause = hour;
export const longestPause = 30 * day;

/** The least between two looks at a post that is young, or was changed lately. */
const oftenPause = 6 * hour;
/** For so long after it, a change or the end of an account's other post makes a post one to be watched. */
const watchedFor = 30 * day;
const freshFor = 7 * day;
/** Posts of one moment are spread over this share of their pause. */
const spreadOver = 0.2;

/**
 * When a post is to be asked for again, and why then. Pure.
 *
 * Posts go early or hardly at all: of 4.8 million posts of one network made in spring 2023, 18 % could no longer be
 * seen by mid-June, in six of ten cases because the whole account was gone, suspended or private
 * (https://pewresearch.org/data-labs/2024/05/17/methodology-link-rot and the report it belongs to); 11 % of what was
 * shared about events was lost in its first year, 0.02 % a day after that (SalahEldeen and Nelson, TPDL 2012). So the
 * pause grows with the age, and what becomes of one post of an account is news of the others:
 *
 * | why | pause after the last hearing |
 * |---|---|
 * | `never heard` `waiting` `unconfirmed` | none: the time its job has |
 * | `gave up` | as long as it was known by then, 1 to 30 days; where nobody answered no longer than had somebody |
 * | `account went` | an hour for a post not heard since; then a quarter of the time since, from 6 hours, for 30 days |
 * | `just changed` | a quarter of the time since the change, from 6 hours, for 30 days |
 * | `fresh` `aging` `old` | a quarter of its age, 6 hours to 30 days; fresh in its first week, old at 30 days |
 * | `newly quoted` | as long as it was known by then, from a day: an article brings an old post new readers |
 * | `unclear` | nobody could say what became of it: as long as it was known by then, 1 to 30 days, or as by its age if that is sooner |
 * | `gone` | half of the time it has been gone, 1 to 30 days: some are restored |
 *
 * The shortest that applies holds. To each up to a fifth is added, by a hash of the name, so that what was archived
 * together doesn't come due together, on whatever host it lies.
 */
export function recheckAt(post: Rechecked): Recheck {
  const { job, name, firstSeen, lastHeard: heard } = post;
  if (job?.kind === 'waits') return { at: job.at, why: whyJob(job, heard) };
  if (job !== null && (heard === null || heard < job.at))
    return { at: job.at + spread(name, pauseAfterTries(post, job)), why: 'gave up' };
  if (heard === null) return { at: firstSeen, why: 'never heard' };
  const { from, pause, why } = soonestOf(pausesOf(post, heard));
  return { at: from + spread(name, pause), why };
}

function whyJob(job: RecheckJob, heard: number | null): RecheckReason {
  if (job.unconfirmed) return 'unconfirmed';
  return heard === null ? 'never heard' : 'waiting';
}

/** A network that is down for an afternoon must not make us forget those of its posts that were due then. */
function pauseAfterTries(post: Rechecked, { kind, at }: RecheckJob): number {
  const { firstSeen, state } = post;
  const knownFor = between(day, at - firstSeen);
  if (kind === 'broken') return knownFor;
  const asHeard = soonestOf(pausesOf({ ...post, state: state === 'unknown' ? 'live' : state }, at));
  return Math.min(knownFor, asHeard.pause);
}

interface Pause {
  /** What it is counted from. */
  readonly from: number;
  readonly pause: number;
  readonly why: RecheckReason;
}

function pausesOf(post: Rechecked, heard: number): readonly [Pause, ...Pause[]] {
  const { state, madeAt, firstSeen, lastChanged, accountWent } = post;
  const after = (pause: number, why: RecheckReason): Pause => ({ from: heard, pause, why });
  if (isGone(state)) return [after(between(day, (heard - (lastChanged ?? firstSeen)) / 2), 'gone')];
  const knownFor = between(day, heard - firstSeen);
  const age = heard - (madeAt ?? firstSeen);
  const byAge = between(oftenPause, age / 4);
  if (state === 'unknown') return [after(madeAt === null ? knownFor : Math.min(knownFor, byAge), 'unclear')];
  /** A post is as young as the last thing that befell it. */
  const since = (event: number | null, why: RecheckReason): readonly Pause[] =>
    event === null || heard - event > watchedFor
      ? []
      : [after(between(oftenPause, (heard - event) / 4), why)];
  return [
    after(byAge, whyByAge(age, byAge)),
    ...(knownFor < longestPause ? [after(knownFor, 'newly quoted')] : []),
    ...since(lastChanged, 'just changed'),
    ...(accountWent !== null && heard < accountWent
      ? [atOnce(accountWent, heard)]
      : since(accountWent, 'account went')),
  ];
}

/** As soon as another post of the account has gone, but never within the shortest pause. */
function atOnce(accountWent: number, heard: number): Pause {
  return { from: Math.max(heard, accountWent - shortestPause), pause: shortestPause, why: 'account went' };
}

function whyByAge(age: number, pause: number): RecheckReason {
  if (age < freshFor) return 'fresh';
  return pause < longestPause ? 'aging' : 'old';
}

/** Of several at once the last, which tells most. */
function soonestOf([first, ...others]: readonly [Pause, ...Pause[]]): Pause {
  return others.reduce(
    (best, next) => (next.from + next.pause <= best.from + best.pause ? next : best),
    first,
  );
}

function between(least: number, ms: number): number {
  return Math.min(Math.max(ms, least), longestPause);
}

function spread(name: string, pause: number): number {
  const share = Number.parseInt(sha256(name).slice(0, 8), 16) / 2 ** 32;
  return Math.round(pause * (1 + spreadOver * share));
}
