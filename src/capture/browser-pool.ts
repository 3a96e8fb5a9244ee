import { HoldfastError } from '../errors.ts';
import type { OpenBrowser } from './launch.ts';

/** Running browsers, each lent to one capture at a time, so that one that hangs can be killed without harm to others. */
export interface BrowserPool {
  /** Lends a browser to `use`, starting one when none is idle; waits for its turn when `most` are lent. */
  lend<T>(use: (browser: OpenBrowser) => Promise<T>): Promise<T>;
  /** Ends all browsers; nothing is lent any more. */
  close(): Promise<void>;
}

export function createPool(launch: () => Promise<OpenBrowser>, most: number): BrowserPool {
  const idle: { readonly browser: OpenBrowser; readonly uses: number }[] = [];
  const lent = new Set<OpenBrowser>();
  const waiting: (() => void)[] = [];
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

  const takeBack = async (browser: OpenBrowser, uses: number) => {
    lent.delete(browser);
    // A fresh one now and then: whatever pages leave behind in a browser ends there.
    if (closed || !browser.isRunning() || uses >= 50) await browser.kill();
    else idle.push({ browser, uses });
  };

  return {
    lend: async (use) => {
      await enter();
      try {
        if (closed) throw new HoldfastError('browser-failed', 'the capturer is closed', { retryable: true });
        const found = takeRunning(idle);
        const browser = found?.browser ?? (await launch());
        lent.add(browser);
        try {
          return await use(browser);
        } finally {
          await takeBack(browser, (found?.uses ?? 0) + 1);
        }
      } finally {
        leave();
      }
    },
    close: async () => {
      closed = true;
      const all = [...idle.splice(0).map(({ browser }) => browser), ...lent];
      await Promise.all(all.map((browser) => browser.kill()));
    },
  };
}

function takeRunning<T extends { readonly browser: OpenBrowser }>(idle: T[]): T | null {
  for (let next = idle.pop(); next !== undefined; next = idle.pop())
    if (next.browser.isRunning()) return next;
  return null;
}
