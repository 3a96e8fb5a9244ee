import type { HostMemory } from '../net/host-record.ts';
import type { RestingHost } from '../net/resting-host.ts';

/** What is remembered of hosts. */
export interface Hosts extends HostMemory {
  /** Those left alone at that moment, the first to be asked again first. */
  atRest(now: Date): Promise<RestingHost[]>;
}
