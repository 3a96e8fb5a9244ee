import { type DecodedText, decodeArticle } from '../html/charset.ts';
import type { Article } from '../model/article.ts';
import type { ByteRange, Embed, EmbedKind } from '../model/embed.ts';
import { findMarks, type MarkLabel } from './marks.ts';

/** Where a fallback can be put: an embed, or a fallback that already stands there. */
export interface Place extends ByteRange {
  /** The post's written ref. */
  readonly name: string;
  readonly kind: EmbedKind | 'fallback';
}

/** A fallback in an article: what its marks say, and its range in bytes. */
export interface PlacedMark extends ByteRange, MarkLabel {}

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
  const { marks, damaged } = findMarks(text.text, article.format);
  return {
    marks: marks.map((mark) => ({
      ...mark,
      start: text.byteOffset(mark.start),
      end: text.byteOffset(mark.end),
    })),
    damaged: damaged.map((index) => text.byteOffset(index)),
  };
}

/** The article as text of its own encoding. */
export function decoded(article: Article): DecodedText {
  return decodeArticle(article.bytes, { declared: article.charset, html: article.format === 'html' });
}

export function overlap(a: ByteRange, b: ByteRange): boolean {
  return a.start < b.end && b.start < a.end;
}
