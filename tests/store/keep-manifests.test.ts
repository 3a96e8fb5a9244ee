import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepingManifests } from '../../src/keep-manifests.ts';
import type { silentLog } from '../../src/log.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Manifests that only count; `fails` says how a flush ends. */
function counting(fails: () => boolean = () => false) {
  const counts = { flushes: 0, warnings: 0, caughtUp: 0 };
  return {
    counts,
    store: {
      manifests: {
        flush: async () => {
          counts.flushes += 1;
          if (fails()) throw new Error('no room');
          return 1;
        },
      },
      search: {
        catchUp: async () => {
          counts.caughtUp += 1;
        },
      },
    },
    log: ((level) => {
      if (level === 'warn') counts.warnings += 1;
    }) as typeof silentLog,
  };
}

describe('manifests, while work goes on', () => {
  it('are written every five seconds, and once after it', async () => {
    const { counts, store, log } = counting();
    const work = keepingManifests(store, log, async () => {
      await vi.advanceTimersByTimeAsync(12_000);
      return 'done';
    });
    expect(await work).toBe('done');
    expect(counts).toEqual({ flushes: 3, warnings: 0, caughtUp: 1 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(counts.flushes).toBe(3);
  });

  it('never fail the work where they fail, and are written also after work that failed', async () => {
    const { counts, store, log } = counting(() => true);
    const work = keepingManifests(store, log, async () => {
      throw new Error('a bug');
    });
    await expect(work).rejects.toThrow('a bug');
    expect(counts).toEqual({ flushes: 1, warnings: 1, caughtUp: 1 });
  });
});
