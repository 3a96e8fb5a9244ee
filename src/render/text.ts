import { type Post, textOf } from '../model/post.ts';
import { fill, wordsOf, writeNumber } from './language.ts';
import {
  answeredLines,
  attachmentLines,
  bylineParts,
  closingLines,
  headingLines,
  isolated,
  standingLines,
} from './plain-text.ts';
import { shownAddress } from './shown-address.ts';
import { shownText } from './shown-text.ts';
import { isInThread, mostOfPart, partsAfter, partsBefore, type ThreadParts } from './thread-parts.ts';
import { contentOf, type FallbackView, isTakenOut } from './view.ts';
import type { Words } from './words.ts';

/**
 * The fallback as plain text, laid out as articles print posts: text, then `— Name (@handle) date`. Lines of ours
 * stand in brackets, and what we say of the whole stands last.
 */
export function renderText(view: FallbackView): string {
  const words = wordsOf(view);
  const own = [...headingLines(view, words), ...closingLines(view, words)];
  const post = contentOf(view);
  const lines = post === null ? bareLines(view, words) : wholePost(post, { view, words });
  return `${[...lines, ...own.map((line) => `[${line}]`)].join('\n')}\n`;
}

interface Writing {
  readonly view: FallbackView;
  readonly words: Words;
}

function bareLines(view: FallbackView, words: Words): string[] {
  return isTakenOut(view) ? [] : [words.notKept];
}

function wholePost(post: Post, writing: Writing): string[] {
  const { view, words } = writing;
  const answered = isInThread(post) ? [] : answeredLines(post, words);
  const before = post.thread === null ? [] : threadLines(words.earlier, partsBefore(post.thread), writing);
  const after =
    post.thread === null ? [] : threadLines(words.later, partsAfter(post.thread, post.omissions), writing);
  return [
    ...answered.map((line) => `[${line}]`),
    ...before,
    ...postLines(post, writing, ''),
    ...standingLines(post, view, words).map((line) => `[${line}]`),
    ...after,
  ];
}

function postLines(post: Post, writing: Writing, indent: string): string[] {
  return indented([...contentLines(post, writing), byline(post, writing.words)], indent);
}

function contentLines(post: Post, writing: Writing, most?: number): string[] {
  const { view, words } = writing;
  const { segments, cutFrom } = shownText(post.segments, most);
  const text = textOf(segments);
  return [
    ...(text === '' ? [] : text.split('\n')),
    ...(cutFrom === null ? [] : [`[${fill(words.cut, { count: writeNumber(cutFrom, words) })}]`]),
    ...(post.truncated ? [`[${words.truncated}]`] : []),
    ...attachmentLines(post, view, words).map((line) => (line.startsWith('– ') ? line : `[${line}]`)),
    ...(post.quote === null ? [] : quoteLines(post.quote, writing)),
  ];
}

/** Parts of its author's thread, each behind a mark, without the byline they share. */
function threadLines(title: string, { near, folded, more }: ThreadParts, writing: Writing): string[] {
  const { words } = writing;
  if (near.length === 0) return [];
  const isBefore = title === words.earlier;
  const parts = isBefore ? [...folded, ...near] : [...near, ...folded];
  const lines = parts.flatMap((part) => {
    const [first = '', ...others] = contentLines(part, writing, mostOfPart);
    return [`  • ${first}`, ...indented(others, '    ')];
  });
  const rest = more === 0 ? [] : [`  [${fill(words.more, { count: writeNumber(more, words) })}]`];
  return [`[${title}:]`, ...(isBefore ? [...rest, ...lines] : [...lines, ...rest])];
}

function indented(lines: readonly string[], indent: string): string[] {
  return lines
    .filter((line, at) => line !== '' || at < lines.length - 1)
    .map((line) => (line === '' ? '' : indent + line));
}

/** One that nobody shows is only pointed at. */
function quoteLines(quote: Post, writing: Writing): string[] {
  if (contentOf({ post: quote }) !== null) return postLines(quote, writing, '    ');
  return [`[${writing.words.quotedPost}: ${shownAddress(quote.ref?.url ?? null) ?? '–'}]`];
}

function byline(post: Post, words: Words): string {
  const { who, when } = bylineParts(post, words);
  if (who === '' && when === null) return '';
  // The name stands in an isolate, so that letters of the other direction can't pull the date to their side.
  return ['—', who === '' ? null : isolated(who), when].filter((part) => part !== null).join(' ');
}
