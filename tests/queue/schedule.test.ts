import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff } from '../../src/queue/schedule.ts';

describe('backoff', () => {
  it('doubles from 30 seconds, up to six hours', () => {
    const minutes = [1, 2, 3, 4, 5, 6, 11, 400].map((attempts) => backoff(attempts, 0.5) / 60_000);
    expect(minutes).toEqual([0.5, 1, 2, 4, 8, 16, 360, 360]);
  });

  it('spreads by half to either side and never leaves its bounds', () => {
    expect([backoff(1, 0), backoff(1, 1)]).toEqual([15_000, 45_000]);
    assert(
      property(
        integer({ min: 0, max: 10_000 }),
        double({ min: 0, max: 1, noNaN: true }),
        (attempts, random) => {
          const ms = backoff(attempts, random);
          expect(Number.isInteger(ms)).toBe(true);
          expect(ms).toBeGreaterThanOrEqual(15_000);
          expect(ms).toBeLessThanOrEqual(6 * 3_600_000);
        },
      ),
    );
  });
});
