import type { MarkupElement } from '../../model/platform.ts';
import type { Segment } from '../../model/post.ts';
import { readPrintedDate } from '../../model/printed-date.ts';
import { cleanText } from '../segments.ts';
import { statusIdOf } from './status-address.ts';

/** What oEmbed's blockquote says of a post. */
export interface BlockquoteReading {
  readonly segments: readonly Segment[];
  readonly lang: string | null;
  readonly name: string | null;
  readonly handle: string | null;
  /** ISO day, `2019-02-23`. */
  readonly day: string | null;
  /** The id its permalink names; null where the tail was cut off. */
  readonly id: string | null;
}

/** Reads `blockquote > p[lang], "— Name (@handle)", a[permalink] > date`; null where there is no such element. */
export function readBlockquote(root: MarkupElement): BlockquoteReading | null {
  const quote = root.descendants('blockquote').find(({ classes }) => classes.includes('twitter-tweet'));
  if (quote === undefined) return null;
  const paragraph = quote.descendants('p')[0] ?? null;
  const permalink = quote.descendants('a').findLast((link) => statusIdOf(link.attribute('href')) !== null);
  const isTail = permalink !== undefined && paragraph?.descendants('a').includes(permalink) !== true;
  const tail = quote.children.filter((child) => typeof child === 'string').join('');
  const signed = /^[\s—–-]*(.*?)\(@(\w{1,20})\)\s*$/su.exec(tail);
  return {
    segments: paragraph === null ? [] : readParagraph(paragraph),
    lang: paragraph?.attribute('lang') ?? null,
    name: signed?.[1]?.trim() || null,
    handle: signed?.[2] ?? null,
    day: isTail ? readPrintedDate(permalink.text) : null,
    id: isTail ? statusIdOf(permalink.attribute('href')) : null,
  };
}

/** Line breaks are `br`, in old answers and hand-made ones line feeds; blanks are the author's own. */
function readParagraph(paragraph: MarkupElement): Segment[] {
  const segments = paragraph.children.flatMap(readNode);
  while (isHiddenAtEnd(segments.at(-1))) segments.pop();
  return joined(segments);
}

function readNode(node: MarkupElement | string): Segment[] {
  if (typeof node === 'string') return [{ kind: 'text', text: cleanText(node) }];
  if (node.name === 'br') return [{ kind: 'text', text: '\n' }];
  if (node.name === 'script' || node.name === 'style') return [];
  return node.name === 'a' ? [readLink(node)] : node.children.flatMap(readNode);
}

function readLink(link: MarkupElement): Segment {
  const text = cleanText(link.text);
  const handle = /^[@＠](\w{1,20})$/u.exec(text)?.[1];
  if (handle !== undefined) return { kind: 'mention', text, handle, url: `https://x.com/${handle}` };
  const tag = /^[#＃](\S+)$/u.exec(text)?.[1];
  if (tag !== undefined)
    return { kind: 'tag', text, tag, url: `https://x.com/hashtag/${encodeURIComponent(tag)}` };
  const url = link.attribute('href') ?? '';
  return /^https?:\/\/[^\s"<>]+$/iu.test(url) ? { kind: 'link', text, url } : { kind: 'text', text };
}

/** Blanks, and the links that stand for the post's own pictures. */
function isHiddenAtEnd(segment: Segment | undefined): boolean {
  if (segment === undefined) return false;
  if (segment.kind === 'link') return /^pic\.(?:twitter|x)\.com\/\w+$/iu.test(segment.text);
  return segment.text.trim() === '';
}

function joined(segments: readonly Segment[]): Segment[] {
  const result: Segment[] = [];
  for (const segment of segments) {
    const last = result.at(-1);
    if (last?.kind === 'text' && segment.kind === 'text')
      result[result.length - 1] = { kind: 'text', text: last.text + segment.text };
    else result.push(segment);
  }
  const end = result.at(-1);
  if (end?.kind === 'text') result[result.length - 1] = { ...end, text: end.text.trimEnd() };
  return result;
}
