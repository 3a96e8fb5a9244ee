import type { HostPace } from '../model/platform.ts';

/** Turns taken from a host's bucket. All times are milliseconds since 1970. */
export interface Turns {
  /** When each of them may start, earliest first. */
  readonly starts: readonly number[];
  /** When the bucket is full again. */
  readonly fullAt: number;
}

/**
 * Takes turns from a token bucket that holds `burst` of them and gains one each `intervalMs`. The one number that
 * tells how full it is, the moment it will be full again, can be kept anywhere and shared by anybody
 * (the virtual scheduling of ITU-T I.371). Turns that aren't there yet are given ahead, with their later start.
 */
export function takeTurns(fullAt: number | null, count: number, pace: HostPace, now: number): Turns {
  const burst = Math.max(1, pace.burst);
  const starts: number[] = [];
  // A clock that was once wrong must not silence a host: nobody takes turns further ahead than this.
  let full = Math.min(fullAt ?? now, now + (burst + aheadAtMost) * pace.intervalMs);
  for (let turn = 0; turn < count; turn++) {
    const start = Math.max(now, full - (burst - 1) * pace.intervalMs);
    full = Math.max(full, start) + pace.intervalMs;
    starts.push(start);
  }
  return { starts, fullAt: full };
}

/** More processes than anybody runs on one archive, each with a turn or a few. */
const aheadAtMost = 64;
