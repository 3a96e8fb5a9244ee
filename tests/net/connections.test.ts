import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { failureOf, type Loopback, netTo, serveBytes, serveHttp, textOf } from './loopback.ts';

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const answer = (text: string) => `HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`;

describe('connections', () => {
  it('are kept for the next request to the same origin, and not shared among origins', async () => {
    const server = await serveHttp((request, response) => response.end(request.headers.host));
    servers.push(server);
    const net = netTo({ http: server });
    for (let time = 0; time < 5; time++) {
      expect(textOf(await net.fetch({ url: 'http://a.example/', purpose: 'api' }))).toBe('a.example');
      expect(textOf(await net.fetch({ url: 'http://b.example/', purpose: 'api' }))).toBe('b.example');
    }
    expect(server.connections()).toBe(2);
    await net.close();
  });

  it('carry one request at a time', async () => {
    const held: ServerResponse[] = [];
    const server = await serveHttp((_, response) => {
      held.push(response);
      // Nobody is answered before all have asked.
      if (held.length === 4) for (const each of held) each.end();
    });
    servers.push(server);
    const net = netTo({ http: server });
    await Promise.all(
      Array.from({ length: 4 }, () => net.fetch({ url: 'http://a.example/', purpose: 'api' })),
    );
    expect(server.connections()).toBe(4);
    await net.close();
  });

  /** Answers the first request of each connection and closes without a word at the second. */
  const forgetful = async () => {
    const server = await serveBytes((socket) => {
      socket.once('data', () => {
        socket.write(answer('first'));
        socket.once('data', () => socket.destroy());
      });
    });
    servers.push(server);
    return server;
  };

  it('that were closed just as they were used again are no failure', async () => {
    const server = await forgetful();
    const net = netTo({ http: server });
    for (let time = 0; time < 3; time++)
      expect(textOf(await net.fetch({ url: 'http://a.example/', purpose: 'api' }))).toBe('first');
    expect(server.connections()).toBe(3);
    await net.close();
  });

  it('but what may not be repeated is not sent twice', async () => {
    const server = await forgetful();
    const net = netTo({ http: server });
    const post = {
      url: 'http://a.example/',
      method: 'POST',
      body: Buffer.from('x'),
      purpose: 'api',
    } as const;
    await net.fetch(post);
    expect((await failureOf(net.fetch(post))).name).toBe('connect');
    expect(server.connections()).toBe(1);
    await net.close();
  });

  it('that are refused say so at once', async () => {
    const net = netTo({}, { connectTo: [':80:127.0.0.1:1'] });
    const error = await failureOf(net.fetch({ url: 'http://a.example/', purpose: 'api' }));
    expect([error.name, error.retryable, error.facts['code']]).toEqual(['connect', true, 'ECONNREFUSED']);
    expect(error.cause).toBeInstanceOf(Error);
    await net.close();
  });

  it('end with the net, the ones still being made too', async () => {
    const silent = await serveBytes(() => {});
    servers.push(silent);
    const net = netTo({ http: silent, https: silent });
    const waiting = ['http://a.example/', 'https://a.example/'].map(
      async (url) => (await failureOf(net.fetch({ url, purpose: 'api' }))).name,
    );
    await expect.poll(() => silent.connections(), { timeout: 15_000 }).toBe(2);
    const start = performance.now();
    await net.close();
    expect(await Promise.all(waiting)).toEqual(['connect', 'connect']);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
