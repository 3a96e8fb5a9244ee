import type { Omission, Segment } from '../../model/post.ts';
import { omitted, omittedFrom } from '../omissions.ts';
import { cleanText, joinSegments } from '../segments.ts';
import type { Facet, Facets } from './thread-schema.ts';

export interface MarkedText {
  readonly segments: Segment[];
  readonly omissions: readonly Omission[];
}

/**
 * The text with its marks. They count UTF-8 bytes; one that cuts a character, overlaps another or reaches past the end is
 * dropped, and so is one that marks nothing we know; its words stay.
 */
export function readText(text: string, facets: Facets): MarkedText {
  const bytes = new TextEncoder().encode(text);
  const segments: Segment[] = [];
  let at = 0;
  let misplaced = 0;
  let strange = 0;
  const ordered = facets.items.toSorted((a, b) => a.index.byteStart - b.index.byteStart);
  for (const { index, features } of ordered) {
    const { byteStart: start, byteEnd: end } = index;
    if (start < at || end <= start || end > bytes.length || cutsCharacter(bytes, start, end)) {
      misplaced += 1;
      continue;
    }
    const words = decode(bytes, start, end);
    const marked = features.map((feature) => markOf(feature, words)).find((mark) => mark !== null);
    if (marked === undefined) {
      strange += 1;
      continue;
    }
    if (start > at) segments.push({ kind: 'text', text: decode(bytes, at, start) });
    segments.push(marked);
    at = end;
  }
  if (at < bytes.length) segments.push({ kind: 'text', text: decode(bytes, at, bytes.length) });
  return {
    segments: joinSegments(segments),
    omissions: [
      omittedFrom('facet', facets),
      omitted('facet', 'misplaced', misplaced),
      omitted('facet', 'unknown', strange),
    ].flat(),
  };
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
      tag: cleanText(tag),
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
