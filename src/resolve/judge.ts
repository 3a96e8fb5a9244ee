import type { Answer, Observation, Outcome } from '../model/answer.ts';
import type { State } from '../model/state.ts';

/** A source's answer, and whether the source is the platform itself or keeps copies of it. */
export interface Heard {
  readonly rank: 'platform' | 'archive';
  readonly answer: Answer;
  /** When the copy was taken that it speaks of; null for a word of now. */
  readonly asOf: string | null;
}

export interface Before {
  readonly state: State;
  /** A platform or archive source has shown the post before. */
  readonly seenLive: boolean;
}

/**
 * What became of a post, by what the sources said now and what was known before. Pure.
 *
 * The platform's first certain word decides: the post is `live`, a tombstone is what it says. "Not found" is a
 * deletion only of a post that was seen, and only when every platform source was reached and said just that; it
 * replaces no word of the platform's own on why the post is gone.
 * All else, silence above all, leaves the state as it was.
 */
export function judge(before: Before, heard: readonly Heard[], isEverySourceHeard: boolean): State {
  const platform = heard.filter(({ rank }) => rank === 'platform').map(({ answer }) => answer);
  for (const answer of platform) {
    if (answer.kind === 'post') return 'live';
    if (answer.kind === 'tombstone') return answer.state;
  }
  const wasLive =
    before.seenLive || heard.some(({ rank, answer }) => rank === 'archive' && answer.kind === 'post');
  // A third party that shows it today may know better than the platform's doors that are open to us.
  const isShownNow = heard.some(({ answer, asOf }) => answer.kind === 'post' && asOf === null);
  const isMissing =
    platform.length > 0 &&
    !isShownNow &&
    platform.every((answer) => answer.kind === 'unknown' && answer.outcome === 'not-found');
  const isNews = wasLive && isMissing && isEverySourceHeard && wasThere.has(before.state);
  return isNews ? 'deleted' : before.state;
}

/** States of a post that the platform still has, as far as is known. */
const wasThere: ReadonlySet<State> = new Set<State>(['live', 'unknown', 'restricted', 'withheld']);

/** True when the platform, or an archive's copy, once showed the post. */
export function wasSeenLive(history: readonly Observation[]): boolean {
  return history.some(({ rank, outcome }) => rank !== 'article' && outcome === 'live');
}

/** An answer in the one word an observation keeps. */
export function outcomeOf(answer: Answer): Outcome {
  if (answer.kind === 'post') return 'live';
  return answer.kind === 'tombstone' ? answer.state : answer.outcome;
}
