import { describe, expect, it } from 'vitest';
import { createFourBytesFinder } from '../../src/html/four-bytes.ts';
import { type FourBytes, keysOf } from '../../src/html/four-bytes-bits.ts';
import { pieceLength } from '../../src/html/four-bytes-program.ts';
import { seededRandom } from './seeded-random.ts';

const codes = (letters: string) => [...new TextEncoder().encode(letters)];
const pattern = (first: string, second: string, third: string, fourth: string): FourBytes => [
  codes(first),
  codes(second),
  codes(third),
  codes(fourth),
];
const patterns = [
  pattern('x', '.', 'c', 'o'),
  pattern('<', 'bB', 'lL', 'oO'),
  pattern('(', '@', 'abc_', 'abcd_'),
  pattern('\\', 'u', '0', '0'),
  pattern('t', 'w', 'e', 'é'),
];
const find = createFourBytesFinder(patterns);

function placesIn(bytes: Uint8Array): number[] {
  const places: number[] = [];
  find?.(bytes, (at) => places.push(at));
  return places;
}

function standsAt(bytes: Uint8Array, at: number): boolean {
  return patterns.some((each) => each.every((some, index) => some.includes(bytes[at + index] ?? -1)));
}

describe('the search for four bytes', () => {
  it('finds each, in any of its forms', () => {
    const page = Buffer.from('a <Blo and <bLO, x.co (@ab (@_d (@da \\u00 tweé tw');
    expect(placesIn(page)).toEqual([2, 11, 17, 22, 27, 37, 42]);
  });

  it('finds those across the ends of its pieces, and none behind the page', () => {
    for (let shift = -20; shift <= 20; shift += 1) {
      const page = Buffer.from(`${'-'.repeat(pieceLength + shift)}x.co`);
      expect(placesIn(page)).toEqual([pieceLength + shift]);
      expect(placesIn(page.subarray(0, -1))).toEqual([]);
    }
  });

  it('finds in random bytes whatever a plain search finds, in order, and little else', () => {
    const random = seededRandom(20_261_127);
    const bytes = Uint8Array.from(
      { length: 300_000 },
      () => codes('x.co<bl(@\\u0te')[Math.floor(random() * 13)] ?? 0,
    );
    const places = placesIn(bytes);
    const wanted = [...bytes.keys()].filter((at) => standsAt(bytes, at));
    expect(wanted.length).toBeGreaterThan(60);
    expect(places.filter((at) => standsAt(bytes, at))).toEqual(wanted);
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
    expect(places.length).toBeLessThan(wanted.length * 1.5);
  });

  it('has a key for each form', () => {
    expect(keysOf(pattern('a', 'bB', 'cC', 'd')).size).toBe(4);
  });
});
