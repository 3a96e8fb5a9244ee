import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Wire } from '../../src/model/wire.ts';
import type { Net } from '../../src/net/net.ts';
import { type Loopback, netTo, serveHttps } from '../net/loopback.ts';
import { makeCertificates } from '../stand-in/certificates.ts';

/** What a host answers when it is asked; `drop` breaks the connection. */
export type Reply =
  | 'drop'
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
      readonly gzip?: boolean;
    };

export interface Archives {
  readonly net: Net;
  /** `host/path?query` of each request, in order. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

const hosts = [
  'web.archive.org',
  'archive.org',
  'arquivo.pt',
  'webarchive.loc.gov',
  'www.webarchive.org.uk',
  'timetravel.mementoweb.org',
  'wayback.archive-it.org',
];
const certificates = makeCertificates(hosts);

/** All archives as one real server on loopback, met through the real net. */
export async function openArchives(
  reply: (host: string, path: string, query: URLSearchParams) => Reply,
): Promise<Archives> {
  const asked: string[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const host = request.headers.host ?? '';
    const target = request.url ?? '';
    asked.push(`${host}${target}`);
    const [path = '', query = ''] = target.split('?', 2);
    // A copy's address has its query in its path.
    const isCopy = /\/\d{14}|\/timemap\//u.test(path);
    const told = reply(host, isCopy ? target : path, new URLSearchParams(query));
    if (told === 'drop') {
      request.socket.destroy();
      return;
    }
    const { status = 200, headers = {}, body = '', gzip = false } = told;
    response.writeHead(status, gzip ? { ...headers, 'content-encoding': 'gzip' } : headers);
    response.end(gzip ? gzipSync(body) : body);
  };
  const server: Loopback = await serveHttps(certificates, listener);
  const net = netTo({ https: server }, { ca: certificates.ca });
  const close = async () => {
    await net.close();
    await server.close();
  };
  return { net, asked, close };
}

/** Rows as the index has them: timestamp, media type, and what more is to be said. */
export function indexOf(
  address: string,
  ...rows: readonly (readonly [string, string, string?, string?])[]
): string {
  const header = ['original', 'timestamp', 'digest', 'mimetype', 'statuscode'];
  const cells = rows.map(([timestamp, type, digest = '-', status = '200']) => [
    address,
    timestamp,
    digest,
    type,
    status,
  ]);
  return JSON.stringify([header, ...cells]);
}

/** A copy as the archive hands it out. */
export function copyOf(address: string, httpDate: string, body: string | Uint8Array, type = 'text/html') {
  return {
    headers: {
      'content-type': type,
      'memento-datetime': httpDate,
      link: `<${address}>; rel="original", <https://web.archive.org/web/${address}>; rel="timegate"`,
    },
    body,
  };
}

/** An answer that no server gave. */
export function wireOf(
  body: string | Uint8Array,
  more: Partial<Pick<Wire, 'url' | 'status'>> & { headers?: Readonly<Record<string, string>> } = {},
): Wire {
  const { url = 'https://web.archive.org/', status = 200, headers = {} } = more;
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { url, status, headers: Object.entries(headers), body: bytes, at: '2026-01-02T03:04:05.000Z' };
}
