import { hashOf } from './canonical.ts';
import type { Picture, Post } from './post.ts';
import type { Known, State } from './state.ts';

/** Why there is a new snapshot: the platform changed it, we heard a better source, or we read it better. */
export type Cause = 'first' | 'platform' | 'source' | 'parser';

/** For each field of a post (`author`, `text`, `createdAt`, `media`, …), the sources that say so. */
export type Witnesses = Readonly<Record<string, readonly string[]>>;

/** Two sources say different things of one field. Nobody is called a forger: it is named and shown. */
export interface Conflict {
  readonly field: 'text' | 'author.name' | 'author.handle' | 'createdAt';
  readonly claims: readonly { readonly source: string; readonly value: string }[];
}

/** The source of a day that was only reckoned from a post's id; a time that the id carries is said by `id`. */
export const estimateSource = 'id-estimate';

/** What a conflict is about, in the word it is reported by. */
export type ConflictKind = 'text-conflict' | 'name-conflict' | 'handle-conflict' | 'date-conflict';

/** A conflict as it is reported. */
export interface NamedConflict extends Conflict {
  readonly kind: ConflictKind;
}

/** The kind comes first, for people who read it. */
export function namedConflict({ field, claims }: Conflict): NamedConflict {
  return { kind: conflictKinds[field], field, claims };
}

const conflictKinds = {
  text: 'text-conflict',
  'author.name': 'name-conflict',
  'author.handle': 'handle-conflict',
  createdAt: 'date-conflict',
} as const satisfies Record<Conflict['field'], ConflictKind>;

/** One immutable version of a post's meaning. */
export interface Snapshot {
  readonly takenAt: string;
  readonly cause: Cause;
  readonly meaning: string;
  readonly state: State;
  readonly known: Known;
  readonly post: Post | null;
  readonly witnesses: Witnesses;
  readonly conflicts: readonly Conflict[];
}

/**
 * SHA-256 over what a post means: text, media and avatar by content, author's name and handle, poll options,
 * note, quoted post, state. Metrics, addresses and "last seen" never count.
 */
export function meaningOf(post: Post | null, state: State): string {
  return hashOf({ state, post: post === null ? null : meaningfulParts(post) });
}

function meaningfulParts(post: Post): unknown {
  return {
    segments: post.segments.map((segment) => [segment.kind, segment.text]),
    author: [post.author.name, post.author.handle, post.author.avatar && contentOf(post.author.avatar)],
    createdAt: post.createdAt,
    media: post.media.map((item) => [item.kind, item.alt, contentOf(item)]),
    quote: post.quote === null ? null : (post.quote.ref?.id ?? meaningfulParts(post.quote)),
    poll: post.poll?.options.map((option) => option.text) ?? null,
    note: post.note?.text ?? null,
    truncated: post.truncated,
  };
}

function contentOf(picture: Picture): string | null {
  return picture.blob ?? picture.urls[0] ?? null;
}
