import { type Post, textOf } from '../model/post.ts';
import { fill, wordsFor, writeNumber } from './language.ts';
import { attachmentLines, bylineParts, closingLines, headingLines, isolated } from './plain-text.ts';
import { shownText } from './shown-text.ts';
import { contentOf, type FallbackView, isTakenOut } from './view.ts';
import type { Words } from './words.ts';

/**
 * The fallback as plain text, laid out as articles print posts: text, then `— Name (@handle) date`. Lines of ours
 * stand in brackets, and what we say of the whole stands last.
 */
export function renderText(view: FallbackView): string {
  const words = wordsFor(view.post);
  const own = [...headingLines(view, words), ...closingLines(view, words)];
  const post = contentOf(view);
  const lines = post === null ? bareLines(view, words) : postLines(post, words, '');
  return `${[...lines, ...own.map((line) => `[${line}]`)].join('\n')}\n`;
}

function bareLines(view: FallbackView, words: Words): string[] {
  return isTakenOut(view) ? [] : [words.notKept];
}

function postLines(post: Post, words: Words, indent: string): string[] {
  const { segments, cutFrom } = shownText(post.segments);
  const text = textOf(segments);
  const lines = [
    ...(text === '' ? [] : text.split('\n')),
    ...(cutFrom === null ? [] : [`[${fill(words.cut, { count: writeNumber(cutFrom, words) })}]`]),
    ...(post.truncated ? [`[${words.truncated}]`] : []),
    ...attachmentLines(post, words).map((line) => (line.startsWith('– ') ? line : `[${line}]`)),
    ...(post.quote === null ? [] : quoteLines(post.quote, words)),
    byline(post, words),
  ];
  return lines
    .filter((line, at) => line !== '' || at < lines.length - 1)
    .map((line) => (line === '' ? '' : indent + line));
}

/** One that nobody shows is only pointed at. */
function quoteLines(quote: Post, words: Words): string[] {
  if (contentOf({ post: quote }) !== null) return postLines(quote, words, '    ');
  return [`[${words.quotedPost}: ${quote.ref?.url ?? '–'}]`];
}

function byline(post: Post, words: Words): string {
  const { who, when } = bylineParts(post, words);
  if (who === '' && when === null) return '';
  // The name stands in an isolate, so that letters of the other direction can't pull the date to their side.
  return ['—', who === '' ? null : isolated(who), when].filter((part) => part !== null).join(' ');
}
