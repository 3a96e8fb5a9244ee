import { safeUrl } from '../html/escape.ts';
import type { Post, Segment } from '../model/post.ts';
import { fill, wordsFor, writeNumber } from './language.ts';
import { attachmentLines, bylineParts, closingLines, headingLines } from './plain-text.ts';
import { shownText } from './shown-text.ts';
import { addressOf, contentOf, type FallbackView, isTakenOut } from './view.ts';
import type { Words } from './words.ts';

/** The fallback as a Markdown quotation (CommonMark), for places that take no HTML. Ends with a line end. */
export function renderMarkdown(view: FallbackView): string {
  const words = wordsFor(view.post);
  const head = headingLines(view, words).map((line) => `**${escapeMarkdown(line)}**`);
  const post = contentOf(view);
  const nothing = isTakenOut(view) ? [] : [escapeMarkdown(words.notKept)];
  const body = post === null ? nothing : postParagraphs(post, words, addressOf(view));
  const foot = closingLines(view, words).map((line) => `*${escapeMarkdown(line)}*`);
  return `${quoted([...head, ...body, ...foot])}\n`;
}

function postParagraphs(post: Post, words: Words, address: string | null): string[] {
  const { segments, cutFrom } = shownText(post.segments);
  const cut = cutFrom === null ? [] : [fill(words.cut, { count: writeNumber(cutFrom, words) })];
  const ends = [...cut, ...(post.truncated ? [words.truncated] : [])];
  const { who, when } = bylineParts(post, words);
  const date = when === null ? '' : ` ${linked(escapeMarkdown(when), address)}`;
  const quote = post.quote === null ? [] : [quoteParagraph(post.quote, words)];
  return [
    hardBreaks(segments.map(writeSegment).join('')),
    ...ends.map((end) => `*${escapeMarkdown(end)}*`),
    ...attachmentLines(post, words).map(escapeMarkdown),
    ...quote,
    who === '' && date === '' ? '' : `— ${escapeMarkdown(who)}${date}`,
  ].filter((paragraph) => paragraph !== '');
}

/** One that nobody shows is only pointed at. */
function quoteParagraph(quote: Post, words: Words): string {
  const address = quote.ref?.url ?? null;
  if (contentOf({ post: quote }) !== null) return quoted(postParagraphs(quote, words, address));
  return linked(escapeMarkdown(words.quotedPost), address);
}

function writeSegment(segment: Segment): string {
  const words = escapeMarkdown(segment.text);
  return segment.kind === 'text' || segment.kind === 'emoji' ? words : linked(words, segment.url);
}

/** In angle brackets nothing ends an address early; its own are encoded by the URL standard. */
function linked(words: string, url: string | null): string {
  const href = url === null ? null : safeUrl(url);
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
    .map((line) => (line === '' ? '&nbsp;' : line.replace(/^(\d{1,9})([.)])/u, '$1\\$2')))
    .join('\\\n');
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
