import { keyFactors } from './four-bytes-program.ts';

/** Four bytes in a row: for each, those it may be. */
export type FourBytes = readonly [readonly number[], readonly number[], readonly number[], readonly number[]];

/** A number below 65,536 for three bytes; few others have the same. */
export function keyOfThree(first: number, second: number, third: number): number {
  return (first * keyFactors.first + second * keyFactors.second + third) & 0xffff;
}

/** The keys of all that the first three bytes of a pattern may be. */
export function keysOf([firsts, seconds, thirds]: FourBytes): ReadonlySet<number> {
  const keys = new Set<number>();
  for (const first of firsts)
    for (const second of seconds) for (const third of thirds) keys.add(keyOfThree(first, second, third));
  return keys;
}

/** What the program knows of the patterns. */
export interface PatternBits {
  /**
   * Eight tables by half bytes, of the lower and the upper half of each byte. Patterns are dealt to eight bins, one bit each:
   * where a bit is in all eight, one of its bin may stand.
   */
  readonly halves: Uint8Array;
  /** 1 at every key of the first three bytes of a pattern. */
  readonly threes: Uint8Array;
}

/** Deals each pattern to the bin in which it lets the fewest others pass. */
export function patternBits(patterns: readonly FourBytes[]): PatternBits {
  const bins = Array.from({ length: 8 }, () => emptyBin);
  const halves = new Uint8Array(8 * 16);
  const threes = new Uint8Array(0x10000);
  // the widest first: what joins one of them passes nearly everywhere
  for (const pattern of patterns.toSorted((a, b) => widthOf(b) - widthOf(a))) {
    const own = halvesOf(pattern);
    const added = bins.map((bin) => joined(bin, own));
    const costs = added.map(({ rate }, at) => rate - (bins[at]?.rate ?? 0));
    const best = costs.indexOf(Math.min(...costs));
    bins[best] = added[best] ?? emptyBin;
    for (const key of keysOf(pattern)) threes[key] = 1;
  }
  for (const [index, bin] of bins.entries())
    for (const [place, half] of bin.halves.entries())
      for (let value = 0; value < 16; value += 1)
        if (((half >> value) & 1) === 1)
          halves[place * 16 + value] = (halves[place * 16 + value] ?? 0) | (1 << index);
  return { halves, threes };
}

function widthOf(pattern: FourBytes): number {
  return pattern.reduce((width, { length }) => width * length, 1);
}

interface Bin {
  /** Eight sets of half bytes, as bits. */
  readonly halves: readonly number[];
  /** How often, about, a page has what the bin lets pass. */
  readonly rate: number;
}

const emptyBin: Bin = { halves: [0, 0, 0, 0, 0, 0, 0, 0], rate: 0 };

/** Eight sets of half bytes, as bits. */
function halvesOf(pattern: FourBytes): readonly number[] {
  return pattern.flatMap((bytes) => {
    let lower = 0;
    let upper = 0;
    for (const byte of bytes) {
      lower |= 1 << (byte & 15);
      upper |= 1 << (byte >> 4);
    }
    return [lower, upper];
  });
}

function joined(bin: Bin, pattern: readonly number[]): Bin {
  const halves = bin.halves.map((half, place) => half | (pattern[place] ?? 0));
  const rate = [0, 2, 4, 6].reduce(
    (product, place) => product * shareOf(halves[place] ?? 0, halves[place + 1] ?? 0),
    1,
  );
  return { halves, rate };
}

/** Of a page's bytes, those of such halves. */
function shareOf(low: number, high: number): number {
  const key = (low << 16) | high;
  const known = shareByHalves.get(key);
  if (known !== undefined) return known;
  let sum = 0;
  for (let highs = high; highs !== 0; highs &= highs - 1) {
    const upper = lowestOf(highs) << 4;
    for (let lows = low; lows !== 0; lows &= lows - 1) sum += shares[upper | lowestOf(lows)] ?? 0;
  }
  shareByHalves.set(key, sum);
  return sum;
}

/** Patterns share their letters, and are tried with each bin. */
const shareByHalves = new Map<number, number>();

/** Which bit is the lowest. */
function lowestOf(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/** How rare a string of lower case is in pages, about: greater is rarer. */
export function rarityOf(letters: string): number {
  let rarity = 0;
  for (let at = 0; at < letters.length; at += 1) rarity -= Math.log(shares[letters.charCodeAt(at)] ?? rarest);
  return rarity;
}

/** From frequent to rare, as pages of articles have them; what is missing is rare. */
const byFrequency = ' etaionrslcdpmhu/"-=.><gwbfvyk:;10,2_43x598\n67jqz(){}&@#?%[]!\\';
const rarest = 0.000_2;
const shares = new Float64Array(256).fill(rarest);
for (let rank = 0; rank < byFrequency.length; rank += 1)
  shares[byFrequency.charCodeAt(rank)] = Math.max(rarest, 0.09 * 0.93 ** rank);
