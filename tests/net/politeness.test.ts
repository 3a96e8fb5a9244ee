import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { WireRequest } from '../../src/model/wire.ts';
import { blankRecord, memoryOfOneRun } from '../../src/net/host-record.ts';
import type { NetOptions } from '../../src/net/net.ts';
import { failureOf, type Loopback, netTo, serveHttp } from './loopback.ts';

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function world(listener: RequestListener, options: Partial<NetOptions> = {}) {
  // By the clock of the test; a server of Node's own would tell the day it really is.
  const server = await serveHttp((request, response) => {
    response.sendDate = false;
    listener(request, response);
  });
  servers.push(server);
  const clock = { at: Date.parse('2026-11-24T12:00:00Z') };
  const net = netTo({ http: server }, { now: () => new Date(clock.at), ...options });
  const ask = async (host = 'busy.example', purpose: WireRequest['purpose'] = 'api') =>
    await net.fetch({ url: `http://${host}/`, purpose });
  return { server, clock, net, ask };
}

/** Forms of asking for rest, and the seconds of rest that must be kept. */
const forms: readonly (readonly [
  what: string,
  headers: Readonly<Record<string, string>>,
  seconds: number,
])[] = [
  ['seconds', { 'retry-after': '120' }, 120],
  ['a date', { 'retry-after': 'Tue, 24 Nov 2026 12:05:00 GMT' }, 300],
  ['zero', { 'retry-after': '0' }, 60],
  ['less than zero', { 'retry-after': '-5' }, 60],
  ['a billion', { 'retry-after': '1000000000' }, 86_400],
  ['garbage', { 'retry-after': 'in a while' }, 60],
  ['nothing', {}, 60],
  ['a date in the past', { 'retry-after': 'Tue, 24 Nov 2026 11:00:00 GMT' }, 60],
  ['a date in a year', { 'retry-after': 'Wed, 24 Nov 2027 12:00:00 GMT' }, 86_400],
  ['x-rate-limit-reset, epoch', { 'x-rate-limit-reset': '1795522500' }, 900],
  ['x-ratelimit-reset, ISO', { 'x-ratelimit-reset': '2026-11-24T12:15:00.000Z' }, 900],
  ['x-ratelimit-reset, milliseconds', { 'x-ratelimit-reset': '1795522500000' }, 900],
  ['ratelimit-reset, delta', { 'ratelimit-reset': '45' }, 45],
  ['both, retry-after first', { 'retry-after': '10', 'x-rate-limit-reset': '1795522500' }, 10],
];

describe('a host that asks for rest', () => {
  for (const [what, headers, seconds] of forms)
    it(`gets it: ${what}`, async () => {
      let isBusy = true;
      const { server, clock, net, ask } = await world((_, response) =>
        response.writeHead(isBusy ? 429 : 200, isBusy ? headers : {}).end(),
      );
      const start = clock.at;
      const error = await failureOf(ask());
      expect([error.name, error.retryable, error.facts['status']]).toEqual(['rate-limited', true, 429]);
      expect(error.retryAt).toEqual(new Date(start + seconds * 1000));
      isBusy = false;
      for (const part of [0, 0.5, 0.999]) {
        clock.at = start + seconds * 1000 * part;
        const again = await failureOf(ask());
        expect([again.name, again.retryAt]).toEqual(['rate-limited', error.retryAt]);
      }
      expect(server.requests()).toBe(1);
      clock.at = start + seconds * 1000;
      expect((await ask()).status).toBe(200);
      expect(server.requests()).toBe(2);
      await net.close();
    });

  it('that says nothing of it gets twice as long each time, and a short one after an answer', async () => {
    let status = 429;
    const { clock, net, ask } = await world((_, response) => response.writeHead(status).end());
    const waits: number[] = [];
    const failOnce = async () => {
      const until = (await failureOf(ask())).retryAt?.getTime() ?? 0;
      waits.push((until - clock.at) / 1000);
      clock.at = until;
    };
    for (let time = 0; time < 8; time++) await failOnce();
    status = 200;
    await ask();
    status = 429;
    await failOnce();
    expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 60]);
    await net.close();
  });

  it('does not silence others, and is silent for pages too', async () => {
    const { net, ask, server } = await world((request, response) =>
      response.writeHead(request.headers.host === 'busy.example' ? 429 : 200).end(),
    );
    await failureOf(ask());
    expect((await failureOf(ask('busy.example', 'page'))).name).toBe('rate-limited');
    expect((await ask('other.example')).status).toBe(200);
    expect(server.requests()).toBe(2);
    await net.close();
  });

  it('stops what already waits for its turn', async () => {
    const { net, ask, server } = await world((_, response) => response.writeHead(429).end(), {
      hostLimits: () => ({ concurrency: 1, burst: 1, intervalMs: 5 }),
    });
    const names = await Promise.all(Array.from({ length: 20 }, async () => (await failureOf(ask())).name));
    expect(new Set(names)).toEqual(new Set(['rate-limited']));
    expect(server.requests()).toBe(1);
    await net.close();
  });

  it('is left alone for the longest time it asked for, whatever it said last', async () => {
    const waits = ['3600', '10', '7200', '60'];
    const { clock, net, ask } = await world(
      (_, response) => void response.writeHead(429, { 'retry-after': waits.shift() ?? '1' }).end(),
    );
    await Promise.all(Array.from({ length: 4 }, async () => await failureOf(ask())));
    expect((await failureOf(ask())).retryAt).toEqual(new Date(clock.at + 7_200_000));
    await net.close();
  });

  it('after an answer that was the last of a quota gets it too', async () => {
    const { server, clock, net, ask } = await world((_, response) =>
      response.writeHead(200, { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1795522500' }).end(),
    );
    expect((await ask()).status).toBe(200);
    expect((await failureOf(ask())).retryAt).toEqual(new Date('2026-11-24T12:15:00Z'));
    clock.at = Date.parse('2026-11-24T12:15:00Z');
    expect((await ask()).status).toBe(200);
    expect(server.requests()).toBe(2);
    await net.close();
  });

  it('gets it by its own clock, when ours is days ahead or behind', async () => {
    for (const days of [-3, 3]) {
      const now = () => new Date(Date.now() + days * 86_400_000);
      const server = await serveHttp((_, response) => {
        response.writeHead(429, { 'x-rate-limit-reset': String(Math.ceil(Date.now() / 1000) + 900) }).end();
      });
      servers.push(server);
      const net = netTo({ http: server }, { now });
      const failure = await failureOf(net.fetch({ url: 'http://busy.example/', purpose: 'api' }));
      const seconds = ((failure.retryAt?.getTime() ?? 0) - now().getTime()) / 1000;
      expect(seconds).toBeGreaterThan(880);
      expect(seconds).toBeLessThan(903);
      await net.close();
    }
  });

  it('is the same host with a final dot', async () => {
    const { net, ask } = await world((_, response) => response.writeHead(429).end());
    await failureOf(ask('busy.example.'));
    expect((await failureOf(ask('busy.example'))).message).toContain('has asked');
    await net.close();
  });

  it('is remembered from run to run', async () => {
    const memory = memoryOfOneRun();
    const first = await world((_, response) => response.writeHead(429, { 'retry-after': '300' }).end(), {
      memory,
    });
    await failureOf(first.ask());
    await first.net.close();
    expect(await memory.get('busy.example')).toMatchObject({
      askedUntil: '2026-11-24T12:05:00.000Z',
      askedWith: 'HTTP 429',
    });
    const second = await world((_, response) => response.end(), { memory });
    expect((await failureOf(second.ask())).retryAt).toEqual(new Date('2026-11-24T12:05:00Z'));
    expect(second.server.connections()).toBe(0);
    second.clock.at += 300_000;
    expect((await second.ask()).status).toBe(200);
    await second.net.close();
  });

  it('of an earlier run, by a clock gone wrong, is silent for a day at most', async () => {
    const memory = memoryOfOneRun();
    const askedUntil = '2099-01-01T00:00:00.000Z';
    await memory.change('busy.example', () => ({ ...blankRecord('busy.example'), askedUntil }));
    const { net, ask } = await world((_, response) => response.end(), { memory });
    expect((await failureOf(ask())).retryAt).toEqual(new Date('2026-11-25T12:00:00Z'));
    await net.close();
  });

  it('with 503 does so only when it says until when', async () => {
    let headers: Record<string, string> = {};
    const { net, ask } = await world((_, response) => response.writeHead(503, headers).end());
    expect((await ask()).status).toBe(503);
    headers = { 'retry-after': '30' };
    expect((await failureOf(ask())).retryAt).toEqual(new Date('2026-11-24T12:00:30Z'));
    await net.close();
  });

  it('other refusals and faults are answers', async () => {
    for (const status of [400, 401, 403, 404, 410, 451, 500, 502, 599]) {
      const { net, ask } = await world((_, response) =>
        response.writeHead(status, { 'retry-after': '9' }).end(),
      );
      expect((await ask()).status).toBe(status);
      await net.close();
    }
  });
});

describe("a host's pace", () => {
  it('keeps the interval between starts and the number under way', async () => {
    const starts: number[] = [];
    let running = 0;
    let most = 0;
    const { net, ask } = await world(
      (_, response) => {
        most = Math.max(most, ++running);
        setTimeout(() => {
          running -= 1;
          response.end();
        }, 120);
      },
      {
        hostLimits: () => ({ concurrency: 2, burst: 1, intervalMs: 40 }),
        now: () => new Date(),
        recorder: {
          record: (exchange) => {
            starts.push(Date.parse(exchange.at));
            return Promise.resolve();
          },
        },
      },
    );
    const begun = Date.now();
    await Promise.all(Array.from({ length: 8 }, () => ask()));
    // A busy machine lets requests leave late, one of them later than the next: but never before their time.
    const early = starts
      .toSorted((a, b) => a - b)
      .map((at, index) => begun + index * 40 - at)
      .filter((ms) => ms > 10);
    expect(starts).toHaveLength(8);
    expect(early).toEqual([]);
    expect(most).toBe(2);
    await net.close();
  });

  it('does not hold up what a page asks for, nor other hosts', async () => {
    const { net, ask, server } = await world((_, response) => response.end(), {
      hostLimits: () => ({ concurrency: 2, burst: 1, intervalMs: 60_000 }),
    });
    const stop = new AbortController();
    await ask();
    const waiting = Array.from({ length: 5 }, () =>
      net.fetch({ url: 'http://busy.example/', purpose: 'api', signal: stop.signal }),
    );
    const ends = Promise.allSettled(waiting);
    await Promise.all(Array.from({ length: 10 }, () => ask('busy.example', 'page')));
    await ask('other.example');
    expect(server.requests()).toBe(12);
    stop.abort(new Error('done waiting'));
    expect((await ends).every(({ status }) => status === 'rejected')).toBe(true);
    await net.close();
  });

  it('of pages shares the places', async () => {
    let running = 0;
    let most = 0;
    const { net, ask } = await world(
      (_, response) => {
        most = Math.max(most, ++running);
        setTimeout(() => {
          running -= 1;
          response.end();
        }, 30);
      },
      { hostLimits: () => ({ concurrency: 3, burst: 1, intervalMs: 0 }) },
    );
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => ask('busy.example', index % 2 ? 'page' : 'media')),
    );
    expect(most).toBe(3);
    await net.close();
  });
});
