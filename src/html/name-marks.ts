import { byteAt } from './byte-tags.ts';

/** The mark of a tag's name that stands in bytes, in any case; zero for names without one. */
export type NameMarks = (bytes: Uint8Array, start: number, end: number) => number;

/** Marks are numbers but zero, names in lower case. Looking one up makes no string. */
export function createNameMarks(marks: ReadonlyMap<string, number>): NameMarks {
  const names: { readonly bytes: Uint8Array; readonly mark: number }[][] = [];
  const filled = new Uint8Array(slotCount);
  for (const [name, mark] of marks) {
    const bytes = new TextEncoder().encode(name);
    const slot = slotOf(bytes, 0, bytes.length);
    filled[slot] = 1;
    names[slot] = [...(names[slot] ?? []), { bytes, mark }];
  }
  return (bytes, start, end) => {
    const slot = slotOf(bytes, start, end);
    if (filled[slot] === 0) return 0;
    for (const known of names[slot] ?? [])
      if (known.bytes.length === end - start && isSame(bytes, start, known.bytes)) return known.mark;
    return 0;
  };
}

const slotCount = 0x1000;

/** The same in any case. */
function slotOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let at = start; at < end; at += 1) hash = (hash * 33 + (byteAt(bytes, at) | 0x20)) & (slotCount - 1);
  return hash;
}

function isSame(bytes: Uint8Array, start: number, name: Uint8Array): boolean {
  for (let at = 0; at < name.length; at += 1) {
    const byte = byteAt(bytes, start + at);
    const wanted = byteAt(name, at);
    if (byte !== wanted && (byte < 0x41 || byte > 0x5a || byte + 0x20 !== wanted)) return false;
  }
  return true;
}
