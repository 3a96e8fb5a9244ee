import type { DecodedText } from '../html/decoded-text.ts';
import type { Article } from '../model/article.ts';
import type { Embed } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { detectHtml } from './html.ts';
import { generatorTags, isSource } from './html-generator-tags.ts';
import { detectJson } from './json.ts';
import { type DetectMarkup, detectMarkdown } from './markdown.ts';
import { withMentions } from './mentions.ts';
import { withOwnTags } from './own-tags.ts';
import { detectTextAndMarkup } from './text-markup.ts';

export interface DetectOptions {
  /** Also links to posts inside sentences, as kind `mention`. */
  readonly mentions?: boolean;
  /** Also posts that Holdfast's own tags in sources of sites name, whose cards are the business of its plugins. */
  readonly ownTags?: boolean;
}

/** The embeds in an article's text, for those who know its encoding: what tells that stays out of site builds. */
export function embedsIn(
  decoded: DecodedText,
  article: Article,
  platforms: readonly PlatformInArticles[],
  options: DetectOptions = {},
): readonly Embed[] {
  const embedded = embedsOf(decoded, article, platforms, options);
  const embeds = options.ownTags === true ? withOwnTags(embedded, decoded, article, platforms) : embedded;
  return options.mentions === true ? withMentions(embeds, decoded, article, platforms) : embeds;
}

function embedsOf(
  decoded: DecodedText,
  article: Article,
  platforms: readonly PlatformInArticles[],
  options: DetectOptions,
): readonly Embed[] {
  const detectMarkup: DetectMarkup = (shown, _article, _platforms, more) =>
    detectHtml(shown, article, platforms, { ...options, ...more });
  if (article.format === 'html') return detectPage(decoded, article, platforms, options);
  if (article.format === 'markdown') return detectMarkdown(decoded, article, platforms, detectMarkup);
  if (article.format === 'json') return detectJson(decoded, article, platforms);
  return detectTextAndMarkup(decoded, article, platforms, detectMarkup);
}

/** A page, or the source that a generator makes one of. */
function detectPage(
  decoded: DecodedText,
  article: Article,
  platforms: readonly PlatformInArticles[],
  options: DetectOptions,
): readonly Embed[] {
  if (!isSource(article.name, decoded.text)) return detectHtml(decoded, article, platforms, options);
  const { text, tags } = generatorTags(article.name, decoded.text, platforms);
  if (text === decoded.text) return detectHtml(decoded, article, platforms, options);
  // without its bytes, which are others
  const page = { text, byteOffset: (index: number) => decoded.byteOffset(index) };
  return detectHtml(page, article, platforms, { ...options, tags });
}
