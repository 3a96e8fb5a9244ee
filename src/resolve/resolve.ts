import type { HoldfastError } from '../errors.ts';
import type { Answer, Observation } from '../model/answer.ts';
import type { Platform, Source } from '../model/platform.ts';
import type { Post } from '../model/post.ts';
import type { Conflict, Witnesses } from '../model/snapshot.ts';
import type { Known, State } from '../model/state.ts';
import type { Fetch, Wire } from '../model/wire.ts';
import type { Ref } from '../ref.ts';
import { type ArticleWitness, claimsOf, type Former } from './claims.ts';
import { failureOf, isFailureToHear } from './failure.ts';
import { judge, outcomeOf, wasSeenLive } from './judge.ts';
import { mergeClaims } from './merge.ts';

export interface ResolveTools {
  readonly fetch: Fetch;
  /** Keeps an answer's body for good before it is read; its SHA-256. */
  readonly keepWire: (body: Uint8Array) => Promise<string>;
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
  /** Sources that couldn't be heard, a 429 or 5xx included. They change nothing but when to ask again. */
  readonly failures: readonly HoldfastError[];
}

export interface SnapshotParts {
  readonly post: Post | null;
  readonly state: State;
  /** Null when neither a source nor an article knows the post. */
  readonly known: Known | null;
  readonly witnesses: Witnesses;
  readonly conflicts: readonly Conflict[];
}

/**
 * Asks a post's sources, best first and no more of them than needed, keeps every answer, and puts together what all
 * witnesses say. Throws nothing for a source that fails; errors of keeping (`disk-full` …) come through.
 */
export async function resolvePost(
  ref: Ref | null,
  platform: Platform,
  tools: ResolveTools,
): Promise<Resolution> {
  const { heard, failures } = await askSources(ref, platform.sources, tools);
  const { former, history, articleWitnesses } = tools;
  const fresh = heard.flatMap(({ source, answer }) =>
    answer.kind === 'post' ? [{ source: source.id, rank: source.rank, post: answer.post }] : [],
  );
  const merged = mergeClaims(
    claimsOf(fresh, former, articleWitnesses, ref, platform),
    ref === null ? null : platform.timeOf(ref.id),
    ref === null ? null : (platform.dayNear?.(ref.id) ?? null),
  );
  const state = judge(
    { state: former?.state ?? 'unknown', seenLive: wasSeenLive(history) || former?.state === 'live' },
    heard.map(({ source, answer }) => ({ rank: source.rank, answer })),
    failures.length === 0,
  );
  const isHeardOf = heard.some(({ answer }) => answer.kind === 'tombstone');
  return {
    observations: [...heard.map(observationOf), ...notedArticles(articleWitnesses, history)],
    snapshotParts: { ...merged, state, known: merged.known ?? (isHeardOf ? 'platform' : null) },
    failures,
  };
}

interface HeardSource {
  readonly source: Source;
  readonly wire: Wire;
  /** SHA-256 of the body as kept. */
  readonly hash: string;
  readonly answer: Answer;
}

interface Asked {
  readonly heard: readonly HeardSource[];
  readonly failures: readonly HoldfastError[];
}

async function askSources(ref: Ref | null, sources: readonly Source[], tools: ResolveTools): Promise<Asked> {
  const heard: HeardSource[] = [];
  const failures: HoldfastError[] = [];
  if (ref === null) return { heard, failures };
  for (const source of sources) {
    const asked = await ask(source, ref, tools.fetch);
    if (asked.kind === 'failure') {
      failures.push(asked.error);
      // Without a network the next source can't be heard either.
      if (asked.error.name === 'offline') break;
      continue;
    }
    // Kept before it is read: if the reader has a bug, a better one can read it later.
    const hash = await tools.keepWire(asked.wire.body);
    const answer = source.read(asked.wire, ref);
    heard.push({ source, wire: asked.wire, hash, answer });
    const failure = failureOf(answer, asked.wire);
    if (failure !== null) failures.push(failure);
    if (isEnough(answer)) break;
  }
  return { heard, failures };
}

type Hearing =
  | { readonly kind: 'wire'; readonly wire: Wire }
  | { readonly kind: 'failure'; readonly error: HoldfastError };

async function ask(source: Source, ref: Ref, fetch: Fetch): Promise<Hearing> {
  try {
    return { kind: 'wire', wire: await source.ask(ref, fetch) };
  } catch (error) {
    if (isFailureToHear(error)) return { kind: 'failure', error };
    throw error;
  }
}

/** A post that is only hidden here may still be shown by the next source; one that is gone won't. */
function isEnough(answer: Answer): boolean {
  if (answer.kind === 'tombstone') return answer.state !== 'restricted' && answer.state !== 'withheld';
  return answer.kind === 'post';
}

function observationOf({ source, wire, hash, answer }: HeardSource): Observation {
  return {
    source: source.id,
    rank: source.rank,
    at: wire.at,
    outcome: outcomeOf(answer),
    reason: answer.kind === 'post' ? null : answer.reason,
    url: wire.url,
    status: wire.status,
    wire: hash,
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
    const said = { outcome: 'quoted', reason: null, status: null } as const;
    return [{ source: 'article', rank: 'article', at: seenAt, url: article, wire: blob, ...said } as const];
  });
}
