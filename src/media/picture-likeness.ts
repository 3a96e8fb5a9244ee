import type { Picture } from '../model/post.ts';

/** Pixels to a side of what a likeness is taken of. */
export const likenessSide = 64;

/** Frequencies to a side that are kept of it. */
const kept = 16;
/** A frequency that swings less is what encoders leave or take: half a grey level or so. */
const leastSwing = 8;
/** With fewer than these, of 255, a picture is near flat or one soft gradient, and its bits are chance. */
const leastSwinging = 64;
/**
 * Bits that may differ. Measured (tests/media/picture-likeness.test.ts prints both): a picture encoded anew, resized
 * or with a sliver cut off differs by 0 to 47, nearly always by less than 32; different pictures of one kind by 84 and
 * more. Drawings after one pattern, such as icons of one set, lie between, from 28 on: the nearer this is to what
 * encoders do, the fewer of them are taken for one.
 */
const mostDiffering = 40;
/** How far the proportions may be apart: a crop of a few hundredths, sizes rounded to whole pixels. */
const mostSkew = 0.05;

/**
 * The 256-bit perceptual hash of a picture, in hex: of its 64 × 64 grey levels the 16 × 16 lowest frequencies of the
 * discrete cosine transform (type II), each a bit that says if it is above their median. Null where there is too
 * little to see. Pure.
 */
export function likenessOfPixels(grey: Uint8Array): string | null {
  const frequencies = lowestFrequencies(grey);
  // The first is the mean, which says nothing of what is seen.
  const swings = frequencies.slice(1);
  if (swings.filter((swing) => Math.abs(swing) >= leastSwing).length < leastSwinging) return null;
  const median = swings.toSorted()[swings.length >> 1] ?? 0;
  let hex = '';
  for (let at = 0; at < frequencies.length; at += 4) {
    const bits = frequencies
      .subarray(at, at + 4)
      .map((swing, bit) => (at + bit > 0 && swing > median ? 1 : 0));
    hex += bits.reduce((sum, bit) => sum * 2 + bit, 0).toString(16);
  }
  return hex;
}

/**
 * True when two pictures surely are one, encoded anew, resized or with a sliver cut off. It can't see a changed word
 * in a picture of text or a badge on a face: whoever asks must know otherwise that the two stand in the same place. Pure.
 */
export function isSamePicture(a: Seen, b: Seen): boolean {
  const bits = differingBits(a.likeness, b.likeness);
  return bits !== null && bits <= mostDiffering && areOfOneShape(a, b);
}

type Seen = Pick<Picture, 'likeness' | 'width' | 'height'>;

/** How many of 256 bits differ; null when one of them is no likeness. */
export function differingBits(a: string | null, b: string | null): number | null {
  if (a === null || b === null || !written.test(a) || !written.test(b)) return null;
  let differing = 0;
  for (let at = 0; at < a.length; at += 8) {
    const bits = Number.parseInt(a.slice(at, at + 8), 16) ^ Number.parseInt(b.slice(at, at + 8), 16);
    for (let left = bits >>> 0; left > 0; left = (left & (left - 1)) >>> 0) differing++;
  }
  return differing;
}

const written = /^[0-9a-f]{64}$/;

function areOfOneShape(a: Seen, b: Seen): boolean {
  if (!a.width || !a.height || !b.width || !b.height) return false;
  return Math.abs(Math.log((a.width * b.height) / (a.height * b.width))) <= mostSkew;
}

const waves = Float64Array.from({ length: kept * likenessSide }, (_, at) => {
  const [frequency, place] = [Math.floor(at / likenessSide), at % likenessSide];
  const scale = frequency === 0 ? Math.SQRT1_2 : 1;
  return scale * Math.cos(((2 * place + 1) * frequency * Math.PI) / (2 * likenessSide));
});

/** Row by row, then column by column. */
function lowestFrequencies(grey: Uint8Array): Float64Array {
  const rows = transformed(likenessSide, (line, place) => grey[line * likenessSide + place] ?? 0);
  const both = transformed(kept, (column, place) => rows[place * kept + column] ?? 0);
  return both.map((sum) => (sum * 2) / likenessSide);
}

/** The lowest frequencies of each line. */
function transformed(lines: number, valueAt: (line: number, place: number) => number): Float64Array {
  return Float64Array.from({ length: lines * kept }, (_, at) => {
    const [line, frequency] = [Math.floor(at / kept), at % kept];
    let sum = 0;
    for (let place = 0; place < likenessSide; place++)
      sum += valueAt(line, place) * (waves[frequency * likenessSide + place] ?? 0);
    return sum;
  });
}
