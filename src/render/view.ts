import type { Look } from '../model/platform.ts';
import type { Media, Picture, Post } from '../model/post.ts';
import type { RedactionMark } from '../model/redaction.ts';
import type { Known, State } from '../model/state.ts';
import type { Ref } from '../ref.ts';

/** All a fallback is made of. The same view gives the same bytes, on any day and machine. */
export interface FallbackView {
  /** The written ref. */
  readonly name: string;
  /** BCP 47: language of the article it stands in, for our own words; the post's own where absent. */
  readonly lang?: string;
  /** Null when provisional. */
  readonly ref: Ref | null;
  /** Null when nothing of its content was ever had. */
  readonly post: Post | null;
  readonly state: State;
  /** The best witness there is; null for a post never heard of. */
  readonly known: Known | null;
  /** ISO 8601 in UTC: when the snapshot was taken. */
  readonly takenAt: string;
  /** ISO 8601 in UTC: when what it shows was first had, where that was before: the last snapshot may only tell its end. */
  readonly keptAt?: string;
  /** ISO 8601 in UTC: first observation of the present state. */
  readonly since: string | null;
  /** ISO 8601 in UTC: last seen live, of a post that is no more; null where nobody saw it so. */
  readonly lastLive: string | null;
  /** Of a deleted post: the platform itself says that its author did it. Absent where nobody says who did. */
  readonly deletedBy?: 'author';
  /** Who preserved it, by the name its readers know; null where that isn't told. */
  readonly preservedBy: string | null;
  /** Where its evidence can be looked at; null without such a place. */
  readonly proof: string | null;
  /** What an archive took out of it for good; absent for a post that is whole. */
  readonly redacted?: RedactionMark;
  readonly platform: { readonly name: string; readonly look: Look };
  /**
   * Our copy of a picture, as a `data:image/…` address or a relative URL; null without one, and its description
   * is shown in its place. Addresses of other hosts are treated as none.
   */
  readonly pictureOf: (picture: Picture) => ShownPicture | null;
  /** Our copy of a film or a sound, as a relative URL or `data:` address; null without one: only its still is shown. */
  readonly filmOf: (media: Media) => ShownFilm | null;
}

export interface ShownPicture {
  readonly src: string;
  /** The same in other encodings and sizes, best first. */
  readonly sources?: readonly PictureSource[];
  /** Pixels, to keep its place before it is loaded. */
  readonly width: number | null;
  readonly height: number | null;
}

export interface PictureSource {
  /** `image/avif` */
  readonly mediaType: string;
  /** As the attribute has it: `a-340.avif 340w, a-680.avif 680w`. */
  readonly srcset: string;
}

export interface ShownFilm {
  readonly src: string;
  /** `video/mp4` */
  readonly mediaType: string;
}

/** The post as an article told it: nobody else vouches for it, so nothing may look like the platform's word. */
export function isOnlyQuoted(view: Pick<FallbackView, 'known'>): boolean {
  return view.known === 'quoted';
}

/** When what it shows was had. */
export function keptAtOf({ keptAt, takenAt }: Pick<FallbackView, 'keptAt' | 'takenAt'>): string {
  return keptAt ?? takenAt;
}

/** Nothing of it is left but that it was there. */
export function isTakenOut({ redacted, post }: Pick<FallbackView, 'redacted' | 'post'>): boolean {
  return redacted !== undefined && contentOf({ post }) === null;
}

/** The post's address; null for a provisional one. */
export function addressOf(view: Pick<FallbackView, 'ref' | 'post'>): string | null {
  return view.ref?.url ?? view.post?.ref?.url ?? null;
}

/** What there is to show; null for a post of which nothing but its address is known. */
export function contentOf({ post }: Pick<FallbackView, 'post'>): Post | null {
  if (post === null) return null;
  const { author, segments, media, quote, poll, card } = post;
  const parts = [author.name, author.handle, quote, poll, card].filter((part) => part !== null);
  return parts.length + segments.length + media.length === 0 ? null : post;
}
