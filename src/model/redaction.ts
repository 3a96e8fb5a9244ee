import { writeRef } from '../ref.ts';
import type { Embed } from './embed.ts';
import { emptyPost, type Media, type Picture, type Post, pictureAt, withPictures } from './post.ts';
import type { Conflict } from './snapshot.ts';

/** What of a post can be taken out of the archive; README says what each takes and leaves. */
export type Redactable = 'media' | 'text' | 'all';

export const redactables = ['media', 'text', 'all'] as const satisfies readonly Redactable[];

/** That something was taken out of the archive, as readers tell it. */
export interface RedactionMark {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly what: Redactable;
  /** An operator's own words. */
  readonly reason: string;
}

/** In words, for what stands in the place of what was taken out. */
export function removalInWords({ at, reason }: Pick<RedactionMark, 'at' | 'reason'>): string {
  return `removed from this archive on ${at.slice(0, 10)}: ${reason}`;
}

/** What stays out of one post. */
export interface Cut {
  readonly words: boolean;
  readonly pictures: boolean;
  /** The whole post, its author too. */
  readonly everything: boolean;
  /** What is told in its place. */
  readonly why: string;
  /** The post's address without its author's name; null for a provisional one. */
  readonly address: string | null;
}

/** What stays out of an archive. */
export interface Removed {
  /** Of the post of that written ref or alias; null where nothing does. */
  readonly cutOf: (name: string) => Cut | null;
  /** What is told in the place of a blob that was taken out; null for any other. */
  readonly whyGone: (blob: string) => string | null;
}

/** Several takedowns of one post are one. */
export function cutBy(marks: readonly RedactionMark[], address: string | null): Cut | null {
  const mark = heaviest(marks);
  if (mark === null) return null;
  const takes = (what: Redactable) => marks.some((each) => each.what === what || each.what === 'all');
  return {
    words: takes('text'),
    pictures: takes('media'),
    everything: takes('all'),
    why: removalInWords(mark),
    address,
  };
}

/** The one to be told of several: the last that took everything, else the last. */
export function heaviest<Mark extends RedactionMark>(marks: readonly Mark[]): Mark | null {
  return marks.findLast(({ what }) => what === 'all') ?? marks.at(-1) ?? null;
}

/** A post without what stays out of it and of the posts it shows; null where nothing of it may stay. Pure. */
export function withoutRemoved(post: Post, name: string, removed: Removed): Post | null {
  const cut = removed.cutOf(name);
  if (cut?.everything === true) return null;
  const rest = withoutOthers(post, removed);
  const wordless = cut?.words === true ? withoutWords(rest, cut) : rest;
  const cutDown = cut?.pictures === true ? withoutPictures(wordless, cut.why) : wordless;
  return withPictures(
    cutDown,
    (picture) => {
      const why = picture.blob === null ? null : removed.whyGone(picture.blob);
      return why === null ? picture : emptied(picture, why);
    },
    deepest,
  );
}

/** What several sources said, where that stays. */
export function withoutRemovedClaims(conflicts: readonly Conflict[], cut: Cut): readonly Conflict[] {
  if (cut.everything) return [];
  return cut.words ? conflicts.filter(({ field }) => field !== 'text') : conflicts;
}

/** An embed as it may be kept: where it stands and which post it is of, not what the article says of that. */
export function withoutQuote(embed: Embed, cut: Cut, name: string): Embed {
  const { ref, quoted } = embed;
  if (!cut.words) return embed;
  const bare = { ...embed, ref: ref && { ...ref, url: cut.address ?? ref.url } };
  return cut.everything
    ? { ...bare, name, quoted: null }
    : { ...bare, quoted: quoted && { ...quoted, text: '', links: [] } };
}

/** Deeper than anything shows another. */
const deepest = 8;

/** The posts that a post shows, without what stays out of each. */
function withoutOthers(post: Post, removed: Removed): Post {
  const cutOther = (other: Post): Post => {
    const name = other.ref === null ? null : writeRef(other.ref);
    const cut = name === null ? null : removed.cutOf(name);
    if (cut?.everything === true) return standIn(other, cut.why, cut.address);
    const rest = withoutOthers(other, removed);
    const wordless = cut?.words === true ? withoutWords(rest, cut) : rest;
    return cut?.pictures === true ? withoutPictures(wordless, cut.why) : wordless;
  };
  const { quote, parent, thread } = post;
  const parentCut = parent === null ? null : removed.cutOf(parent.name);
  return {
    ...post,
    quote: quote && cutOther(quote),
    parent: parent && {
      ...parent,
      ...(parentCut?.everything === true ? { handle: null, url: parentCut.address ?? '' } : {}),
      post: parent.post && cutOther(parent.post),
    },
    thread: thread && { before: thread.before.map(cutOther), after: thread.after.map(cutOther) },
  };
}

/** Where a post stood within another. */
function standIn({ ref }: Post, why: string, address: string | null = null): Post {
  return { ...emptyPost, ref: ref && { ...ref, url: address ?? ref.url }, unavailable: why };
}

/** Who wrote it, when and what it showed stay; of the posts it shows only which they are. */
function withoutWords(post: Post, { why, address }: Cut): Post {
  const { ref, quote, parent } = post;
  return {
    ...post,
    ref: ref && { ...ref, url: address ?? ref.url },
    segments: [],
    media: post.media.map((item) => ({ ...item, alt: null })),
    quote: quote && standIn(quote, why),
    parent: parent && { ...parent, post: null },
    thread: null,
    poll: null,
    card: null,
    note: null,
    omissions: [],
    unavailable: post.unavailable ?? (post.ref === null ? null : why),
  };
}

/** Descriptions are words and stay; so do the author's picture and drawn emoji. */
function withoutPictures(post: Post, why: string): Post {
  const { quote, card, thread } = post;
  const cut = (other: Post) => withoutPictures(other, why);
  return {
    ...post,
    media: post.media.map((item) => emptied(item, why)),
    card: card && { ...card, picture: card.picture && emptied(card.picture, why) },
    quote: quote && cut(quote),
    thread: thread && { before: thread.before.map(cut), after: thread.after.map(cut) },
  };
}

function emptied<Kind extends Picture>(picture: Kind, why: string): Kind {
  const { mediaType, width, height } = picture;
  const bare = { ...picture, ...pictureAt(), mediaType, width, height, missing: why };
  return isFilm(bare) ? { ...bare, poster: null, stream: null } : bare;
}

function isFilm(picture: Picture): picture is Media {
  return 'poster' in picture;
}

/** The author's own pictures and films in a post: bytes that go whoever else shows them. */
export function ownBlobsOf(post: Post): readonly string[] {
  return post.media.flatMap((item) => [
    ...blobsOf(item),
    ...(item.poster === null ? [] : blobsOf(item.poster)),
  ]);
}

/** Every copy of a picture. */
export function blobsOf({ blob, show, others }: Picture): readonly string[] {
  return [blob, show, ...others].filter((hash) => hash !== null);
}
