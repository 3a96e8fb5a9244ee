import {
  byteClasses,
  type NameFactors,
  nameSlotBits,
  tagWalkPlaces as places,
  tagWalkProgram,
  type WalkBits,
  walkedBeyond,
  walkedLength,
} from './tag-walk-program.ts';

/** Hears of plain tags in a row: three numbers for each, as outlines have them. */
export type HearCells = (cells: Int32Array) => void;

/**
 * Walks from a place of a page over the tags that follow, as long as they are plain, and tells where it stopped: see
 * `tagWalkProgram`. What stands there is for the caller; after that it may be asked again from a later place.
 */
export type TagWalk = (from: number, hear: HearCells) => number;

/** Null where the machine has no instructions for it, or the names are too long. */
export function createTagWalker(
  marks: ReadonlyMap<string, number>,
  bits: WalkBits,
): ((bytes: Uint8Array) => TagWalk) | null {
  const names = [...marks].filter(([name]) => name.length < 16);
  const factors = factorsFor(names.map(([name]) => name));
  const program = factors === null ? null : tagWalkProgram(factors, bits);
  if (factors === null || program === null) return null;
  const { memory, run } = program;
  fillTables(memory, names, factors);
  const numbers = new Int32Array(memory.buffer);
  return (bytes) => {
    let start = 0;
    let length = -1;
    const load = (from: number) => {
      const piece = bytes.subarray(from, from + walkedLength);
      memory.set(piece, places.piece);
      memory.fill(greaterThan, places.piece + piece.length, places.piece + piece.length + walkedBeyond);
      start = from;
      length = piece.length;
    };
    return (from, hear) => {
      let at = from;
      for (;;) {
        if (at < start || at >= start + length) load(at);
        const isEnd = start + length === bytes.length;
        const last = isEnd ? length : length - walkedBeyond;
        const used = run(at - start, last, length, start);
        if (used > 0) hear(numbers.subarray(places.cells >> 2, (places.cells + used) >> 2));
        const stopped = numbers[places.stopped >> 2] ?? 0;
        const reached = numbers[(places.stopped >> 2) + 1] ?? 0;
        const isCutOff = reached >= length || stopped >= last;
        if (isEnd || stopped === 0 || !isCutOff) return start + stopped;
        // what the piece's end cuts off is whole in one that begins there
        at = start + stopped;
        load(at);
      }
    };
  };
}

const greaterThan = 0x3e;

function fillTables(
  memory: Uint8Array,
  names: readonly (readonly [string, number])[],
  factors: NameFactors,
): void {
  for (const byte of spaces) memory[places.classes + byte] = byteClasses.space;
  memory[places.classes + 0x2f] = byteClasses.slash;
  memory[places.classes + greaterThan] = byteClasses.greater;
  memory[places.classes + 0x3d] = byteClasses.equals;
  for (const byte of [0x22, 0x27]) memory[places.classes + byte] = byteClasses.quote;
  memory.fill(0xff, places.fill, places.fill + 16);
  // one of another lower half is never there
  for (let half = 0; half < 16; half += 1) memory[places.nameEnds + half] = half ^ 1;
  for (const byte of [...spaces, 0x2f, greaterThan]) memory[places.nameEnds + (byte & 15)] = byte;
  for (const [name, mark] of names) {
    const place = places.names + hashOf(name, factors) * 32;
    memory.set(new TextEncoder().encode(name), place);
    new DataView(memory.buffer).setInt32(place + 16, mark, true);
  }
}

const spaces = [0x20, 0x09, 0x0a, 0x0c, 0x0d];

/** Factors under which no two of the names have the same hash. */
function factorsFor(names: readonly string[]): NameFactors | null {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 0x41c64e6d) + 12345) | 0;
    return state;
  };
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const factors: NameFactors = [next() | 1, next() | 1, next() | 1, next() | 1];
    if (new Set(names.map((name) => hashOf(name, factors))).size === names.length) return factors;
  }
  return null;
}

const mostTurns = 10_000;

function hashOf(name: string, factors: NameFactors): number {
  const bytes = new DataView(new ArrayBuffer(16));
  for (let at = 0; at < name.length; at += 1) bytes.setUint8(at, name.charCodeAt(at));
  const sum = factors.reduce(
    (total, factor, at) => (total + Math.imul(bytes.getInt32(at * 4, true), factor)) | 0,
    0,
  );
  return sum >>> (32 - nameSlotBits);
}
