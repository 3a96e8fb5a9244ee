import { HoldfastError, isHoldfastError } from '../errors.ts';
import type { Log } from '../log.ts';

/** Keeps browsers that can't be started, or don't last, from being started again for every post that waits. */
export interface StartFuse {
  /** Starts a browser; during a pause throws why there is one, retryable at its end. */
  start<T>(start: () => Promise<T>): Promise<T>;
  /** Tells how a browser's use ended; null when all was well. */
  note(error: unknown): void;
}

export interface FuseOptions {
  readonly log: Log;
  /** Milliseconds since whenever. */
  readonly now?: () => number;
  readonly pauseMs?: number;
}

/** Browsers in a row that couldn't be started or were lost, until there is a pause. */
const most = 5;
const longestMs = 30 * 60_000;

/**
 * After five failures in a row, or one that only the operator can mend, no browser is started for a minute; then one
 * more try, and if that fails, too, a pause twice as long, up to half an hour. Any use that ends well resets it.
 */
export function createStartFuse({ log, now = Date.now, pauseMs = 60_000 }: FuseOptions): StartFuse {
  let failures = 0;
  let pauses = 0;
  let pause: { readonly until: number; readonly why: HoldfastError } | null = null;

  const fail = (why: HoldfastError) => {
    const isHopeless = why.name === 'config' || why.name === 'browser-missing';
    failures = isHopeless ? most : failures + 1;
    if (failures < most || (pause !== null && now() < pause.until)) return;
    const ms = Math.min(pauseMs * 2 ** pauses, longestMs);
    pause = { until: now() + ms, why };
    pauses += 1;
    log('warn', `no pictures are taken for ${Math.round(ms / 1_000)} s, all else goes on: ${why.message}`);
  };

  return {
    start: async (start) => {
      if (pause !== null && now() < pause.until) throw paused(pause);
      try {
        return await start();
      } catch (error) {
        if (isHoldfastError(error)) fail(error);
        throw error;
      }
    },
    note: (error) => {
      if (isHoldfastError(error, 'browser-failed')) {
        // What a page took too much of is the page's fault.
        if (!['memory', 'profile'].includes(String(error.facts['kind']))) fail(error);
        return;
      }
      // A page that took too long, or a bug of ours, says nothing of the browser.
      if (isHoldfastError(error, 'timeout') || (error !== null && !isHoldfastError(error))) return;
      if (pauses > 0) log('info', 'pictures are taken again');
      [failures, pauses, pause] = [0, 0, null];
    },
  };
}

function paused({ until, why }: { readonly until: number; readonly why: HoldfastError }): HoldfastError {
  return new HoldfastError(why.name, why.message, {
    retryable: true,
    retryAt: new Date(until),
    cause: why,
    facts: { ...why.facts, kind: 'paused' },
  });
}
