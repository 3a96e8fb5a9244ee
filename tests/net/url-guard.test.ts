import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import type { LookupAll } from '../../src/net/lookup.ts';
import { type Net, openNet } from '../../src/net/net.ts';
import { failureOf, type Loopback, serveHttp } from './loopback.ts';
import { namesOfPrivate, ports, vectors } from './url-vectors.ts';

/**
 * The canary listens on every address of the machine, and ports 80 and 443 of all hosts lead to its port with the
 * host kept: only the guard of addresses and names stands between a URL and the canary.
 */
let canary: Loopback;
let hop: Loopback;
let net: Net;
let location = '';

beforeAll(async () => {
  canary = await serveHttp((_, response) => response.end('SECRET'), '::');
  hop = await serveHttp((_, response) => {
    response.writeHead(307, { location: Buffer.from(location, 'utf8').toString('latin1') }).end();
  });
  net = openNet({
    log: silentLog,
    contact: null,
    version: '0',
    connectTo: [`hop.example:80:127.0.0.1:${hop.port}`, `:80::${canary.port}`, `:443::${canary.port}`],
    ca: null,
    hostLimits: () => ({ concurrency: 8, burst: 1, intervalMs: 0 }),
    lookup,
  });
});

afterAll(async () => {
  await net.close();
  await canary.close();
  await hop.close();
});

const lookup: LookupAll = async (host) => {
  const found = namesOfPrivate[host.replace(/\.$/u, '')] ?? [];
  return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};

describe('a URL that spells a place no stranger may send us to', () => {
  it('is one of more than 300', () => {
    expect(new Set(vectors.map(({ url }) => url)).size).toBeGreaterThan(300);
  });

  for (const { what, url, error } of vectors)
    it(`is refused, with a reason, at once, without a connection: ${what}`, async () => {
      let quickest = Number.POSITIVE_INFINITY;
      // A busy machine may stop any one of them.
      for (let time = 0; time < 20 && quickest >= 5; time++) {
        const start = performance.now();
        const failure = await failureOf(net.fetch({ url, purpose: 'article' }));
        quickest = Math.min(quickest, performance.now() - start);
        expect([failure.name, failure.retryable]).toEqual([error, false]);
        expect(failure.message).toMatch(
          /leads to .+: only public|is not a URL|has the scheme|carries a user name/u,
        );
      }
      expect(quickest).toBeLessThan(5);
      expect(canary.connections()).toBe(0);
    });

  it('is refused as the goal of a redirect too, each of them', async () => {
    for (const { url } of vectors) {
      location = url;
      const expected = URL.parse(url, 'http://hop.example/');
      // What is no address of its own leads back to the host that redirects.
      if (expected?.host === 'hop.example' || /[\0\n\t]/u.test(url) || url.length > 8000) continue;
      const failure = await failureOf(net.fetch({ url: 'http://hop.example/', purpose: 'media' }));
      expect(['refused-address', 'bad-url', 'bad-response'], url).toContain(failure.name);
    }
    expect(canary.connections()).toBe(0);
  });
});

describe('a port that is not the web’s', () => {
  it('is refused at every one of them, with a reason', async () => {
    const plain = openNet({ log: silentLog, contact: null, version: '0', connectTo: [], ca: null, lookup });
    for (const port of ports)
      for (const scheme of ['http', 'https']) {
        const failure = await failureOf(
          plain.fetch({ url: `${scheme}://example.org:${port}/`, purpose: 'page' }),
        );
        expect([failure.name, failure.message]).toEqual([
          'refused-address',
          expect.stringContaining(`port ${port}: only ports 80 and 443`),
        ]);
      }
    await plain.close();
  });
});

describe('the canary', () => {
  it('sings when an operator lets us reach it', async () => {
    const open = openNet({
      log: silentLog,
      contact: null,
      version: '0',
      connectTo: [`localhost:80:127.0.0.1:${canary.port}`],
      ca: null,
    });
    const before = canary.connections();
    expect((await open.fetch({ url: 'http://localhost/', purpose: 'article' })).status).toBe(200);
    expect(canary.connections() - before).toBe(1);
    await open.close();
  });
});
