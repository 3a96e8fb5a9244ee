import type { DecodedText } from '../html/decoded-text.ts';
import type { Article } from '../model/article.ts';
import type { Embed } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { writeRef } from '../ref.ts';
import { attributeValue, readHidden } from './hidden-source.ts';
import { scanHtml } from './html-scan.ts';
import { type JsonSearch, scanJson } from './json-scan.ts';
import { createJsonShapes } from './json-shape.ts';
import { shortcodes } from './markdown-shortcodes.ts';
import { createMatcher, type Matcher } from './matcher.ts';
import { type Found, toEmbeds } from './text-embeds.ts';

/**
 * The posts embedded in a JSON document, such as a publishing system's export: objects that stand for an embed, and
 * the embeds in strings of HTML and of Markdown. A post counts once. Never a link in words. Pure, linear in the text's length.
 */
export function detectJson(
  decoded: Pick<DecodedText, 'text' | 'byteOffset'>,
  article: Pick<Article, 'name' | 'url'>,
  platforms: readonly PlatformInArticles[],
): Embed[] {
  const matcher = createMatcher(platforms, article.url);
  const search = searchFor(platforms, matcher, false);
  const found = withoutRepeats(scanJson(decoded.text, search, false), []);
  return toEmbeds(found, decoded, article.name);
}

/**
 * The posts in the JSON and the held back markup of a page's scripts and attributes that are not among its `visible`
 * embeds. In a page's own data a bare link says nothing: only embeds' markup and objects count.
 */
export function findInHiddenParts(
  text: string,
  parts: readonly HiddenPart[],
  visible: readonly Found[],
  platforms: readonly PlatformInArticles[],
  matcher: Matcher,
): readonly Found[] {
  const search = searchFor(platforms, matcher, true);
  const found = parts.flatMap(({ kind, start, end }) => {
    const source = text.slice(start, end);
    if (kind === 'attribute') return inAttribute(source, search).map((each) => moved(each, start));
    const inside = isHeldBack.test(source) ? search.inString(source) : scanJson(source, search, true);
    return inside.map((each) => moved(each, start));
  });
  return withoutRepeats(found, visible);
}

/** What is hidden in a page: the content of a script, or the value of an attribute. */
export interface HiddenPart {
  readonly kind: 'script' | 'attribute';
  readonly start: number;
  readonly end: number;
}

/** The embeds of one attribute's value. */
export function searchHidden(
  value: string,
  platforms: readonly PlatformInArticles[],
  matcher: Matcher,
): readonly Found[] {
  return inValue(value, searchFor(platforms, matcher, true));
}

function inAttribute(source: string, search: JsonSearch): readonly Found[] {
  const value = attributeValue(source);
  return inValue(value.text, search).map((each) => ({
    ...each,
    kind: 'json',
    start: value.startOf(each.start),
    end: value.endOf(each.end),
  }));
}

function inValue(value: string, search: JsonSearch): readonly Found[] {
  return readHidden(value).kind === 'json' ? scanJson(value, search, false) : search.inString(value);
}

function moved(found: Found, by: number): Found {
  return { ...found, start: by + found.start, end: by + found.end };
}

/** Scripts of another type hold markup back until it is wanted, as it is, escaped or in base64. */
const isHeldBack = /^\s{0,99}(?:<(?!!--)|&lt;|(?:PG|Cj)[\w+/]{36})/u;

function searchFor(platforms: readonly PlatformInArticles[], matcher: Matcher, isPage: boolean): JsonSearch {
  return {
    shapes: createJsonShapes(platforms, matcher),
    mayHold: (source) => matcher.mayHold(source) || (!isPage && shortcode.test(source)),
    inString(text) {
      const inMarkup = inHiddenMarkup(text, platforms, matcher);
      if (isPage) return inMarkup.filter(({ kind }) => kind !== 'link' && kind !== 'figure');
      return shortcode.test(text) ? [...inMarkup, ...shortcodes(text, platforms)] : inMarkup;
    },
  };
}

/** Embeds of a string that is markup, or was once and is escaped. */
function inHiddenMarkup(
  text: string,
  platforms: readonly PlatformInArticles[],
  matcher: Matcher,
): readonly Found[] {
  const hidden = readHidden(text);
  if (hidden.kind !== 'markup') return [];
  const { source, isPlain } = hidden;
  return scanHtml(source.text, platforms, matcher, false).map((each) => ({
    ...each,
    kind: isPlain ? each.kind : 'json',
    start: source.startOf(each.start),
    end: source.endOf(each.end),
  }));
}

/** Exports of systems whose texts are Markdown have their generator's shortcodes in them. */
const shortcode = /\{\{[<%]|\{%/u;

/** Each post once, and none that is visible. */
function withoutRepeats(found: readonly Found[], visible: readonly Found[]): readonly Found[] {
  const seen = new Set(visible.flatMap((each) => (each.kind === 'mention' ? [] : keysOf(each))));
  return found.filter((each) => {
    const keys = keysOf(each);
    const isNew = !keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return isNew;
  });
}

/** A post whose id was lost is known by its author and words. */
function keysOf({ ref, quoted }: Found): string[] {
  if (ref !== null) return [writeRef(ref)];
  return [`${quoted?.handle}\n${quoted?.text}`];
}
