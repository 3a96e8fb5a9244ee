import type { Observation } from './answer.ts';
import { isNotFound, type Round, roundsOf, says } from './rounds.ts';
import type { Snapshot } from './snapshot.ts';
import type { State } from './state.ts';

/** A moment, and the source that vouches for it. */
export interface Sighting {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly source: string;
  readonly reason: string | null;
}

/**
 * How long a post was in one state, as far as anybody saw: it was so from `first` to `last`. When it became so is not
 * known more exactly than after `before` and by `first`, when it ended not more exactly than after `last` and by `after`.
 */
export interface Interval {
  readonly state: State;
  readonly first: Sighting;
  readonly last: Sighting;
  /** ISO 8601: when it was last seen in the state before this one; null for the first one. */
  readonly before: string | null;
  /** ISO 8601: when it was first seen in the next state; null for the present one. */
  readonly after: string | null;
  /** How often the platform was heard to say so. */
  readonly times: number;
  /** ISO 8601: the longest time in between in which nobody saw it so; null where it was seen once only. */
  readonly unseen: { readonly from: string; readonly to: string } | null;
  /** Sources that said so, web archives too. */
  readonly sources: readonly string[];
}

export type Stated = Pick<Snapshot, 'takenAt' | 'state'>;

/**
 * The states a post was in, oldest first, by what was observed and what was concluded from it. A web archive's copy
 * vouches for the time it was taken at. Empty where nothing certain was ever heard. Pure.
 */
export function intervalsOf(
  observations: readonly Observation[],
  snapshots: readonly Stated[],
): readonly Interval[] {
  const rounds = roundsOf(observations);
  const spans = spansOf(rounds, runsOf(snapshots));
  const copies = copiesIn(observations);
  const shown = spans[0]?.state === 'live' ? spans : [...spanOfCopies(copies, spans[0]), ...spans];
  const withCopies = shown.map((span, at) =>
    span.state === 'live' ? reachedBy(span, copies, shown[at - 1], shown[at + 1]) : span,
  );
  return withCopies.map((span, at) => ({
    ...span,
    before: withCopies[at - 1]?.last.at ?? null,
    after: withCopies[at + 1]?.first.at ?? null,
  }));
}

/** Copies of web archives that show the post, by the time they were taken, each once. */
export function copiesIn(observations: readonly Observation[]): readonly Sighting[] {
  const copies = observations.flatMap(({ rank, outcome, asOf, source }) =>
    rank === 'archive' && outcome === 'live' && asOf !== null ? [{ at: asOf, source, reason: null }] : [],
  );
  const unique = new Map(copies.map((copy) => [`${copy.at} ${copy.source}`, copy]));
  return [...unique.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

type Span = Omit<Interval, 'before' | 'after'>;

/** A state, and when it was concluded. */
interface Run {
  readonly state: State;
  readonly takenAt: string;
}

/**
 * States in the order they were concluded, whatever the clock said. What an article alone told of, under another name
 * maybe, takes nothing back.
 */
function runsOf(snapshots: readonly Stated[]): Run[] {
  const runs: Run[] = [];
  for (const { state, takenAt } of snapshots)
    if (state !== 'unknown' && state !== runs.at(-1)?.state) runs.push({ state, takenAt });
  return runs;
}

function spansOf(rounds: readonly Round[], runs: readonly Run[]): Span[] {
  const starts: number[] = [];
  for (const run of runs) starts.push(startOf(run, rounds, (starts.at(-1) ?? -1) + 1));
  return runs.map(({ state, takenAt }, at) => {
    const own = rounds.slice(starts[at], starts[at + 1]).filter((round) => says(round, state));
    const concluded = { at: takenAt, source: 'holdfast', reason: null };
    return {
      state,
      first: sightingOf(own[0], 'at') ?? concluded,
      last: sightingOf(own.at(-1), 'until') ?? concluded,
      times: own.length,
      unseen: longestBetween(own),
      sources: [...new Set(own.flatMap((round) => sourcesOf(round, state)))],
    };
  });
}

/**
 * Where the rounds begin that led to the conclusion: a state may be said for a while before it is believed. A post not
 * found by some of its sources only, while others were silent, is none of them.
 */
function startOf({ state, takenAt }: Run, rounds: readonly Round[], from: number): number {
  let to = from;
  while (to < rounds.length && (rounds[to]?.at ?? '') <= takenAt) to++;
  let start = to;
  let deciding: readonly string[] | null = null;
  for (let at = to - 1; at >= from; at--) {
    const round = rounds[at];
    if (round === undefined || round.word === null) continue;
    if (!says(round, state)) break;
    const sources = missedBy(round);
    deciding ??= sources;
    if (round.word === state || deciding.every((source) => sources.includes(source))) start = at;
  }
  return start;
}

function longestBetween(rounds: readonly Round[]): Span['unseen'] {
  let longest: Span['unseen'] = null;
  let most = -1;
  for (const [at, { at: to }] of rounds.entries()) {
    const from = rounds[at - 1]?.until;
    if (from === undefined || Date.parse(to) - Date.parse(from) <= most) continue;
    most = Date.parse(to) - Date.parse(from);
    longest = { from, to };
  }
  return longest;
}

function missedBy({ heard }: Round): readonly string[] {
  return heard.flatMap(({ rank, outcome, source }) =>
    rank === 'platform' && isNotFound(outcome) ? [source] : [],
  );
}

function sourcesOf({ heard }: Round, state: State): readonly string[] {
  const isSaid = ({ outcome }: Observation) =>
    outcome === state || (state === 'deleted' && isNotFound(outcome));
  return heard.filter((seen) => seen.rank === 'platform' && isSaid(seen)).map(({ source }) => source);
}

function sightingOf(round: Round | undefined, when: 'at' | 'until'): Sighting | null {
  const by = round?.by ?? null;
  return by === null ? null : { at: by[when], source: by.source, reason: by.reason };
}

/** A post that was gone when it was first asked for was live as far as copies show. */
function spanOfCopies(copies: readonly Sighting[], next: Span | undefined): Span[] {
  const [first] = copies.filter(({ at }) => next === undefined || at < next.first.at);
  return first === undefined
    ? []
    : [{ state: 'live', first, last: first, times: 0, unseen: null, sources: [] }];
}

function reachedBy(
  span: Span,
  copies: readonly Sighting[],
  before: Span | undefined,
  after: Span | undefined,
): Span {
  const within = copies.filter(
    ({ at }) => (before === undefined || at > before.last.at) && (after === undefined || at < after.first.at),
  );
  const [first, last] = [within[0], within.at(-1)];
  return {
    ...span,
    first: first !== undefined && first.at < span.first.at ? first : span.first,
    last: last !== undefined && last.at > span.last.at ? last : span.last,
    sources: [...new Set([...span.sources, ...within.map(({ source }) => source)])],
  };
}
