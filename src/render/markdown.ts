import type { Post, Segment } from '../model/post.ts';
import { fill, wordsOf, writeNumber } from './language.ts';
import {
  answeredLines,
  attachmentLines,
  bylineParts,
  closingLines,
  headingLines,
  standingLines,
} from './plain-text.ts';
import { shownAddress } from './shown-address.ts';
import { shownText } from './shown-text.ts';
import { isInThread, mostOfPart, partsAfter, partsBefore, type ThreadParts } from './thread-parts.ts';
import { addressOf, contentOf, type FallbackView, isTakenOut } from './view.ts';
import type { Words } from './words.ts';

/** The fallback as a Markdown quotation (CommonMark), for places that take no HTML. Ends with a line end. */
export function renderMarkdown(view: FallbackView): string {
  const words = wordsOf(view);
  const head = headingLines(view, words).map((line) => `**${escapeMarkdown(line)}**`);
  const post = contentOf(view);
  const nothing = isTakenOut(view) ? [] : [escapeMarkdown(words.notKept)];
  const body = post === null ? nothing : wholePost(post, { view, words });
  const foot = closingLines(view, words).map((line) => `*${escapeMarkdown(line)}*`);
  return `${quoted([...head, ...body, ...foot])}\n`;
}

interface Writing {
  readonly view: FallbackView;
  readonly words: Words;
}

function wholePost(post: Post, writing: Writing): string[] {
  const { view, words } = writing;
  const answered = isInThread(post) ? [] : answeredLines(post, words);
  const { thread } = post;
  const before = thread === null ? [] : threadParagraphs(words.earlier, partsBefore(thread), writing);
  const after =
    thread === null ? [] : threadParagraphs(words.later, partsAfter(thread, post.omissions), writing);
  return [
    ...answered.map((line) => `*${escapeMarkdown(line)}*`),
    ...before,
    ...postParagraphs(post, writing, addressOf(view)),
    ...standingLines(post, view, words).map((line) => `*${escapeMarkdown(line)}*`),
    ...after,
  ];
}

function postParagraphs(post: Post, writing: Writing, address: string | null): string[] {
  const { who, when } = bylineParts(post, writing.words);
  const date = when === null ? '' : ` ${linked(escapeMarkdown(when), address)}`;
  const byline = who === '' && date === '' ? [] : [`— ${escapeMarkdown(who)}${date}`];
  return [...contentParagraphs(post, writing), ...byline];
}

function contentParagraphs(post: Post, writing: Writing, most?: number): string[] {
  const { view, words } = writing;
  const { segments, cutFrom } = shownText(post.segments, most);
  const cut = cutFrom === null ? [] : [fill(words.cut, { count: writeNumber(cutFrom, words) })];
  const ends = [...cut, ...(post.truncated ? [words.truncated] : [])];
  return [
    hardBreaks(segments.map(writeSegment).join('')),
    ...ends.map((end) => `*${escapeMarkdown(end)}*`),
    ...attachmentLines(post, view, words).map((line) => withoutNumber(escapeMarkdown(line))),
    ...(post.quote === null ? [] : [quoteParagraph(post.quote, writing)]),
  ].filter((paragraph) => paragraph !== '');
}

/** Parts of its author's thread, each a quotation of its own, without the byline they share. */
function threadParagraphs(title: string, { near, folded, more }: ThreadParts, writing: Writing): string[] {
  const { words } = writing;
  if (near.length === 0) return [];
  const isBefore = title === words.earlier;
  const parts = (isBefore ? [...folded, ...near] : [...near, ...folded]).flatMap((part) =>
    contentParagraphs(part, writing, mostOfPart),
  );
  const rest = more === 0 ? [] : [escapeMarkdown(fill(words.more, { count: writeNumber(more, words) }))];
  return [`*${escapeMarkdown(title)}*`, quoted(isBefore ? [...rest, ...parts] : [...parts, ...rest])];
}

/** One that nobody shows is only pointed at. */
function quoteParagraph(quote: Post, writing: Writing): string {
  const address = quote.ref?.url ?? null;
  if (contentOf({ post: quote }) !== null) return quoted(postParagraphs(quote, writing, address));
  return linked(escapeMarkdown(writing.words.quotedPost), address);
}

function writeSegment(segment: Segment): string {
  const words = escapeMarkdown(segment.text);
  return segment.kind === 'text' || segment.kind === 'emoji' ? words : linked(words, segment.url);
}

/** In angle brackets nothing ends an address early; its own are encoded by the URL standard. */
function linked(words: string, url: string | null): string {
  const href = shownAddress(url);
  if (href === null || /[\n\\]/u.test(words.replace(/\\[^\n]/gu, ''))) return words;
  return `[${words}](<${escapeAddress(href)}>)`;
}

function escapeAddress(url: string): string {
  return url.replace(/[<>{}[\]`$\\&]/gu, (char) => `&#${char.codePointAt(0)};`);
}

/** Lines of one paragraph; a blank line would end it, so it becomes a break of its own. */
function hardBreaks(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .map((line) => (line === '' ? '&nbsp;' : withoutNumber(line)))
    .join('\\\n');
}

/** A number at the beginning of a line would begin a list. */
function withoutNumber(line: string): string {
  return line.replace(/^(\d{1,9})([.)])/u, '$1\\$2');
}

function quoted(paragraphs: readonly string[]): string {
  return paragraphs
    .join('\n\n')
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

/**
 * Text that means nothing but itself: what Markdown knows is escaped, what template engines, shortcodes and HTML
 * know is a numeric reference.
 */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\*_~|#!+=-]/gu, '\\$&')
    .replace(/[&<>{}[\]`$]/gu, (char) => `&#${char.codePointAt(0)};`);
}
