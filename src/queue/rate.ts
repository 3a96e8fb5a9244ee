/** How fast a count grows: per minute, over the last minute. */
export interface Rate {
  /** The count as of now. */
  readonly note: (count: number) => void;
  /** Null while there is too little to go by. Never negative. */
  readonly perMinute: () => number | null;
}

const windowMs = 60_000;

/** Shorter than this, one post more or less would make all the difference. */
const leastMs = 3_000;

/** `clock` gives milliseconds and never jumps, as `performance.now` does. */
export function createRate(clock: () => number): Rate {
  let samples: readonly { readonly at: number; readonly count: number }[] = [];
  return {
    note: (count) => {
      const at = clock();
      const last = samples.at(-1);
      // What has been done stays done, but a batch may turn out to hold less than was thought.
      if (last !== undefined && count < last.count) samples = [];
      const isOld = samples.findLastIndex((sample) => at - sample.at >= windowMs);
      samples = [...samples.slice(Math.max(0, isOld)), { at, count }];
    },
    perMinute: () => {
      const [first] = samples;
      const last = samples.at(-1);
      if (first === undefined || last === undefined) return null;
      const ms = clock() - first.at;
      if (ms < leastMs || (last.count === first.count && ms < windowMs)) return null;
      return ((last.count - first.count) / ms) * 60_000;
    },
  };
}
