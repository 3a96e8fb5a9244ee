import { createReadStream, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeBody } from '../../src/warc/decode-body.ts';
import { pairRecords } from '../../src/warc/pair-records.ts';
import { readRecords } from '../../src/warc/read-file.ts';
import { readWarcRecords } from '../../src/warc/read-warc.ts';
import { collect } from './exchanges.ts';

const http = 'application/http; msgtype=response';
const hello = record(
  { 'WARC-Type': 'response', 'Content-Type': http },
  'HTTP/1.1 200 OK\r\nA: b\r\n\r\nhello',
);
const picture = record({ 'WARC-Type': 'resource', 'Content-Type': 'image/png' }, '\x89PNG\r\n\r\n');

describe('readWarcRecords', () => {
  it('reads plain, gzip per record, gzip as a whole, however the chunks end', async () => {
    const plain = Buffer.concat([hello, picture, hello]);
    const shapes = [
      plain,
      Buffer.concat([hello, picture, hello].map((each) => gzipSync(each))),
      gzipSync(plain),
    ];
    for (const bytes of shapes)
      for (const size of [1, 2, 3, 5, 7, 64, bytes.length]) {
        const records = await collect(readWarcRecords(chunks(bytes, size)));
        expect(records.map(({ type, body }) => [type, Buffer.from(body).toString('latin1')])).toEqual([
          ['response', 'hello'],
          ['resource', '\x89PNG\r\n\r\n'],
          ['response', 'hello'],
        ]);
      }
  });

  it('says what a record says', async () => {
    const [read] = await collect(readWarcRecords(chunks(hello)));
    expect(read).toMatchObject({
      type: 'response',
      id: 'urn:uuid:1',
      url: 'https://example.com/a',
      at: '2020-01-01T00:00:00Z',
      contentType: http,
      http: { kind: 'response', status: 200, statusText: 'OK', headers: [['a', 'b']] },
      complete: true,
    });
    expect(read?.fields).toContainEqual(['warc-type', 'response']);
  });

  it('reads what older tools wrote', async () => {
    const odd = record(
      { 'WARC-Type': 'response', 'Content-Type': http, 'WARC-Target-URI': '<https://example.com/wget>' },
      Buffer.from('HTTP/1.0 404\r\nX-Name:  caf\xe9 \r\n of two lines\r\nno colon\r\n\r\n', 'latin1'),
    );
    const [read] = await collect(readWarcRecords(chunks(Buffer.concat([Buffer.from('\r\n'), odd]))));
    expect(read?.url).toBe('https://example.com/wget');
    expect(read?.http).toEqual({
      kind: 'response',
      status: 404,
      statusText: '',
      headers: [['x-name', 'café of two lines']],
    });
  });

  it('undoes chunking, and leaves a body alone that only says it is chunked', async () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    const bodies = ['5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n', 'not chunked at all', '5\r\nhel'];
    const made = bodies.map((body) => record({ 'WARC-Type': 'response', 'Content-Type': http }, head + body));
    const records = await collect(readWarcRecords(chunks(Buffer.concat(made))));
    expect(records.map(({ body }) => Buffer.from(body).toString())).toEqual([
      'hello world',
      ...bodies.slice(1),
    ]);
  });

  it('passes over a block that is too long, and goes on', async () => {
    const records = await collect(
      readWarcRecords(chunks(Buffer.concat([hello, picture])), { maxBlockBytes: 20 }),
    );
    expect(records.map(({ complete, body }) => [complete, body.length])).toEqual([
      [false, 0],
      [true, 8],
    ]);
  });

  const damaged: readonly (readonly [string, Buffer, number, RegExp])[] = [
    ['that breaks off', Buffer.concat([hello, hello.subarray(0, -20)]), 1, /middle of a record/],
    ['of other text', Buffer.from('just some words\n'), 0, /no WARC record/],
    ['with a record without a length', Buffer.from('WARC/1.1\r\nWARC-Type: x\r\n\r\n'), 0, /how long/],
    ['with a negative length', Buffer.from('WARC/1.1\r\nContent-Length: -5\r\n\r\n'), 0, /how long/],
    ['whose head never ends', Buffer.concat([hello, Buffer.alloc(2 ** 21, 'a')]), 1, /no WARC record/],
    ['whose gzip breaks off', gzipped(hello, hello).subarray(0, -9), 1, /breaks off/],
    ['with a byte changed', changed(gzipped(hello, hello)), 1, /damaged|no WARC/],
    ['with zeros between', Buffer.concat([gzipSync(hello), Buffer.alloc(5), gzipSync(hello)]), 1, /not gzip/],
    ['packed with zstd', zstdCompressSync(hello), 0, /zstd/],
  ];
  for (const [what, bytes, whole, message] of damaged)
    it(`refuses a file ${what}, after what is whole`, async () => {
      const types: string[] = [];
      const reading = async () => {
        for await (const { type } of readWarcRecords(chunks(bytes, 50))) types.push(type);
      };
      await expect(reading()).rejects.toMatchObject({
        name: 'unreadable-input',
        message: expect.stringMatching(message) as string,
      });
      expect(types.length).toBe(whole);
    });

  it('gives nothing for an empty stream', async () => {
    expect(await collect(readWarcRecords(chunks(Buffer.alloc(0))))).toEqual([]);
  });

  it('lets go of its source when nobody reads on', async () => {
    let released = false;
    const source = async function* () {
      try {
        for (;;) yield hello;
      } finally {
        released = true;
      }
    };
    for await (const { type } of readWarcRecords(source())) {
      expect(type).toBe('response');
      break;
    }
    expect(released).toBe(true);
  });
});

describe('decodeBody', () => {
  const body = Buffer.from('words, words, words');
  const coded = {
    gzip: gzipSync(body),
    'x-gzip': gzipSync(body),
    deflate: deflateSync(body),
    br: brotliCompressSync(body),
    zstd: zstdCompressSync(body),
    identity: body,
    'Deflate ': deflateRawSync(body),
    'gzip, br': brotliCompressSync(gzipSync(body)),
  };
  for (const [coding, bytes] of Object.entries(coded))
    it(`undoes ${coding}`, async () => {
      expect(Buffer.from(await decodeBody([['content-encoding', coding]], bytes)).equals(body)).toBe(true);
    });

  it('leaves a body alone that was decoded before it was stored', async () => {
    for (const coding of ['gzip', 'br', 'deflate', 'zstd'])
      expect(await decodeBody([['content-encoding', coding]], body)).toEqual(body);
  });

  it('refuses damage and bombs', async () => {
    const headers = [['content-encoding', 'gzip']] as const;
    await expect(decodeBody(headers, coded.gzip.subarray(0, -9))).rejects.toMatchObject({
      name: 'unreadable-input',
    });
    await expect(decodeBody(headers, gzipSync(Buffer.alloc(2000)), 1000)).rejects.toMatchObject({
      message: expect.stringContaining('1000 bytes') as string,
    });
  });
});

describe('pairRecords', () => {
  it('pairs in both directions, resolves revisits, and takes an answer alone', async () => {
    const digest = 'sha256:aa';
    const file = Buffer.concat([
      answer('urn:1', 'one', { 'WARC-Payload-Digest': digest }),
      request('urn:2', 'POST', { 'WARC-Concurrent-To': '<urn:1>' }),
      request('urn:3', 'PUT', {}),
      answer('urn:4', 'two', { 'WARC-Concurrent-To': '<urn:3>' }),
      answer('urn:5', 'three', {}),
      record(
        {
          'WARC-Type': 'revisit',
          'Content-Type': http,
          'WARC-Record-ID': '<urn:6>',
          'WARC-Payload-Digest': digest,
        },
        'HTTP/1.1 200 OK\r\n\r\n',
      ),
      record({ 'WARC-Type': 'metadata', 'Content-Type': 'application/json' }, '{"other":1}'),
      record({ 'WARC-Type': 'metadata', 'Content-Type': 'application/json' }, '{not json'),
      picture,
    ]);
    const pairs = await collect(pairRecords(readWarcRecords(chunks(file))));
    expect(
      pairs.map(({ request: { method }, response }) => [
        method,
        Buffer.from(response?.body ?? []).toString(),
      ]),
    ).toEqual([
      ['POST', 'one'],
      ['PUT', 'two'],
      ['GET', 'three'],
      ['GET', 'one'],
    ]);
  });
});

const corpus = resolve(
  import.meta.dirname,
  '../..',
  process.env['HOLDFAST_CORPUS'] ?? '../shared/corpus',
  'platform/x/warc/netpreserve-twitter.warc.gz',
);

it.skipIf(!existsSync(corpus))('reads a WARC of the wild (skipped where the corpus is missing)', async () => {
  const counts: Record<string, number> = {};
  for await (const { type, http: head, at } of readRecords(corpus)) {
    counts[type] = (counts[type] ?? 0) + 1;
    expect(Number.isNaN(Date.parse(at))).toBe(false);
    expect(head?.kind ?? type).not.toBe('response without a head');
  }
  expect(counts).toMatchObject({ request: 151, response: 139, revisit: 12 });
  const pairs = await collect(pairRecords(readWarcRecords(createReadStream(corpus))));
  expect(pairs.length).toBeGreaterThanOrEqual(139);
  const pages = pairs.filter(({ response }) => /<html/i.test(Buffer.from(response?.body ?? []).toString()));
  expect(pages.length).toBeGreaterThan(3);
});

it('names the file that is not there', async () => {
  const path = join(import.meta.dirname, 'missing.warc');
  await expect(collect(readRecords(path))).rejects.toMatchObject({
    name: 'unreadable-input',
    message: expect.stringContaining('missing.warc') as string,
  });
});

function record(fields: Readonly<Record<string, string>>, block: string | Buffer): Buffer {
  const bytes = typeof block === 'string' ? Buffer.from(block, 'latin1') : block;
  const all = {
    'WARC-Record-ID': '<urn:uuid:1>',
    'WARC-Date': '2020-01-01T00:00:00Z',
    'WARC-Target-URI': 'https://example.com/a',
    ...fields,
    'Content-Length': String(bytes.length),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`WARC/1.0\r\n${lines.join('')}\r\n`), bytes, Buffer.from('\r\n\r\n')]);
}

function answer(id: string, body: string, more: Readonly<Record<string, string>>): Buffer {
  const fields = { 'WARC-Type': 'response', 'Content-Type': http, 'WARC-Record-ID': `<${id}>`, ...more };
  return record(fields, `HTTP/1.1 200 OK\r\n\r\n${body}`);
}

function request(id: string, method: string, more: Readonly<Record<string, string>>): Buffer {
  const contentType = 'application/http; msgtype=request';
  const fields = {
    'WARC-Type': 'request',
    'Content-Type': contentType,
    'WARC-Record-ID': `<${id}>`,
    ...more,
  };
  return record(fields, `${method} /a HTTP/1.1\r\n\r\n`);
}

function gzipped(...records: readonly Buffer[]): Buffer {
  return Buffer.concat(records.map((each) => gzipSync(each)));
}

/** In the data of the second member. */
function changed(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(bytes.length * 0.75);
  copy.writeUInt8(copy.readUInt8(at) ^ 0xff, at);
  return copy;
}

async function* chunks(bytes: Buffer, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
