import { parseHtml } from '../../html/tree.ts';
import type { MarkupElement } from '../../model/platform.ts';
import type { Segment } from '../../model/post.ts';
import { originalAddress } from '../archived-address.ts';
import { readHtmlText } from '../html-segments.ts';
import { cleanText, joinSegments, plainSegments } from '../segments.ts';

/**
 * A title and the words below it, a blank line apart. The words are read of their HTML, for the Markdown they were
 * written in has many ways; pictures among them (`files`: their ids) are media, so that links to them go.
 */
export function readBody(
  title: string | null,
  body: string | null,
  html: string | null,
  files: ReadonlySet<string> = new Set(),
): Segment[] {
  return under(title, html === null ? plainSegments(body ?? '') : readMarkdown(parseHtml(html), files));
}

/** The same of a page's element. */
export function readMarkdownOf(title: string | null, body: MarkupElement | null): Segment[] {
  return under(title, body === null ? [] : readMarkdown(body, new Set()));
}

function under(title: string | null, words: readonly Segment[]): Segment[] {
  const head = plainSegments(title ?? '');
  if (head.length === 0 || words.length === 0) return head.length === 0 ? [...words] : head;
  return joinSegments([...head, { kind: 'text', text: '\n\n' }, ...words]);
}

function readMarkdown(body: MarkupElement, files: ReadonlySet<string>): Segment[] {
  const isFile = (element: MarkupElement) => element.name === 'a' && files.has(fileIn(element));
  return readHtmlText([body], readLink, isFile);
}

/** Of a picture's link that shows nothing but itself. */
function fileIn(link: MarkupElement): string {
  const href = link.attribute('href') ?? '';
  if (link.text.trim() !== href && link.text.trim() !== '<image>') return '';
  return (
    /^https:\/\/(?:preview|i)\.redd\.it\/(?:[\w-]+-v0-)?([a-z0-9]+)\.\w{3,4}(?:\?|$)/u.exec(href)?.[1] ?? ''
  );
}

/** `u/name` leads to an account, `r/name` to a community; both without a host. */
function readLink(link: MarkupElement, text: string): Segment | null {
  const href = originalAddress(link.attribute('href') ?? '').replace(
    /^https?:\/\/(?:www\.)?reddit\.com(?=\/u)/iu,
    '',
  );
  const handle = /^\/?u(?:ser)?\/([\w-]{3,24})\/?$/iu.exec(href)?.[1];
  if (handle !== undefined && /^\/?u\//iu.test(text))
    return { kind: 'mention', text, handle, url: `https://www.reddit.com/user/${handle}/` };
  return /^\/[^/]/u.test(href) && text !== '' && URL.canParse(`https://www.reddit.com${href}`)
    ? { kind: 'link', text: cleanText(text), url: new URL(`https://www.reddit.com${href}`).href }
    : null;
}
