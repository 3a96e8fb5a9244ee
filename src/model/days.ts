/** A day known only by reckoning. */
export interface EstimatedDay {
  /** ISO day, UTC. */
  readonly day: string;
  /** By how many days it is off at most. */
  readonly within: number;
}

/** Whole days from one ISO day or time to another, whichever is first; NaN when one of them is no day. */
export function daysApart(a: string, b: string): number {
  const day = 24 * 60 * 60 * 1000;
  return Math.abs(startOf(a) - startOf(b)) / day;
}

/** True when two days, printed without a time zone, may be the same; times count by their day. */
export function areNearDays(a: string, b: string): boolean {
  return daysApart(a, b) <= 1;
}

/** True when a day printed without a time zone can't be the estimated one, however far off that is. */
export function isFarFrom(printed: string, estimate: EstimatedDay): boolean {
  return daysApart(printed, estimate.day) > 1 + estimate.within;
}

function startOf(time: string): number {
  return Date.parse(`${time.slice(0, 10)}T00:00:00Z`);
}
