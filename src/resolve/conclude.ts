import type { HoldfastError } from '../errors.ts';
import type { Observation } from '../model/answer.ts';
import type { Platform } from '../model/platform.ts';
import type { Post } from '../model/post.ts';
import type { Conflict, Witnesses } from '../model/snapshot.ts';
import type { Known, State } from '../model/state.ts';
import type { Ref } from '../ref.ts';
import { type ArticleWitness, claimsOf, type Former } from './claims.ts';
import { confirmation, unsettled } from './confirm.ts';
import { type Asked, type HeardSource, observationOf } from './heard.ts';
import { judge, wasSeenLive } from './judge.ts';
import { type IdWitness, mergeClaims } from './merge.ts';
import { type TrueName, trueNameOf } from './true-name.ts';

/** What is known of a post before it is asked for. */
export interface Background {
  readonly articleWitnesses: readonly ArticleWitness[];
  /** All that was heard of the post before, oldest first. */
  readonly history: readonly Observation[];
  /** The post's latest snapshot; null for the first time. */
  readonly former: Former | null;
}

export interface Resolution {
  /** What is new: each source heard now, each article not yet noted. */
  readonly observations: readonly Observation[];
  readonly snapshotParts: SnapshotParts;
  /** The ref the post really has, where a source showed that the one it was asked by is only another name for it. */
  readonly trueName: TrueName | null;
  /** Sources that couldn't be heard, a 429 or 5xx included. They change nothing but when to ask again. */
  readonly failures: readonly HoldfastError[];
  /** What was said is to be confirmed by asking once more, not before then (ISO 8601). */
  readonly askAgain: { readonly at: string; readonly why: string } | null;
}

export interface SnapshotParts {
  readonly post: Post | null;
  readonly state: State;
  /** Null when neither a source nor an article knows the post. */
  readonly known: Known | null;
  readonly witnesses: Witnesses;
  readonly conflicts: readonly Conflict[];
}

/** Puts together what all witnesses say, those heard now and those of before. Pure. */
export function conclude(
  ref: Ref | null,
  platform: Platform,
  { heard, failures }: Asked,
  { articleWitnesses, history, former }: Background,
): Resolution {
  const trueName = ref === null ? null : trueNameOf(ref, heard);
  const isSeen = wasSeenLive(history) || former?.state === 'live';
  const before = { state: former?.state ?? 'unknown', seenLive: isSeen };
  const said = judge(
    before,
    heard.map(({ rank, answer, asOf }) => ({ rank, answer, asOf })),
    failures.length === 0,
  );
  const confirmed = heard.map((source) => confirmation(observationOf(source), history, isSeen));
  const wait = unsettled({ before: before.state, said, confirmed, history });
  const merged = mergeClaims(
    claimsOf(
      freshClaims(heard),
      { former, lastTold: lastTold(history) },
      articleWitnesses,
      trueName?.ref ?? ref,
      platform,
    ),
    idWitness(trueName?.ref ?? ref, platform),
  );
  const isHeardOf = heard.some(({ rank, answer }) => rank === 'platform' && answer.kind === 'tombstone');
  return {
    observations: [...confirmed, ...notedArticles(articleWitnesses, history)],
    snapshotParts: {
      ...merged,
      state: wait?.holds === true ? before.state : said,
      known: merged.known ?? (isHeardOf ? 'platform' : null),
    },
    trueName,
    failures,
    askAgain: wait === null ? null : { at: wait.at, why: wait.why },
  };
}

function freshClaims(heard: readonly HeardSource[]) {
  return heard.flatMap(({ source, rank, answer, asOf }) =>
    answer.kind === 'post' ? [{ source, rank, post: answer.post, asOf }] : [],
  );
}

function lastTold(history: readonly Observation[]): string | null {
  const times = history
    .filter(({ rank, outcome }) => rank !== 'article' && outcome === 'live')
    .map(({ at, asOf }) => asOf ?? at);
  return times.toSorted().at(-1) ?? null;
}

/** What the post's id says by itself. */
export function idWitness(ref: Ref | null, platform: Platform): IdWitness {
  if (ref === null) return { time: null, day: null, author: {} };
  return {
    time: platform.timeOf(ref.id),
    day: platform.dayNear?.(ref.id) ?? null,
    author: platform.authorOf?.(ref.id) ?? {},
  };
}

/** One observation for each article's bytes, the first time they are met. */
function notedArticles(witnesses: readonly ArticleWitness[], history: readonly Observation[]): Observation[] {
  const noted = new Set(
    history.filter(({ rank }) => rank === 'article').map(({ url, wire }) => `${wire} ${url}`),
  );
  return witnesses.flatMap(({ article, blob, seenAt }) => {
    const key = `${blob} ${article}`;
    if (noted.has(key)) return [];
    noted.add(key);
    const said = { outcome: 'quoted', asOf: null, reason: null, status: null } as const;
    return [{ source: 'article', rank: 'article', at: seenAt, url: article, wire: blob, ...said } as const];
  });
}
