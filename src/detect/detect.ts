import { decodeArticle } from '../html/charset.ts';
import type { DecodedText } from '../html/decoded-text.ts';
import type { Article, ContainedText } from '../model/article.ts';
import type { Embed } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { type DetectOptions, embedsIn } from './embeds-in.ts';
import { titleOf } from './html-title.ts';

export type { DetectOptions } from './embeds-in.ts';

/** What an article holds. */
export interface Detection {
  /** In order, none overlapping. */
  readonly embeds: readonly Embed[];
  /** WHATWG name of the encoding it was read in. */
  readonly encoding: string;
  /** Nothing declared the encoding. */
  readonly guessed: boolean;
  /** A page's title. */
  readonly title: string | null;
}

/** Finds the posts embedded in an article. Never throws; the same article gives the same answer. */
export function detect(
  article: Article,
  platforms: readonly PlatformInArticles[],
  options: DetectOptions = {},
): Detection {
  if (article.content !== undefined) return detectContained(article, article.content, platforms, options);
  const decoded = decodeArticle(article.bytes, {
    declared: article.charset,
    html: article.format === 'html',
  });
  const { encoding, guessed } = decoded;
  return {
    embeds: embedsIn(decoded, article, platforms, options),
    encoding,
    guessed,
    title: article.format === 'html' ? titleOf(decoded) : null,
  };
}

/** What was found in a text taken out of a container, with the offsets of the container's bytes. */
function detectContained(
  article: Article,
  content: ContainedText,
  platforms: readonly PlatformInArticles[],
  options: DetectOptions,
): Detection {
  const encoding = article.charset ?? 'utf-8';
  const shown: DecodedText = {
    text: content.text,
    utf8: null,
    utf8Start: 0,
    encoding,
    guessed: false,
    byteOffset: (index) => index,
  };
  const embeds = embedsIn(shown, article, platforms, options).map((embed) => ({
    ...embed,
    start: content.byteStart(embed.start),
    end: content.byteEnd(embed.end),
  }));
  return { embeds, encoding, guessed: false, title: null };
}
