import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { openNet } from '../../src/net/net.ts';
import { failureOf, type Loopback, netTo, serveBytes, serveHttp } from './loopback.ts';

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Milliseconds after its time ran out that noticing it may take where others are at work too; no other time is as short. */
const more = 5_000;

async function timed(promise: Promise<unknown>) {
  const start = performance.now();
  const error = await failureOf(promise);
  return { name: error.name, retryable: error.retryable, ms: performance.now() - start };
}

describe('a server that takes its time', () => {
  it('without headers is given up', async () => {
    const server = await serveBytes(() => {});
    servers.push(server);
    const net = netTo({ http: server }, { timeouts: { headers: 200, total: 10_000 } });
    const { name, retryable, ms } = await timed(net.fetch({ url: 'http://slow.example/', purpose: 'api' }));
    expect([name, retryable]).toEqual(['timeout', true]);
    expect(ms).toBeLessThan(200 + more);
    await net.close();
  });

  it('that stalls in the body is given up', async () => {
    const server = await serveHttp(
      (_, response) => void response.writeHead(200, { 'content-length': '9' }).write('99 %'),
    );
    servers.push(server);
    const net = netTo({ http: server }, { timeouts: { idle: 200, total: 10_000 } });
    const { name, ms } = await timed(net.fetch({ url: 'http://slow.example/', purpose: 'api' }));
    expect(name).toBe('timeout');
    expect(ms).toBeLessThan(200 + more);
    await net.close();
  });

  it('that drips for ever ends with the whole time', async () => {
    const server = await serveHttp((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 20);
      response.once('close', () => clearInterval(timer));
    });
    servers.push(server);
    const net = netTo({ http: server });
    const { name, ms } = await timed(
      net.fetch({ url: 'http://slow.example/', purpose: 'api', timeoutMs: 300 }),
    );
    expect(name).toBe('timeout');
    expect(ms).toBeGreaterThan(250);
    expect(ms).toBeLessThan(300 + more);
    await net.close();
  });

  it('and redirects shares one whole time among its hops', async () => {
    const server = await serveHttp((request, response) => {
      const at = Number(request.url?.slice(1));
      setTimeout(() => response.writeHead(302, { location: `/${at + 1}` }).end(), 150);
    });
    servers.push(server);
    const net = netTo({ http: server });
    const { name, ms } = await timed(
      net.fetch({ url: 'http://slow.example/0', purpose: 'api', timeoutMs: 400 }),
    );
    expect(name).toBe('timeout');
    expect(ms).toBeLessThan(400 + more);
    await net.close();
  });

  it('before TLS is given up', async () => {
    const server = await serveBytes(() => {});
    servers.push(server);
    const net = netTo({ https: server }, { timeouts: { connect: 200 } });
    const { name, ms } = await timed(net.fetch({ url: 'https://slow.example/', purpose: 'api' }));
    expect(name).toBe('timeout');
    expect(ms).toBeLessThan(200 + more);
    await net.close();
  });

  it('in the resolver is given up', async () => {
    const net = openNet({
      log: silentLog,
      contact: null,
      version: '0',
      connectTo: [],
      ca: null,
      lookup: () => new Promise(() => {}),
      timeouts: { dns: 100 },
    });
    const { name, ms } = await timed(net.fetch({ url: 'https://slow.example/', purpose: 'api' }));
    expect(name).toBe('dns');
    expect(ms).toBeLessThan(100 + more);
    await net.close();
  });
});

describe('a caller that loses patience', () => {
  it('stops a request under way with its own reason', async () => {
    const server = await serveBytes(() => {});
    servers.push(server);
    const net = netTo({ http: server });
    const stop = new AbortController();
    const answer = net.fetch({ url: 'http://slow.example/', purpose: 'api', signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), 50);
    await expect(answer).rejects.toThrow('enough');
    await net.close();
  });

  it('stops one that waits for its turn, which then is never sent', async () => {
    const server = await serveHttp((_, response) => response.end());
    servers.push(server);
    const net = netTo(
      { http: server },
      { hostLimits: () => ({ concurrency: 1, burst: 1, intervalMs: 60_000 }) },
    );
    await net.fetch({ url: 'http://slow.example/', purpose: 'api' });
    const answer = net.fetch({
      url: 'http://slow.example/',
      purpose: 'api',
      signal: AbortSignal.timeout(50),
    });
    await expect(answer).rejects.toThrow('timeout');
    expect(server.requests()).toBe(1);
    await net.close();
  });
});
