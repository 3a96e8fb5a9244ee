import type { MarkupElement } from '../../model/platform.ts';
import type { Segment } from '../../model/post.ts';
import { webUrl } from '../lenient.ts';
import { cleanText, joinSegments } from '../segments.ts';
import { accountIn } from './widget-parts.ts';

/**
 * The words of a message. Blanks are the author's own, `br` breaks a line, quotes and code stand on lines of their own;
 * emoji are characters inside elements that draw them. `channel`: where its tags lead.
 */
export function readText(element: MarkupElement, channel: string): Segment[] {
  const segments: Segment[] = [];
  let isAtEdge = false;
  const push = (segment: Segment) => {
    if (segment.text === '') return;
    const before = segments.at(-1)?.text ?? '\n';
    if (isAtEdge && !before.endsWith('\n') && !segment.text.startsWith('\n'))
      segments.push({ kind: 'text', text: '\n' });
    isAtEdge = false;
    segments.push(segment);
  };
  const walk = (node: MarkupElement | string) => {
    if (typeof node === 'string') push({ kind: 'text', text: cleanText(node) });
    else if (node.name === 'br') push({ kind: 'text', text: '\n' });
    else if (node.name === 'a') push(readLink(node, channel));
    else if (!hidden.has(node.name)) {
      isAtEdge ||= blocks.has(node.name);
      for (const child of node.children) walk(child);
      isAtEdge ||= blocks.has(node.name);
    }
  };
  for (const child of element.children) walk(child);
  return joinSegments(segments);
}

const blocks: ReadonlySet<string> = new Set(['blockquote', 'div', 'p', 'pre']);
const hidden: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript']);

function readLink(link: MarkupElement, channel: string): Segment {
  const text = cleanText(link.text);
  const href = link.attribute('href') ?? '';
  const handle = accountIn(href);
  if (handle !== null && text.toLowerCase() === `@${handle.toLowerCase()}`)
    return { kind: 'mention', text, handle, url: `https://t.me/${handle}` };
  const tag = /^[#＃](\S+)$/u.exec(text)?.[1];
  if (tag !== undefined)
    return { kind: 'tag', text, tag, url: `https://t.me/s/${channel}?q=${encodeURIComponent(`#${tag}`)}` };
  return webUrl.safeParse(href).success ? { kind: 'link', text, url: href } : { kind: 'text', text };
}
