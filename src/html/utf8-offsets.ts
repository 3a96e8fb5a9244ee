/**
 * Offsets in well-formed UTF-8 by UTF-16 index. Counts units once, keeping the count at every 256th byte, and walks
 * from the nearest of those.
 */
export function utf8Offsets(bytes: Uint8Array): (index: number) => number {
  let counts: Uint32Array | null = null;
  return (index) => {
    counts ??= countUnits(bytes);
    const step = lastNotAbove(counts, index);
    let units = counts[step] ?? 0;
    let at = step * stepBytes;
    while (at < bytes.length) {
      const byte = bytes[at] ?? 0;
      // an index between two halves of a character stays at its start
      if (!isContinuation(byte) && units + unitsOf(byte) > index) break;
      units += unitsOf(byte);
      at += 1;
    }
    return at;
  };
}

const stepBytes = 256;

/** Units before every `stepBytes`-th byte. */
function countUnits(bytes: Uint8Array): Uint32Array {
  const counts = new Uint32Array(Math.floor(bytes.length / stepBytes) + 1);
  let units = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (at % stepBytes === 0) counts[at / stepBytes] = units;
    units += unitsOf(bytes[at] ?? 0);
  }
  if (bytes.length % stepBytes === 0) counts[bytes.length / stepBytes] = units;
  return counts;
}

/** A character counts at its first byte; those of four bytes are two units. */
function unitsOf(byte: number): number {
  if (isContinuation(byte)) return 0;
  return byte >= 0xf0 ? 2 : 1;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

function lastNotAbove(counts: Uint32Array, wanted: number): number {
  let low = 0;
  let high = counts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((counts[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
