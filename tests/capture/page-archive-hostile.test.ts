import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPageArchive } from '../../src/capture/page-archive.ts';
import { HoldfastError, isHoldfastError } from '../../src/errors.ts';
import type { RecordedExchange, RecordedResponse } from '../../src/model/exchange.ts';
import type { Fetch, WireRequest } from '../../src/model/wire.ts';
import { readExchanges } from '../../src/warc/read-file.ts';
import { makeCertificates } from '../stand-in/certificates.ts';
import { faultsOf, readBack } from '../warc/read-back.ts';

const at = '2026-01-02T03:04:05.000Z';
const shot = {
  url: 'https://social.test/post',
  toldAt: '2026-01-02T03:04:09.000Z',
  browser: 'Chrome/1',
  settings: { width: 550, dpr: 2, locale: 'en-US', timeZone: 'UTC', fonts: 'f', consent: null },
};

type Answered = Partial<RecordedResponse> & Pick<Partial<RecordedExchange>, 'at' | 'security'>;

/** The network as far as an archive sees it: every answer is told, then given. */
function telling(answer: (url: string) => Answered, asked: string[] = []): Fetch {
  return async (request) => {
    asked.push(request.url);
    const { at: when = at, security, ...response } = answer(request.url);
    const headers = Object.entries(request.headers ?? {});
    const exchange = {
      request: { method: 'GET', url: request.url, headers, body: new Uint8Array() },
      response: { status: 200, statusText: 'OK', headers: [], body: new Uint8Array(), ...response },
      at: when,
      durationMs: 1,
      remoteAddress: '192.0.2.1',
      ...(security === undefined ? {} : { security }),
    };
    request.onExchange?.(exchange);
    return { ...exchange.response, url: request.url, at: when };
  };
}

const ask = (url: string): WireRequest => ({ url, purpose: 'page' });
const script = [['content-type', 'text/javascript']] as const;
const mebibyte = 1024 * 1024;

describe('an archive of pages', () => {
  it('is nothing where no page was shown, and remembers nothing after its end', async () => {
    const archive = openPageArchive({ fetch: telling(() => ({ body: Buffer.from('x') })) });
    await archive.fetch(ask(shot.url));
    expect(await archive.finish()).toBeNull();
    archive.add(shot, 'light');
    await archive.fetch(ask(shot.url));
    expect((await readBack((await archive.finish()) ?? Buffer.alloc(0))).index).toEqual([]);
  });

  it('is the same bytes for the same exchanges, in whatever order they came', async () => {
    const urls = Array.from({ length: 20 }, (_, index) => `https://social.test/${index % 7}`);
    const made = async (order: readonly string[]) => {
      const fetch = telling((url) => ({
        body: Buffer.from(url),
        at: `2026-01-02T03:04:0${url.at(-1)}.000Z`,
      }));
      const archive = openPageArchive({ fetch });
      for (const url of order) await archive.fetch(ask(url));
      archive.add(shot, 'light');
      return Buffer.from((await archive.finish()) ?? []);
    };
    const first = await made(urls);
    expect((await made(urls.toReversed())).equals(first)).toBe(true);
    expect((await made(urls.slice(1))).equals(first)).toBe(false);
  });

  it('throws what the network threw, and holds why', async () => {
    const archive = openPageArchive({
      fetch: async ({ url, onExchange }) => {
        const failure = { name: 'timeout', message: 'too slow' } as const;
        const request = { method: 'GET', url, headers: [], body: new Uint8Array() };
        onExchange?.({ request, failure, at, durationMs: 9, remoteAddress: null });
        throw new HoldfastError(failure.name, failure.message);
      },
    });
    const thrown: unknown = await archive.fetch(ask('https://slow.test/')).catch((error: unknown) => error);
    expect(isHoldfastError(thrown, 'timeout')).toBe(true);
    archive.add(shot, 'light');
    const [exchange] = await exchangesIn(await archive.finish());
    expect(exchange).toMatchObject({ request: { url: 'https://slow.test/' }, failure: { name: 'timeout' } });
  });
});

describe('pages that are out to fill it', () => {
  it('has bodies up to its bound, hands all on, and says what it left out', async () => {
    const asked: string[] = [];
    const body = Buffer.alloc(mebibyte / 4, 'abc');
    const fetch = telling(() => ({ body, headers: script }), asked);
    const archive = openPageArchive({ fetch, maxBytes: 2 * mebibyte });
    for (let turn = 0; turn < 2; turn++)
      for (let index = 0; index < 20; index++) {
        const wire = await archive.fetch(ask(`https://cdn.test/${index}.js`));
        expect(wire.body).toBe(body);
      }
    // Seven fit and are asked for once.
    expect(asked).toHaveLength(7 + 13 + 13);
    archive.add(shot, 'light');
    const read = await readBack((await archive.finish()) ?? Buffer.alloc(0));
    expect(await faultsOf(read)).toEqual([]);
    expect(read.records.filter(({ field }) => field('WARC-Truncated')[0] === 'length')).toHaveLength(26);
    expect(read.index).toHaveLength(7);
    expect(read.manifest['extras']).toMatchObject({
      provenanceInfo: { leftOut: { bodies: 26, exchanges: 0 } },
    });
  });

  it('has headers up to its bound', async () => {
    const headers = [['x-large', 'y'.repeat(64 * 1024)]] as const;
    const archive = openPageArchive({ fetch: telling(() => ({ headers })), maxBytes: mebibyte });
    for (let index = 0; index < 200; index++) await archive.fetch(ask(`https://cdn.test/${index}`));
    archive.add(shot, 'light');
    const read = await readBack((await archive.finish()) ?? Buffer.alloc(0));
    expect(await faultsOf(read)).toEqual([]);
    const kept = read.records.filter(({ type }) => type === 'response').length;
    expect(kept).toBeLessThan((mebibyte * 9) / 8 / headers[0][1].length);
    expect(read.manifest['extras']).toMatchObject({ provenanceInfo: { leftOut: { exchanges: 200 - kept } } });
  });

  it('has a thousand requests, and loses none', async () => {
    const archive = openPageArchive({ fetch: telling((url) => ({ body: Buffer.from(url) })) });
    for (let index = 0; index < 1_000; index++) await archive.fetch(ask(`https://a.test/${index}`));
    archive.add(shot, 'light');
    const exchanges = await exchangesIn(await archive.finish());
    expect(new Set(exchanges.map(({ request }) => request.url)).size).toBe(1_000);
  });

  it('has addresses with line ends, controls and other scripts, each on one line', async () => {
    const urls = [
      'https://a.test/\r\nWARC/1.1\r\n',
      'https://a.test/\u0000 x',
      'https://ü.test/?q=🐚',
      'no address',
    ];
    const headers = [['x-a', 'b\r\nWARC-Type: response\r\n\r\n']] as const;
    const archive = openPageArchive({ fetch: telling((url) => ({ headers, body: Buffer.from(url) })) });
    for (const url of urls) await archive.fetch(ask(url));
    archive.add({ ...shot, url: 'https://a.test/\u2028\u0007#part' }, 'light');
    const read = await readBack((await archive.finish()) ?? Buffer.alloc(0));
    expect(read.records).toHaveLength(1 + 2 * urls.length);
    expect(read.index).toHaveLength(urls.length);
    expect(read.index.map(({ url }) => url).sort()).toEqual([...urls].sort());
    for (const { key, digits } of read.index)
      expect([key, digits]).toEqual([expect.any(String), '20260102030405']);
    expect(read.pages).toMatchObject([{ url: 'https://a.test/%E2%80%A8%07#part' }]);
  });

  it('has chains of a hundred certificates, once, within its bound', async () => {
    const der = new X509Certificate(makeCertificates(['a.test']).cert).raw;
    const security = {
      protocol: 'TLSv1.3',
      cipher: 'TLS_AES_128_GCM_SHA256',
      certificates: Array(100).fill(der),
    };
    const archive = openPageArchive({ fetch: telling(() => ({ security })), maxBytes: mebibyte });
    for (let index = 0; index < 5; index++) await archive.fetch(ask(`https://a.test/${index}`));
    archive.add(shot, 'light');
    const wacz = await archive.finish();
    const read = await readBack(wacz ?? Buffer.alloc(0));
    expect(await faultsOf(read)).toEqual([]);
    expect(read.records.filter(({ type }) => type === 'resource')).toHaveLength(1);
    const [exchange] = await exchangesIn(wacz);
    expect(exchange?.security?.certificates).toHaveLength(100);
    const many = openPageArchive({
      fetch: telling(() => ({ security: { ...security, certificates: Array(100).fill(der) } })),
      maxBytes: mebibyte,
    });
    for (let index = 0; index < 100; index++) await many.fetch(ask(`https://host-${index}.test/`));
    many.add(shot, 'light');
    expect((await exchangesIn(await many.finish())).length).toBeLessThan(
      (mebibyte * 9) / 8 / (100 * der.length),
    );
  });
});

async function exchangesIn(wacz: Uint8Array | null) {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-archive-'));
  try {
    const path = join(folder, 'pages.wacz');
    await writeFile(path, wacz ?? Buffer.alloc(0));
    return await Array.fromAsync(readExchanges(path));
  } finally {
    await rm(folder, { recursive: true });
  }
}
