import type { Article, Escaping } from '../model/article.ts';
import { sha256 } from '../model/canonical.ts';
import type { ByteRange } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { overlap } from '../model/ranges.ts';
import { createLanguageTeller } from './article-language.ts';
import { applied, type Edit } from './edits.ts';
import type { Fallback } from './fallback.ts';
import { fallbackBytes, settingAt, styleAt } from './fallback-source.ts';
import { loaderEdits } from './loaders.ts';
import { createPageStyle } from './page-style.ts';
import { decoded, indexAt, type Place, type PlacedMark, placedMarks } from './places.ts';
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
  const targets = replacements
    .toSorted((a, b) => a.embed.start - b.embed.start)
    .map(({ embed, fallback }) => {
      const reason = surroundings.reasonToSkip(embed);
      const target = reason === null ? targetOf(embed, fallback, marks, surroundings) : null;
      return { name: embed.name, fallback, reason, target };
    });
  const edit = createEditor(
    article,
    targets.flatMap(({ target }) => target ?? []),
  );
  for (const { name, fallback, reason, target } of targets)
    if (target === null || edits.some((other) => overlap(other, target)))
      skipped.push({ name, reason: reason ?? 'overlap' });
    else edits.push(edit(target, fallback));
  return { edits, skipped, marks };
}

/** Embeds that stand as they did. */
export function placesLeft(places: readonly Place[], edits: readonly Edit[]): readonly Place[] {
  return places.filter((place) => place.kind !== 'fallback' && !edits.some((edit) => overlap(edit, place)));
}

/** Where a fallback goes, as its surroundings have it. */
interface Target extends ByteRange {
  readonly mark: PlacedMark | null;
  readonly isBlock: boolean;
  readonly escaping: Escaping | null;
}

/**
 * The embed itself, or the fallback of the same post it lies in; null when it has a share in another's bytes, or begins
 * and ends in two ways of being written.
 */
function targetOf(
  embed: Place,
  fallback: Fallback,
  marks: readonly PlacedMark[],
  surroundings: Surroundings,
): Target | null {
  const touched = marks.filter((mark) => overlap(mark, embed));
  const [mark = null] = touched;
  const isInside =
    mark !== null && touched.length === 1 && mark.start <= embed.start && embed.end <= mark.end;
  const isSamePost = mark?.name === embed.name || mark?.name === fallback.name;
  if (mark !== null && !(isInside && isSamePost)) return null;
  const { start, end, isBlock } =
    mark === null ? surroundings.whole(embed) : { ...mark, isBlock: mark.isBlock === true };
  const escaping = surroundings.escapingAt({ start, end });
  return escaping === undefined ? null : { start, end, mark, isBlock, escaping };
}

/** Writes fallbacks, one after the other, as the page around them wants them. */
function createEditor(
  article: Article,
  targets: readonly Target[],
): (target: Target, fallback: Fallback) => Edit {
  const text = decoded(article);
  const indices = ({ start, end }: ByteRange) => ({ start: indexAt(text, start), end: indexAt(text, end) });
  const places = new Map(article.format === 'text' ? [] : targets.map((target) => [target, indices(target)]));
  const languageAt = createLanguageTeller(article, text.text, [...places.values()]);
  const page = createPageStyle(article, text.text, [...places.values()]);
  return (target, fallback) => {
    const { start, end, mark } = target;
    const place = places.get(target) ?? target;
    const setting = settingAt(article, text, target);
    const style = styleAt(setting, fallback);
    const isStyled = style !== null && page.isAt(style, place);
    if (style !== null && !isStyled) page.putAt(style, place);
    const placing = { lang: languageAt(place.start), isStyled };
    const original = mark?.original ?? sha256(article.bytes.subarray(start, end));
    const bytes = fallbackBytes(article, text, fallback, { ...target, original, setting }, placing);
    return { start, end, original, replaced: mark === null ? article.bytes.slice(start, end) : null, bytes };
  };
}

function untouched(article: Article, replacements: readonly Replacement[]): Rewritten {
  const skipped = replacements.map(({ embed }) => ({ name: embed.name, reason: 'irreversible' as const }));
  return { bytes: article.bytes, replaced: 0, loaders: 0, originals: [], skipped };
}
