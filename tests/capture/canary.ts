import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A server on a private address that nothing may reach. */
export interface Canary {
  /** `127.0.0.1` or `[::1]`. */
  readonly host: string;
  readonly port: number;
  /** What reached it: paths asked for, `connection`, `datagram`. */
  readonly hits: string[];
  close(): Promise<void>;
}

/** Listens for TCP and UDP on the same port of a loopback address. */
export async function openCanary(address: '127.0.0.1' | '::1'): Promise<Canary> {
  const hits: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*').end('secret');
  });
  server.on('connection', (socket) => {
    hits.push('connection');
    sockets.add(socket);
  });
  server.listen(0, address);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const udp = createSocket(address === '::1' ? 'udp6' : 'udp4');
  udp.on('message', () => hits.push('datagram'));
  udp.bind(port, address);
  await once(udp, 'listening');
  return {
    host: address === '::1' ? '[::1]' : address,
    port,
    hits,
    close: async () => {
      udp.close();
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
