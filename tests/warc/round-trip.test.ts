import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExchanges } from '../../src/warc/read-file.ts';
import type { HeaderList, WarcExchange } from '../../src/warc/record.ts';
import { openWaczWriter } from '../../src/warc/wacz-writer.ts';
import { answered, collect, comparable, failed, fixed } from './exchanges.ts';
import { freshFolder } from './folder.ts';

const everyByte = Uint8Array.from({ length: 1024 }, (_, index) => index % 256);
const examples: readonly (readonly [string, WarcExchange])[] = [
  ['a page', answered('https://example.com/', { headers: [['content-type', 'text/html']] })],
  ['every byte', answered('https://example.com/bytes', { body: everyByte })],
  ['100 KB', answered('https://example.com/large', { body: randomBytes(100_000) })],
  ['nothing', answered('https://example.com/none', { status: 204, statusText: '', body: new Uint8Array() })],
  ['line ends', answered('https://example.com/ends', { body: Buffer.from('\r\n\r\nWARC/1.1\r\n\r\n') })],
  [
    'what was gzipped and chunked on its way',
    answered('https://example.com/packed', {
      headers: [
        ['content-encoding', 'gzip'],
        ['transfer-encoding', 'chunked'],
        ['content-length', '31'],
        ['x-orig-content-encoding', 'a header somebody really sent'],
      ],
    }),
  ],
  [
    'repeated headers in their order',
    answered('https://example.com/cookies', {
      headers: [
        ['set-cookie', 'a=1,,,2'],
        ['date', 'x'],
        ['set-cookie', 'b=2'],
        ['empty', ''],
        ['utf-8', 'ünïcode 🐚'],
      ],
    }),
  ],
  [
    'a redirect',
    answered('https://t.co/x', {
      status: 301,
      statusText: 'Moved',
      headers: [['location', 'https://a.example/']],
    }),
  ],
  ['commas in the address', answered('https://example.com/a,,,b?c=,,,')],
  [
    'a body sent',
    answered(
      'https://example.com/post',
      {},
      { method: 'POST', headers: [['content-type', 'application/json']], body: Buffer.from('{"a":[1,2]}') },
    ),
  ],
  ['bytes sent', answered('https://example.com/put', {}, { method: 'PUT', body: everyByte })],
  ['a preflight', answered('https://example.com/', { status: 204, statusText: '' }, { method: 'OPTIONS' })],
  [
    'a HEAD',
    answered('https://example.com/', { headers: [['content-length', '7']], body: new Uint8Array() }),
  ],
  ['a failure', failed('https://example.com/', 'timeout', 'example.com was "too slow"\nsecond line')],
];

describe('a WACZ', () => {
  for (const [name, exchange] of examples)
    it(`gives back ${name} as it was put in`, async () => {
      expect((await throughFile([exchange])).map(comparable)).toEqual([comparable(exchange)]);
    });

  it('gives back all of them, repeats too, in their order, however the calls overlap', async () => {
    const all = [...examples, ...examples].map(([, exchange], index) => ({ ...exchange, durationMs: index }));
    expect((await throughFile(all)).map(comparable)).toEqual(all.map(comparable));
  });

  it('gives back whatever may come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyExchange, { maxLength: 5 }), async (exchanges) => {
        expect((await throughFile(exchanges)).map(comparable)).toEqual(exchanges.map(comparable));
      }),
      { numRuns: 60 },
    );
  });
});

const headerName = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const headerValue = fc
  .stringMatching(/^(?:[!-~\u00a1-\u{1f6ff}](?:[ -~\u00a1-\u{1f6ff}]{0,30}[!-~])?)?$/u)
  .map((value) => value.toWellFormed());
const headers: fc.Arbitrary<HeaderList> = fc.array(fc.tuple(headerName, headerValue), { maxLength: 6 });
const body = fc.uint8Array({ maxLength: 3000 });
const anyExchange: fc.Arbitrary<WarcExchange> = fc
  .record({
    request: fc.record({
      method: fc.constantFrom('GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'),
      url: fc.webUrl({ withQueryParameters: true, withFragments: false }).map((url) => new URL(url).href),
      headers,
      body,
    }),
    response: fc.record({
      status: fc.integer({ min: 100, max: 599 }),
      statusText: fc.constantFrom('', 'OK', 'Not Found'),
      // A body that is truly chunked or coded is stored decoded, under headers that say how it came.
      headers: headers.map((list) => [...list, ['transfer-encoding', 'chunked'] as const]),
      body,
    }),
    failure: fc.record({ name: fc.constantFrom('timeout', 'dns'), message: fc.string() }),
    isFailure: fc.boolean(),
    at: fc
      .date({ min: new Date('1995-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString()),
    durationMs: fc.nat(60_000),
    remoteAddress: fc.option(fc.ipV6(), { nil: null }),
    security: fc.constant(null),
  })
  .map(({ isFailure, response, failure, ...rest }) => ({
    ...rest,
    response: isFailure ? null : response,
    failure: isFailure ? failure : null,
  }));

async function throughFile(exchanges: readonly WarcExchange[]): Promise<WarcExchange[]> {
  const path = join(await freshFolder(), 'run.wacz');
  const writer = await openWaczWriter(path, fixed);
  await Promise.all(exchanges.map((exchange) => writer.add(exchange)));
  await writer.finish();
  return collect(readExchanges(path));
}
