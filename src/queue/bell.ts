/** Wakes one sleeper. A ring that comes before the sleep isn't lost: the next sleep ends at once. */
export interface Bell {
  readonly ring: () => void;
  /** Until the bell rings, or that many milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
}

export function createBell(): Bell {
  let hasRung = false;
  let wake = () => {};
  return {
    ring: () => {
      hasRung = true;
      wake();
    },
    sleep: async (ms) => {
      if (!hasRung)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      hasRung = false;
    },
  };
}
