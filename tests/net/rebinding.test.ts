import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import type { LookupAll, ResolvedAddress } from '../../src/net/lookup.ts';
import { openNet } from '../../src/net/net.ts';
import { failureOf, serveHttp } from './loopback.ts';

/**
 * A public address under the wrong family: the guard reads the address and lets it pass, the kernel refuses it
 * before a packet leaves. So a rebinding test can say "public" and still stay on this machine.
 */
const publicOne: ResolvedAddress = { address: '8.8.8.8', family: 6 };
const privateOne: ResolvedAddress = { address: '127.0.0.1', family: 4 };

/** Asks once of a net whose resolver gives the answers in turn, the last one for ever. */
async function ask(answers: readonly (readonly ResolvedAddress[])[]) {
  const canary = await serveHttp((_, response) => response.end('SECRET'));
  let asked = 0;
  const lookup: LookupAll = () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)] ?? []);
  const net = openNet({
    log: silentLog,
    contact: null,
    version: '0',
    // The port leads to the canary, the host and its guard stay.
    connectTo: [`:80::${canary.port}`],
    ca: null,
    hostLimits: () => ({ concurrency: 8, burst: 1, intervalMs: 0 }),
    lookup,
  });
  const error = await failureOf(net.fetch({ url: 'http://rebind.example/', purpose: 'article' }));
  await net.close();
  const result = { name: error.name, asked, connections: canary.connections() };
  await canary.close();
  return result;
}

describe('DNS rebinding', () => {
  it('a name that flips to a private address is looked up once, 100 times out of 100', async () => {
    for (let flip = 0; flip < 100; flip++)
      expect(await ask([[publicOne], [privateOne]])).toEqual({ name: 'connect', asked: 1, connections: 0 });
  });

  it('a name that flips with every look-up never leads to a private address, 500 flips long', async () => {
    const canary = await serveHttp((_, response) => response.end('SECRET'), '::');
    const privates = ['127.0.0.1', '::1', '10.0.0.5', '169.254.169.254', '::ffff:127.0.0.1', '0.0.0.0'];
    const looks = new Map<string, number>();
    const lookup: LookupAll = (host) => {
      const look = looks.get(host) ?? 0;
      looks.set(host, look + 1);
      const address = privates[look % privates.length] ?? '';
      const hidden = { address, family: address.includes(':') ? 6 : 4 } as const;
      if (look % 2 === 0) return Promise.resolve([publicOne]);
      return Promise.resolve(look % 3 === 0 ? [publicOne, hidden] : [hidden]);
    };
    const net = openNet({
      log: silentLog,
      contact: null,
      version: '0',
      connectTo: [`:80::${canary.port}`, `:443::${canary.port}`],
      ca: null,
      hostLimits: () => ({ concurrency: 8, burst: 1, intervalMs: 0 }),
      lookup,
    });
    const came = new Map<string, number>();
    const purposes = ['api', 'article', 'media', 'page'] as const;
    for (let flip = 0; flip < 500; flip++) {
      // Four looks at each name: few enough that it isn't left alone for failing.
      const url = `${flip % 8 < 4 ? 'http' : 'https'}://rebind${Math.floor(flip / 4)}.example/${flip}`;
      const { name } = await failureOf(net.fetch({ url, purpose: purposes[flip % 4] ?? 'api' }));
      came.set(name, (came.get(name) ?? 0) + 1);
    }
    expect(Object.fromEntries(came)).toEqual({ connect: 250, 'refused-address': 250 });
    expect([...looks.values()]).toEqual(Array.from({ length: 125 }, () => 4));
    expect(canary.connections()).toBe(0);
    await net.close();
    await canary.close();
  });

  it('a private answer is refused, and so is a mixed one in any order', async () => {
    const refused = { name: 'refused-address', asked: 1, connections: 0 };
    expect(await ask([[privateOne]])).toEqual(refused);
    expect(await ask([[privateOne, publicOne]])).toEqual(refused);
    expect(await ask([[publicOne, privateOne]])).toEqual(refused);
    expect(await ask([[...Array.from({ length: 100 }, () => publicOne), privateOne]])).toEqual(refused);
  });

  it('an answer that is no address is refused', async () => {
    for (const address of ['127.1', '0x7f.1', '2130706433', '', 'localhost', '::1%lo'])
      expect((await ask([[{ address, family: 4 }]])).name).toBe('refused-address');
  });

  it('an empty answer is a failure of the name', async () => {
    expect((await ask([[]])).name).toBe('dns');
  });
});
