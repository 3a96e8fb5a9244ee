import { sourceKindOf } from '../detect/source-kind.ts';
import type { Article } from '../model/article.ts';
import type { ByteRange } from '../model/embed.ts';
import type { Range } from '../model/ranges.ts';
import type { Splice } from './edits.ts';

/** Where the style of a page's cards is: with the first that every reader sees, once for all of them. */
export interface PageStyle {
  /** The card at that place needs not bring it. */
  isAt(style: string, place: Range): boolean;
  /** The card that is put there brings it. */
  putAt(style: string, place: Range): void;
}

/**
 * `replaced` are all places, in UTF-16 units, that may be written anew: a style in them counts only when it is put again.
 * Parts of a template may be shown without each other, so there each card brings its own; so it does inside of
 * `template` and `noscript`, whose styles hold nowhere else.
 */
export function createPageStyle(
  { name }: Pick<Article, 'name'>,
  text: string,
  replaced: readonly Range[],
): PageStyle {
  const isTemplate = templates.has(sourceKindOf(name) ?? '');
  const put: { readonly style: string; readonly place: Range }[] = [];
  const standing = new Map<string, boolean>();
  let apart: readonly RegExpExecArray[] | null = null;
  return {
    isAt(style, place) {
      if (isTemplate) return false;
      const stands = standing.get(style) ?? standsIn(text, style, (at) => isOwn(at) && !isApart(at));
      standing.set(style, stands);
      const isThere = stands || put.some((one) => one.style === style && !isApart(one.place));
      return isThere && !isApart(place);
    },
    putAt: (style, place) => {
      put.push({ style, place });
    },
  };

  function isApart({ start }: Range): boolean {
    apart ??= [...text.matchAll(/<(\/?)(?:template|noscript)(?=[\s/>])/giu)];
    const before = apart.filter(({ index }) => index < start);
    return before.reduce((depth, [, slash]) => depth + (slash === '/' ? -1 : 1), 0) > 0;
  }

  /** Nothing of it is written anew. */
  function isOwn(at: Range): boolean {
    return !replaced.some(({ start, end }) => start <= at.start && at.start < end);
  }
}

/** The style that is taken out with one card, put into the first of those left, if none of them has it. */
export function styleLeft(
  bytes: Uint8Array,
  taken: readonly ByteRange[],
  left: readonly ByteRange[],
): Splice | null {
  const sourceOf = ({ start, end }: ByteRange) => Buffer.from(bytes.subarray(start, end)).toString('latin1');
  const [first] = left;
  const style = taken
    .map((range) => bringsStyle.exec(sourceOf(range))?.[1])
    .find((found) => found !== undefined);
  if (first === undefined || style === undefined || left.some((range) => bringsStyle.test(sourceOf(range))))
    return null;
  const card = cardTag.exec(sourceOf(first));
  if (card === null) return null;
  const at = first.start + card.index + card[0].length;
  return { start: at, end: at, bytes: Buffer.from(style, 'latin1') };
}

/** As HTML and JSX write them; the style, right behind the start tag, is ASCII in every encoding that has it. */
const cardTag = /<article class(?:Name)?="holdfast"[^>]*>/u;
const bringsStyle = new RegExp(`${cardTag.source}(<style>[^<]*</style>|<link rel="stylesheet"[^>]*>)`, 'u');

const templates: ReadonlySet<string> = new Set(['curly', 'percent', 'php']);

function standsIn(text: string, style: string, counts: (at: Range) => boolean): boolean {
  for (let start = text.indexOf(style); start !== -1; start = text.indexOf(style, start + 1))
    if (counts({ start, end: start + style.length })) return true;
  return false;
}
