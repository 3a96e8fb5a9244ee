import type { Ref } from '../ref.ts';

export type Direction = 'ltr' | 'rtl';

/** The normalised content of a post. Everything that isn't known is null or empty, never guessed. */
export interface Post {
  /** Null when known only from an article's words. */
  readonly ref: Ref | null;
  /** The network's own permanent name of the post where it has one beside the id: an AT URI, an ActivityPub id. */
  readonly uri: string | null;
  /** The network's own mark of this version of the content, such as a CID. */
  readonly version: string | null;
  readonly author: Author;
  /** What a reader sees, in order; line breaks are `\n` inside text segments. */
  readonly segments: readonly Segment[];
  /** ISO 8601 in UTC; a bare day (`2023-09-14`) when only that is known. */
  readonly createdAt: string | null;
  /** BCP 47. */
  readonly lang: string | null;
  readonly dir: Direction | null;
  readonly media: readonly Media[];
  readonly quote: Post | null;
  readonly parent: Parent | null;
  /** What its author wrote before and after it in one thread; null where no source tells. */
  readonly thread: Thread | null;
  readonly poll: Poll | null;
  readonly card: Card | null;
  readonly note: Note | null;
  /** The source cut the text. */
  readonly truncated: boolean;
  /** The platform marks it as sensitive. */
  readonly sensitive: boolean;
  readonly edits: Edits | null;
  readonly metrics: Metrics | null;
  /** Of a post shown within another: why the source doesn't show it there; null for one that is shown. */
  readonly unavailable: string | null;
  /** What a source sent and was not taken over. */
  readonly omissions: readonly Omission[];
}

export interface Author {
  /** The platform's own id of the account. */
  readonly id: string | null;
  readonly name: string | null;
  /** Without the `@`. */
  readonly handle: string | null;
  readonly url: string | null;
  readonly avatar: Picture | null;
  /** Kind of verification the platform showed, in its own word (`blue`, `business`, `government`, `legacy`). */
  readonly verified: string | null;
}

export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'mention'; readonly text: string; readonly handle: string; readonly url: string }
  | { readonly kind: 'tag'; readonly text: string; readonly tag: string; readonly url: string }
  | { readonly kind: 'emoji'; readonly text: string; readonly picture: Picture };

/** A picture somewhere on the web, and our copy of it once it has been had. */
export interface Picture {
  /** Addresses of the same picture, best first. */
  readonly urls: readonly string[];
  /** Our copy: the SHA-256 of its bytes as they came, in hex; of one that can't be opened too. */
  readonly blob: string | null;
  /** The small WebP made of it, for fallbacks and pages: SHA-256 of its bytes. */
  readonly show: string | null;
  readonly mediaType: string | null;
  /** Pixels. */
  readonly width: number | null;
  readonly height: number | null;
  /** How it looks, in hex, to know it again in another encoding; null where there is too little to see. */
  readonly likeness: string | null;
  /** Where our copy was had, when no host had the picture any more but a web archive did. */
  readonly from: PictureOrigin | null;
  /** Our copies of other encodings of it that came later, kept as evidence: SHA-256 of their bytes. */
  readonly others: readonly string[];
  /** Why there is no copy, or none that can be shown, once one was tried for. */
  readonly missing: string | null;
}

/** A web archive's copy of a picture. */
export interface PictureOrigin {
  /** The archive's host. */
  readonly archive: string;
  /** Where the archive keeps it. */
  readonly url: string;
  /** ISO 8601 in UTC. */
  readonly takenAt: string;
}

export type MediaKind = 'photo' | 'video' | 'gif' | 'audio';

/** A photo is its own picture; of video and audio the bytes are in `urls`/`blob` and the still in `poster`. */
export interface Media extends Picture {
  readonly kind: MediaKind;
  /** The author's own description. */
  readonly alt: string | null;
  readonly poster: Picture | null;
  readonly durationMs: number | null;
  /** Address of its HLS playlist, for a video that has no file of its own; null without one. */
  readonly stream: string | null;
}

/** A post that is pointed at but not held. */
export interface PostLink {
  readonly name: string;
  readonly url: string;
  readonly handle: string | null;
}

/** The post that one answers, and as much of it as the source sent along. */
export interface Parent extends PostLink {
  readonly post: Post | null;
}

/** Posts of the same author only, in order, none with a thread of its own. */
export interface Thread {
  readonly before: readonly Post[];
  readonly after: readonly Post[];
}

/** A part of an answer that is not in the post: `media`, `option`, `facet`, `quote` …, why, and how many of them. */
export interface Omission {
  readonly part: string;
  readonly reason: string;
  readonly count: number;
}

export interface Poll {
  readonly options: readonly { readonly text: string; readonly votes: number | null }[];
  readonly endsAt: string | null;
}

/** The preview of a linked page. */
export interface Card {
  readonly url: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly site: string | null;
  readonly picture: Picture | null;
}

/** A note the platform or its readers put under the post. */
export interface Note {
  readonly text: string;
  readonly url: string | null;
}

/** The post's chain of versions, by id, oldest first; the platform gave a new id to each. */
export interface Edits {
  readonly ids: readonly string[];
  /** True when this id is not the last of them. */
  readonly stale: boolean;
  /** ISO 8601 in UTC: when the version shown was made; absent for the first, and where nobody tells. */
  readonly at?: string;
}

/** Counts at one moment. Never part of a post's meaning. */
export interface Metrics {
  readonly at: string;
  readonly likes: number | null;
  readonly replies: number | null;
  readonly reposts: number | null;
  readonly views: number | null;
}

export const nobody: Author = { id: null, name: null, handle: null, url: null, avatar: null, verified: null };

/** A post with nothing in it yet: readers spread it and fill in what they know. */
export const emptyPost: Post = {
  ref: null,
  uri: null,
  version: null,
  author: nobody,
  segments: [],
  createdAt: null,
  lang: null,
  dir: null,
  media: [],
  quote: null,
  parent: null,
  thread: null,
  poll: null,
  card: null,
  note: null,
  truncated: false,
  sensitive: false,
  edits: null,
  metrics: null,
  unavailable: null,
  omissions: [],
};

/** A post as an earlier Holdfast kept it, with the parts it had no word for yet. */
export function withAllParts(kept: Post): Post {
  const { media, quote, parent, thread } = kept;
  const whole: Post = {
    ...emptyPost,
    ...kept,
    media: media.map((item) => ({ ...item, stream: item.stream ?? null })),
    quote: quote === null ? null : withAllParts(quote),
    parent: parent === null ? null : { ...parent, post: parent.post ? withAllParts(parent.post) : null },
    thread: thread
      ? { before: thread.before.map(withAllParts), after: thread.after.map(withAllParts) }
      : null,
  };
  return withOwnPictures(whole, (picture) => ({ ...pictureAt(), ...picture }));
}

/** The text a reader sees. */
export function textOf(segments: readonly Segment[]): string {
  return segments.map((segment) => segment.text).join('');
}

/** A picture known by its addresses only. */
export function pictureAt(...urls: readonly string[]): Picture {
  return {
    urls,
    blob: null,
    show: null,
    mediaType: null,
    width: null,
    height: null,
    likeness: null,
    from: null,
    others: [],
    missing: null,
  };
}

/**
 * Every picture and film a post shows, in the order they matter: its own, the quoted posts', the avatar of the one it
 * answers, and those of its author's thread.
 */
export function picturesOf(post: Post): readonly Picture[] {
  const pictures: Picture[] = [];
  withPictures(post, (picture) => {
    pictures.push(picture);
    return picture;
  });
  return pictures;
}

/** Makes something of one picture or film of a post; the post is the one that shows it. */
export type ChangePicture = <Kind extends Picture>(picture: Kind, post: Post) => Kind;

/** A post with every picture of `picturesOf` changed, in that order. */
export function withPictures(post: Post, change: ChangePicture, quotesDeep = 2): Post {
  const own = withOwnPictures(post, change);
  const { quote, parent, thread } = post;
  const inThread = (other: Post) => withPictures(other, change, quotesDeep);
  return {
    ...own,
    quote: quote === null || quotesDeep === 0 ? quote : withPictures(quote, change, quotesDeep - 1),
    parent: parent === null ? null : { ...parent, post: parent.post && withAvatar(parent.post, change) },
    thread: thread && { before: thread.before.map(inThread), after: thread.after.map(inThread) },
  };
}

function withOwnPictures(post: Post, change: ChangePicture): Post {
  const of = <Kind extends Picture>(picture: Kind): Kind => change(picture, post);
  const media = post.media.map((item) => ({ ...of(item), poster: item.poster && of(item.poster) }));
  const { author } = withAvatar(post, change);
  const card = post.card && { ...post.card, picture: post.card.picture && of(post.card.picture) };
  const segments = post.segments.map((segment) =>
    segment.kind === 'emoji' ? { ...segment, picture: of(segment.picture) } : segment,
  );
  return { ...post, media, author, card, segments };
}

function withAvatar(post: Post, change: ChangePicture): Post {
  const { author } = post;
  return author.avatar === null
    ? post
    : { ...post, author: { ...author, avatar: change(author.avatar, post) } };
}
