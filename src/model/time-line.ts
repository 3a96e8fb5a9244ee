import type { Observation, Outcome } from './answer.ts';
import { copiesIn } from './intervals.ts';
import { isNotFound, type Round, roundsOf, says } from './rounds.ts';
import type { Snapshot } from './snapshot.ts';
import type { State } from './state.ts';

/** A version as it stood: from when to when it is known that the post was just so. */
export interface Standing {
  /** Place in the order of the versions, from 1. */
  readonly number: number;
  /** ISO 8601 in UTC: first and last observation that fits it. */
  readonly first: string;
  readonly last: string;
  /** How often it was confirmed after the first time. */
  readonly again: number;
}

/** One line of a post's history, oldest first. */
export type Entry =
  /** `isQuoted`: only an article says when. */
  | { readonly kind: 'posted'; readonly at: string; readonly isQuoted: boolean }
  | { readonly kind: 'quoted'; readonly at: string; readonly article: string }
  /** Further articles, told together. */
  | { readonly kind: 'articles'; readonly at: string; readonly to: string; readonly count: number }
  /** A web archive's copy, at the time it was taken. */
  | { readonly kind: 'copy'; readonly at: string; readonly source: string }
  | { readonly kind: 'version'; readonly at: string; readonly number: number }
  | Stretch;

/** Times the sources were asked, one after another. */
export type Stretch =
  /** They said what was known. */
  | (Span & { readonly kind: 'seen'; readonly sources: readonly string[] })
  /** They said nothing certain: no state, only a failure to find out. */
  | (Span & { readonly kind: 'gap'; readonly outcomes: Outcomes })
  /** They said something else, which was not believed yet. */
  | (Span & { readonly kind: 'doubt'; readonly outcomes: Outcomes })
  /** All of these, too often in turn to be told one by one. */
  | (Span & {
      readonly kind: 'many';
      readonly seen: number;
      readonly gaps: number;
      readonly doubts: number;
      readonly outcomes: Outcomes;
    });

interface Span {
  readonly at: string;
  readonly to: string;
  readonly times: number;
}

/** How often each outcome was met. */
export type Outcomes = Readonly<Partial<Record<Outcome, number>>>;

export type Taken = Pick<Snapshot, 'takenAt' | 'state'>;

/** Stretches between two versions that are told one by one; more are told as one. */
const mostStretches = 8;
const mostArticles = 5;

/** When each version stood. The order of `versions` is the order of their numbers. Pure. */
export function standingsOf(
  observations: readonly Observation[],
  versions: readonly Taken[],
): readonly Standing[] {
  const rounds = roundsOf(observations);
  const makers = makersOf(rounds, versions);
  return versions.map(({ takenAt, state }, at) => {
    const maker = makers[at] ?? rounds.length;
    const later = makers.filter((other) => other !== undefined && other > maker) as number[];
    const next = Math.min(rounds.length, ...later);
    const own = rounds.slice(maker, next).filter((round) => says(round, state));
    return {
      number: at + 1,
      first: own[0]?.by?.at ?? takenAt,
      last: own.at(-1)?.by?.until ?? takenAt,
      again: Math.max(0, own.length - 1),
    };
  });
}

/** When its author made a post. */
export type Posted = Pick<Extract<Entry, { kind: 'posted' }>, 'at' | 'isQuoted'>;

/** All of a post's history in one line of time. Pure. */
export function timeLineOf(
  observations: readonly Observation[],
  versions: readonly Taken[],
  posted: Posted | null,
): readonly Entry[] {
  const rounds = roundsOf(observations);
  const makers = new Set(makersOf(rounds, versions));
  const fixed: Entry[] = [
    ...(posted === null ? [] : [{ kind: 'posted', ...posted } as const]),
    ...articlesIn(observations),
    ...copiesIn(observations).map(({ at, source }): Entry => ({ kind: 'copy', at, source })),
    ...versions.map(({ takenAt }, at): Entry => ({ kind: 'version', at: takenAt, number: at + 1 })),
  ];
  const inTime = versions.toSorted((a, b) => (a.takenAt < b.takenAt ? -1 : 1));
  const between: Round[][] = Array.from({ length: versions.length + 1 }, () => []);
  let at = 0;
  for (const [index, round] of rounds.entries()) {
    while ((inTime[at]?.takenAt ?? '\uffff') <= round.at) at++;
    if (!makers.has(index)) between[at]?.push(round);
  }
  const stretches = between.flatMap((some, index) => folded(some, stateAfter(inTime, index)));
  return [...fixed, ...stretches].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The state that held after so many versions; what only articles told of takes nothing back. */
function stateAfter(versions: readonly Taken[], count: number): State {
  const states = versions.slice(0, count).map(({ state }) => state);
  return states.findLast((state) => state !== 'unknown') ?? 'unknown';
}

/** The round each version was made in; none where nothing was heard for it. */
function makersOf(rounds: readonly Round[], versions: readonly Taken[]): (number | undefined)[] {
  const makers: (number | undefined)[] = versions.map(() => undefined);
  const order = versions
    .map(({ takenAt, state }, version) => ({ takenAt, state, version }))
    .toSorted((a, b) => (a.takenAt < b.takenAt ? -1 : 1));
  let from = 0;
  for (const { takenAt, state, version } of order) {
    let to = from;
    while (to < rounds.length && (rounds[to]?.at ?? '') <= takenAt) to++;
    const own = rounds.findLastIndex((round, at) => at >= from && at < to && says(round, state));
    const maker = own < from ? to - 1 : own;
    if (maker < from) continue;
    makers[version] = maker;
    from = maker + 1;
  }
  return makers;
}

function articlesIn(observations: readonly Observation[]): Entry[] {
  const quoted = observations
    .filter(({ rank }) => rank === 'article')
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ at, url }) => ({ kind: 'quoted', at, article: url }) as const);
  const rest = quoted.slice(mostArticles);
  const [first, last] = [rest[0], rest.at(-1)];
  if (first === undefined || last === undefined) return quoted;
  return [
    ...quoted.slice(0, mostArticles),
    { kind: 'articles', at: first.at, to: last.at, count: rest.length },
  ];
}

function folded(rounds: readonly Round[], state: State): Stretch[] {
  const stretches: Stretch[] = [];
  for (const round of rounds) {
    const next = stretchOf(round, state);
    if (next === null) continue;
    const last = stretches.at(-1);
    const joined = last === undefined ? null : together(last, next);
    if (joined === null) stretches.push(next);
    else stretches[stretches.length - 1] = joined;
  }
  return stretches.length > mostStretches ? [asOne(stretches)] : stretches;
}

/** Null for a round that only brought copies of web archives, which stand in the line by themselves. */
function stretchOf(round: Round, state: State): Stretch | null {
  const { at, until, heard, word } = round;
  const span = { at, to: until, times: 1 };
  const saying = heard.filter((seen) => isSaid(seen, word, state)).map(({ source }) => source);
  if ((word === null || says(round, state)) && saying.length > 0)
    return { ...span, kind: 'seen', sources: [...new Set(saying)] };
  const outcomes = tally(heard.filter(({ outcome }) => outcome !== 'live' || word === 'live'));
  if (Object.keys(outcomes).length === 0) return null;
  return { ...span, kind: word === null || word === 'not-found' ? 'gap' : 'doubt', outcomes };
}

/** Where the platform is silent, a third party may show that a post is still there. */
function isSaid({ outcome, rank, asOf }: Observation, word: Round['word'], state: State): boolean {
  if (word === null) return state === 'live' && outcome === 'live' && rank === 'archive' && asOf === null;
  return outcome === word || (word === 'not-found' && isNotFound(outcome));
}

function tally(heard: readonly Observation[]): Outcomes {
  const outcomes: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of heard) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return outcomes;
}

function sum(a: Outcomes, b: Outcomes): Outcomes {
  const keys = [...Object.keys(a), ...Object.keys(b)] as Outcome[];
  return Object.fromEntries(keys.map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)]));
}

/** Two of one kind in turn as one; null for others. */
function together(a: Stretch, b: Stretch): Stretch | null {
  const span = { at: a.at, to: b.to, times: a.times + b.times };
  if (a.kind === 'seen' && b.kind === 'seen')
    return { ...span, kind: 'seen', sources: [...new Set([...a.sources, ...b.sources])] };
  if ((a.kind === 'gap' || a.kind === 'doubt') && a.kind === b.kind)
    return { ...span, kind: a.kind, outcomes: sum(a.outcomes, b.outcomes) };
  return null;
}

function asOne(stretches: readonly Stretch[]): Stretch {
  const times = (kind: Stretch['kind']) =>
    stretches.filter((one) => one.kind === kind).reduce((all, one) => all + one.times, 0);
  return {
    kind: 'many',
    at: stretches[0]?.at ?? '',
    to: stretches.at(-1)?.to ?? '',
    times: stretches.reduce((all, one) => all + one.times, 0),
    seen: times('seen'),
    gaps: times('gap'),
    doubts: times('doubt'),
    outcomes: stretches.reduce<Outcomes>(
      (all, one) => (one.kind === 'gap' || one.kind === 'doubt' ? sum(all, one.outcomes) : all),
      {},
    ),
  };
}
