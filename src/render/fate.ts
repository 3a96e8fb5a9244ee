import { isGone, type State } from '../model/state.ts';
import type { FallbackView } from './view.ts';
import type { Words } from './words.ts';

/** What became of a post, as it is told: a sentence, and what stands in the places of its `{…}`. */
export interface Fate {
  readonly sentence: string;
  readonly state: string;
  /** ISO 8601, by the place they stand in. */
  readonly days: Readonly<Record<string, string>>;
}

/**
 * Tells a state by the days between which it began, as far as they are known: last seen live, and first found so. Null
 * for a post that is there, or of which nothing certain is known. That its author did it is said only where the
 * platform says so.
 */
export function fateOf(view: FallbackView, { states, told }: Words): Fate | null {
  const { state, since, lastLive } = view;
  if (!isGone(state) || state === 'live' || state === 'unknown') return null;
  const words =
    state === 'deleted' && view.deletedBy === 'author' ? states['deleted-by-author'] : states[state];
  const tell = (sentence: string, days: Record<string, string>) => ({ sentence, state: words, days });
  if (since === null) return tell(told.bare, {});
  const happened = momentary.has(state);
  if (lastLive === null) return tell(happened ? told.missing : told.noticed, { date: since });
  const [from, to] = [lastLive.slice(0, 10), since.slice(0, 10)];
  if (from > to) return tell(told.noticed, { date: since });
  if (from === to) return tell(happened ? told.on : told.noticed, { date: since });
  return tell(happened ? told.between : told.lasting, { from: lastLive, to: since });
}

/** What is done in a moment; every other state goes on, and "between two days" would say that it ended. */
const momentary: ReadonlySet<State> = new Set<State>(['deleted', 'removed']);
