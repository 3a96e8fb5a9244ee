import type { Observation, Outcome } from './answer.ts';
import { isGone, type State, states } from './state.ts';

/** What the sources said of a post when they were asked one after another. */
export interface Round {
  /** ISO 8601 in UTC: the first and the last of what was heard. */
  readonly at: string;
  readonly until: string;
  /** What the platform said; null where it said nothing certain. */
  readonly word: Word | null;
  /** The source of that word, with its reason, and when it was said first and last: others may have been heard before. */
  readonly by: {
    readonly source: string;
    readonly reason: string | null;
    readonly at: string;
    readonly until: string;
  } | null;
  readonly heard: readonly Observation[];
}

/** Nobody knows if a post that is not found ever was: what it means depends on what was seen before. */
export type Word = State | 'not-found';

/** Sources asked for one job answer within this, in milliseconds. */
const mostBetween = 30 * 60_000;

/**
 * Observations by rounds, oldest first, those of articles left out. A round ends where a source is heard again, or where
 * nobody is heard for long. Pure.
 */
export function roundsOf(observations: readonly Observation[]): readonly Round[] {
  const rounds: Observation[][] = [];
  const inOrder = observations.filter(({ rank }) => rank !== 'article').toSorted(byTime);
  let asked = new Set<string>();
  let last = Number.NEGATIVE_INFINITY;
  for (const seen of inOrder) {
    const time = Date.parse(seen.at);
    const round = rounds.at(-1);
    if (round === undefined || asked.has(seen.source) || time - last > mostBetween) {
      rounds.push([seen]);
      asked = new Set();
    } else round.push(seen);
    // An archive tells of several copies in one round.
    if (seen.asOf === null && seen.rank === 'platform') asked.add(seen.source);
    last = time;
  }
  return rounds.map(roundOf);
}

function byTime(a: Observation, b: Observation): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}

function roundOf(heard: readonly Observation[]): Round {
  const at = heard[0]?.at ?? '';
  const until = heard.at(-1)?.at ?? at;
  const platform = heard.filter(({ rank }) => rank === 'platform');
  const certain = platform.find(({ outcome }) => certainState(outcome) !== null);
  if (certain !== undefined) {
    const word = certainState(certain.outcome);
    const last = platform.findLast(({ outcome }) => certainState(outcome) === word) ?? certain;
    return { at, until, heard, word, by: { ...saidBy(certain), until: last.at } };
  }
  const isShownElsewhere = heard.some(
    ({ rank, outcome, asOf }) => rank === 'archive' && outcome === 'live' && asOf === null,
  );
  const isMissing = !isShownElsewhere && platform.every(({ outcome }) => isNotFound(outcome));
  const [first] = platform;
  if (first === undefined || !isMissing) return { at, until, heard, word: null, by: null };
  const last = platform.at(-1) ?? first;
  return { at, until, heard, word: 'not-found', by: { ...saidBy(first), until: last.at } };
}

function saidBy({ source, reason, at }: Observation) {
  return { source, reason, at };
}

/** A state that an outcome says for certain. */
function certainState(outcome: Outcome): State | null {
  return states.find((state) => state === outcome && (state === 'live' || isGone(state))) ?? null;
}

export function isNotFound(outcome: Outcome): boolean {
  return outcome === 'not-found' || outcome === 'not-found-twice';
}

/** True where a round says that state; a post that was seen is deleted where it is not found any more. */
export function says({ word }: Round, state: State): boolean {
  return word === state || (word === 'not-found' && state === 'deleted');
}
