/** Where a tile stands, in pixels. */
export interface Place {
  readonly column: number;
  readonly top: number;
}

/**
 * Tiles in columns that end on one line: shared out so that the columns are as even as can be, each keeping the order of
 * the tiles, then the gaps of shorter columns opened a little. Pure.
 */
export function inColumns(
  heights: readonly number[],
  columns: number,
  gap: number,
): { readonly places: readonly Place[]; readonly height: number } {
  const columnOf = evenedOut(heights, columns, gap);
  const members = Array.from({ length: columns }, (_, column) =>
    heights.flatMap((_height, index) => (columnOf[index] === column ? [index] : [])),
  );
  const height = Math.max(...members.map((tiles) => heightOf(tiles, heights, gap)));
  const places: Place[] = [];
  for (const [column, tiles] of members.entries()) {
    const spare = (height - heightOf(tiles, heights, gap)) / Math.max(1, tiles.length - 1);
    let top = 0;
    for (const tile of tiles) {
      places[tile] = { column, top: Math.round(top) };
      top += (heights[tile] ?? 0) + gap + spare;
    }
  }
  return { places, height };
}

/** Starts with the shortest column for each in turn, then swaps and moves as long as that evens the columns out. */
function evenedOut(heights: readonly number[], columns: number, gap: number): number[] {
  const ends = Array.from({ length: columns }, () => 0);
  let columnOf = heights.map((height) => {
    const column = ends.indexOf(Math.min(...ends));
    ends[column] = (ends[column] ?? 0) + height + gap;
    return column;
  });
  for (let best = uneven(columnOf, heights, columns, gap); ; ) {
    const better = neighbours(columnOf, columns)
      .map((next) => ({ next, score: uneven(next, heights, columns, gap) }))
      .reduce((one, other) => (other.score < one.score ? other : one));
    if (better.score >= best) return columnOf;
    columnOf = better.next;
    best = better.score;
  }
}

function neighbours(columnOf: readonly number[], columns: number): number[][] {
  const swaps = columnOf.flatMap((one, a) =>
    columnOf.flatMap((other, b) => (a < b && one !== other ? [columnOf.with(a, other).with(b, one)] : [])),
  );
  const moves = columnOf.flatMap((_column, a) =>
    Array.from({ length: columns }, (_, column) => columnOf.with(a, column)),
  );
  return [...swaps, ...moves];
}

/** Sum of squares: least when all columns are as long. */
function uneven(
  columnOf: readonly number[],
  heights: readonly number[],
  columns: number,
  gap: number,
): number {
  const ends = Array.from({ length: columns }, () => 0);
  for (const [index, column] of columnOf.entries())
    ends[column] = (ends[column] ?? 0) + (heights[index] ?? 0) + gap;
  return ends.reduce((sum, end) => sum + end * end, 0);
}

function heightOf(tiles: readonly number[], heights: readonly number[], gap: number): number {
  return tiles.reduce((sum, tile) => sum + (heights[tile] ?? 0) + gap, -gap);
}
