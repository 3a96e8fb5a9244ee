import type { DecodedText } from '../html/charset.ts';
import type { Article } from '../model/article.ts';
import { sha256 } from '../model/canonical.ts';
import type { ByteRange } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { overlap } from '../model/ranges.ts';
import { applied, type Edit } from './edits.ts';
import type { Fallback } from './fallback.ts';
import { fallbackBytes } from './fallback-source.ts';
import { loaderEdits } from './loaders.ts';
import { decoded, type Place, type PlacedMark, placedMarks } from './places.ts';
import { createSurroundings, type Surroundings } from './surroundings.ts';

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
  /** Scripts of platforms that were taken out, since nothing needs them any more. */
  readonly loaders: number;
  /** What stood in places replaced for the first time, to be kept as blobs before the bytes are written. */
  readonly originals: readonly Uint8Array[];
  readonly skipped: readonly Skipped[];
}

export interface Skipped {
  readonly name: string;
  readonly reason: SkipReason;
}

/**
 * Why a place was left as it stands: `data` it is data and not markup, `component` it is part of a line and only its own
 * build can write it, `mention` it is part of a sentence, `overlap` another place or fallback has some of its bytes,
 * `code` it is part of a template's code, `irreversible` the marks could not be found again among these bytes.
 */
export type SkipReason = 'data' | 'code' | 'component' | 'mention' | 'overlap' | 'irreversible';

/** What is known of the whole article, to tell which scripts nothing in it needs any more. */
export interface ArticleParts {
  readonly platforms: readonly PlatformInArticles[];
  /** All its places, also those that stay as they are. */
  readonly places: readonly Place[];
}

/**
 * The article with fallbacks in place of embeds. Only the embeds' own bytes change; encoding, line ends and media type
 * stay. A fallback that already stands there is renewed, so a second run over the result changes nothing. With `parts`,
 * the scripts that came with the embeds go too, where nothing is left that needs them.
 */
export function rewriteArticle(
  article: Article,
  replacements: readonly Replacement[],
  parts?: ArticleParts,
): Rewritten {
  const { edits, skipped, marks } = planEdits(article, replacements);
  const put = applied(article, marks, edits);
  if (put === null) return untouched(article, replacements);
  const staying = placesLeft(parts?.places ?? [], edits);
  const idle = parts === undefined ? [] : loaderEdits(put, parts.platforms, staying);
  // a script that can't be taken out so that it could be put back just stays
  const whole = idle.length === 0 ? null : applied(put.article, put.marks, idle);
  const taken = whole === null ? [] : idle;
  const originals = [...edits, ...taken].flatMap(({ replaced }) => (replaced === null ? [] : [replaced]));
  const { bytes } = (whole ?? put).article;
  return { bytes, replaced: edits.length, loaders: taken.length, originals, skipped };
}

export interface EditPlan {
  /** In order and apart. */
  readonly edits: readonly Edit[];
  readonly skipped: readonly Skipped[];
  /** Those that stand in the article before. */
  readonly marks: readonly PlacedMark[];
}

/** What is to be put where, and what can't be. */
export function planEdits(article: Article, replacements: readonly Replacement[]): EditPlan {
  const text = decoded(article);
  const { marks } = placedMarks(article, text);
  const skipped: Skipped[] = [];
  const edits: Edit[] = [];
  const surroundings = createSurroundings(article, text);
  for (const { embed, fallback } of [...replacements].sort((a, b) => a.embed.start - b.embed.start)) {
    const reason = surroundings.reasonToSkip(embed);
    const target = reason === null ? targetOf(embed, fallback, marks) : null;
    const edit = target === null ? null : editOf(target, fallback, article, text, surroundings);
    if (edit === null || edits.some((other) => overlap(other, edit)))
      skipped.push({ name: embed.name, reason: reason ?? 'overlap' });
    else edits.push(edit);
  }
  return { edits, skipped, marks };
}

/** Embeds that stand as they did. */
export function placesLeft(places: readonly Place[], edits: readonly Edit[]): readonly Place[] {
  return places.filter((place) => place.kind !== 'fallback' && !edits.some((edit) => overlap(edit, place)));
}

interface Target extends ByteRange {
  readonly mark: PlacedMark | null;
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

/** Null where the place begins and ends in two ways of being written. */
function editOf(
  target: Target,
  fallback: Fallback,
  article: Article,
  text: DecodedText,
  surroundings: Surroundings,
): Edit | null {
  const { mark } = target;
  const { start, end, isBlock } =
    mark === null ? surroundings.whole(target) : { ...mark, isBlock: mark.isBlock === true };
  const escaping = surroundings.escapingAt({ start, end });
  if (escaping === undefined) return null;
  const replaced = mark === null ? article.bytes.slice(start, end) : null;
  const original = mark?.original ?? sha256(article.bytes.subarray(start, end));
  const bytes = fallbackBytes(article, text, fallback, { original, mark, escaping, isBlock });
  return { start, end, original, replaced, bytes };
}

function untouched(article: Article, replacements: readonly Replacement[]): Rewritten {
  const skipped = replacements.map(({ embed }) => ({ name: embed.name, reason: 'irreversible' as const }));
  return { bytes: article.bytes, replaced: 0, loaders: 0, originals: [], skipped };
}
