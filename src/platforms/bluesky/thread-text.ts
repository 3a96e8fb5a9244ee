import type { Segment } from '../../model/post.ts';
import { cleanText, joinSegments } from '../segments.ts';
import type { Facet } from './thread-schema.ts';

/**
 * The text with its marks. They count UTF-8 bytes; one that cuts a character, overlaps another or reaches past the end is
 * dropped, its words stay.
 */
export function readText(text: string, facets: readonly Facet[]): Segment[] {
  const bytes = new TextEncoder().encode(text);
  const segments: Segment[] = [];
  let at = 0;
  const ordered = facets.toSorted((a, b) => a.index.byteStart - b.index.byteStart);
  for (const { index, features } of ordered) {
    const { byteStart: start, byteEnd: end } = index;
    if (start < at || end <= start || end > bytes.length || cutsCharacter(bytes, start, end)) continue;
    const words = decode(bytes, start, end);
    const marked = features.map((feature) => markOf(feature, words)).find((mark) => mark !== null);
    if (marked === undefined) continue;
    if (start > at) segments.push({ kind: 'text', text: decode(bytes, at, start) });
    segments.push(marked);
    at = end;
  }
  if (at < bytes.length) segments.push({ kind: 'text', text: decode(bytes, at, bytes.length) });
  return joinSegments(segments);
}

function markOf(feature: Facet['features'][number], text: string): Segment | null {
  const { $type, uri, did, tag } = feature;
  if ($type.endsWith('#link') && uri !== null) return { kind: 'link', text, url: uri };
  if ($type.endsWith('#mention') && did !== null)
    return {
      kind: 'mention',
      text,
      handle: text.trim().replace(/^@/u, ''),
      url: `https://bsky.app/profile/${did}`,
    };
  if ($type.endsWith('#tag') && tag !== null)
    return {
      kind: 'tag',
      text,
      tag,
      url: `https://bsky.app/hashtag/${encodeURIComponent(tag.toWellFormed())}`,
    };
  return null;
}

/** Bytes `10xxxxxx` go on with a character. */
function cutsCharacter(bytes: Uint8Array, start: number, end: number): boolean {
  return [start, end].some((at) => ((bytes[at] ?? 0) & 0xc0) === 0x80);
}

function decode(bytes: Uint8Array, start: number, end: number): string {
  return cleanText(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start, end)));
}
