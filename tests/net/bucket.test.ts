import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeTurns } from '../../src/net/bucket.ts';
import { memoryOfOneRun } from '../../src/net/host-record.ts';
import { openTurns } from '../../src/net/turns.ts';

const noon = Date.parse('2026-11-24T12:00:00Z');
const pace = { burst: 3, intervalMs: 1000 };

describe('takeTurns', () => {
  it('gives a burst at once, then one each interval', () => {
    const { starts, fullAt } = takeTurns(null, 6, pace, noon);
    expect(starts.map((start) => start - noon)).toEqual([0, 0, 0, 1000, 2000, 3000]);
    expect(fullAt - noon).toBe(6000);
  });

  it('goes on where it was left', () => {
    const once = takeTurns(null, 6, pace, noon);
    const first = takeTurns(null, 2, pace, noon);
    const second = takeTurns(first.fullAt, 4, pace, noon);
    expect([...first.starts, ...second.starts]).toEqual(once.starts);
    expect(second.fullAt).toBe(once.fullAt);
  });

  it('is full again after a rest, and holds no more than a burst', () => {
    const { fullAt } = takeTurns(null, 3, pace, noon);
    const later = takeTurns(fullAt, 5, pace, noon + 3_600_000);
    expect(later.starts.map((start) => start - noon - 3_600_000)).toEqual([0, 0, 0, 1000, 2000]);
  });

  it('gives what was gained since', () => {
    const { fullAt } = takeTurns(null, 3, pace, noon);
    const { starts } = takeTurns(fullAt, 3, pace, noon + 1500);
    expect(starts.map((start) => start - noon)).toEqual([1500, 2000, 3000]);
  });

  it('is not silenced by a clock that was once years ahead', () => {
    const { starts } = takeTurns(Date.parse('2099-01-01T00:00:00Z'), 1, pace, noon);
    expect((starts[0] ?? 0) - noon).toBeLessThan(70_000);
  });

  it('never lets more pass in any stretch of time than the pace allows', () => {
    const requests = fc.array(fc.nat(5000), { minLength: 1, maxLength: 100 });
    const paces = fc.record({
      burst: fc.integer({ min: 1, max: 9 }),
      intervalMs: fc.integer({ min: 1, max: 2000 }),
    });
    fc.assert(
      fc.property(requests, paces, (gaps, some) => {
        let fullAt: number | null = null;
        let now = noon;
        const starts: number[] = [];
        for (const gap of gaps) {
          const taken = takeTurns(fullAt, 1, some, now);
          fullAt = taken.fullAt;
          now = Math.max(now, taken.starts[0] ?? 0);
          starts.push(now);
          now += gap;
        }
        for (let from = 0; from < starts.length; from++)
          for (let to = from; to < starts.length; to++) {
            const stretch = (starts[to] ?? 0) - (starts[from] ?? 0);
            expect(to - from + 1).toBeLessThanOrEqual(some.burst + stretch / some.intervalMs);
          }
      }),
    );
  });
});

describe('turns shared by several processes', () => {
  /** Each wants turns one after another; gives all starts, from the beginning. */
  async function contend(processes: number, each: number, shared: typeof pace, gap = 0) {
    const clock = { at: noon };
    const memory = memoryOfOneRun();
    let writes = 0;
    const counted: typeof memory = {
      get: (host) => memory.get(host),
      change: (host, change) => {
        writes += 1;
        return memory.change(host, change);
      },
    };
    const all = Array.from({ length: processes }, () =>
      openTurns(
        counted,
        () => shared,
        () => clock.at,
      ),
    );
    const starts: number[] = [];
    const due = all.map((turns) => ({ turns, at: noon, left: each }));
    for (;;) {
      const [next] = due.filter(({ left }) => left > 0).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      clock.at = next.at;
      const start = clock.at + (await next.turns.take('busy.example'));
      starts.push(start - noon);
      next.at = start + gap;
      next.left -= 1;
    }
    return { starts: starts.sort((a, b) => a - b), writes };
  }

  it('are those of one bucket', async () => {
    const { starts } = await contend(4, 25, pace);
    expect(starts).toHaveLength(100);
    expect(starts.at(-1)).toBe(97_000);
    expect(starts.slice(0, 4)).toEqual([0, 0, 0, 1000]);
  });

  it('of a quick host are written about once a second, however many there are', async () => {
    const { starts, writes } = await contend(1, 1000, { burst: 4, intervalMs: 50 });
    const seconds = (starts.at(-1) ?? 0) / 1000;
    expect(seconds).toBeGreaterThan(49);
    expect(writes).toBeLessThanOrEqual(seconds + 2);
  });

  it('that were taken ahead and not used are not kept for later', async () => {
    const clock = { at: noon };
    const turns = openTurns(
      memoryOfOneRun(),
      () => ({ burst: 1, intervalMs: 100 }),
      () => clock.at,
    );
    for (const pause of [950, 5000]) {
      await turns.take('busy.example');
      clock.at += pause;
      const waits = [];
      for (let time = 0; time < 20; time++) waits.push(await turns.take('busy.example'));
      expect(waits.filter((wait) => wait === 0).length).toBeLessThanOrEqual(1);
      clock.at += 10_000;
    }
    const { starts } = await contend(1, 40, { burst: 1, intervalMs: 100 }, 2000);
    for (let at = 1; at < starts.length; at++)
      expect((starts[at] ?? 0) - (starts[at - 1] ?? 0)).toBeGreaterThanOrEqual(2000);
    const { starts: bursts } = await contend(2, 40, { burst: 2, intervalMs: 500 });
    for (let at = 2; at < bursts.length; at++)
      expect((bursts[at] ?? 0) - (bursts[at - 2] ?? 0)).toBeGreaterThanOrEqual(500);
  });

  it('cost nothing where there is no pace', async () => {
    expect((await contend(2, 50, { burst: 1, intervalMs: 0 })).writes).toBe(0);
  });
});
