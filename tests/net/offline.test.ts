import { afterEach, describe, expect, it } from 'vitest';
import { HoldfastError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import type { LookupAll } from '../../src/net/lookup.ts';
import { openNet } from '../../src/net/net.ts';
import { type Offline, type OfflineOptions, watchForOffline } from '../../src/net/offline.ts';
import { failureOf, type Loopback, netTo, serveHttp } from './loopback.ts';

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function watch(options: Partial<OfflineOptions> = {}) {
  const clock = { ms: 0 };
  const offline = watchForOffline({
    clock: () => clock.ms,
    hasNetwork: () => true,
    resolvesAnything: async () => false,
    ...options,
  });
  return { clock, offline };
}

/** What a request to the host ends with, given what it would have ended with on the wire. */
async function run(offline: Offline, host: string, wire: string | Error = 'ok'): Promise<string> {
  try {
    return await offline.run(host, async () => {
      if (wire instanceof Error) throw wire;
      return wire;
    });
  } catch (error) {
    if (error instanceof HoldfastError) return error.name;
    throw error;
  }
}

const noName = (code = 'ENOTFOUND') => new HoldfastError('dns', 'no address', { facts: { code } });
const slow = () => new HoldfastError('timeout', 'no connection', { facts: { code: 'ETIMEDOUT' } });
const failed = (code: string) =>
  new HoldfastError('connect', 'could not connect', { cause: Object.assign(new Error(code), { code }) });

describe('watchForOffline', () => {
  it('takes one host for that host, two for the network', async () => {
    const { offline } = watch();
    expect(await run(offline, 'a', noName())).toBe('dns');
    expect(await run(offline, 'a', noName())).toBe('dns');
    expect(await run(offline, 'b', noName())).toBe('offline');
    expect(await run(offline, 'c')).toBe('offline');
    expect(() => offline.check('d')).toThrow('no network');
  });

  for (const code of ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN'])
    it(`takes ${code} for a sign`, async () => {
      const { offline } = watch();
      expect(await run(offline, 'a', failed(code))).toBe('connect');
      expect(await run(offline, 'b', failed(code))).toBe('offline');
    });

  for (const code of ['ECONNREFUSED', 'ECONNRESET'])
    it(`does not take ${code} for one: somebody refused`, async () => {
      const { offline } = watch();
      for (const host of ['a', 'b', 'c']) expect(await run(offline, host, failed(code))).toBe('connect');
    });

  it('forgets lost hosts when one is reached', async () => {
    const { offline } = watch();
    await run(offline, 'a', noName());
    await run(offline, 'b');
    expect(await run(offline, 'c', noName())).toBe('dns');
    await run(offline, 'd', failed('ECONNREFUSED'));
    expect(await run(offline, 'e', noName())).toBe('dns');
  });

  for (const code of ['EAI_AGAIN', 'ESERVFAIL'])
    it(`takes one ${code} for an outage when no name can be resolved at all, and for that host else`, async () => {
      expect(await run(watch().offline, 'a', noName(code))).toBe('offline');
      const { offline } = watch({ resolvesAnything: async () => true });
      for (let time = 0; time < 9; time++) expect(await run(offline, 'a', noName(code))).toBe('dns');
    });

  it('burns no more than two tries where all jobs ask one host', async () => {
    for (const [error, name] of [
      [noName(), 'dns'],
      [noName('ENODATA'), 'dns'],
      [failed('ENETUNREACH'), 'connect'],
      [slow(), 'timeout'],
    ] as const) {
      const { offline } = watch();
      expect(await run(offline, 'a', error)).toBe(name);
      expect(await run(offline, 'a', error)).toBe(name);
      for (let time = 0; time < 9; time++) expect(await run(offline, 'a', error)).toBe('offline');
      const online = watch({ resolvesAnything: async () => true }).offline;
      for (let time = 0; time < 9; time++) expect(await run(online, 'a', error)).toBe(name);
    }
  });

  it('takes connections that time out everywhere for an outage only when no name can be resolved either', async () => {
    const { offline } = watch();
    expect(await run(offline, 'a', slow())).toBe('timeout');
    expect(await run(offline, 'b', slow())).toBe('offline');
    const online = watch({ resolvesAnything: async () => true }).offline;
    for (const host of ['a', 'b', 'c', 'd']) expect(await run(online, host, slow())).toBe('timeout');
    const mute = new HoldfastError('timeout', 'no headers', { facts: { code: 'UND_ERR_HEADERS_TIMEOUT' } });
    for (const host of ['a', 'b', 'c', 'd']) expect(await run(watch().offline, host, mute)).toBe('timeout');
  });

  it('needs one failure only on a machine without a network card', async () => {
    const { offline } = watch({ hasNetwork: () => false });
    expect(await run(offline, 'a', noName())).toBe('offline');
  });

  it('does not take dead domains for an outage while names that exist are known', async () => {
    const { offline } = watch({ resolvesAnything: async () => true });
    for (const host of ['a', 'b', 'c', 'd']) expect(await run(offline, host, noName())).toBe('dns');
    expect(await run(offline, 'e', noName('EAI_AGAIN'))).toBe('offline');
  });

  it('lets one request try after 30 s, and goes on when it gets through', async () => {
    const { clock, offline } = watch();
    await run(offline, 'a', noName());
    await run(offline, 'b', noName());
    clock.ms = 29_999;
    expect(await run(offline, 'c')).toBe('offline');
    clock.ms = 30_000;
    const slow = Promise.withResolvers<string>();
    const probe = offline.run('c', async () => await slow.promise);
    expect(await run(offline, 'd')).toBe('offline');
    slow.resolve('through');
    expect(await probe).toBe('through');
    expect(await run(offline, 'd')).toBe('ok');
  });

  it('stays offline for another 30 s when the one does not get through', async () => {
    const { clock, offline } = watch();
    await run(offline, 'a', noName());
    await run(offline, 'b', noName());
    clock.ms = 30_000;
    expect(await run(offline, 'c', noName())).toBe('offline');
    clock.ms = 59_999;
    expect(await run(offline, 'c')).toBe('offline');
    clock.ms = 60_000;
    expect(await run(offline, 'c')).toBe('ok');
  });
});

describe('a net without a network', () => {
  const nothing: LookupAll = () => Promise.reject(Object.assign(new Error('none'), { code: 'EAI_AGAIN' }));

  it('ends a hundred requests to fifty hosts without waiting for anything', async () => {
    const net = openNet({
      log: silentLog,
      contact: null,
      version: '0',
      connectTo: [],
      ca: null,
      lookup: nothing,
    });
    const start = performance.now();
    const names = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const url = `https://host${index % 50}.example/`;
        return (await failureOf(net.fetch({ url, purpose: 'api' }))).name;
      }),
    );
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(names.filter((name) => name === 'offline').length).toBeGreaterThan(40);
    expect((await failureOf(net.fetch({ url: 'https://late.example/', purpose: 'page' }))).name).toBe(
      'offline',
    );
    await net.close();
  });

  it('still reaches what an operator sends elsewhere', async () => {
    const server = await serveHttp((_, response) => response.end('here'));
    servers.push(server);
    const net = netTo({}, { lookup: nothing, connectTo: [`near.example:80:127.0.0.1:${server.port}`] });
    for (const host of ['a', 'b', 'c'])
      await failureOf(net.fetch({ url: `https://${host}.example/`, purpose: 'api' }));
    expect((await net.fetch({ url: 'http://near.example/', purpose: 'api' })).status).toBe(200);
    expect((await failureOf(net.fetch({ url: 'https://a.example/', purpose: 'api' }))).name).toBe('offline');
    await net.close();
  });

  it('says so when asked, and sends nothing for it', async () => {
    const server = await serveHttp((_, response) => response.end());
    servers.push(server);
    const lookup: LookupAll = (host) =>
      host === 'known.example' ? Promise.resolve([{ address: '127.0.0.1', family: 4 }]) : nothing(host);
    const net = netTo({}, { lookup, connectTo: [`near.example:443:127.0.0.1:${server.port}`] });
    expect(await net.reachable(['a.example', 'b.example'])).toBe(false);
    expect(await net.reachable([])).toBe(false);
    expect(await net.reachable(['a.example', 'known.example'])).toBe(true);
    expect(await net.reachable(['near.example'])).toBe(true);
    expect(server.connections()).toBe(0);
    await net.close();
  });

  it('does not wait longer than two seconds to say so', async () => {
    const net = netTo({}, { lookup: () => new Promise(() => {}) });
    const start = performance.now();
    expect(await net.reachable(['a.example', 'b.example'])).toBe(false);
    expect(performance.now() - start).toBeLessThan(2_000 + 5_000);
    await net.close();
  });
});
