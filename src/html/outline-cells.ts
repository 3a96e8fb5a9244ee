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
  /** The last piece that begins at or before the offset; -1 before the first. */
  indexAt(offset: number): number;
  /** The first piece from there, and before `to`, whose name has one of the marks; `to` without one. */
  nextMarked(marks: number, from: number, to: number): number;
}

/** Numbers kept of each: kind and mark, start, end. */
const outlineStride = 3;

/** The kind is in so many of the lowest bits, the mark above. */
export const kindBits = 3;

/** Gathers the pieces of a page. */
export interface Cells {
  readonly add: (kind: number, mark: number, start: number, end: number) => void;
  readonly addAll: (cells: Int32Array) => void;
  readonly outline: () => PageOutline;
}

/** For a page of so many bytes; `spare` are cells of pages before, of which nothing is needed any more. */
export function createCells(length: number, spare: { cells: Int32Array<ArrayBuffer> }): Cells {
  let { cells } = spare;
  let used = 0;
  const makeRoom = (more: number) => {
    if (used + more <= cells.length) return;
    const longer = new Int32Array(Math.max((used + more) * 2, ((length >> 5) + 64) * outlineStride));
    longer.set(cells.subarray(0, used));
    cells = longer;
    if (cells.length <= mostSpare) spare.cells = cells;
  };
  return {
    add(kind, mark, start, end) {
      makeRoom(outlineStride);
      cells[used] = (mark << kindBits) | kind;
      cells[used + 1] = start;
      cells[used + 2] = end;
      used += outlineStride;
    },
    addAll(more) {
      makeRoom(more.length);
      cells.set(more, used);
      used += more.length;
    },
    outline: () => createOutline(cells, used / outlineStride),
  };
}

/** Of more than 4 MB nothing is kept. */
const mostSpare = 0x100000;

function createOutline(cells: Int32Array, count: number): PageOutline {
  const at = (index: number, column: number) => cells[index * outlineStride + column] ?? 0;
  return {
    count,
    kindAt: (index) => at(index, 0) & ((1 << kindBits) - 1),
    markAt: (index) => at(index, 0) >>> kindBits,
    startAt: (index) => at(index, 1),
    endAt: (index) => at(index, 2),
    indexAt(offset) {
      let low = -1;
      let high = count - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (at(middle, 1) <= offset) low = middle;
        else high = middle - 1;
      }
      return low;
    },
    nextMarked(marks, from, to) {
      const bits = marks << kindBits;
      let index = from;
      while (index < to && ((cells[index * outlineStride] ?? 0) & bits) === 0) index += 1;
      return index;
    },
  };
}
