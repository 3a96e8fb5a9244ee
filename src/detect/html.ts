import type { DecodedText } from '../html/decoded-text.ts';
import type { Article } from '../model/article.ts';
import type { Embed } from '../model/embed.ts';
import type { Platform } from '../model/platform.ts';
import { scanHtml } from './html-scan.ts';
import { mayHoldTags } from './html-text-shortcodes.ts';
import { findInScripts } from './json.ts';
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
  if (!matcher.mayHold(decoded.text) && !mayHoldTags(decoded.text, platforms)) return [];
  const scripts: { readonly start: number; readonly end: number }[] = [];
  const scan = () => {
    scripts.length = 0;
    return scanHtml(decoded.text, platforms, matcher, options.mentions ?? false, (start, end) => {
      if (matcher.mayHold(decoded.text.slice(start, end))) scripts.push({ start, end });
    });
  };
  const first = scan();
  const found = matcher.learned === 0 ? first : scan();
  const data = scripts.length === 0 ? [] : findInScripts(decoded.text, scripts, found, platforms, matcher);
  return toEmbeds([...found, ...data], decoded, article.name);
}
