import type { DecodedText } from '../html/charset.ts';
import type { Article } from '../model/article.ts';
import type { ByteRange } from '../model/embed.ts';
import { overlap } from '../model/ranges.ts';
import { decoded, type PlacedMark, placedMarks } from './places.ts';

/** Bytes to be put in place of others. */
export interface Splice extends ByteRange {
  readonly bytes: Uint8Array;
}

/** A fallback that is put between its marks. */
export interface Edit extends Splice {
  /** SHA-256 of what stood there first. */
  readonly original: string;
  /** What stood there first; null where a fallback is renewed. */
  readonly replaced: Uint8Array | null;
}

/** An article with edits in it. */
export interface Applied {
  readonly article: Article;
  readonly text: DecodedText;
  readonly marks: readonly PlacedMark[];
}

/**
 * The article with the edits, which are in order and apart. Null where its marks can't be found again as `restoreArticle`
 * will look for them: each must stand exactly where it was put.
 */
export function applied(
  before: Article,
  marks: readonly PlacedMark[],
  edits: readonly Edit[],
): Applied | null {
  const article = edits.length === 0 ? before : { ...before, bytes: spliced(before.bytes, edits) };
  const text = decoded(article);
  const found = placedMarks(article, text).marks;
  const seen = found.map(standingMark);
  const isSame = seen.join('\n') === expectedMarks(marks, edits).join('\n');
  return isSame ? { article, text, marks: found } : null;
}

export function spliced(bytes: Uint8Array, edits: readonly Splice[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(bytes.subarray(at, edit.start), edit.bytes);
    at = edit.end;
  }
  return new Uint8Array(Buffer.concat([...parts, bytes.subarray(at)]));
}

/** A mark as `expectedMarks` tells where it must stand. */
export function standingMark({ start, end, original }: PlacedMark): string {
  return `${start} ${end - start} ${original}`;
}

/** Where each mark must stand once the edits are in: start, length and original of each. */
export function expectedMarks(marks: readonly PlacedMark[], edits: readonly Edit[]): readonly string[] {
  const kept = marks.filter((mark) => !edits.some((edit) => overlap(edit, mark)));
  const places = [
    ...kept.map((mark) => ({ ...mark, length: mark.end - mark.start })),
    ...edits.map((edit) => ({ ...edit, length: edit.bytes.length })),
  ].sort((a, b) => a.start - b.start);
  let shift = 0;
  return places.map(({ start, end, length, original }) => {
    const place = `${start + shift} ${length} ${original}`;
    shift += length - (end - start);
    return place;
  });
}
