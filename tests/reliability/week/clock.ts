import { hour } from './script.ts';

/** The time in the world, and by the archive's clock, which is set back by an hour once. */
export interface Clock {
  readonly now: () => number;
  readonly archive: () => Date;
  /** What the archive's clock shows then. */
  readonly shownAt: (at: number) => number;
  /** Never goes back. */
  readonly goTo: (at: number) => void;
  readonly pass: (ms: number) => void;
}

export function startClock(start: number, setBackAt: number): Clock {
  let at = start;
  const shownAt = (moment: number) => moment - (moment >= setBackAt ? hour : 0);
  return {
    now: () => at,
    archive: () => new Date(shownAt(at)),
    shownAt,
    goTo: (moment) => {
      at = Math.max(at, moment);
    },
    pass: (ms) => {
      at += ms;
    },
  };
}
