import type { Range } from '../model/ranges.ts';

/** Those of `things` that overlap nothing that is `taken`. `things` are in order of their starts; linear but for sorting. */
export function beside<T extends Range>(things: readonly T[], taken: readonly Range[]): T[] {
  const inOrder = taken.toSorted((a, b) => a.start - b.start);
  let next = 0;
  return things.filter((thing) => {
    while ((inOrder[next]?.end ?? Number.POSITIVE_INFINITY) <= thing.start) next += 1;
    return thing.end <= (inOrder[next]?.start ?? Number.POSITIVE_INFINITY);
  });
}
