import type { DecodedText } from '../html/decoded-text.ts';
import { tokenize } from '../html/tokenizer.ts';
import type { Article } from '../model/article.ts';
import type { Embed } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { beside } from './beside.ts';
import { mostMentions } from './html-contents.ts';
import { hiddenElements } from './html-leaves.ts';
import { isMdx, maskMarkdown } from './markdown-mask.ts';
import { createMatcher } from './matcher.ts';
import { type Found, toEmbeds } from './text-embeds.ts';

/**
 * The embeds, and as `mention` each address of a post that stands in the article's words beside them. Not in code, nor in
 * what is not shown. In order.
 */
export function withMentions(
  embeds: readonly Embed[],
  decoded: Pick<DecodedText, 'text' | 'byteOffset'>,
  article: Pick<Article, 'name' | 'url' | 'format'>,
  platforms: readonly PlatformInArticles[],
): readonly Embed[] {
  const matcher = createMatcher(platforms, article.url);
  const found: Found[] = [];
  for (const match of wordsOf(decoded.text, article).matchAll(address)) {
    if (found.length >= mostMentions) break;
    const shown = match[0].replace(trailing, '');
    const ref = matcher.mayHoldLink(shown) ? matcher.ofLink(shown) : null;
    if (ref === null) continue;
    const range = { start: match.index, end: match.index + shown.length };
    found.push({ ...range, platform: ref.platform, kind: 'mention', ref, quoted: null, confidence: 0.3 });
  }
  const free = beside(toEmbeds(found, decoded, article.name), embeds);
  return [...embeds, ...free].toSorted((a, b) => a.start - b.start);
}

const address = /https?:\/\/[^\s<>"'()[\]{}]{5,2048}/giu;
/** Marks that end a sentence, not an address. */
const trailing = /[.,;:!?*_»”’…،؛。、]{1,20}$/u;

/** The article's text with everything else blanked, so that offsets hold. */
function wordsOf(text: string, { name, format }: Pick<Article, 'name' | 'format'>): string {
  if (format === 'json') return '';
  if (format === 'markdown') return maskMarkdown(text, isMdx(name));
  if (format === 'text') return text;
  return wordsOfPage(text);
}

function wordsOfPage(text: string): string {
  const parts: string[] = [];
  let done = 0;
  let hidden = 0;
  tokenize(text, {
    text(start, end) {
      if (hidden > 0) return;
      parts.push(' '.repeat(start - done), text.slice(start, end));
      done = end;
    },
    startTag({ name }) {
      if (hiddenElements.has(name)) hidden += 1;
      return true;
    },
    endTag(name) {
      if (hiddenElements.has(name)) hidden = Math.max(0, hidden - 1);
    },
    comment: () => {},
    rawText: () => {},
    inForeign: () => false,
  });
  return parts.join('');
}
