import type { Log } from '../log.ts';
import { guessedRest, longestRest, type Rest } from './retry-after.ts';

/** A host that asked to be left alone. */
export interface HostPause {
  readonly host: string;
  /** ISO 8601 in UTC. */
  readonly until: string;
  readonly reason: string;
}

/** Where pauses are kept from run to run. */
export interface PauseMemory {
  readonly initial: readonly HostPause[];
  save(pause: HostPause): Promise<void>;
}

export interface Pauses {
  /** Until when the host is to be left alone; null when it may be asked. */
  until(host: string): Date | null;
  /** A host asked for rest: says until when it gets it, once that is remembered. */
  add(host: string, rest: Rest, reason: string): Promise<Date>;
  /** A host answered as usual: its next unsaid rest is a short one again. */
  clear(host: string): void;
}

/** A rest nobody asked for in numbers is never guessed longer than this. */
const longestGuess = 60 * 60 * 1000;

/** Pauses of hosts, earlier runs' included. A pause is never made shorter by a later, milder answer. */
export function openPauses(memory: PauseMemory | null, now: () => Date, log: Log): Pauses {
  const ends = new Map<string, number>();
  const unsaidInARow = new Map<string, number>();
  for (const pause of memory?.initial ?? []) {
    const end = Date.parse(pause.until);
    // A clock that was once wrong must not silence a host for years.
    const capped = Math.min(end, now().getTime() + longestRest);
    if (capped > (ends.get(pause.host) ?? now().getTime())) ends.set(pause.host, capped);
  }
  const until = (host: string): Date | null => {
    const end = ends.get(host);
    return end === undefined || end <= now().getTime() ? null : new Date(end);
  };
  return {
    until,
    async add(host, rest, reason) {
      const current = until(host);
      const at = rest.kind === 'until' ? rest.at : guess(host, current);
      if (current !== null && current >= at) return current;
      ends.set(host, at.getTime());
      log('warn', `${host} asks to be left alone`, { host, until: at.toISOString(), reason });
      await memory?.save({ host, until: at.toISOString(), reason });
      return at;
    },
    clear: (host) => void unsaidInARow.delete(host),
  };

  /** Answers to requests that were on their way together count as one. */
  function guess(host: string, current: Date | null): Date {
    if (current !== null) return current;
    const before = unsaidInARow.get(host) ?? 0;
    unsaidInARow.set(host, before + 1);
    return new Date(now().getTime() + Math.min(guessedRest * 2 ** before, longestGuess));
  }
}
