import { setTimeout as sleep } from 'node:timers/promises';
import { HoldfastError } from '../errors.ts';
import type { Log } from '../log.ts';
import { memoryOf } from './ceilings.ts';
import type { OpenBrowser } from './launch.ts';
import { createStartFuse } from './start-fuse.ts';

/** Running browsers, each lent to one capture at a time, so that one that hangs can be killed without harm to others. */
export interface BrowserPool {
  /**
   * Lends a browser to `use`, starting one when none is idle; waits for its turn when `most` are lent. Throws what
   * starting one throws; at once, while that is paused.
   */
  lend<T>(use: (browser: OpenBrowser) => Promise<T>): Promise<T>;
  /** Whether somebody waits for a browser that is lent now. */
  isAwaited(): boolean;
  /** Ends all browsers, and waits for those they were lent to; nothing is lent any more. */
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly launch: () => Promise<OpenBrowser>;
  /** Browsers lent at the same time. */
  readonly most: number;
  readonly log: Log;
  readonly retirement?: Retirement;
}

/** When a browser is replaced by a fresh one: whatever pages leave behind in it ends there. */
export interface Retirement {
  /** Times it was lent. */
  readonly uses: number;
  /** Bytes of memory it still takes when it comes back. */
  readonly memory: number;
}

export const usualRetirement: Retirement = { uses: 50, memory: 500 * 1024 * 1024 };

interface Kept {
  readonly browser: OpenBrowser;
  readonly uses: number;
}

export function createPool({ launch, most, log, retirement = usualRetirement }: PoolOptions): BrowserPool {
  const fuse = createStartFuse({ log });
  const idle: Kept[] = [];
  const lent = new Set<OpenBrowser>();
  /** Started before its time; null when that failed, to be tried again by who needs one. */
  const spares: Promise<Kept | null>[] = [];
  const waiting: (() => void)[] = [];
  const underWay = new Set<Promise<unknown>>();
  let free = most;
  let closed = false;

  const enter = async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };

  const start = async (): Promise<Kept> => {
    return { browser: await fuse.start(launch), uses: 0 };
  };
  const startSpare = () => void spares.push(start().catch(() => null));
  const take = async (): Promise<Kept> => {
    while (idle.length + spares.length > 0) {
      const kept = idle.pop() ?? (await spares.shift());
      if (kept?.browser.isRunning() === true) return kept;
      // It ended by itself; its profile is still there.
      await kept?.browser.kill();
    }
    return start();
  };

  const takeBack = async (kept: Kept) => {
    const { browser } = kept;
    if (closed || !browser.isRunning()) await browser.kill();
    else if (kept.uses < retirement.uses && !(await isTooBig(kept, retirement.memory))) idle.push(kept);
    else {
      if (kept.uses < retirement.uses && waiting.length > 0) startSpare();
      await browser.kill();
    }
    lent.delete(browser);
  };

  const lend = async <T>(use: (browser: OpenBrowser) => Promise<T>): Promise<T> => {
    if (closed) throw closedAlready();
    const found = await take();
    const kept = { ...found, uses: found.uses + 1 };
    lent.add(kept.browser);
    // The last time: when it comes back, the next is there.
    if (kept.uses === retirement.uses) startSpare();
    try {
      if (closed) throw closedAlready();
      const result = await use(kept.browser);
      fuse.note(null);
      return result;
    } catch (error) {
      fuse.note(error);
      throw error;
    } finally {
      await takeBack(kept);
    }
  };

  const inTurn = async <T>(use: (browser: OpenBrowser) => Promise<T>): Promise<T> => {
    await enter();
    try {
      return await lend(use);
    } finally {
      leave();
    }
  };

  return {
    lend: (use) => {
      const work = inTurn(use);
      underWay.add(work);
      return work.finally(() => underWay.delete(work));
    },
    isAwaited: () => waiting.length > 0,
    close: async () => {
      closed = true;
      const started = await Promise.all(spares.splice(0));
      const kept = [...idle.splice(0), ...started.filter((spare) => spare !== null)];
      const all = [...kept.map(({ browser }) => browser), ...lent];
      await Promise.all(all.map((browser) => browser.kill()));
      // Whoever was just starting one sees that it is too late, and ends it.
      await Promise.allSettled(underWay);
    },
  };
}

/** Asked twice, since the processes of a page that was closed take a moment to end. */
async function isTooBig({ browser }: Kept, most: number): Promise<boolean> {
  const isOver = async () => ((await memoryOf(browser)) ?? 0) > most;
  if (!(await isOver())) return false;
  await sleep(300);
  return isOver();
}

function closedAlready(): HoldfastError {
  return new HoldfastError('browser-failed', 'the capturer is closed', { retryable: true });
}
