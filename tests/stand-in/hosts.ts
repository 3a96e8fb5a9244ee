import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeCertificates } from './certificates.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** One request, by the name of the host it was meant for. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface HostsOptions {
  /** Names it plays. */
  readonly hosts: readonly string[];
  /** What they answer; null where the response was dealt with already. */
  reply(asked: Asked, response: ServerResponse): Reply | null | Promise<Reply | null>;
  /** Bodies of text go out gzipped when the client takes that. By default true. */
  readonly gzip?: boolean;
}

export interface SeenRequest {
  readonly method: string;
  readonly host: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Hosts {
  readonly port: number;
  /** PEM of the authority, and a file that holds it. */
  readonly ca: string;
  readonly caFile: string;
  /** Values of `--connect-to`, one for each host. */
  readonly connectTo: readonly string[];
  /** The same and `--ca`, as arguments of a command line. */
  readonly flags: readonly string[];
  /** Every request so far, in order of arrival. */
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

/** Plays hosts of the outside world on one loopback port, over TLS with a throw-away authority. */
export async function startHosts(options: HostsOptions): Promise<Hosts> {
  const { ca, key, cert } = makeCertificates([...options.hosts, 'localhost', '127.0.0.1']);
  const requests: SeenRequest[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, ca);
  const connectTo = options.hosts.map((host) => `${host}:443:127.0.0.1:${port}`);

  return {
    port,
    ca,
    caFile,
    connectTo,
    flags: [...connectTo.flatMap((value) => ['--connect-to', value]), '--ca', caFile],
    requests,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
    const url = new URL(request.url ?? '/', `https://${host}`);
    const headers = flat(request.headers);
    const method = request.method ?? 'GET';
    requests.push({ method, host, url: url.href, headers, at: Date.now() });
    request.resume();
    const given = await options.reply({ method, url, headers }, response);
    if (given === null) return;
    const squeeze = options.gzip !== false && /\bgzip\b/.test(headers['accept-encoding'] ?? '');
    const isText = /^(?:text|application\/j)/.test(given.headers['content-type'] ?? '');
    const body = squeeze && isText ? gzipSync(given.body) : Buffer.from(given.body);
    const encoding = squeeze && isText ? { 'content-encoding': 'gzip' } : {};
    response.writeHead(given.status, { ...given.headers, ...encoding, 'content-length': body.length });
    response.end(method === 'HEAD' ? undefined : body);
  }
}

function flat(headers: IncomingMessage['headers']): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
