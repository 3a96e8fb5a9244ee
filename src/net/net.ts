import type { Log } from '../log.ts';
import type { Fetch, Wire, WireRequest } from '../model/wire.ts';
import type { Ask } from './answered.ts';
import { type ConnectTo, parseConnectTo } from './connect-to.ts';
import type { Player, Recorder } from './exchange.ts';
import { netError } from './failures.ts';
import { parseRequestUrl } from './guard.ts';
import { type HostMemory, memoryOfOneRun } from './host-record.ts';
import { defaultLimits, type HostLimits } from './lanes.ts';
import { openLive } from './live.ts';
import { type LookupAll, resolveAll, systemLookup } from './lookup.ts';
import { redirected } from './redirect.ts';
import { askRecord } from './replayed.ts';
import { userAgentOf } from './request-headers.ts';
import { trustBesides } from './trust.ts';

export interface NetOptions {
  readonly log: Log;
  /** Who runs this, for the user agent. */
  readonly contact: string | null;
  readonly version: string;
  /** `HOST:PORT:HOST2:PORT2`, as curl has it. */
  readonly connectTo: readonly string[];
  /** PEM text, trusted besides the process's own roots for hosts that `connectTo` names. */
  readonly ca: string | null;
  /** What is known of hosts; without it, what this run learns. */
  readonly memory?: HostMemory;
  readonly hostLimits?: (host: string) => HostLimits;
  readonly now?: () => Date;
  readonly lookup?: LookupAll;
  readonly timeouts?: Partial<Timeouts>;
  /** Is told every hop, failures too. */
  readonly recorder?: Recorder | null;
  /** Answers instead of the network: no socket is opened then, and nobody's pace is kept. */
  readonly player?: Player | null;
}

/** Milliseconds. */
export interface Timeouts {
  readonly dns: number;
  readonly connect: number;
  /** From the request to the last header. */
  readonly headers: number;
  /** Between two pieces of a body. */
  readonly idle: number;
  /** All of one request, where it does not say itself. */
  readonly total: number;
}

export interface Net {
  readonly fetch: Fetch;
  /** True when the name of one of the hosts has an address, within 2 s. Sends nothing to them. */
  reachable(hosts: readonly string[]): Promise<boolean>;
  /** Hosts a connection was made for, by their own names, sorted. */
  contacted(): readonly string[];
  close(): Promise<void>;
}

const defaultTimeouts: Timeouts = {
  dns: 5_000,
  connect: 10_000,
  headers: 10_000,
  idle: 10_000,
  total: 30_000,
};

const hopsAtMost = 5;
const reachableMs = 2_000;

/** The one door to the network. Throws `config` for a `connectTo` or `ca` that can't be read. */
export function openNet(options: NetOptions): Net {
  const connectTo = parseConnectTo(options.connectTo);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const lookup = options.lookup ?? systemLookup;
  const live = openLive({
    log: options.log,
    userAgent: userAgentOf(options.version, options.contact),
    connectTo,
    trust: options.ca === null ? null : trustBesides(options.ca),
    memory: options.memory ?? memoryOfOneRun(),
    hostLimits: options.hostLimits ?? (() => defaultLimits),
    now: options.now ?? (() => new Date()),
    lookup,
    timeouts,
    recorder: options.recorder ?? null,
  });
  const player = options.player ?? null;
  const ask = player === null ? live.ask : askRecord(player);
  return {
    fetch: async (request) => await follow(request, ask, timeouts.total),
    reachable: async (hosts) => player !== null || (await isAnyKnown(hosts, connectTo, lookup)),
    contacted: live.contacted,
    close: live.close,
  };
}

async function follow(request: WireRequest, ask: Ask, totalMs: number): Promise<Wire> {
  let left = request.timeoutMs ?? totalMs;
  let current = request;
  for (let hops = 0; ; hops++) {
    request.signal?.throwIfAborted();
    const url = parseRequestUrl(current.url);
    const { wire, spentMs } = await ask(current, url, Math.max(1, left));
    const next = request.redirect === 'manual' ? null : redirected(current, wire);
    if (next === null) return wire;
    if (hops === hopsAtMost)
      throw netError('too-many-redirects', url, `${request.url} redirects more than ${hopsAtMost} times`);
    left -= spentMs;
    current = next;
  }
}

async function isAnyKnown(
  hosts: readonly string[],
  connectTo: ConnectTo,
  lookup: LookupAll,
): Promise<boolean> {
  const asked = hosts.map(async (host) => {
    if (!connectTo.knows(host)) await resolveAll(host, lookup, reachableMs);
  });
  return await Promise.any(asked).then(
    () => true,
    () => false,
  );
}
