import { type ByteFinders, endOfMarkup, endOfRawBytes } from './byte-markup.ts';
import { byteAt, endOfByteName, endOfByteTag, isLetterByte } from './byte-tags.ts';
import { isSelfClosed } from './foreign-tags.ts';
import type { NameMarks } from './name-marks.ts';
import { inlineMarks, outlineBits, pictureMarks, pictureTextMarks, voidMarks } from './outline-names.ts';

/** Past the end tag of an `svg` that holds nothing unusual; -1 for all others. */
export function endOfPicture(
  bytes: Uint8Array,
  nameEnd: number,
  tagEnd: number,
  finders: ByteFinders,
): number {
  if (isWhole(finders, nameEnd, tagEnd)) return tagEnd;
  let depth = 1;
  let at = tagEnd;
  for (let tag = nextTag(bytes, at, finders); tag !== null; tag = nextTag(bytes, at, finders)) {
    at = tag.end;
    const known = pictureMarks(bytes, tag.nameStart, tag.nameEnd);
    const isText = known === 0 && pictureTextMarks(bytes, tag.nameStart, tag.nameEnd) !== 0;
    if (known === 0 && !isText) return -1;
    if (tag.isEnd) {
      if (known === pictureItself) depth -= 1;
      if (depth === 0) return at;
    } else if (isText) {
      const next = nextTag(bytes, at, finders);
      if (next === null || !next.isEnd || isWhole(finders, tag.nameEnd, tag.end)) return -1;
    } else if (known === pictureItself && !isWhole(finders, tag.nameEnd, tag.end)) depth += 1;
  }
  return -1;
}

/** Past the end tag of a muting element in which all is closed as it should be; -1 for all others. */
export function endOfMuted(
  bytes: Uint8Array,
  nameStart: number,
  nameEnd: number,
  tagEnd: number,
  marks: NameMarks,
  finders: ByteFinders,
): number {
  const mark = marks(bytes, nameStart, nameEnd);
  if ((mark & outlineBits.template) !== 0) return endOfTemplate(bytes, tagEnd, marks, finders);
  const name = finders.buffer.toString('latin1', nameStart, nameEnd).toLowerCase();
  const open: number[] = [];
  let at = tagEnd;
  for (let tag = nextTag(bytes, at, finders); tag !== null; tag = nextTag(bytes, at, finders)) {
    at = tag.end;
    const inline = inlineMarks(bytes, tag.nameStart, tag.nameEnd);
    if (tag.isEnd && open.length === 0)
      return finders.buffer.toString('latin1', tag.nameStart, tag.nameEnd).toLowerCase() === name ? at : -1;
    if (tag.isEnd) {
      if (inline === 0 || open.pop() !== inline) return -1;
    } else if (inline !== 0) open.push(inline);
    else if (voidMarks(bytes, tag.nameStart, tag.nameEnd) === 0) return -1;
  }
  return -1;
}

function endOfTemplate(bytes: Uint8Array, from: number, marks: NameMarks, finders: ByteFinders): number {
  let depth = 1;
  let at = from;
  for (let tag = nextTag(bytes, at, finders); tag !== null; tag = nextTag(bytes, at, finders)) {
    at = tag.end;
    const mark = marks(bytes, tag.nameStart, tag.nameEnd);
    if ((mark & outlineBits.odd) !== 0) return -1;
    if ((mark & outlineBits.template) !== 0) depth += tag.isEnd ? -1 : 1;
    if (depth === 0) return at;
    if (tag.isEnd) continue;
    if ((mark & outlineBits.raw) !== 0)
      at = endOfRawBytes(bytes, tag.nameStart, tag.nameEnd, tag.end, finders);
    else if ((mark & outlineBits.picture) !== 0) at = endOfPicture(bytes, tag.nameEnd, tag.end, finders);
    if (at === -1) return -1;
  }
  return -1;
}

interface Tag {
  readonly isEnd: boolean;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly end: number;
}

/** The next tag, comments passed over; null where none is, or markup of another kind. */
function nextTag(bytes: Uint8Array, from: number, finders: ByteFinders): Tag | null {
  let at = from;
  for (;;) {
    const open = finders.nextTag(at);
    if (open === -1) return null;
    const next = byteAt(bytes, open + 1);
    const isEnd = next === slash;
    if (isLetterByte(isEnd ? byteAt(bytes, open + 2) : next)) {
      const nameStart = isEnd ? open + 2 : open + 1;
      const nameEnd = endOfByteName(bytes, nameStart);
      const end = endOfByteTag(bytes, nameEnd);
      return end === -1 ? null : { isEnd, nameStart, nameEnd, end };
    }
    if (next !== bang || byteAt(bytes, open + 2) !== dash) return null;
    at = endOfMarkup(bytes, open, finders);
  }
}

function isWhole({ buffer }: ByteFinders, nameEnd: number, tagEnd: number): boolean {
  return buffer[tagEnd - 2] === slash && isSelfClosed(buffer.toString('latin1', nameEnd, tagEnd));
}

const pictureItself = 1;
const bang = 0x21;
const slash = 0x2f;
const dash = 0x2d;
