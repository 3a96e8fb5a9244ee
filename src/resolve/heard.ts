import type { HoldfastError } from '../errors.ts';
import type { Answer, Observation, SourceRank } from '../model/answer.ts';
import type { Wire } from '../model/wire.ts';
import { outcomeOf } from './judge.ts';

/** A source that was heard: what it answered, and where that is kept. */
export interface HeardSource {
  /** Its id: `x-syndication`, `wayback` … */
  readonly source: string;
  readonly rank: Exclude<SourceRank, 'article'>;
  readonly wire: Wire;
  /** SHA-256 of the body as kept. */
  readonly hash: string;
  readonly answer: Answer;
  /** ISO 8601: the time an archived copy was taken; null for a word of now. */
  readonly asOf: string | null;
}

/** What came of asking: who was heard, and who couldn't be. */
export interface Asked {
  readonly heard: readonly HeardSource[];
  readonly failures: readonly HoldfastError[];
}

/** What is kept of it for good. */
export function observationOf({ source, rank, wire, hash, answer, asOf }: HeardSource): Observation {
  return {
    source,
    rank,
    at: wire.at,
    asOf,
    outcome: outcomeOf(answer),
    reason: answer.kind === 'post' ? null : answer.reason,
    url: wire.url,
    status: wire.status,
    wire: hash,
  };
}
