import type { DecodedText } from '../html/decoded-text.ts';
import type { Article } from '../model/article.ts';
import type { Embed } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { type FindSigns, placesOf, signFinder, signKinds } from './byte-signs.ts';
import { isBase64, mayHoldBase64 } from './hidden-source.ts';
import { most } from './html-contents.ts';
import { flattenedInHtml, isFree, mayHoldFlattened } from './html-flattened.ts';
import { scanHtml } from './html-scan.ts';
import { mayHoldTags } from './html-text-shortcodes.ts';
import { findInWindows } from './html-windows.ts';
import { findInHiddenParts, type HiddenPart, searchHidden } from './json.ts';
import { createMarkupMarks, type MarkupMarks } from './markup-marks.ts';
import { createMatcher } from './matcher.ts';
import { type Found, toEmbeds } from './text-embeds.ts';

/** A page as text, and as bytes where these are UTF-8. */
export type Page = Pick<DecodedText, 'text' | 'byteOffset'> &
  Partial<Pick<DecodedText, 'utf8' | 'utf8Start'>>;

export interface HtmlOptions {
  readonly mentions?: boolean;
  /** Embeds found already, in order, where the text has words in their place. */
  readonly tags?: readonly Found[];
  /** What stands between elements is not HTML: posts that were made words are looked for in elements only. */
  readonly elementsOnly?: boolean;
}

/**
 * The posts embedded in a page: by the platforms' markup, by blocks of publishing systems, by links that stand alone
 * in a paragraph or line. In order, none inside another, at most 1,000. With `mentions`, links to posts in
 * sentences too. Pure, and linear in the page's length.
 */
export function detectHtml(
  page: Page,
  article: Pick<Article, 'name' | 'url'>,
  platforms: readonly PlatformInArticles[],
  options: HtmlOptions = {},
): Embed[] {
  const quick = options.mentions === true ? null : detectInBytes(page, article, platforms);
  return quick ?? detectInText(page, article, platforms, options);
}

/** The same from its text, all of which is tokenized if it may hold any embed. */
export function detectInText(
  page: Page,
  article: Pick<Article, 'name' | 'url'>,
  platforms: readonly PlatformInArticles[],
  { mentions = false, tags = [], elementsOnly = false }: HtmlOptions = {},
): Embed[] {
  const matcher = createMatcher(platforms, article.url);
  const { text } = page;
  const words = (found: readonly Found[]) =>
    mayHoldFlattened(text)
      ? flattenedInHtml(text, found, platforms, elementsOnly).slice(0, most - found.length)
      : [];
  if (tags.length === 0 && !matcher.mayHold(text) && !mayHoldBase64(text) && !mayHoldTags(text, platforms))
    return toEmbeds(words([]), page, article.name);
  const parts: HiddenPart[] = [];
  const scan = () => {
    parts.length = 0;
    return scanHtml(
      text,
      platforms,
      matcher,
      mentions,
      (start, end) => {
        const source = text.slice(start, end);
        if (matcher.mayHold(source) || isBase64(source)) parts.push({ kind: 'script', start, end });
      },
      {
        search: (value) => searchHidden(value, platforms, matcher),
        hear: (start, end) => parts.push({ kind: 'attribute', start, end }),
      },
      tags,
    );
  };
  const first = scan();
  const found = matcher.learned() === 0 ? first : scan();
  const data = parts.length === 0 ? [] : findInHiddenParts(text, parts, found, platforms, matcher);
  const marked = [...found, ...data];
  return toEmbeds([...marked, ...words(marked)], page, article.name);
}

/** The same from its bytes, most of which are never made text; null where that can't be done or is not sure. */
function detectInBytes(
  page: Page,
  article: Pick<Article, 'name' | 'url'>,
  platforms: readonly PlatformInArticles[],
): Embed[] | null {
  const { utf8, utf8Start = 0 } = page;
  if (utf8 === null || utf8 === undefined) return null;
  const look = bytewise(platforms);
  const signs = look.findSigns?.(utf8) ?? null;
  if (signs === null) return null;
  const has = (kinds: number) => (signs.kinds & kinds) !== 0;
  const isWordy = has(signKinds.handle);
  if (has(signKinds.encoded) || (isWordy && !has(ofMarkup))) return null;
  if (!has(ofMarkup | signKinds.escape))
    return has(signKinds.bracket) && mayHoldTags(page.text, platforms) ? null : [];
  if (utf8.length < shortPage) return null;
  const found = findInWindows(utf8, signs, platforms, look.markup(), createMatcher(platforms, article.url));
  if (found === null || found.length >= most) return null;
  if (isWordy && isFree(placesOf(signs, signKinds.handle), found)) return null;
  return toEmbeds(found, { byteOffset: (offset) => utf8Start + offset }, article.name);
}

const ofMarkup = signKinds.host | signKinds.element | signKinds.word;
/** So short a page is read whole in less time than windows take to find. */
const shortPage = 12_000;

interface Bytewise {
  /** Made when it is first asked for: short pages do without. */
  readonly markup: () => MarkupMarks;
  readonly findSigns: FindSigns | null;
}

/** Made once for each list of platforms. */
const bytewiseByList = new WeakMap<readonly PlatformInArticles[], Bytewise>();

function bytewise(platforms: readonly PlatformInArticles[]): Bytewise {
  const known = bytewiseByList.get(platforms);
  if (known !== undefined) return known;
  let markup: MarkupMarks | null = null;
  const made = {
    markup: () => (markup ??= createMarkupMarks(platforms)),
    findSigns: signFinder(platforms),
  };
  bytewiseByList.set(platforms, made);
  return made;
}
