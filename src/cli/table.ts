import { visible } from '../log.ts';
import { cutEnd, cutMiddle, isolated, widthOf } from './text-width.ts';

export interface TableShape {
  /** Columns of the terminal, into which the lines are made to fit; without it they may be of any length. */
  readonly columns?: number | undefined;
}

/** A table that is written while its rows still come. */
export interface OpenTable {
  /** Lines that can be written by now, the head before all. */
  add(row: readonly string[]): string[];
  /** Those that are left. */
  end(): string[];
}

/**
 * Lines of a plain table: a head, then rows; columns as wide as their widest cell, those of numbers to the right. Cells
 * are data of strangers. In a terminal too narrow the last column gives way first, then the widest.
 */
export function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  shape: TableShape = {},
): string[] {
  const write = layOut(head, rows, shape);
  return [head, ...rows].map(write);
}

/** A table whose columns are as its first rows need them; a later cell that is wider is cut only in a terminal. */
export function openTable(head: readonly string[], shape: TableShape = {}): OpenTable {
  let waiting: (readonly string[])[] = [];
  let write: ((row: readonly string[]) => string) | null = null;

  function begin(): string[] {
    write = layOut(head, waiting, shape);
    const lines = [head, ...waiting].map(write);
    waiting = [];
    return lines;
  }

  return {
    add: (row) => {
      if (write !== null) return [write(row)];
      waiting.push(row);
      return waiting.length < firstRows ? [] : begin();
    },
    end: () => (write === null ? begin() : []),
  };
}

const firstRows = 200;
const gap = '  ';
/** The last column, mostly text, keeps that many columns, any other that many. */
const leastLast = 20;
const least = 8;

/** How rows are written, by what these ones need. */
function layOut(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { columns }: TableShape,
): (row: readonly string[]) => string {
  const isNumeric = head.map((_, column) => isNumbers(rows.map((row) => row[column] ?? '')));
  const natural = head.map((title, column) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(visible(row[column] ?? ''))), widthOf(title)),
  );
  const widths =
    columns === undefined ? natural : narrowed(natural, isNumeric, columns - gap.length * (head.length - 1));
  return (row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        const seen = columns === undefined ? visible(cell) : cut(visible(cell), width);
        const space = ' '.repeat(Math.max(0, width - widthOf(seen)));
        const shown = columns === undefined ? seen : isolated(seen);
        return isNumeric[column] === true ? space + shown : shown + space;
      })
      .join(gap)
      .trimEnd();
}

/** Widths that together take no more than `room`, if cells can be cut that far. */
function narrowed(natural: readonly number[], isNumeric: readonly boolean[], room: number): number[] {
  const widths = [...natural];
  const excess = () => widths.reduce((sum, width) => sum + width, 0) - room;
  const last = widths.length - 1;
  const lastWidth = widths[last] ?? 0;
  if (excess() > 0 && isNumeric[last] !== true)
    widths[last] = Math.min(lastWidth, Math.max(leastLast, lastWidth - excess()));
  while (excess() > 0) {
    const widest = widths.reduce(
      (found, width, column) => (isNumeric[column] !== true && width > (widths[found] ?? 0) ? column : found),
      isNumeric.indexOf(false),
    );
    const width = widths[widest];
    if (width === undefined || width <= least) break;
    widths[widest] = width - 1;
  }
  return widths;
}

/** What has no spaces is an address or a name, whose end tells as much as its beginning. */
function cut(cell: string, width: number): string {
  return cell.includes(' ') ? cutEnd(cell, width) : cutMiddle(cell, width);
}

function isNumbers(cells: readonly string[]): boolean {
  return cells.some((cell) => /\d/u.test(cell)) && cells.every((cell) => number.test(cell));
}

/** `1,204`, `-3`, `12.5 %`, or nothing. */
const number = /^(?:[-−+]?\d[\d,.]*(?: ?%)?|[-–]?)$/u;
