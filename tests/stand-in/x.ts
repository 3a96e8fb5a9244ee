import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeCertificates } from './certificates.ts';
import type { XAnswer } from './x-answers.ts';
import { type FaultRule, faultFor, strike } from './x-faults.ts';
import { reply, type XWorld, xHosts } from './x-routes.ts';

export interface XStandInOptions {
  /** By post id, what `tweet-result` answers. May be changed while it runs. */
  readonly answers?: Map<string, XAnswer>;
  /** By post id, what `oembed` answers; without an entry it is made from the post's answer. */
  readonly oembed?: Map<string, XAnswer>;
  /** `publish.twitter.com` answers 301 to `publish.x.com`. */
  readonly oembedMoved?: boolean;
  /** False lets the embed page ask without a preflight. */
  readonly preflight?: boolean;
  /** Bodies of text go out gzipped when the client takes that. By default true. */
  readonly gzip?: boolean;
  /** May be changed while it runs: the last rule that fits is the one that strikes. */
  readonly faults?: FaultRule[];
}

export interface XRequest {
  readonly method: string;
  readonly host: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface XStandIn {
  readonly port: number;
  /** PEM of the authority, and a file that holds it. */
  readonly ca: string;
  readonly caFile: string;
  /** Values of `--connect-to`, one for each host of X. */
  readonly connectTo: readonly string[];
  /** The same and `--ca`, as arguments of a command line. */
  readonly flags: readonly string[];
  /** Every request so far, in order of arrival, those struck by a fault included. */
  readonly requests: readonly XRequest[];
  readonly answers: Map<string, XAnswer>;
  readonly faults: FaultRule[];
  close(): Promise<void>;
}

/** Plays the hosts of X on one loopback port, over TLS with a throw-away authority. */
export async function startXStandIn(options: XStandInOptions = {}): Promise<XStandIn> {
  const { ca, key, cert } = makeCertificates([...xHosts, 'localhost', '127.0.0.1']);
  const { answers = new Map<string, XAnswer>(), faults = [] } = options;
  const world: XWorld = {
    answers,
    oembed: options.oembed ?? new Map<string, XAnswer>(),
    oembedMoved: options.oembedMoved ?? false,
    preflight: options.preflight ?? true,
  };
  const requests: XRequest[] = [];
  const struck = new Map<FaultRule, number>();

  const server = createServer({ key, cert }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'x-stand-in-'));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, ca);
  const connectTo = xHosts.map((host) => `${host}:443:127.0.0.1:${port}`);

  return {
    port,
    ca,
    caFile,
    connectTo,
    flags: [...connectTo.flatMap((value) => ['--connect-to', value]), '--ca', caFile],
    requests,
    answers,
    faults,
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
    const fault = faultFor(faults, struck, { method, host, url: url.href });
    if (fault !== null && !(await strike(fault, response))) return;
    const given = await reply({ method, url, headers }, world);
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
