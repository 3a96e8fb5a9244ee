import type { Post } from './post.ts';
import type { State } from './state.ts';

/** What a wire means. Transport failures are errors, not answers. */
export type Answer = PostAnswer | TombstoneAnswer | UnknownAnswer;

/** The post itself, and so proof that it was live when asked (or when archived). */
export interface PostAnswer {
  readonly kind: 'post';
  readonly post: Post;
}

/** The source says what became of the post. */
export interface TombstoneAnswer {
  readonly kind: 'tombstone';
  readonly state: Exclude<State, 'live' | 'unknown'>;
  /** The source's own words, or the rule that read it. */
  readonly reason: string;
  /** The author does not want it shown to everybody: nobody else is asked for it. */
  readonly closed?: true;
}

/**
 * The source answered, but that says nothing certain: `not-found`, `invalid`, `withheld-unknown`, `empty`,
 * `bad-shape`, `rate-limited`, `server-error`, `refused` …
 */
export interface UnknownAnswer {
  readonly kind: 'unknown';
  readonly outcome: UnknownOutcome;
  readonly reason: string;
  /** The author does not want it shown to everybody: nobody else is asked for it. */
  readonly closed?: true;
}

export type UnknownOutcome =
  | 'not-found'
  /** Not found again, an hour or more after the first time; never seen by anybody, so no deletion either. */
  | 'not-found-twice'
  | 'invalid'
  | 'withheld-unknown'
  | 'empty'
  | 'bad-shape'
  | 'rate-limited'
  | 'server-error'
  | 'refused'
  | 'walled'
  | 'not-archived';

/** Best first: how much a source's word weighs. */
export type SourceRank = 'platform' | 'archive' | 'article';

/** `live`, `quoted`, a tombstone's state, or an unknown answer's outcome. */
export type Outcome = 'quoted' | State | UnknownOutcome;

/** That a source was heard, when, and what it meant. Append-only. */
export interface Observation {
  /** The source's id: `x-syndication`, `x-oembed`, `article`, … */
  readonly source: string;
  readonly rank: SourceRank;
  /** ISO 8601 in UTC: when it was heard. */
  readonly at: string;
  /** ISO 8601 in UTC: the time it speaks of, where that is another: when an archived copy was taken. */
  readonly asOf: string | null;
  readonly outcome: Outcome;
  /** The reason in words, for tombstones and unknown answers. */
  readonly reason: string | null;
  /** Address that answered, or the article's name. */
  readonly url: string;
  /** HTTP status, null for an article. */
  readonly status: number | null;
  /** SHA-256 of the answer's body as kept. */
  readonly wire: string | null;
}
