import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import { HoldfastError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import type { Wire } from '../../src/model/wire.ts';
import { type Net, type NetOptions, openNet } from '../../src/net/net.ts';
import type { Certificates } from '../stand-in/certificates.ts';

/** A server on loopback that counts what reaches it. */
export interface Loopback {
  readonly port: number;
  readonly connections: () => number;
  readonly requests: () => number;
  readonly close: () => Promise<void>;
}

export async function serveHttp(listener: RequestListener, host = '127.0.0.1'): Promise<Loopback> {
  return await listening(createServer(listener), host);
}

export async function serveHttps(certificates: Certificates, listener: RequestListener): Promise<Loopback> {
  return await listening(createTlsServer({ key: certificates.key, cert: certificates.cert }, listener));
}

/** Speaks bytes, for what no HTTP server would say. */
export async function serveBytes(onConnection: (socket: Socket) => void, host?: string): Promise<Loopback> {
  return await listening(
    createTcpServer((socket) => {
      socket.on('error', () => {});
      onConnection(socket);
    }),
    host,
  );
}

/** Answers any request with the given bytes as they are, then closes unless told to stay. */
export async function serveRaw(...pieces: readonly (string | Uint8Array)[]): Promise<Loopback> {
  return await serveBytes((socket) => {
    socket.once('data', () => {
      for (const piece of pieces) socket.write(piece);
      socket.end();
    });
  });
}

/**
 * A net with no pace, every host's ports 80 and 443 led to the servers given. Who waits for a time to run out gives it a
 * shorter one: a busy machine may keep an answer lying for seconds.
 */
export function netTo(
  ports: { readonly http?: Loopback; readonly https?: Loopback },
  options: Partial<NetOptions> = {},
): Net {
  const connectTo = [
    ...(ports.http === undefined ? [] : [`:80:127.0.0.1:${ports.http.port}`]),
    ...(ports.https === undefined ? [] : [`:443:127.0.0.1:${ports.https.port}`]),
  ];
  return openNet({
    log: silentLog,
    contact: null,
    version: '1.2.3',
    connectTo,
    ca: null,
    hostLimits: () => ({ concurrency: 8, burst: 1, intervalMs: 0 }),
    lookup: () => Promise.reject(Object.assign(new Error('no names here'), { code: 'ENOTFOUND' })),
    timeouts: { headers: 20_000, idle: 20_000, total: 25_000 },
    ...options,
  });
}

export function textOf(wire: Wire): string {
  return new TextDecoder().decode(wire.body);
}

/** The error of the family a promise rejects with; anything else fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<HoldfastError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof HoldfastError) return error;
    throw error;
  }
  throw new Error('it was expected to fail');
}

async function listening(server: Server | TcpServer, host = '127.0.0.1'): Promise<Loopback> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let requests = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', () => {
    requests += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    requests: () => requests,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
