import type { DecodedText } from '../html/decoded-text.ts';
import type { Article } from '../model/article.ts';
import type { Embed } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { beside } from './beside.ts';
import { components } from './markdown-components.ts';
import { jsxAsHtml } from './markdown-jsx.ts';
import { isMdx, maskMarkdown } from './markdown-mask.ts';
import { paragraphLinks } from './markdown-paragraphs.ts';
import { shortcodes } from './markdown-shortcodes.ts';
import { detectText } from './text.ts';
import { toEmbeds } from './text-embeds.ts';

/** The finder of embeds in HTML: raw HTML in Markdown is its work. */
export type DetectMarkup = (
  decoded: DecodedText,
  article: Article,
  platforms: readonly PlatformInArticles[],
  options?: { readonly elementsOnly: boolean },
) => readonly Embed[];

/**
 * The posts in Markdown: raw HTML, shortcodes and tags of site generators, components of MDX, links to posts that are a
 * paragraph of their own, quotes that end in such a link, and what an extractor made text of. Code and comments are
 * passed over. In order, none overlapping.
 */
export function detectMarkdown(
  decoded: DecodedText,
  article: Article,
  platforms: readonly PlatformInArticles[],
  detectMarkup: DetectMarkup,
): Embed[] {
  const withJsx = isMdx(article.name);
  const masked = maskMarkdown(decoded.text, withJsx);
  const plain = filteredAsPlain(masked);
  const shown: DecodedText = {
    text: withJsx ? jsxAsHtml(plain) : plain,
    // its bytes are not masked
    utf8: null,
    utf8Start: 0,
    encoding: decoded.encoding,
    guessed: decoded.guessed,
    byteOffset: (index) => decoded.byteOffset(index),
  };
  const markup = detectMarkup(shown, article, platforms, { elementsOnly: true });
  const own = toEmbeds(
    [
      ...shortcodes(masked, platforms),
      ...components(masked, decoded.text, platforms),
      ...paragraphLinks(masked, platforms),
    ],
    decoded,
    article.name,
  );
  const found = [...markup, ...beside(own, markup)];
  const words = detectText({ ...shown, text: masked }, article, platforms);
  return [...found, ...beside(words, found)].sort((a, b) => a.start - b.start);
}

/** Addresses that a generator passes through a filter, `{{ "https://…" | filter }}`, bare and at the same length. */
function filteredAsPlain(text: string): string {
  if (!text.includes('{{')) return text;
  return text.replace(
    /\{\{-?\s{0,9}(["'])(https?:\/\/[^\s"'{}]{1,2048})\1\s{0,9}\|[^{}\n]{1,200}\}\}/gu,
    (whole, _quote, address: string) => address.padEnd(whole.length),
  );
}
