import { type ByteFinders, createByteFinders, endOfMarkup, endOfRawBytes } from './byte-markup.ts';
import { byteAt, endOfByteName, endOfByteTag, isLetterByte } from './byte-tags.ts';
import type { NameMarks } from './name-marks.ts';
import { createOutline, kindBits, outlineKinds, outlineStride, type PageOutline } from './outline-cells.ts';
import { outlineBits } from './outline-names.ts';
import { endOfMuted, endOfPicture } from './outline-regions.ts';

/**
 * The tags of a page in bytes of an encoding that keeps ASCII as it is, at a fraction of the tokenizer's time: names
 * are looked up, not read, attributes passed over, and what shows nothing of the article's own – pictures in
 * SVG, code samples, templates – is one piece. Null for a page with constructs it can't be sure of: such a page
 * is for the tokenizer. `marks` holds `bitsByName` and what the caller wants marked.
 */
export function outlinePage(bytes: Uint8Array, marks: NameMarks): PageOutline | null {
  const finders = createByteFinders(bytes);
  let cells = new Int32Array(((bytes.length >> 5) + 64) * outlineStride);
  let used = 0;
  let at = 0;
  while (at < bytes.length) {
    const open = bytes[at] === less ? at : finders.nextTag(at);
    if (open === -1) break;
    const next = byteAt(bytes, open + 1);
    const isEnd = next === slash;
    let info: number = comment;
    if (next === bang || next === question) at = endOfMarkup(bytes, open, finders);
    else if (isLetterByte(isEnd ? byteAt(bytes, open + 2) : next)) {
      const nameStart = isEnd ? open + 2 : open + 1;
      const nameEnd = endOfByteName(bytes, nameStart);
      const tagEnd = endOfByteTag(bytes, nameEnd);
      if (tagEnd === -1) break;
      const mark = marks(bytes, nameStart, nameEnd);
      at = tagEnd;
      info = (mark << kindBits) | (isEnd ? end : start);
      if (!isEnd && (mark & special) !== 0) {
        info = (mark << kindBits) | ((mark & outlineBits.raw) === 0 ? closed : raw);
        at = endOfSpecial({ bytes, nameStart, nameEnd, tagEnd, mark, marks, finders });
        if (at === -1) return null;
      }
    } else if (isEnd && open + 2 < bytes.length) at = finders.pastGreater(open + 2);
    else {
      at = open + 1;
      continue;
    }
    if (used === cells.length) cells = twiceAsLong(cells);
    cells[used] = info;
    cells[used + 1] = open;
    cells[used + 2] = at;
    used += outlineStride;
  }
  return createOutline(cells, used / outlineStride);
}

interface SpecialTag {
  readonly bytes: Uint8Array;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly tagEnd: number;
  readonly mark: number;
  readonly marks: NameMarks;
  readonly finders: ByteFinders;
}

function endOfSpecial({ bytes, nameStart, nameEnd, tagEnd, mark, marks, finders }: SpecialTag): number {
  if ((mark & outlineBits.odd) !== 0) return -1;
  if ((mark & outlineBits.raw) !== 0) return endOfRawBytes(bytes, nameStart, nameEnd, tagEnd, finders);
  if ((mark & outlineBits.picture) !== 0) return endOfPicture(bytes, nameEnd, tagEnd, finders);
  return endOfMuted(bytes, nameStart, nameEnd, tagEnd, marks, finders);
}

function twiceAsLong(cells: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(cells.length * 2);
  longer.set(cells);
  return longer;
}

const special = outlineBits.raw | outlineBits.muting | outlineBits.picture | outlineBits.odd;
const { start, end, comment, raw, closed } = outlineKinds;
const less = 0x3c;
const bang = 0x21;
const slash = 0x2f;
const question = 0x3f;
