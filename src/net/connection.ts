import type { Readable } from 'node:stream';
import { Client } from 'undici';
import type { ConnectionSecurity, RecordedResponse } from '../model/exchange.ts';
import { readBody } from './body.ts';
import { securityOf } from './connection-security.ts';
import { type ConnectorOptions, openSocket } from './connector.ts';
import { openDeadline } from './deadline.ts';
import { readFailure, type Stage } from './failures.ts';
import { codeOf } from './lookup.ts';

export interface Sending {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  readonly maxBytes: number;
  /** Whole time, connection included, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | null;
}

export interface ConnectionOptions extends ConnectorOptions {
  readonly headersMs: number;
  readonly idleMs: number;
}

/** What a connection leads to. */
export interface Reached {
  readonly address: string;
  /** Null where nothing is encrypted. */
  readonly security: ConnectionSecurity | null;
}

/** One socket to one origin, for one request at a time. */
export interface Connection {
  send(sending: Sending, onConnect: (reached: Reached) => void): Promise<RecordedResponse>;
  isOpen(): boolean;
  /** True when the other side closed it before a byte of the answer came. */
  isStale(): boolean;
  /** Ends what is under way, dialling too. */
  close(): Promise<void>;
}

/** Connects when first used. After a failure it is closed for good. */
export function openConnection(url: URL, options: ConnectionOptions, onClosed: () => void): Connection {
  let reached: Reached | null = null;
  let stage: Stage = 'connecting';
  let isOpen = true;
  let isStale = false;
  let report: (reached: Reached) => void = () => {};
  const dialling = new AbortController();
  const client = new Client(url.origin, {
    connect: (_, callback) => {
      openSocket(url, options, dialling.signal).then(
        (socket) => {
          const address = socket.remoteAddress;
          stage = 'waiting';
          if (address !== undefined) {
            reached = { address, security: securityOf(socket) };
            report(reached);
          }
          callback(null, socket);
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
      );
    },
    pipelining: 1,
    headersTimeout: options.headersMs,
    bodyTimeout: options.idleMs,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 10_000,
    maxHeaderSize: 64 * 1024,
  });
  const end = () => {
    isOpen = false;
    onClosed();
  };
  const close = async () => {
    end();
    dialling.abort();
    await client.destroy();
  };
  client.once('disconnect', end);

  return {
    close,
    isOpen: () => isOpen && !client.destroyed,
    isStale: () => isStale,
    async send(sending, onConnect) {
      sending.signal?.throwIfAborted();
      report = onConnect;
      if (reached !== null) onConnect(reached);
      const limit = openDeadline(sending);
      limit.onStop((reason) => void client.destroy(reason));
      try {
        const answer = await client.request({
          path: sending.url.pathname + sending.url.search,
          method: sending.method,
          headers: sending.headers,
          body: sending.body,
          responseHeaders: 'raw',
        });
        stage = 'reading';
        // The body is read, or given up, below; until then its end by `destroy` is nobody's uncaught error.
        answer.body.on('error', () => {});
        const headers = pairs(answer.headers);
        const body = await bodyOf(answer.statusCode, answer.body, headers, sending);
        stage = 'waiting';
        return { status: answer.statusCode, statusText: answer.statusText, headers, body };
      } catch (error) {
        const failure = limit.reason() ?? readFailure(error, sending.url, stage);
        isStale = stage === 'waiting' && closedByPeer.has(codeOf(error) ?? '');
        await close();
        throw failure;
      } finally {
        limit.clear();
      }
    },
  };
}

async function bodyOf(
  status: number,
  body: Readable,
  headers: RecordedResponse['headers'],
  sending: Sending,
): Promise<Uint8Array> {
  const isBodiless = sending.method === 'HEAD' || status === 204 || status === 304;
  // Their headers speak of a body that does not come.
  return await readBody(body, isBodiless ? [] : headers, sending.url, sending.maxBytes);
}

const closedByPeer = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** `responseHeaders: 'raw'` gives names and values in turn, whatever the types say. */
function pairs(raw: unknown): (readonly [string, string])[] {
  const flat = Array.isArray(raw) ? raw.map(String) : [];
  const found: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2)
    found.push([(flat[at] ?? '').toLowerCase(), flat[at + 1] ?? '']);
  return found;
}
