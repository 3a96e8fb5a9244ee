import type { Ref } from '../ref.ts';
import type { Direction } from './post.ts';

/** What an article itself says of a post: a witness, never proof. */
export interface Quoted {
  readonly name: string | null;
  /** Without the `@`. */
  readonly handle: string | null;
  /** ISO day as printed, no time zone known. */
  readonly date: string | null;
  /** As printed, line breaks as `\n`, a trailing media link included. */
  readonly text: string;
  /** BCP 47, where the article declares it. */
  readonly lang: string | null;
  readonly dir: Direction | null;
  /** Links in the text, in order, as printed or as their `href`. */
  readonly links: readonly string[];
}

/** How an embed is marked up. */
export type EmbedKind =
  | 'blockquote'
  | 'iframe'
  | 'widget'
  | 'amp'
  | 'script'
  | 'figure'
  | 'link'
  | 'shortcode'
  | 'component'
  | 'liquid'
  | 'json'
  | 'flattened'
  | 'mention';

/** Byte range `[start, end)` in the article's own bytes. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** One occurrence of a post in an article. */
export interface Embed extends ByteRange {
  readonly platform: string;
  readonly kind: EmbedKind;
  /** The written ref; provisional when `ref` is null. */
  readonly name: string;
  readonly ref: Ref | null;
  readonly quoted: Quoted | null;
  /**
   * 0…1: how sure detection is that this is an embed of this post. About the share of such finds that are right:
   * 0.95 to 0.99 a platform's own markup, page data, or a text with its attribution; 0.9 a link that stands alone or an
   * attribution without a dash; 0.7 to 0.85 a part of that lost (the author, the text or the dash); 0.6 the day lost too.
   */
  readonly confidence: number;
}
