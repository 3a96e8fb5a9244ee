import type { SecureContext } from 'node:tls';
import { HoldfastError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { WireRequest } from '../model/wire.ts';
import { type Ask, answeredBy, rateLimited } from './answered.ts';
import type { ConnectTo } from './connect-to.ts';
import { openConnections } from './connections.ts';
import type { RecordedExchange, RecordedRequest, RecordedResponse, Recorder } from './exchange.ts';
import { isNetErrorName } from './failures.ts';
import { guardUrl, portOf } from './guard.ts';
import { type HostLimits, openLanes } from './lanes.ts';
import { type LookupAll, resolveAll } from './lookup.ts';
import { hasNetworkCard, watchForOffline } from './offline.ts';
import { openPauses, type PauseMemory } from './pauses.ts';
import { headersToSend } from './request-headers.ts';
import { restAsked } from './retry-after.ts';

export interface LiveOptions {
  readonly log: Log;
  readonly userAgent: string;
  readonly connectTo: ConnectTo;
  readonly trust: (() => SecureContext) | null;
  readonly pauses: PauseMemory | null;
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

/** Asks the network: guarded, in the host's turn, heeding its pauses, and telling the recorder what came of it. */
export function openLive(options: LiveOptions): Live {
  const { connectTo, now, timeouts } = options;
  const lanes = openLanes(options.hostLimits);
  const pauses = openPauses(options.pauses, now, options.log);
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
      options.log('debug', `${exchange.request.method} ${url.href}`, {
        came: exchange.response?.status ?? exchange.failure?.name ?? null,
        ms: exchange.durationMs,
      });
      await options.recorder?.record(exchange);
      if (thrown !== null) throw thrown;
      return answeredBy(exchange);
    },
    contacted: () => [...contacted].sort(),
    close: connections.close,
  };

  async function hop(request: WireRequest, url: URL, timeoutMs: number): Promise<Hop> {
    const headers = headersToSend(request, options.userAgent);
    const sending = { method: request.method ?? 'GET', headers, body: request.body ?? null };
    const host = url.hostname;
    const isSentElsewhere = connectTo.targetOf(host, portOf(url))?.named === true;
    const asked = recordedRequest(url, sending);
    let remoteAddress: string | null = null;
    let start = { at: now(), clock: performance.now() };
    const base = () => ({
      request: asked,
      at: start.at.toISOString(),
      durationMs: Math.round(performance.now() - start.clock),
      remoteAddress,
    });
    const check = () => {
      const until = pauses.until(host);
      if (until !== null) throw rateLimited(url, null, until);
      if (!isSentElsewhere) offline.check(host);
    };
    const send = async () => {
      start = { at: now(), clock: performance.now() };
      const maxBytes = request.maxBytes ?? largest[request.purpose];
      const limits = { maxBytes, timeoutMs, signal: request.signal ?? null };
      return await connections.send({ url, ...sending, ...limits }, (address) => {
        remoteAddress = address;
        contacted.add(host);
      });
    };
    const turn = { isPaced: request.purpose !== 'page', check, signal: request.signal ?? null };
    try {
      guardUrl(url, connectTo);
      return await lanes.run(host, turn, async () => {
        const response = isSentElsewhere ? await send() : await offline.run(host, send);
        // Heeded before the place is given up, so that nothing of the queue slips out first.
        return { exchange: { ...base(), response }, thrown: await heed(url, response) };
      });
    } catch (error) {
      if (!(error instanceof HoldfastError) || !isNetErrorName(error.name)) throw error;
      const failure = { name: error.name, message: error.message };
      return { exchange: { ...base(), failure }, thrown: error };
    }
  }

  async function heed(url: URL, response: RecordedResponse): Promise<HoldfastError | null> {
    const rest = restAsked(response.status, response.headers, now());
    if (rest === null) {
      pauses.clear(url.hostname);
      return null;
    }
    const until = await pauses.add(url.hostname, rest, `HTTP ${response.status}`);
    return rateLimited(url, response.status, until);
  }
}

interface Hop {
  readonly exchange: RecordedExchange;
  readonly thrown: HoldfastError | null;
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
    headers: Object.entries(sending.headers),
    body: sending.body ?? new Uint8Array(),
  };
}
