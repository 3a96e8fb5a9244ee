import { type DecodedText, decodeArticle } from '../html/charset.ts';
import type { Article } from '../model/article.ts';
import type { ByteRange, Embed, EmbedKind } from '../model/embed.ts';
import { overlap } from '../model/ranges.ts';
import { findMarks, type MarkLabel } from './marks.ts';
import { markSyntaxOf } from './setting.ts';

/** Where a fallback can be put: an embed, or a fallback that already stands there. */
export interface Place extends ByteRange {
  /** The post's written ref. */
  readonly name: string;
  readonly kind: EmbedKind | 'fallback';
}

/** A fallback in an article: what its marks say, and its range in bytes. */
export interface PlacedMark extends ByteRange, MarkLabel {
  /**
   * Its original is written as this place is. It isn't in a feed made of rewritten articles, which brings their marks
   * along: what stood in the article can't stand there.
   */
  readonly isAtHome: boolean;
}

/**
 * The places of an article that may have been rewritten before: its fallbacks, and the embeds outside of them
 * (a fallback links to its post, so a reader of embeds may see one in it).
 */
export function placesOf(article: Article, embeds: readonly Embed[]): Place[] {
  const { marks } = placedMarks(article, decoded(article));
  const outside = embeds.filter((embed) => !marks.some((mark) => overlap(mark, embed)));
  const fallbacks = marks
    .filter(({ kind }) => kind === 'post')
    .map(({ name, start, end }) => ({ name, start, end, kind: 'fallback' as const }));
  return [...outside, ...fallbacks].sort((a, b) => a.start - b.start);
}

/** The article's fallbacks with their byte ranges, and the byte offsets of marks that can't be read. */
export function placedMarks(
  article: Article,
  text: DecodedText,
): { readonly marks: readonly PlacedMark[]; readonly damaged: readonly number[] } {
  const { marks, damaged } = findMarks(text.text, markSyntaxOf(article));
  return {
    marks: marks.map((mark) => ({
      ...mark,
      start: text.byteOffset(mark.start),
      end: byteEnd(article, text, mark.end),
      isAtHome: mark.escaping === (article.content?.escapingAt(mark.start, mark.end) ?? undefined),
    })),
    damaged: damaged.map((index) => text.byteOffset(index)),
  };
}

/** Most pages of a site hold none: they need not be made into text. UTF-16 shows by its zeros. */
export function mayHoldMarks(bytes: Uint8Array): boolean {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return source.includes('holdfast') || source.includes(0);
}

/** The article as text of its own encoding: that of its item alone, where it stands in a feed. */
export function decoded(article: Article): DecodedText {
  const { content } = article;
  if (content !== undefined)
    return {
      text: content.text,
      utf8: null,
      utf8Start: 0,
      encoding: article.charset ?? 'utf-8',
      guessed: false,
      byteOffset: (index) => content.byteStart(index),
    };
  const known = texts.get(article);
  if (known !== undefined) return known;
  const hints = { declared: article.charset, html: article.format === 'html' };
  const text = decodeArticle(article.bytes, hints);
  texts.set(article, text);
  return text;
}

/** An article is looked at more than once on its way: for its places, for its marks, for what is to be put in. */
const texts = new WeakMap<Article, DecodedText>();

/** Past the last byte of the character before that index of the text. */
export function byteEnd({ content }: Article, text: DecodedText, index: number): number {
  return content === undefined ? text.byteOffset(index) : content.byteEnd(index);
}

/** The index of the text's first character that begins at that byte or later. */
export function indexAt(text: DecodedText, byte: number): number {
  // in pure ASCII each is one
  if (text.utf8?.length === text.text.length)
    return Math.min(Math.max(byte - text.utf8Start, 0), text.text.length);
  let low = 0;
  let high = text.text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (text.byteOffset(middle) < byte) low = middle + 1;
    else high = middle;
  }
  return low;
}
