import type { DecodedText } from '../html/charset.ts';
import type { Article } from '../model/article.ts';
import { sha256 } from '../model/canonical.ts';
import type { ByteRange } from '../model/embed.ts';
import type { Fallback } from './fallback.ts';
import { fallbackBytes } from './fallback-source.ts';
import { decoded, overlap, type Place, type PlacedMark, placedMarks } from './places.ts';

/** A place, and what is to be shown there. */
export interface Replacement {
  readonly embed: Place;
  readonly fallback: Fallback;
}

export interface Rewritten {
  /** The article's very bytes, but for the places replaced. */
  readonly bytes: Uint8Array;
  /** Places that now hold the fallback they were given. */
  readonly replaced: number;
  /** What stood in places replaced for the first time, to be kept as blobs before the bytes are written. */
  readonly originals: readonly Uint8Array[];
  readonly skipped: readonly Skipped[];
}

export interface Skipped {
  readonly name: string;
  readonly reason: SkipReason;
}

/**
 * Why a place was left as it stands: `data` it is data and not markup, `component` only its own build can write
 * it, `mention` it is part of a sentence, `overlap` another place or fallback has some of its bytes,
 * `irreversible` the marks could not be found again among these bytes.
 */
export type SkipReason = 'data' | 'component' | 'mention' | 'overlap' | 'irreversible';

/**
 * The article with fallbacks in place of embeds. Only the embeds' own bytes change; encoding, line ends and media type
 * stay. A fallback that already stands there is renewed, so a second run over the result changes nothing.
 */
export function rewriteArticle(article: Article, replacements: readonly Replacement[]): Rewritten {
  const text = decoded(article);
  const { marks } = placedMarks(article, text);
  const skipped: Skipped[] = [];
  const edits: Edit[] = [];
  for (const { embed, fallback } of [...replacements].sort((a, b) => a.embed.start - b.embed.start)) {
    const reason = reasonToSkip(embed, article);
    const target = reason === null ? targetOf(embed, fallback, marks) : null;
    if (target === null || edits.some((edit) => overlap(edit, target)))
      skipped.push({ name: embed.name, reason: reason ?? 'overlap' });
    else edits.push(editOf(target, fallback, article, text));
  }
  const bytes = spliced(article.bytes, edits);
  if (!isReversible({ ...article, bytes }, marks, edits)) return untouched(article, replacements);
  const originals = edits.flatMap(({ replaced }) => (replaced === null ? [] : [replaced]));
  return { bytes, replaced: edits.length, originals, skipped };
}

interface Edit extends ByteRange {
  readonly bytes: Uint8Array;
  readonly original: string;
  /** Null where a fallback is renewed. */
  readonly replaced: Uint8Array | null;
}

interface Target extends ByteRange {
  readonly mark: PlacedMark | null;
}

function reasonToSkip(embed: Place, article: Article): SkipReason | null {
  if (article.format === 'json' || embed.kind === 'json') return 'data';
  if (embed.kind === 'component' || embed.kind === 'mention') return embed.kind;
  return embed.start < embed.end && embed.end <= article.bytes.length ? null : 'overlap';
}

/** The embed itself, or the fallback of the same post it lies in; null when it has a share in another's bytes. */
function targetOf(embed: Place, fallback: Fallback, marks: readonly PlacedMark[]): Target | null {
  const touched = marks.filter((mark) => overlap(mark, embed));
  const [mark] = touched;
  if (mark === undefined) return { start: embed.start, end: embed.end, mark: null };
  const isInside = touched.length === 1 && mark.start <= embed.start && embed.end <= mark.end;
  const isSamePost = mark.name === embed.name || mark.name === fallback.name;
  return isInside && isSamePost ? { start: mark.start, end: mark.end, mark } : null;
}

function editOf(target: Target, fallback: Fallback, article: Article, text: DecodedText): Edit {
  const { start, end, mark } = target;
  const replaced = mark === null ? article.bytes.slice(start, end) : null;
  const original = mark?.original ?? sha256(article.bytes.subarray(start, end));
  return {
    start,
    end,
    original,
    replaced,
    bytes: fallbackBytes(article, text, fallback, { original, mark }),
  };
}

function spliced(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(bytes.subarray(at, edit.start), edit.bytes);
    at = edit.end;
  }
  return new Uint8Array(Buffer.concat([...parts, bytes.subarray(at)]));
}

/** Looks for the marks again as `restoreArticle` will: each must stand exactly where it was put. */
function isReversible(rewritten: Article, marks: readonly PlacedMark[], edits: readonly Edit[]): boolean {
  const kept = marks.filter((mark) => !edits.some((edit) => overlap(edit, mark)));
  const places = [
    ...kept.map((mark) => ({ ...mark, length: mark.end - mark.start })),
    ...edits.map((edit) => ({ ...edit, length: edit.bytes.length })),
  ].sort((a, b) => a.start - b.start);
  let shift = 0;
  const expected = places.map(({ start, end, length, original }) => {
    const place = `${start + shift} ${length} ${original}`;
    shift += length - (end - start);
    return place;
  });
  const found = placedMarks(rewritten, decoded(rewritten)).marks;
  const seen = found.map(({ start, end, original }) => `${start} ${end - start} ${original}`);
  return seen.join('\n') === expected.join('\n');
}

function untouched(article: Article, replacements: readonly Replacement[]): Rewritten {
  const skipped = replacements.map(({ embed }) => ({ name: embed.name, reason: 'irreversible' as const }));
  return { bytes: article.bytes, replaced: 0, originals: [], skipped };
}
