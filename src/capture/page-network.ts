import type { CDPSession, Protocol } from 'puppeteer';
import { HoldfastError, isHoldfastError, messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Fetch, Wire, WireRequest } from '../model/wire.ts';

/** What a page asked for and what became of it. */
export interface PageTraffic {
  /** Requests that were not answered: `GET https://… (refused-address)`, at most a hundred, in order. */
  readonly missing: readonly string[];
  /** The last answer to the page's own document; null when it got none. */
  readonly document: { readonly url: string; readonly status: number } | null;
  /** When the last request was answered, ISO 8601 in UTC (on replay, when that was recorded); null before the first. */
  readonly answeredAt: string | null;
  /** Why the page's own document could not be had. */
  readonly failure: HoldfastError | null;
}

export interface PageNetwork {
  traffic(): PageTraffic;
  /** Number of requests being answered now. */
  pending(): number;
  /** From here on everything is refused, and what is under way given up. */
  refuse(): void;
  /** Stops listening: the page must be gone by then. */
  close(): void;
}

export interface PageNetworkOptions {
  /** Answers the requests; null refuses them all. */
  readonly fetch: Fetch | null;
  /** The page's own frame. */
  readonly frame: string;
  readonly log: Log;
}

type Paused = Protocol.Fetch.RequestPausedEvent;

/**
 * Answers every request of a browser. The whole browser is listened to, not a page: so frames of other sites, workers
 * of all kinds, popups and CORS preflights come through here too. Web sockets and the like do not; they end at the
 * dead proxy.
 */
export async function openPageNetwork(
  session: CDPSession,
  options: PageNetworkOptions,
): Promise<PageNetwork> {
  const missing: string[] = [];
  const abort = new AbortController();
  let pending = 0;
  let document: PageTraffic['document'] = null;
  let answeredAt: string | null = null;
  let failure: HoldfastError | null = null;

  const answer = async (event: Paused): Promise<void> => {
    const { requestId, request } = event;
    if (/^(?:data|blob):/.test(request.url)) return session.send('Fetch.continueRequest', { requestId });
    const isPage = event.resourceType === 'Document' && event.frameId === options.frame;
    let wire: Wire;
    try {
      wire = await ask(request, options.fetch, abort.signal);
    } catch (error) {
      if (isPage && isHoldfastError(error)) failure = error;
      note(event, error);
      return session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    }
    if (answeredAt === null || wire.at > answeredAt) answeredAt = wire.at;
    if (isPage) document = { url: request.url, status: wire.status };
    const body = Buffer.from(wire.body).toString('base64');
    const responseHeaders = handedOn(wire);
    return session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: wire.status,
      responseHeaders,
      body,
    });
  };

  const note = ({ request }: Paused, error: unknown): void => {
    if (abort.signal.aborted) return;
    if (!isHoldfastError(error)) options.log('error', 'a page’s request broke', { error: messageOf(error) });
    const why = isHoldfastError(error) ? error.name : 'bug';
    if (missing.length < 100) missing.push(`${request.method} ${request.url.slice(0, 500)} (${why})`);
  };

  const onPaused = (event: Paused) => {
    pending += 1;
    answer(event)
      // Only the browser can fail here: it is gone, or gave the request up before its answer came.
      .catch((error: unknown) =>
        options.log('debug', 'a page’s request was dropped', { why: messageOf(error) }),
      )
      .finally(() => {
        pending -= 1;
      });
  };

  session.on('Fetch.requestPaused', onPaused);
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  return {
    traffic: () => ({ missing: [...missing], document, answeredAt, failure }),
    pending: () => pending,
    refuse: () => abort.abort(),
    close: () => {
      session.off('Fetch.requestPaused', onPaused);
    },
  };
}

async function ask(
  request: Protocol.Network.Request,
  fetch: Fetch | null,
  signal: AbortSignal,
): Promise<Wire> {
  const method = methods.find((name) => name === request.method);
  const url = URL.parse(request.url);
  if (
    fetch === null ||
    signal.aborted ||
    method === undefined ||
    url === null ||
    !/^https?:$/.test(url.protocol)
  )
    throw new HoldfastError(
      'bad-url',
      `a page may not ask for ${request.method} ${request.url.slice(0, 200)}`,
    );
  // It would stand between later requests and us. `Service-Worker: script` (Service Workers, 4.4) asks for one.
  if (Object.keys(request.headers).some((name) => name.toLowerCase() === 'service-worker'))
    throw new HoldfastError(
      'bad-url',
      `a page may not start a service worker from ${request.url.slice(0, 200)}`,
    );
  const body = bodyOf(request);
  const question: WireRequest = {
    url: `${url.origin}${url.pathname}${url.search}`,
    method,
    headers: askedWith(request.headers),
    ...(body === null ? {} : { body }),
    purpose: 'page',
    // Each hop is a request of its own, seen and checked here like the first.
    redirect: 'manual',
    maxBytes: 32 * 1024 * 1024,
    timeoutMs: 15_000,
    signal,
  };
  return fetch(question);
}

const methods = ['GET', 'HEAD', 'POST', 'OPTIONS'] as const;

/** The door to the network sets these itself, or they are nobody's business. */
const ownedByNet = /^(?:host|connection|content-length|accept-encoding|cookie|proxy-.*|sec-ch-.*|:.*)$/i;

function askedWith(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ownedByNet.test(name)));
}

/** The body came decoded and whole; cookies would outlive the answer they came with. */
const notHandedOn =
  /^(?:content-encoding|content-length|transfer-encoding|connection|keep-alive|set-cookie2?|alt-svc|report-to|reporting-endpoints|nel)$/;

function handedOn(wire: Wire): { name: string; value: string }[] {
  return wire.headers.filter(([name]) => !notHandedOn.test(name)).map(([name, value]) => ({ name, value }));
}

function bodyOf(request: Protocol.Network.Request): Uint8Array | null {
  const entries = request.postDataEntries ?? [];
  if (entries.length === 0) return null;
  return Buffer.concat(entries.map((entry) => Buffer.from(entry.bytes ?? '', 'base64')));
}
