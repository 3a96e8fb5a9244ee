import { describe, expect, it } from 'vitest';
import { createStartFuse } from '../../src/capture/start-fuse.ts';
import { type ErrorName, HoldfastError } from '../../src/errors.ts';

const minute = 60_000;

/** A fuse with a clock of its own, and browsers that start when told so. */
function room() {
  const told: string[] = [];
  let clock = 0;
  let starts = 0;
  const fuse = createStartFuse({ now: () => clock, log: (level, what) => told.push(`${level} ${what}`) });
  const start = (error: HoldfastError | null) =>
    fuse
      .start(async () => {
        starts += 1;
        if (error !== null) throw error;
      })
      .then(
        () => null,
        (thrown: unknown) => thrown as HoldfastError,
      );
  return {
    fuse,
    start,
    told,
    starts: () => starts,
    wait: (ms: number) => {
      clock += ms;
    },
  };
}

function failed(name: ErrorName = 'browser-failed', kind?: string): HoldfastError {
  return new HoldfastError(name, 'it did not start', { retryable: true, facts: kind ? { kind } : {} });
}

describe('starting browsers', () => {
  it('pauses after five failures in a row, and says so once', async () => {
    const { start, starts, told } = room();
    for (let time = 0; time < 1_000; time++) await start(failed());
    expect(starts()).toBe(5);
    expect(told).toEqual([expect.stringMatching(/^warn no pictures are taken for 60 s.*it did not start$/)]);
    expect(await start(null)).toMatchObject({
      name: 'browser-failed',
      message: 'it did not start',
      retryable: true,
      retryAt: new Date(minute),
      facts: { kind: 'paused' },
    });
  });

  it('tries once after a pause, and pauses for longer each time, up to half an hour', async () => {
    const { start, starts, wait, told } = room();
    for (let time = 0; time < 5; time++) await start(failed());
    for (const pause of [1, 2, 4, 8, 16, 30, 30]) {
      wait(pause * minute - 1);
      expect((await start(null))?.facts['kind']).toBe('paused');
      wait(1);
      await start(failed());
    }
    expect([starts(), told.length]).toEqual([5 + 7, 1 + 7]);
  });

  it('goes on as before once one was of use', async () => {
    const { fuse, start, starts, wait, told } = room();
    for (let time = 0; time < 5; time++) await start(failed());
    wait(minute);
    expect(await start(null)).toBeNull();
    fuse.note(null);
    for (let time = 0; time < 5; time++) await start(failed());
    expect([starts(), told.map((line) => line.slice(0, 4))]).toEqual([11, ['warn', 'info', 'warn']]);
  });

  it('pauses at once where only the operator can help', async () => {
    for (const name of ['browser-missing', 'config'] as const) {
      const { start, starts } = room();
      for (let time = 0; time < 10; time++) expect(await start(failed(name))).toMatchObject({ name });
      expect(starts()).toBe(1);
    }
  });

  it('pauses when five in a row were lost, unless it was their pages’ fault', async () => {
    const { fuse, start } = room();
    for (const kind of ['memory', 'profile'])
      for (let time = 0; time < 9; time++) fuse.note(failed('browser-failed', kind));
    for (let time = 0; time < 9; time++) fuse.note(failed('timeout'));
    for (let time = 0; time < 4; time++) fuse.note(failed());
    expect(await start(null)).toBeNull();
    fuse.note(failed('capture-unverified'));
    for (let time = 0; time < 4; time++) fuse.note(failed());
    expect(await start(null)).toBeNull();
    fuse.note(failed());
    expect(await start(null)).toMatchObject({ facts: { kind: 'paused' } });
  });
});
