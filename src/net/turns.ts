import type { HostPace } from '../model/platform.ts';
import { takeTurns } from './bucket.ts';
import type { HostMemory } from './host-record.ts';

/** Whose turn it is, for all that share the memory. */
export interface Turns {
  /** Takes a turn at the host; milliseconds to wait until it starts. */
  take(host: string): Promise<number>;
}

/**
 * Turns from the hosts' token buckets. A busy host's are taken some at a time, as many as it gains in a second, so
 * that its record is written about once a second however many requests there are.
 */
export function openTurns(
  memory: HostMemory,
  paceOf: (host: string) => HostPace,
  clock: () => number,
): Turns {
  const inHand = new Map<string, readonly number[]>();
  return {
    async take(host) {
      const pace = paceOf(host);
      if (pace.intervalMs <= 0) return 0;
      // One that wasn't used until a bucket would be full is lost: by now the host's own has others.
      const oldest = clock() - Math.max(1, pace.burst) * pace.intervalMs;
      const usable = (inHand.get(host) ?? []).filter((start) => start > oldest);
      const [start = clock(), ...rest] = usable.length > 0 ? usable : await takeSome(host, pace);
      inHand.set(host, rest);
      return Math.max(0, start - clock());
    },
  };

  async function takeSome(host: string, pace: HostPace): Promise<readonly number[]> {
    const count = Math.max(1, Math.floor(aheadMs / pace.intervalMs));
    let starts: readonly number[] = [];
    await memory.change(host, (record) => {
      const taken = takeTurns(record.fullAt, count, pace, clock());
      starts = taken.starts;
      return { ...record, fullAt: taken.fullAt };
    });
    return starts;
  }
}

const aheadMs = 1000;
