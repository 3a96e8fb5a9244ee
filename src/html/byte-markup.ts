import type { Buffer } from 'node:buffer';
import { bufferOf, byteAt } from './byte-tags.ts';
import { frameHoldsMarkup } from './raw-text.ts';

/** Finds what ends markup from ever later places; what is not there is looked for once. */
export interface ByteFinders {
  readonly buffer: Buffer;
  nextTag(from: number): number;
  pastGreater(from: number): number;
  readonly commentEnd: ByteFinder;
  readonly bangEnd: ByteFinder;
  readonly commentStart: ByteFinder;
}

export type ByteFinder = (from: number) => number;

export function createByteFinders(bytes: Uint8Array): ByteFinders {
  const buffer = bufferOf(bytes);
  return {
    buffer,
    nextTag: createTagFinder(bytes),
    pastGreater(from) {
      const close = buffer.indexOf(0x3e, from);
      return close === -1 ? bytes.length : close + 1;
    },
    commentEnd: createByteFinder(buffer, '-->'),
    bangEnd: createByteFinder(buffer, '--!>'),
    commentStart: createByteFinder(buffer, '<!--'),
  };
}

/** Past a comment, a doctype or what the standard calls a bogus comment, outside SVG and MathML. */
export function endOfMarkup(bytes: Uint8Array, open: number, finders: ByteFinders): number {
  if (!isCommentStart(bytes, open)) return finders.pastGreater(open + 2);
  if (bytes[open + 4] === greater) return open + 5;
  if (bytes[open + 4] === dash && bytes[open + 5] === greater) return open + 6;
  const close = finders.commentEnd(open + 4);
  const bangClose = finders.bangEnd(open + 4);
  if (bangClose !== -1 && (close === -1 || bangClose < close)) return bangClose + 4;
  return close === -1 ? bytes.length : close + 3;
}

/**
 * Where the raw text of an element ends, or its start tag where it has none; -1 where a script holds what may hide its
 * end tag.
 */
export function endOfRawBytes(
  bytes: Uint8Array,
  nameStart: number,
  nameEnd: number,
  tagEnd: number,
  finders: ByteFinders,
): number {
  const name = finders.buffer.toString('latin1', nameStart, nameEnd).toLowerCase();
  if (name === 'iframe' && frameHoldsMarkup(finders.buffer.toString('latin1', nameEnd, tagEnd)))
    return tagEnd;
  let at = finders.buffer.indexOf('</', tagEnd, 'latin1');
  while (at !== -1 && !isEndTagOf(bytes, at, name)) at = finders.buffer.indexOf('</', at + 2, 'latin1');
  const end = at === -1 ? bytes.length : at;
  return name === 'script' && mayHideEnd(tagEnd, end, finders) ? -1 : end;
}

/** After `<!--` and then `<script` the next `</script>` is not the script's own. */
function mayHideEnd(start: number, end: number, { buffer, commentStart }: ByteFinders): boolean {
  const comment = commentStart(start);
  return comment !== -1 && comment < end && /<script/iu.test(buffer.toString('latin1', comment, end));
}

function isEndTagOf(bytes: Uint8Array, at: number, name: string): boolean {
  for (let letter = 0; letter < name.length; letter += 1)
    if ((byteAt(bytes, at + 2 + letter) | 0x20) !== name.charCodeAt(letter)) return false;
  const next = byteAt(bytes, at + 2 + name.length);
  return next === greater || next === 0x2f || next === 0x20 || (next >= 9 && next <= 13 && next !== 11);
}

function isCommentStart(bytes: Uint8Array, open: number): boolean {
  return bytes[open + 1] === 0x21 && bytes[open + 2] === dash && bytes[open + 3] === dash;
}

/** Finds `<`: four bytes at a time, which beats a call out of JavaScript on texts as short as those between tags. */
function createTagFinder(bytes: Uint8Array): ByteFinder {
  const skew = (4 - (bytes.byteOffset & 3)) & 3;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + skew, Math.max(0, bytes.length - skew) >> 2);
  const lastWord = skew + words.length * 4;
  return (from) => {
    let at = from;
    const aligned = Math.min(bytes.length, skew + (((from - skew + 3) >> 2) << 2));
    for (; at < aligned; at += 1) if (bytes[at] === less) return at;
    for (; at < lastWord; at += 4) {
      const same = (words[(at - skew) >> 2] ?? 0) ^ 0x3c3c3c3c;
      if (((same - 0x01010101) & ~same & 0x80808080) !== 0) break;
    }
    for (; at < bytes.length; at += 1) if (bytes[at] === less) return at;
    return -1;
  };
}

function createByteFinder(buffer: Buffer, needle: string): ByteFinder {
  let askedFrom = 0;
  let found = -2;
  return (from) => {
    if (from >= askedFrom && (found === -1 || found >= from)) return found;
    askedFrom = from;
    found = buffer.indexOf(needle, from, 'latin1');
    return found;
  };
}

const less = 0x3c;
const greater = 0x3e;
const dash = 0x2d;
