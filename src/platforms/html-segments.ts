import { isEmoji } from '../html/emoji.ts';
import type { MarkupElement } from '../model/platform.ts';
import type { Segment } from '../model/post.ts';
import { cleanText, joinSegments } from './segments.ts';

/** What a link of a network's own markup is; null for one that is a link and no more. */
export type ReadLink = (link: MarkupElement, text: string) => Segment | null;

/**
 * The words of a network's own HTML: paragraphs a blank line apart, items and lines on lines of their own, links as they
 * are shown, other white space collapsed unless it is the author's (`pre`). `skips`: elements that are no words of the post.
 */
export function readHtmlText(
  elements: readonly MarkupElement[],
  readLink: ReadLink = () => null,
  skips: (element: MarkupElement) => boolean = () => false,
): Segment[] {
  const out: Segment[] = [];
  /** What waits to be written before the next letter: line breaks, or a blank. */
  let breaks = 0;
  let blank = false;
  const push = (segment: Segment) => {
    if (segment.text === '') return;
    const before = breaks > 0 ? '\n'.repeat(breaks) : blank ? ' ' : '';
    if (out.length > 0 && before !== '') out.push({ kind: 'text', text: before });
    out.push(segment);
    breaks = 0;
    blank = false;
  };
  const write = (words: string) => {
    blank ||= words.startsWith(' ');
    push({ kind: 'text', text: words.trim() });
    blank ||= words.endsWith(' ') && words !== ' ';
  };
  const edge = (name: string) => {
    breaks = Math.max(breaks, edges.get(name) ?? 0);
  };
  const walk = (element: MarkupElement, isCode: boolean) => {
    for (const child of element.children) {
      if (typeof child === 'string')
        if (isCode) push({ kind: 'text', text: cleanText(child).replace(/\n$/u, '') });
        else write(cleanText(child).replace(/[\t\n\f\r ]+/gu, ' '));
      else if (child.name === 'br') breaks = Math.min(2, breaks + 1);
      else if (hidden.has(child.name) || skips(child)) continue;
      else if (child.name === 'img') push({ kind: 'text', text: emojiOf(child) });
      else if (child.name === 'a') push(linkOf(child, readLink));
      else {
        edge(child.name);
        walk(child, isCode || child.name === 'pre');
        edge(child.name);
      }
    }
  };
  for (const element of elements) {
    walk(element, element.name === 'pre');
    edge('p');
  }
  return joinSegments(out);
}

function linkOf(link: MarkupElement, readLink: ReadLink): Segment {
  const text = cleanText(link.text).trim();
  const href = (link.attribute('href') ?? '').trim();
  const known = readLink(link, text);
  if (known !== null) return known;
  return text !== '' && isWebAddress(href) ? { kind: 'link', text, url: href } : { kind: 'text', text };
}

/** Encrypted or not, without blanks, quotes, controls and backslashes. */
export function isWebAddress(href: string): boolean {
  return /^https?:\/\/[^\s\p{Cc}"<>\\]+$/iu.test(href) && URL.canParse(href);
}

function emojiOf(image: MarkupElement): string {
  const alt = image.attribute('alt') ?? '';
  return isEmoji(alt) ? alt : '';
}

const hidden: ReadonlySet<string> = new Set(
  'script style template noscript iframe object svg math head title'.split(' '),
);

/** How many line breaks stand at the edges of an element. */
const edges: ReadonlyMap<string, number> = new Map([
  ...'p blockquote pre ul ol table h1 h2 h3 h4 h5 h6'.split(' ').map((name) => [name, 2] as const),
  ...'div li tr section article'.split(' ').map((name) => [name, 1] as const),
]);
