import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';

/** Servers that nothing may reach. */
export interface Canaries {
  /** What reached them, in order. */
  readonly hits: Hit[];
  /** Ports listened on, in the order asked for. */
  readonly ports: readonly number[];
  close(): Promise<void>;
}

export interface Hit {
  readonly kind: 'tcp' | 'udp' | 'http';
  readonly port: number;
  /** The address it came to; of a datagram unknown. */
  readonly address: string | null;
  /** What was asked for by HTTP, or the name asked for by DNS. */
  readonly what: string | null;
}

export interface Perch {
  readonly port: number;
  readonly speaks: 'http' | 'https' | 'bytes' | 'udp' | 'dns';
}

export interface CanaryOptions {
  /** Address to listen on; `::` is every one of both families. */
  readonly address: string;
  /** Port 0 is any free one. */
  readonly perches: readonly Perch[];
  /** For those that speak https, PEM. */
  readonly certificates?: { readonly key: string; readonly cert: string };
}

/** Listens, tells everybody the secret, and every name under `.test` that it is 127.0.0.1. */
export async function openCanaries({ address, perches, certificates }: CanaryOptions): Promise<Canaries> {
  const hits: Hit[] = [];
  const ports: number[] = [];
  const closers: (() => Promise<unknown>)[] = [];
  for (const { port, speaks } of perches) {
    if (speaks === 'udp' || speaks === 'dns') {
      const socket = createSocket({ type: address.includes(':') ? 'udp6' : 'udp4' });
      socket.bind(port, address);
      await once(socket, 'listening');
      const bound = socket.address().port;
      socket.on('message', (message, from) => {
        const name = speaks === 'dns' ? nameIn(message) : null;
        hits.push({ kind: 'udp', port: bound, address: null, what: name });
        if (name !== null) socket.send(answerTo(message, name), from.port, from.address);
      });
      ports.push(bound);
      closers.push(async () => new Promise<void>((done) => socket.close(done)));
      continue;
    }
    const listener: RequestListener = (request, response) => {
      hits.push({
        kind: 'http',
        port: (server.address() as AddressInfo).port,
        address: request.socket.localAddress ?? null,
        what: request.url ?? '',
      });
      response
        .writeHead(200, {
          'access-control-allow-origin': request.headers.origin ?? '*',
          'access-control-allow-credentials': 'true',
          'access-control-allow-headers': '*, x-a',
          'access-control-allow-methods': '*, PUT',
          'content-type': 'text/html',
        })
        .end('secret');
    };
    const server: Server =
      speaks === 'http'
        ? createServer(listener)
        : speaks === 'https'
          ? createTlsServer({ ...certificates }, listener)
          : createTcpServer();
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      // Who scans or gives up early is a hit all the same.
      socket.on('error', () => undefined);
      sockets.add(socket);
      hits.push({
        kind: 'tcp',
        port: socket.localPort ?? 0,
        address: socket.localAddress ?? null,
        what: null,
      });
    });
    server.on('tlsClientError', () => undefined);
    server.listen(port, address);
    await once(server, 'listening');
    ports.push((server.address() as AddressInfo).port);
    closers.push(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    });
  }
  return {
    hits,
    ports,
    close: async () => {
      for (const close of closers) await close();
    },
  };
}

/** The name in the question of a DNS message (RFC 1035 §4.1.2), in lower case. */
function nameIn(message: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; at < message.length && message[at] !== 0; at += 1 + (message[at] ?? 0))
    labels.push(message.toString('latin1', at + 1, at + 1 + (message[at] ?? 0)));
  return labels.join('.').toLowerCase();
}

/** 127.0.0.1 for whoever asks for an address of a name under `.test`, nothing for everything else. */
function answerTo(message: Buffer, name: string): Buffer {
  const end = 12 + name.length + 2 + 4;
  const isKnown = name.endsWith('.test') && message.readUInt16BE(end - 4) === 1;
  const head = Buffer.from(message.subarray(0, end));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(isKnown ? 1 : 0, 6);
  head.writeUInt32BE(0, 8);
  if (!isKnown) return head;
  // Name as in the question, A, IN, TTL 0, four bytes.
  return Buffer.concat([head, Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 1])]);
}
