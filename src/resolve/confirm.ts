import type { Observation, Outcome } from '../model/answer.ts';
import { isGone, type State, states } from '../model/state.ts';

const hour = 60 * 60 * 1000;
/** A post that came and went this often, this lately, is believed only when it says the same twice. */
const turnsBelieved = 2;
const turnsWithin = 7 * 24 * hour;

/**
 * An observation, called `not-found-twice` where the same source did not find the post an hour or more ago either and
 * nobody ever saw it: that is all there is to know of it then, for such a post may be private or never have been.
 */
export function confirmation(
  observation: Observation,
  history: readonly Observation[],
  wasSeen: boolean,
): Observation {
  const { source, rank, outcome, at } = observation;
  if (wasSeen || rank !== 'platform' || outcome !== 'not-found') return observation;
  const isOld = history.some(
    (earlier) =>
      earlier.source === source &&
      isMissing(earlier.outcome) &&
      Date.parse(earlier.at) <= Date.parse(at) - hour,
  );
  return isOld ? { ...observation, outcome: 'not-found-twice' } : observation;
}

export interface Said {
  readonly before: State;
  /** What became of the post by what was heard now. */
  readonly said: State;
  readonly confirmed: readonly Observation[];
  readonly history: readonly Observation[];
}

export interface Wait {
  /** The state stays as it was until then. */
  readonly holds: boolean;
  readonly at: string;
  readonly why: string;
}

/**
 * What has to be asked once more before it is believed, or null. A post not found for the first time is asked for again
 * in an hour. One that keeps coming and going holds its state until the new one was said an hour ago and nothing else
 * since; all of it is kept as observations. Pure.
 */
export function unsettled({ before, said, confirmed, history }: Said): Wait | null {
  const platform = confirmed.filter(({ rank }) => rank === 'platform');
  const at = platform.at(-1)?.at;
  if (at === undefined) return null;
  const inAnHour = new Date(Date.parse(at) + hour).toISOString();
  if (said !== before && isRestless(history, at) && !saidBefore(said, history, at))
    return {
      holds: true,
      at: inAnHour,
      why: `it came and went lately; whether it is ${said} is asked again`,
    };
  const isNotFound = said === 'unknown' && platform.every(({ outcome }) => outcome === 'not-found');
  return isNotFound
    ? { holds: false, at: inAnHour, why: 'it was not found; it is asked for once more' }
    : null;
}

/** True when the post was shown, then not, then shown again (or the other way round) within a week. */
function isRestless(history: readonly Observation[], now: string): boolean {
  const shown = certainOutcomes(history)
    .filter(({ at }) => Date.parse(at) >= Date.parse(now) - turnsWithin)
    .map(({ outcome }) => outcome === 'live');
  return shown.filter((value, index) => index > 0 && value !== shown[index - 1]).length >= turnsBelieved;
}

/** The platform said so an hour ago or earlier, and has said nothing else since. */
function saidBefore(state: State, history: readonly Observation[], now: string): boolean {
  const latest = certainOutcomes(history).toReversed();
  const others = latest.findIndex(({ outcome }) => meansState(outcome) !== state);
  const same = others < 0 ? latest : latest.slice(0, others);
  return same.some(({ at }) => Date.parse(at) <= Date.parse(now) - hour);
}

/** What the platform itself said for certain; a post once seen and not found since counts as deleted. */
function certainOutcomes(history: readonly Observation[]): Observation[] {
  return history.filter(({ rank, outcome }) => rank === 'platform' && meansState(outcome) !== null);
}

function meansState(outcome: Outcome): State | null {
  if (outcome === 'not-found') return 'deleted';
  return states.find((state) => state === outcome && (state === 'live' || isGone(state))) ?? null;
}

function isMissing(outcome: Outcome): boolean {
  return outcome === 'not-found' || outcome === 'not-found-twice';
}
