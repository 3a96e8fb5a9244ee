import { hashOf } from './canonical.ts';
import type { Media, Picture, Post, Segment } from './post.ts';
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
 * SHA-256 over what a post means: text, media and avatar by content, author's name and handle, day and time, poll
 * options, note, quoted post, ids of later versions, state. Metrics, addresses, likeness and "last seen" never count, and a picture that was not
 * had is one of unknown content, wherever it is said to be.
 */
export function meaningOf(post: Post | null, state: State): string {
  return hashOf({ state, post: post === null ? null : meaningfulParts(post) });
}

/** A post with its state: what a version is made of. */
export type Told = Pick<Snapshot, 'post' | 'state'>;

/**
 * True when the later telling says nothing the earlier one does not: the same meaning, but for what is not known now. A
 * picture that can't be had today was not replaced, and a name that a source leaves out was not given up.
 */
export function saysTheSame(next: Told, former: Told): boolean {
  if (next.post === null || former.post === null)
    return next.post === former.post && next.state === former.state;
  return (
    meaningOf(withKnownBefore(next.post, former.post), next.state) === meaningOf(former.post, former.state)
  );
}

/** A time as exact as all sources tell it: some add milliseconds. */
export function toSeconds(time: string | null): string | null {
  return time?.replace(/\.\d+(?=Z$)/u, '') ?? null;
}

function withKnownBefore(post: Post, former: Post): Post {
  const { author, media, quote } = post;
  const isSameRow = media.length === former.media.length;
  const areUnnamed = quote?.ref == null && former.quote !== null && former.quote.ref === null;
  return {
    ...post,
    author: {
      ...author,
      name: author.name ?? former.author.name,
      handle: author.handle ?? former.author.handle,
      avatar: asHadBefore(author.avatar ?? former.author.avatar, former.author.avatar),
    },
    media: isSameRow ? media.map((item, at) => mediumAsHadBefore(item, former.media[at])) : media,
    edits: post.edits ?? former.edits,
    quote: quote !== null && areUnnamed && former.quote ? withKnownBefore(quote, former.quote) : quote,
  };
}

function mediumAsHadBefore(item: Media, former: Media | undefined): Media {
  if (former === undefined || former.kind !== item.kind) return item;
  return { ...asHadBefore(item, former), poster: asHadBefore(item.poster, former.poster) };
}

function asHadBefore<Kind extends Picture | null>(picture: Kind, former: Picture | null): Kind {
  if (picture === null || picture.blob !== null || former === null) return picture;
  return { ...picture, blob: former.blob };
}

function meaningfulParts(post: Post): unknown {
  return {
    segments: joinedTexts(post.segments),
    author: [post.author.name, post.author.handle, post.author.avatar?.blob ?? null],
    createdAt: toSeconds(post.createdAt),
    media: post.media.map((item) => [item.kind, item.alt || null, contentOf(item)]),
    quote: post.quote === null ? null : (post.quote.ref?.id ?? meaningfulParts(post.quote)),
    poll: post.poll?.options.map((option) => option.text) ?? null,
    note: post.note?.text ?? null,
    truncated: post.truncated,
    // Told only of a post that was edited: its other versions have ids of their own.
    ...(versionIdsOf(post) === null ? {} : { edits: versionIdsOf(post) }),
  };
}

/** The ids a network gave to the versions of a post that was edited; null for one that was not, as far as is known. */
export function versionIdsOf({ edits }: Post): readonly string[] | null {
  return edits !== null && edits.ids.length > 1 ? edits.ids : null;
}

/** Of a film that was not had its still tells. */
function contentOf({ blob, poster }: Media): string | null {
  return blob ?? poster?.blob ?? null;
}

/** Where a source cuts plain text in two means nothing. */
function joinedTexts(segments: readonly Segment[]): readonly (readonly [Segment['kind'], string])[] {
  const joined: [Segment['kind'], string][] = [];
  for (const { kind, text } of segments) {
    const last = joined.at(-1);
    if (kind === 'text' && last?.[0] === 'text') last[1] += text;
    else if (text !== '') joined.push([kind, text]);
  }
  return joined;
}
