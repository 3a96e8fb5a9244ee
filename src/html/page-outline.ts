import { type ByteFinders, createByteFinders, endOfMarkup, endOfRawBytes } from './byte-markup.ts';
import { byteAt, endOfByteName, endOfByteTag, isLetterByte } from './byte-tags.ts';
import { createNameMarks, type NameMarks } from './name-marks.ts';
import { type Cells, createCells, kindBits, outlineKinds, type PageOutline } from './outline-cells.ts';
import { outlineBits } from './outline-names.ts';
import { endOfMuted, endOfPicture } from './outline-regions.ts';
import { createTagWalker } from './tag-walk.ts';
import type { WalkBits } from './tag-walk-program.ts';

/**
 * Null for a page with constructs it can't be sure of: such a page is for the tokenizer. An outline holds until the next is
 * asked for: it is written where the last one was.
 */
export type OutlinePage = (bytes: Uint8Array) => PageOutline | null;

/**
 * The tags of a page in bytes of an encoding that keeps ASCII as it is, at a fraction of the tokenizer's time: names
 * are looked up, not read, attributes passed over, and what shows nothing of the article's own – pictures in
 * SVG, code samples, templates – is one piece. `bits` are those of `bitsByName` and what the caller wants marked.
 */
export function createOutliner(
  bits: ReadonlyMap<string, number>,
  createWalker: typeof createTagWalker = createTagWalker,
): OutlinePage {
  const marks = createNameMarks(bits);
  const walker = createWalker(bits, walkBits);
  const spare = { cells: new Int32Array(0) };
  return (bytes) => {
    const cells = createCells(bytes.length, spare);
    const walk = walker?.(bytes);
    const page = { bytes, marks, finders: createByteFinders(bytes), cells };
    for (let at = 0; at < bytes.length; ) {
      if (walk !== undefined) at = walk(at, cells.addAll);
      at = outlineNext(page, at);
      if (at === -1) return null;
    }
    return cells.outline();
  };
}

interface Page {
  readonly bytes: Uint8Array;
  readonly marks: NameMarks;
  readonly finders: ByteFinders;
  readonly cells: Cells;
}

/** Past the next piece, of whatever kind; -1 where that is not sure. */
function outlineNext({ bytes, marks, finders, cells }: Page, from: number): number {
  const open = bytes[from] === less ? from : finders.nextTag(from);
  if (open === -1) return bytes.length;
  const next = byteAt(bytes, open + 1);
  const isEnd = next === slash;
  if (next === bang || next === question) {
    const markupEnd = endOfMarkup(bytes, open, finders);
    cells.add(comment, 0, open, markupEnd);
    return markupEnd;
  }
  const nameStart = isEnd ? open + 2 : open + 1;
  if (!isLetterByte(byteAt(bytes, nameStart))) {
    if (!isEnd || nameStart >= bytes.length) return open + 1;
    const oddEnd = finders.pastGreater(nameStart);
    cells.add(comment, 0, open, oddEnd);
    return oddEnd;
  }
  const nameEnd = endOfByteName(bytes, nameStart);
  const tagEnd = endOfByteTag(bytes, nameEnd);
  if (tagEnd === -1) return bytes.length;
  const mark = marks(bytes, nameStart, nameEnd);
  if (isEnd || (mark & special) === 0) {
    cells.add(isEnd ? end : start, mark, open, tagEnd);
    return tagEnd;
  }
  const pieceEnd = endOfSpecial({ bytes, nameStart, nameEnd, tagEnd, mark, marks, finders });
  if (pieceEnd !== -1) cells.add((mark & outlineBits.raw) === 0 ? closed : raw, mark, open, pieceEnd);
  return pieceEnd;
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

const special = outlineBits.raw | outlineBits.muting | outlineBits.picture | outlineBits.odd;
const walkBits: WalkBits = {
  special: outlineBits.muting | outlineBits.picture | outlineBits.odd | outlineBits.frame,
  raw: outlineBits.raw,
  script: outlineBits.script,
  kindBits,
  kinds: outlineKinds,
};
const { start, end, comment, raw, closed } = outlineKinds;
const less = 0x3c;
const bang = 0x21;
const slash = 0x2f;
const question = 0x3f;
