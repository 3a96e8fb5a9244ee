import { processorTime } from '../processor-time.ts';

/**
 * How much more work a doubling makes, as the root of two doublings, from 4,000 to 16,000. Work is the processor's time,
 * which other programs don't take; the least of several runs counts, and too little work to tell counts as fair.
 */
export function growthOf(work: (n: number) => void): number {
  let [less, more] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let tries = 0; tries < 20; tries += 1) {
    less = Math.min(
      less,
      timeOf(() => work(4000)),
    );
    more = Math.min(
      more,
      timeOf(() => work(16_000)),
    );
    if (more < 40 || (tries > 0 && more / less <= 6.25)) break;
  }
  return more < 40 ? 2 : Math.sqrt(more / less);
}

/** In milliseconds. */
function timeOf(work: () => void): number {
  const spent = processorTime();
  work();
  return spent();
}
