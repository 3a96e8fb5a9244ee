import type { MarkupElement } from '../../model/platform.ts';
import { type Segment, textOf } from '../../model/post.ts';
import { cleanText, joinSegments, plainSegments } from '../segments.ts';
import { match, refOf } from './match.ts';

/** What oEmbed's blockquote says of a video. */
export interface CaptionReading {
  /** The video it cites; null where it names none. */
  readonly id: string | null;
  readonly isPhoto: boolean;
  readonly handle: string | null;
  readonly segments: readonly Segment[];
}

/** Reads `blockquote[cite][data-video-id] > section > a @name, p caption, a ♬ sound`; null where there is none. */
export function readCaption(root: MarkupElement): CaptionReading | null {
  const quote = root.descendants('blockquote').find(({ classes }) => classes.includes('tiktok-embed'));
  if (quote === undefined) return null;
  const cited = URL.parse(quote.attribute('cite') ?? '');
  const ref = (cited === null ? null : match(cited)) ?? refOf(quote.attribute('data-video-id') ?? '');
  const paragraph = quote.descendants('p')[0];
  return {
    id: ref?.id ?? null,
    isPhoto: ref?.url.includes('/photo/') ?? false,
    handle: /\/@([\w.]{1,30})\//u.exec(ref?.url ?? '')?.[1]?.replace(/^_$/u, '') || null,
    segments: paragraph === undefined ? [] : joinSegments(paragraph.children.flatMap(readNode)),
  };
}

/** The title is the caption whole; the blockquote knows which words of it are tags and names. */
export function segmentsOf(title: string | null, caption: CaptionReading | null): Segment[] {
  const plain = plainSegments(title ?? '');
  const marked = [...(caption?.segments ?? [])];
  const isSame = withoutBlanks(textOf(marked)) === withoutBlanks(textOf(plain));
  return isSame || plain.length === 0 ? marked : plain;
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/gu, '');
}

function readNode(node: MarkupElement | string): Segment[] {
  if (typeof node === 'string') return [{ kind: 'text', text: cleanText(node) }];
  if (node.name === 'br') return [{ kind: 'text', text: '\n' }];
  if (node.name === 'script' || node.name === 'style') return [];
  return node.name === 'a' ? [readLink(node)] : node.children.flatMap(readNode);
}

function readLink(link: MarkupElement): Segment {
  const text = cleanText(link.text);
  const handle = /^@([\w.]{1,30})$/u.exec(text)?.[1];
  if (handle !== undefined)
    return { kind: 'mention', text, handle, url: `https://www.tiktok.com/@${handle}` };
  const tag = /^[#＃](\S+)$/u.exec(text)?.[1];
  if (tag !== undefined)
    return { kind: 'tag', text, tag, url: `https://www.tiktok.com/tag/${encodeURIComponent(tag)}` };
  const url = link.attribute('href') ?? '';
  return /^https?:\/\/[^\s"<>]+$/iu.test(url) ? { kind: 'link', text, url } : { kind: 'text', text };
}
