import { silentLog } from '../../../src/log.ts';
import { type HostMemory, memoryOfOneRun } from '../../../src/net/host-record.ts';
import { type Net, openNet } from '../../../src/net/net.ts';

export interface NetworkOptions {
  readonly ca: string;
  readonly now: () => Date;
}

/** The way to the world, for all runs of one process: reading the roots to be trusted takes longer than a run. */
export interface Network {
  /** With no address for hosts that `connectTo` does not name; what is known of hosts is in `memory`. */
  readonly through: (connectTo: readonly string[], memory: HostMemory) => Net;
  readonly close: () => Promise<void>;
}

export function openNetwork({ ca, now }: NetworkOptions): Network {
  const nets = new Map<string, Net>();
  let known: HostMemory = memoryOfOneRun();
  const memory: HostMemory = {
    get: (host) => known.get(host),
    change: (host, change) => known.change(host, change),
  };
  const open = (connectTo: readonly string[]) =>
    openNet({
      log: silentLog,
      contact: null,
      version: '1',
      connectTo,
      ca,
      now,
      memory,
      hostLimits: () => ({ concurrency: 4, burst: 4, intervalMs: 0 }),
      timeouts: { headers: 1000, total: 5000 },
      // the resolver works; it has no answer for hosts in trouble
      lookup: async (host) => {
        if (host === 'a.root-servers.net') return [{ address: '198.41.0.4', family: 4 }];
        throw Object.assign(new Error('no answer'), { code: 'EAI_AGAIN' });
      },
    });
  return {
    through: (connectTo, hosts) => {
      known = hosts;
      const key = connectTo.join(' ');
      const net = nets.get(key) ?? open(connectTo);
      nets.set(key, net);
      return net;
    },
    close: async () => {
      for (const net of nets.values()) await net.close();
    },
  };
}
