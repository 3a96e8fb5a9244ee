import { claimTry, isDown } from './breaker.ts';
import type { HostMemory, HostRecord } from './host-record.ts';

/** Hosts that are down and tried by one request at a time, of all that share the memory. */
export interface Tries {
  /** True while a request of this process tries the host. */
  isOn(host: string): boolean;
  /**
   * Waits for that a moment. Gives what is to be called in the end if the caller's request is to be the one that
   * tries, null if the host isn't down; `refuse` throws for a record that says to leave it alone.
   */
  admit(host: string, refuse: (record: HostRecord) => void): Promise<(() => void) | null>;
}

export function openTries(memory: HostMemory, clock: () => number): Tries {
  const running = new Map<string, Promise<void>>();
  return {
    isOn: (host) => running.has(host),
    async admit(host, refuse) {
      for (;;) {
        const awaited = running.get(host);
        if (awaited !== undefined) await endOrPatience(awaited);
        const record = await memory.get(host);
        if (running.has(host) && running.get(host) !== awaited) continue;
        if (record === null) return null;
        refuse(record);
        if (!isDown(record)) return null;
        const { promise, resolve } = Promise.withResolvers<void>();
        running.set(host, promise);
        const end = () => {
          if (running.get(host) === promise) running.delete(host);
          resolve();
        };
        if (await claim(host)) return end;
        end();
      }
    },
  };

  /** Another process may be trying it. */
  async function claim(host: string): Promise<boolean> {
    let isOurs = false;
    await memory.change(host, (record) => {
      const claimed = claimTry(record, clock());
      isOurs = claimed !== record;
      return claimed;
    });
    return isOurs;
  }
}

/** A host that is slow to fail must not keep others waiting who have other hosts to ask. Milliseconds. */
const patienceMs = 2_000;

async function endOrPatience(running: Promise<void>): Promise<void> {
  const { promise: patience, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, patienceMs);
  await Promise.race([running, patience]);
  clearTimeout(timer);
}
