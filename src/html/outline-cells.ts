/** A start tag; an end tag; a comment or what counts as one; a start tag with the raw text behind it; a piece that is whole. */
export const outlineKinds = { start: 0, end: 1, comment: 2, raw: 3, closed: 4 } as const;

/** What stands in a page besides text, in order. Offsets are bytes. */
export interface PageOutline {
  readonly count: number;
  kindAt(index: number): number;
  /** The mark of the element's name; zero without one. */
  markAt(index: number): number;
  startAt(index: number): number;
  endAt(index: number): number;
}

/** Numbers kept of each: kind and mark, start, end. */
export const outlineStride = 3;

/** The kind is in so many of the lowest bits, the mark above. */
export const kindBits = 3;

export function createOutline(cells: Int32Array, count: number): PageOutline {
  const at = (index: number, column: number) => cells[index * outlineStride + column] ?? 0;
  return {
    count,
    kindAt: (index) => at(index, 0) & ((1 << kindBits) - 1),
    markAt: (index) => at(index, 0) >>> kindBits,
    startAt: (index) => at(index, 1),
    endAt: (index) => at(index, 2),
  };
}
