import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type ErrorName, HoldfastError } from '../../src/errors.ts';
import type { RecordedExchange } from '../../src/model/exchange.ts';
import type { WireRequest } from '../../src/model/wire.ts';
import { blameOf } from '../../src/net/blame.ts';
import { memoryOfOneRun } from '../../src/net/host-record.ts';
import type { NetOptions } from '../../src/net/net.ts';
import { failureOf, type Loopback, netTo, serveBytes, serveHttp } from './loopback.ts';

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const noon = Date.parse('2026-11-24T12:00:00Z');
const minute = 60_000;

/** Two hosts, each a server of its own; the clock is the test's. */
async function world(listener: RequestListener, options: Partial<NetOptions> = {}) {
  const sick = await serveHttp((request, response) => {
    response.sendDate = false;
    listener(request, response);
  });
  const well = await serveHttp((_, response) => response.end('well'));
  servers.push(sick, well);
  const clock = { at: noon };
  const open = (more: Partial<NetOptions> = {}) =>
    netTo(
      {},
      {
        connectTo: [`sick.example:80:127.0.0.1:${sick.port}`, `well.example:80:127.0.0.1:${well.port}`],
        timeouts: { headers: 8_000, idle: 8_000, total: 9_000 },
        now: () => new Date(clock.at),
        ...options,
        ...more,
      },
    );
  const net = open();
  let asked = 0;
  const ask = async (path = `/${++asked}`, purpose: WireRequest['purpose'] = 'api') =>
    await net.fetch({ url: `http://sick.example${path}`, purpose });
  return { sick, well, clock, net, open, ask };
}

const status =
  (code: number): RequestListener =>
  (_, response) =>
    void response.writeHead(code).end();

describe('a host that does not answer', () => {
  it('is left alone after five failures, and others go on', async () => {
    const { sick, well, net, ask } = await world(status(500));
    for (let time = 0; time < 5; time++) expect((await ask()).status).toBe(500);
    const refused = await failureOf(ask());
    expect([refused.name, refused.retryAt, refused.retryable]).toEqual([
      'host-down',
      new Date(noon + minute),
      true,
    ]);
    expect(refused.message).toContain('sick.example has not answered since 2026-11-24T12:00:00.000Z');
    await Promise.all(Array.from({ length: 50 }, async () => await failureOf(ask())));
    const start = performance.now();
    for (let time = 0; time < 20; time++)
      expect((await net.fetch({ url: `http://well.example/${time}`, purpose: 'api' })).status).toBe(200);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect([sick.requests(), well.requests()]).toEqual([5, 20]);
    await net.close();
  });

  it('gets one request that tries after each rest, and the rests grow to an hour', async () => {
    const { sick, clock, net, ask } = await world(status(502));
    for (let time = 0; time < 5; time++) await ask();
    const rests: number[] = [];
    for (let time = 0; time < 9; time++) {
      const end = (await failureOf(ask())).retryAt?.getTime() ?? 0;
      rests.push((end - clock.at) / minute);
      clock.at = end - 1;
      await failureOf(ask());
      expect(sick.requests()).toBe(5 + time);
      clock.at = end;
      // All that come at once wait for the one that tries.
      const failures = await Promise.all(Array.from({ length: 8 }, async () => await failureOf(ask())));
      expect(new Set(failures.map(({ name }) => name))).toEqual(new Set(['host-down']));
      expect(sick.requests()).toBe(6 + time);
    }
    expect(rests).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    await net.close();
  });

  it('is asked by all again once it has answered one, whatever it said', async () => {
    for (const well of [200, 404]) {
      let code = 503;
      const { sick, clock, net, ask } = await world((request, response) => status(code)(request, response));
      for (let time = 0; time < 5; time++) await ask();
      code = well;
      clock.at += minute;
      const answers = await Promise.all(Array.from({ length: 8 }, () => ask()));
      expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 8 }, () => well));
      expect(sick.requests()).toBe(13);
      code = 503;
      for (let time = 0; time < 4; time++) await ask();
      code = well;
      expect((await ask()).status).toBe(well);
      await net.close();
    }
  });

  it('is remembered from run to run, and by several processes at once', async () => {
    const memory = memoryOfOneRun();
    const { sick, clock, net, open, ask } = await world(status(500), { memory });
    for (let time = 0; time < 3; time++) await ask();
    const other = open();
    const askOther = async (path: string) =>
      await other.fetch({ url: `http://sick.example${path}`, purpose: 'api' });
    for (const path of ['/a', '/b']) expect((await askOther(path)).status).toBe(500);
    expect((await failureOf(ask())).name).toBe('host-down');
    expect((await failureOf(askOther('/c'))).retryAt).toEqual(new Date(noon + minute));
    clock.at += minute;
    // One of the two tries; the other is told to come back later.
    const both = await Promise.all([failureOf(ask()), failureOf(askOther('/d'))]);
    expect(both.map(({ name }) => name)).toEqual(['host-down', 'host-down']);
    expect(sick.requests()).toBe(6);
    await net.close();
    await other.close();
    const late = open();
    const failure = await failureOf(late.fetch({ url: 'http://sick.example/e', purpose: 'api' }));
    expect(failure.retryAt).toEqual(new Date(noon + 3 * minute));
    await late.close();
  });

  it('that refuses connections, or takes them and says nothing, is one too', async () => {
    const silent = await serveBytes(() => {});
    servers.push(silent);
    const net = netTo(
      {},
      {
        connectTo: ['shut.example:80:127.0.0.1:1', `mute.example:80:127.0.0.1:${silent.port}`],
        timeouts: { headers: 60, total: 5_000 },
        now: () => new Date(noon),
      },
    );
    for (const [host, name] of [
      ['shut.example', 'connect'],
      ['mute.example', 'timeout'],
    ] as const) {
      const ask = async (path: string) =>
        (await failureOf(net.fetch({ url: `http://${host}${path}`, purpose: 'api' }))).name;
      for (const path of ['/1', '/2', '/3', '/4', '/5']) expect(await ask(path)).toBe(name);
      expect(await ask('/6')).toBe('host-down');
    }
    expect(silent.connections()).toBe(5);
    await net.close();
  });

  it('is recorded as it was, whatever we make of it', async () => {
    const recorded: RecordedExchange[] = [];
    const record = async (exchange: RecordedExchange) => void recorded.push(exchange);
    const { clock, net, ask } = await world((request) => request.socket.destroy(), { recorder: { record } });
    for (let time = 0; time < 5; time++) expect((await failureOf(ask())).name).toBe('connect');
    clock.at += minute;
    expect((await failureOf(ask())).name).toBe('host-down');
    expect(recorded.map(({ failure }) => failure?.name)).toEqual(Array.from({ length: 6 }, () => 'connect'));
    await net.close();
  });

  it('is not held for down because of one address that fails again and again', async () => {
    const { sick, net, ask } = await world(status(500));
    for (let time = 0; time < 30; time++) expect((await ask('/broken')).status).toBe(500);
    expect(sick.requests()).toBe(30);
    await net.close();
  });

  it('is not held for down because the pictures of one post fail', async () => {
    const { net, ask } = await world(status(503));
    for (let time = 0; time < 19; time++) expect((await ask(`/${time}.jpg`, 'media')).status).toBe(503);
    expect((await ask('/20.jpg', 'media')).status).toBe(503);
    expect((await failureOf(ask('/21.jpg', 'media'))).name).toBe('host-down');
    await net.close();
  });

  it('is not held for down by answers we have no use for', async () => {
    const { net, ask } = await world((_, response) =>
      response.writeHead(200, { 'content-encoding': 'rot13' }).end('uryyb'),
    );
    for (let time = 0; time < 9; time++) expect((await failureOf(ask())).name).toBe('bad-response');
    await net.close();
  });

  it('may be tried by the next when the one that tried was broken off', async () => {
    let hold = false;
    const { sick, clock, net, ask } = await world((_, response) => {
      if (!hold) response.writeHead(500).end();
    });
    for (let time = 0; time < 5; time++) await ask();
    clock.at += minute;
    hold = true;
    const stop = new AbortController();
    const broken = net.fetch({ url: 'http://sick.example/x', purpose: 'api', signal: stop.signal });
    const ended = Promise.allSettled([broken]);
    while (sick.requests() < 6) await new Promise((resolve) => setTimeout(resolve, 5));
    const next = failureOf(ask());
    hold = false;
    stop.abort(new Error('stopped'));
    expect((await ended)[0]).toMatchObject({ status: 'rejected' });
    expect((await next).retryAt).toEqual(new Date(clock.at + 2 * minute));
    expect(sick.requests()).toBe(7);
    await net.close();
  });

  it('does not keep others waiting for the one that tries it, when that takes long', async () => {
    let hold = false;
    const { sick, clock, net, ask } = await world((_, response) => {
      if (!hold) response.writeHead(500).end();
    });
    for (let time = 0; time < 5; time++) await ask();
    clock.at += minute;
    hold = true;
    const stop = new AbortController();
    const slow = net.fetch({
      url: 'http://sick.example/x',
      purpose: 'api',
      signal: stop.signal,
      timeoutMs: 9_000,
    });
    const ended = Promise.allSettled([slow]);
    while (sick.requests() < 6) await new Promise((resolve) => setTimeout(resolve, 5));
    const start = performance.now();
    const others = await Promise.all(Array.from({ length: 3 }, async () => await failureOf(ask())));
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(others.map(({ name }) => name)).toEqual(['host-down', 'host-down', 'host-down']);
    expect(sick.requests()).toBe(6);
    stop.abort(new Error('enough'));
    await ended;
    await net.close();
  });

  it('that asks for rest meanwhile gets that', async () => {
    let code = 500;
    const { clock, net, ask } = await world((_, response) =>
      response.writeHead(code, code === 429 ? { 'retry-after': '7200' } : {}).end(),
    );
    for (let time = 0; time < 5; time++) await ask();
    clock.at += minute;
    code = 429;
    expect((await failureOf(ask())).retryAt).toEqual(new Date(clock.at + 120 * minute));
    code = 200;
    clock.at += 119 * minute;
    expect((await failureOf(ask())).name).toBe('rate-limited');
    clock.at += minute;
    expect((await ask()).status).toBe(200);
    await net.close();
  });

  it('for days lets what waits for it come to its end', async () => {
    const { clock, net, ask } = await world(status(500));
    for (let time = 0; time < 5; time++) await ask();
    clock.at += 3 * 24 * 60 * minute - 1;
    expect((await failureOf(ask())).name).toBe('host-down');
    clock.at += 60 * minute;
    expect((await ask()).status).toBe(500);
    const gone = await failureOf(ask());
    expect([gone.name, gone.message]).toEqual(['connect', expect.stringContaining('gone for good')]);
    await net.close();
  });
});

describe('what is blamed for a failure', () => {
  const url = new URL('http://sick.example/1');
  const failure = (name: ErrorName, code: string) =>
    new HoldfastError(name, code, { facts: { code }, cause: Object.assign(new Error(code), { code }) });

  it('is the host before there is a connection, the address after', () => {
    for (const error of [failure('connect', 'ECONNREFUSED'), failure('tls', 'CERT_HAS_EXPIRED')])
      expect(blameOf(error, url, 'api', false)).toEqual({ kind: 'host' });
    const reset = failure('connect', 'ECONNRESET');
    const blame = blameOf(reset, url, 'api', true);
    expect(blame).toMatchObject({ kind: 'address' });
    expect(blameOf(reset, new URL('?2', url), 'article', true)).not.toEqual(blame);
    expect(blameOf(reset, url, 'media', true)).toMatchObject({ kind: 'part' });
  });

  it('is nobody when it is our own doing, our network or a matter of taste', () => {
    for (const code of [
      'UND_ERR_DESTROYED',
      'UND_ERR_CLOSED',
      'EMFILE',
      'EPERM',
      'ENETUNREACH',
      'EHOSTUNREACH',
    ])
      expect(blameOf(failure('connect', code), url, 'api', false)).toBeNull();
    for (const name of [
      'dns',
      'offline',
      'too-large',
      'truncated',
      'bad-response',
      'refused-address',
    ] as const)
      expect(blameOf(failure(name, 'X'), url, 'api', true)).toBeNull();
    expect(blameOf(new DOMException('stop', 'AbortError'), url, 'api', true)).toBeNull();
  });
});

describe("a network of our own that doesn't work", () => {
  it('is not held against hosts', async () => {
    const memory = memoryOfOneRun();
    const net = netTo({}, { memory });
    for (let time = 0; time < 9; time++)
      await failureOf(net.fetch({ url: `http://away.example/${time}`, purpose: 'api' }));
    expect((await memory.get('away.example'))?.failures ?? []).toEqual([]);
    await net.close();
  });
});
