import type { DecodedText } from '../html/decoded-text.ts';
import type { Article } from '../model/article.ts';
import type { Embed } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { beside } from './beside.ts';
import type { DetectMarkup } from './markdown.ts';
import { detectText } from './text.ts';

/**
 * The posts in a plain text in which an extractor may have left the source of embeds: those, whose ids it kept, then
 * all that stands beside them.
 */
export function detectTextAndMarkup(
  decoded: DecodedText,
  article: Article,
  platforms: readonly PlatformInArticles[],
  detectMarkup: DetectMarkup,
): readonly Embed[] {
  const words = detectText(decoded, article, platforms);
  if (!leftovers.test(decoded.text)) return words;
  const marked = detectMarkup(decoded, article, platforms).filter(
    ({ kind }) => kind !== 'link' && kind !== 'mention' && kind !== 'flattened',
  );
  return [...marked, ...beside(words, marked)].toSorted((a, b) => a.start - b.start);
}

/** Elements that embeds are made of. */
const leftovers = /<(?:blockquote|iframe|amp-[a-z]+|figure|script)\s[^<>]{0,2000}>/iu;
