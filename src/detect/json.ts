import type { DecodedText } from '../html/decoded-text.ts';
import type { Article } from '../model/article.ts';
import type { Embed } from '../model/embed.ts';
import type { Platform } from '../model/platform.ts';
import { writeRef } from '../ref.ts';
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
  platforms: readonly Platform[],
): Embed[] {
  const matcher = createMatcher(platforms, article.url);
  const search = searchFor(platforms, matcher, false);
  const found = withoutRepeats(scanJson(decoded.text, search, false), []);
  return toEmbeds(found, decoded, article.name);
}

/**
 * The posts in the JSON of a page's scripts that are not among its `visible` embeds. In a page's own data a bare
 * link says nothing: only embeds' markup and objects count.
 */
export function findInScripts(
  text: string,
  scripts: readonly { readonly start: number; readonly end: number }[],
  visible: readonly Found[],
  platforms: readonly Platform[],
  matcher: Matcher,
): readonly Found[] {
  const search = searchFor(platforms, matcher, true);
  const found = scripts.flatMap(({ start, end }) =>
    scanJson(text.slice(start, end), search, true).map((each) => ({
      ...each,
      start: start + each.start,
      end: start + each.end,
    })),
  );
  return withoutRepeats(found, visible);
}

function searchFor(platforms: readonly Platform[], matcher: Matcher, isPage: boolean): JsonSearch {
  return {
    shapes: createJsonShapes(platforms, matcher),
    mayHold: (source) => matcher.mayHold(source) || (!isPage && shortcode.test(source)),
    inString(text) {
      const inMarkup = text.includes('<') ? scanHtml(text, platforms, matcher, false) : [];
      if (isPage) return inMarkup.filter(({ kind }) => kind !== 'link' && kind !== 'figure');
      return shortcode.test(text) ? [...inMarkup, ...shortcodes(text, platforms)] : inMarkup;
    },
  };
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
