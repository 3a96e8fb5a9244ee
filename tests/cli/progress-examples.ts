import type { WorkProgress } from '../../src/holdfast.ts';

export const now = new Date('2026-11-27T14:20:00.000Z');

/** A batch in the middle. */
export function workOf(changes: Partial<WorkProgress> = {}): WorkProgress {
  return {
    posts: 10_000,
    done: 1_204,
    left: 8_484,
    onlyPicture: 0,
    later: 312,
    failed: 0,
    perMinute: 84.4,
    inHand: { archive: 2, recheck: 1, capture: 1 },
    waiting: [],
    hosts: [],
    stopping: false,
    ...changes,
  };
}

/** The same in all the trouble there is. */
export function troubledWork(): WorkProgress {
  return workOf({
    failed: 3,
    waiting: [
      { reason: 'browser-missing', jobs: 40, nextAt: '2026-11-27T14:50:00.000Z' },
      { reason: 'offline', jobs: 12, nextAt: '2026-11-28T00:05:00.000Z' },
      { reason: 'rate-limited', jobs: 260, nextAt: '2026-11-27T14:35:00.000Z' },
    ],
    hosts: [
      { host: 'api.pond.test', why: 'asked', askedWith: 'HTTP 429', until: '2026-11-27T14:35:00.000Z' },
      { host: '池塘.test', why: 'down', askedWith: null, until: '2026-11-27T15:00:00.000Z' },
      { host: 'ברכה.test', why: 'down', askedWith: null, until: '2026-11-28T01:00:00.000Z' },
    ],
  });
}
