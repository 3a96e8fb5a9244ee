import type { DecodedText } from '../html/decoded-text.ts';
import type { Article } from '../model/article.ts';
import type { Embed } from '../model/embed.ts';
import type { Platform } from '../model/platform.ts';
import { isBase64, mayHoldBase64 } from './hidden-source.ts';
import { scanHtml } from './html-scan.ts';
import { mayHoldTags } from './html-text-shortcodes.ts';
import { findInHiddenParts, type HiddenPart, searchHidden } from './json.ts';
import { createMatcher } from './matcher.ts';
import { toEmbeds } from './text-embeds.ts';

/**
 * The posts embedded in a page: by the platforms' markup, by blocks of publishing systems, by links that stand alone
 * in a paragraph or line. In order, none inside another, at most 1,000. With `mentions`, links to posts in
 * sentences too. Pure, and linear in the page's length.
 */
export function detectHtml(
  decoded: Pick<DecodedText, 'text' | 'byteOffset'>,
  article: Pick<Article, 'name' | 'url'>,
  platforms: readonly Platform[],
  options: { readonly mentions?: boolean } = {},
): Embed[] {
  const matcher = createMatcher(platforms, article.url);
  const { text } = decoded;
  if (!matcher.mayHold(text) && !mayHoldBase64(text) && !mayHoldTags(text, platforms)) return [];
  const parts: HiddenPart[] = [];
  const scan = () => {
    parts.length = 0;
    return scanHtml(
      text,
      platforms,
      matcher,
      options.mentions ?? false,
      (start, end) => {
        const source = text.slice(start, end);
        if (matcher.mayHold(source) || isBase64(source)) parts.push({ kind: 'script', start, end });
      },
      {
        search: (value) => searchHidden(value, platforms, matcher),
        hear: (start, end) => parts.push({ kind: 'attribute', start, end }),
      },
    );
  };
  const first = scan();
  const found = matcher.learned === 0 ? first : scan();
  const data = parts.length === 0 ? [] : findInHiddenParts(text, parts, found, platforms, matcher);
  return toEmbeds([...found, ...data], decoded, article.name);
}
