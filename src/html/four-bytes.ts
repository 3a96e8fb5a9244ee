import { type FourBytes, patternBits } from './four-bytes-bits.ts';
import { fourBytesProgram, pieceLength, fourBytesPlaces as places } from './four-bytes-program.ts';

/** Tells each place where one of the patterns stands, in order. A few more may be told: places that look like it. */
export type FindFourBytes = (bytes: Uint8Array, hear: (at: number) => void) => void;

/**
 * Looks for many strings at once, by four bytes of each, faster than for one string alone: sixteen bytes at a time, in
 * WebAssembly. Null where the machine has no such instructions.
 */
export function createFourBytesFinder(patterns: readonly FourBytes[]): FindFourBytes | null {
  const program = fourBytesProgram();
  if (program === null) return null;
  const { memory, run } = program;
  const { halves, threes } = patternBits(patterns);
  memory.set(halves, places.halves);
  memory.set(threes, places.threes);
  const found = new Int32Array(memory.buffer, places.found, pieceLength);
  return (bytes, hear) => {
    for (let start = 0; start < bytes.length; start += pieceLength) {
      // three bytes of the next piece, and then nothing of the last
      const piece = bytes.subarray(start, start + pieceLength + 3);
      memory.set(piece, places.piece);
      memory.fill(0, places.piece + piece.length, places.piece + piece.length + 32);
      const count = run(Math.min(pieceLength, bytes.length - start));
      for (let at = 0; at < count; at += 1) hear(start + (found[at] ?? 0));
    }
  };
}
