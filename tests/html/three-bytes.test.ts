import { describe, expect, it } from 'vitest';
import { createThreeBytesFinder } from '../../src/html/three-bytes.ts';
import { keysOf, type ThreeBytes } from '../../src/html/three-bytes-bits.ts';
import { pieceLength } from '../../src/html/three-bytes-program.ts';
import { seededRandom } from './seeded-random.ts';

const codes = (letters: string) => [...new TextEncoder().encode(letters)];
const pattern = (first: string, second: string, third: string): ThreeBytes => [
  codes(first),
  codes(second),
  codes(third),
];
const patterns = [
  pattern('x', '.', 'c'),
  pattern('<', 'bB', 'lL'),
  pattern('(', '@', 'abc_'),
  pattern('\\', 'u', '0'),
  pattern('t', 'w', 'é'),
];
const find = createThreeBytesFinder(patterns);

function placesIn(bytes: Uint8Array): number[] {
  const places: number[] = [];
  find?.(bytes, (at) => places.push(at));
  return places;
}

function standsAt(bytes: Uint8Array, at: number): boolean {
  return patterns.some((each) => each.every((some, index) => some.includes(bytes[at + index] ?? -1)));
}

describe('the search for three bytes', () => {
  it('finds each, in any of its forms', () => {
    const page = Buffer.from('a <Bl and <bL, x.c (@a (@_ (@d \\u0 twé t');
    expect(placesIn(page)).toEqual([2, 10, 15, 19, 23, 31, 35]);
  });

  it('finds those across the ends of its pieces, and none behind the page', () => {
    for (let shift = -20; shift <= 20; shift += 1) {
      const page = Buffer.from(`${'-'.repeat(pieceLength + shift)}x.c`);
      expect(placesIn(page)).toEqual([pieceLength + shift]);
      expect(placesIn(page.subarray(0, -1))).toEqual([]);
    }
  });

  it('finds in random bytes whatever a plain search finds, in order, and little else', () => {
    const random = seededRandom(20_261_127);
    const bytes = Uint8Array.from(
      { length: 300_000 },
      () => codes('x.c<bBlL(@ab_\\u0tw z')[Math.floor(random() * 20)] ?? 0,
    );
    const places = placesIn(bytes);
    const wanted = [...bytes.keys()].filter((at) => standsAt(bytes, at));
    expect(wanted.length).toBeGreaterThan(400);
    expect(places.filter((at) => standsAt(bytes, at))).toEqual(wanted);
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
    expect(places.length).toBeLessThan(wanted.length * 1.2);
  });

  it('has a key for each form', () => {
    expect(keysOf(pattern('a', 'bB', 'cC')).size).toBe(4);
  });
});
