import { HoldfastError } from '../errors.ts';

/** Milliseconds a capture's steps may take, each and together. */
export interface Deadlines {
  readonly launch: number;
  /** Until the page's first bytes. */
  readonly goto: number;
  /** Until the post stands there and the page is at rest. */
  readonly settle: number;
  /** Once nothing has been asked for so long, a page that isn't the post won't become it. */
  readonly quiet: number;
  readonly shot: number;
  /** From the browser's being there to the picture. */
  readonly total: number;
}

export const usualDeadlines: Deadlines = {
  launch: 20_000,
  goto: 20_000,
  settle: 10_000,
  quiet: 2_000,
  shot: 10_000,
  total: 45_000,
};

/**
 * The promise, or `timeout` when it takes longer. The work itself goes on until what it waits for is ended, which is
 * the caller's to do: a browser's own calls may never settle.
 */
export async function within<T>(ms: number, step: string, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(
      new HoldfastError(
        'timeout',
        `the page took longer than ${ms / 1000} s to ${step}; it will be tried again later`,
        {
          retryable: true,
          facts: { step, ms },
        },
      ),
    );
  }, ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
