import type { SecureContext } from 'node:tls';
import { HoldfastError, isHoldfastError } from '../errors.ts';
import type { Log } from '../log.ts';
import type {
  ConnectionSecurity,
  RecordedExchange,
  RecordedFailure,
  RecordedRequest,
} from '../model/exchange.ts';
import type { WireRequest } from '../model/wire.ts';
import { type Ask, answeredBy } from './answered.ts';
import type { ConnectTo } from './connect-to.ts';
import { openConnections } from './connections.ts';
import type { Recorder } from './exchange.ts';
import { isNetErrorName } from './failures.ts';
import { guardUrl, portOf } from './guard.ts';
import type { HostMemory } from './host-record.ts';
import { hostOf, openHosts } from './hosts.ts';
import { type HostLimits, openLanes } from './lanes.ts';
import { type LookupAll, resolveAll } from './lookup.ts';
import { hasNetworkCard, watchForOffline } from './offline.ts';
import { headersToSend } from './request-headers.ts';
import { openTurns } from './turns.ts';

export interface LiveOptions {
  readonly log: Log;
  readonly userAgent: string;
  readonly connectTo: ConnectTo;
  readonly trust: (() => SecureContext) | null;
  readonly memory: HostMemory;
  readonly hostLimits: (host: string) => HostLimits;
  readonly now: () => Date;
  readonly lookup: LookupAll;
  readonly timeouts: {
    readonly dns: number;
    readonly connect: number;
    readonly headers: number;
    readonly idle: number;
  };
  readonly recorder: Recorder | null;
}

export interface Live {
  readonly ask: Ask;
  readonly contacted: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** Asks the network: guarded, in the host's turn, heeding what hosts ask for, and telling the recorder what came. */
export function openLive(options: LiveOptions): Live {
  const { connectTo, log, memory, now, timeouts } = options;
  const lanes = openLanes(options.hostLimits);
  const turns = openTurns(memory, options.hostLimits, () => now().getTime());
  const hosts = openHosts({ memory, now, log });
  const offline = watchForOffline({
    clock: () => performance.now(),
    hasNetwork: hasNetworkCard,
    resolvesAnything: async () =>
      await resolveAll('a.root-servers.net', options.lookup, 2_000).then(
        () => true,
        () => false,
      ),
  });
  const connections = openConnections({
    connectTo,
    trust: options.trust,
    lookup: options.lookup,
    dnsMs: timeouts.dns,
    connectMs: timeouts.connect,
    headersMs: timeouts.headers,
    idleMs: timeouts.idle,
  });
  const contacted = new Set<string>();

  return {
    async ask(request, url, timeoutMs) {
      const { exchange, thrown } = await hop(request, url, timeoutMs);
      log('debug', `${exchange.request.method} ${url.href}`, {
        came: exchange.response?.status ?? exchange.failure?.name ?? null,
        ms: exchange.durationMs,
      });
      await options.recorder?.record(exchange);
      request.onExchange?.(exchange);
      if (thrown !== null) throw thrown;
      return answeredBy(exchange);
    },
    contacted: () => [...contacted].sort(),
    close: connections.close,
  };

  async function hop(request: WireRequest, url: URL, timeoutMs: number): Promise<Hop> {
    const headers = headersToSend(request, options.userAgent);
    const sending = { method: request.method ?? 'GET', headers, body: request.body ?? null };
    const host = hostOf(url);
    const isSentElsewhere = connectTo.targetOf(url.hostname, portOf(url))?.named === true;
    const asked = recordedRequest(url, sending);
    let remoteAddress: string | null = null;
    let security: ConnectionSecurity | null = null;
    let start = { at: now(), clock: performance.now() };
    const base = () => ({
      request: asked,
      at: start.at.toISOString(),
      durationMs: Math.round(performance.now() - start.clock),
      remoteAddress,
      ...(security === null ? {} : { security }),
    });
    const check = async () => {
      await hosts.check(url);
      if (!isSentElsewhere) offline.check(host);
    };
    const send = async (onConnect: () => void) => {
      start = { at: now(), clock: performance.now() };
      const maxBytes = request.maxBytes ?? largest[request.purpose];
      const limits = { maxBytes, timeoutMs, signal: request.signal ?? null };
      return await connections.send({ url, ...sending, ...limits }, (reached) => {
        remoteAddress = reached.address;
        security = reached.security;
        contacted.add(url.hostname);
        onConnect();
      });
    };
    const turn = {
      isPaced: request.purpose !== 'page',
      check,
      take: () => turns.take(host),
      signal: request.signal ?? null,
    };
    try {
      guardUrl(url, connectTo);
      return await lanes.run(host, turn, async () => {
        // What comes is heeded before the place is given up, so that nothing of the queue slips out first.
        const { response, thrown } = await hosts.run(url, request.purpose, (onConnect) =>
          isSentElsewhere ? send(onConnect) : offline.run(host, () => send(onConnect)),
        );
        return { exchange: { ...base(), response }, thrown };
      });
    } catch (error) {
      if (!(error instanceof HoldfastError) || !isNetErrorName(error.name)) throw error;
      return { exchange: { ...base(), failure: failureIn(error) }, thrown: error };
    }
  }
}

interface Hop {
  readonly exchange: RecordedExchange;
  readonly thrown: HoldfastError | null;
}

/** What is recorded is what came over the wire, not what we make of it. */
function failureIn(error: HoldfastError): RecordedFailure {
  const { cause } = error;
  const { name, message } =
    (error.name === 'rate-limited' || error.name === 'host-down') && isHoldfastError(cause) ? cause : error;
  return { name, message };
}

const mebibyte = 1024 * 1024;

/** Of a decoded body, where the request does not say itself. */
const largest = {
  api: 10 * mebibyte,
  article: 10 * mebibyte,
  page: 10 * mebibyte,
  media: 64 * mebibyte,
} as const satisfies Record<WireRequest['purpose'], number>;

function recordedRequest(
  url: URL,
  sending: { method: string; headers: Readonly<Record<string, string>>; body: Uint8Array | null },
): RecordedRequest {
  return {
    method: sending.method,
    url: url.href,
    // A key is the operator's; no recording has it.
    headers: Object.entries(sending.headers).filter(([name]) => name !== 'authorization'),
    body: sending.body ?? new Uint8Array(),
  };
}
