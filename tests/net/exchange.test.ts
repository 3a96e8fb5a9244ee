import { afterEach, describe, expect, it } from 'vitest';
import { HoldfastError } from '../../src/errors.ts';
import type { RecordedExchange } from '../../src/model/exchange.ts';
import type { Wire, WireRequest } from '../../src/model/wire.ts';
import type { NetOptions } from '../../src/net/net.ts';
import { failureOf, type Loopback, netTo, serveHttp, textOf } from './loopback.ts';

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function recording(options: Partial<NetOptions> = {}) {
  const exchanges: RecordedExchange[] = [];
  const server = await serveHttp((request, response) => {
    if (request.url === '/hop') response.writeHead(302, { location: '/end' }).end();
    else if (request.url === '/busy') response.writeHead(429, { 'retry-after': '120' }).end('later');
    else response.writeHead(200, { 'x-a': '1' }).end(`${request.method} ${request.url}`);
  });
  servers.push(server);
  const record = async (exchange: RecordedExchange) => void exchanges.push(exchange);
  const net = netTo({ http: server }, { recorder: { record }, ...options });
  return { exchanges, server, net };
}

async function rowOf(answer: Promise<Wire>): Promise<unknown[]> {
  try {
    const wire = await answer;
    return [wire.url, wire.status, textOf(wire), wire.at];
  } catch (error) {
    if (error instanceof HoldfastError) return [error.name, error.retryable, error.message, error.retryAt];
    throw error;
  }
}

/** Answers in recorded order by method and URL: the least a player can be. */
function playerOf(exchanges: readonly RecordedExchange[]) {
  const left = [...exchanges];
  return {
    play: async (request: WireRequest): Promise<RecordedExchange> => {
      const isIt = ({ request: { method, url } }: RecordedExchange) =>
        method === (request.method ?? 'GET') && url === request.url;
      const [found] = left.splice(Math.max(0, left.findIndex(isIt)), left.some(isIt) ? 1 : 0);
      if (found !== undefined) return found;
      throw new HoldfastError('not-recorded', `${request.url} is not in the record`);
    },
  };
}

describe('the recorder', () => {
  it('is told each hop, with its address, as it came', async () => {
    const { exchanges, net } = await recording();
    const body = Buffer.from('question');
    await net.fetch({ url: 'http://example.org/hop#x', purpose: 'article' });
    await net.fetch({ url: 'http://example.org/form', purpose: 'api', method: 'POST', body });
    expect(exchanges.map(({ request, response }) => [request.method, request.url, response?.status])).toEqual(
      [
        ['GET', 'http://example.org/hop', 302],
        ['GET', 'http://example.org/end', 200],
        ['POST', 'http://example.org/form', 200],
      ],
    );
    expect(exchanges.every(({ remoteAddress }) => remoteAddress === '127.0.0.1')).toBe(true);
    const last = exchanges[2];
    expect(Buffer.from(last?.request.body ?? []).toString()).toBe('question');
    expect(last?.request.headers).toContainEqual(['user-agent', 'Holdfast/1.2.3']);
    expect(last?.response?.headers).toContainEqual(['x-a', '1']);
    expect(last?.response?.statusText).toBe('OK');
    expect(new Date(last?.at ?? '').toISOString()).toBe(last?.at);
    await net.close();
  });

  it('is told failures too: of names, refusals, limits and pauses', async () => {
    const { exchanges, net } = await recording();
    const fail = async (url: string, more: Partial<WireRequest> = {}) =>
      (await failureOf(net.fetch({ url, purpose: 'api', ...more }))).name;
    const thrown = [
      await fail('https://nowhere.example/'),
      await fail('https://10.0.0.1/'),
      await fail('http://example.org/big', { maxBytes: 3 }),
      await fail('http://example.org/busy'),
      await fail('http://example.org/after'),
    ];
    expect(thrown).toEqual(['dns', 'refused-address', 'too-large', 'rate-limited', 'rate-limited']);
    expect(exchanges.map(({ failure, response }) => failure?.name ?? response?.status)).toEqual([
      'dns',
      'refused-address',
      'too-large',
      429,
      'rate-limited',
    ]);
    await net.close();
  });

  it('is not told of a request its caller gave up', async () => {
    const { exchanges, net } = await recording();
    const signal = AbortSignal.abort(new Error('never mind'));
    await expect(net.fetch({ url: 'http://example.org/', purpose: 'api', signal })).rejects.toThrow(
      'never mind',
    );
    expect(exchanges).toEqual([]);
    await net.close();
  });
});

describe('a player', () => {
  it('answers as the record does, without a socket or a name looked up', async () => {
    const now = () => new Date('2026-11-24T12:00:00Z');
    const live = await recording({ now });
    const urls = [
      'http://example.org/hop',
      'http://example.org/end',
      'https://nowhere.example/',
      'https://10.0.0.1/',
      'http://example.org/busy',
    ];
    const run = async (net: typeof live.net) => {
      const rows: unknown[][] = [];
      for (const url of urls) rows.push(await rowOf(net.fetch({ url, purpose: 'article' })));
      return rows;
    };
    const before = await run(live.net);
    const connections = live.server.connections();
    const lookups: string[] = [];
    const replay = netTo(
      { http: live.server },
      {
        player: playerOf(live.exchanges),
        now,
        hostLimits: () => ({ concurrency: 1, burst: 1, intervalMs: 60_000 }),
        lookup: async (host) => {
          lookups.push(host);
          return [];
        },
      },
    );
    const after = await run(replay);
    expect(after).toEqual(before);
    expect(live.server.connections()).toBe(connections);
    expect(lookups).toEqual([]);
    expect(replay.contacted()).toEqual([]);
    expect(await replay.reachable(['nowhere.example'])).toBe(true);
    await replay.close();
    await live.net.close();
  });

  it('says what it never saw', async () => {
    const net = netTo({}, { player: playerOf([]) });
    expect((await failureOf(net.fetch({ url: 'http://example.org/', purpose: 'api' }))).name).toBe(
      'not-recorded',
    );
    await net.close();
  });
});
