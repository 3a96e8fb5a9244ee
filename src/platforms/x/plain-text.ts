import type { Segment } from '../../model/post.ts';
import { webUrl } from '../lenient.ts';
import { cleanText, joinSegments } from '../segments.ts';

/** Words without marks: the addresses in them are links, the short one of the post's own picture at the end isn't shown. */
export function readPlainText(text: string): Segment[] {
  const shown = cleanText(text).replace(/(?:\s|^)(?:https?:\/\/)?pic\.(?:twitter|x)\.com\/\w+\s*$/u, '');
  const segments: Segment[] = [];
  let at = 0;
  for (const found of shown.matchAll(/https?:\/\/[^\s“”"<>]+/gu)) {
    const url = withoutStops(found[0]);
    if (!webUrl.safeParse(url).success) continue;
    segments.push({ kind: 'text', text: shown.slice(at, found.index) }, { kind: 'link', text: url, url });
    at = found.index + url.length;
  }
  segments.push({ kind: 'text', text: shown.slice(at) });
  return joinSegments(segments.filter((segment) => segment.text !== ''));
}

/** What ends a sentence is no part of an address. */
function withoutStops(address: string): string {
  let end = address.length;
  while (end > 0 && '.,;:!?)]…'.includes(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}
