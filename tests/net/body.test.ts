import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Wire } from '../../src/model/wire.ts';
import { failureOf, type Loopback, netTo, serveHttp, serveRaw, textOf } from './loopback.ts';

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Asks a server that answers 200 with these headers and bytes. */
async function ask(
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  maxBytes?: number,
): Promise<Wire> {
  const server = await serveHttp((_, response) => response.writeHead(200, headers).end(body));
  return await askOf(server, maxBytes);
}

async function askOf(server: Loopback, maxBytes?: number): Promise<Wire> {
  servers.push(server);
  const net = netTo({ http: server });
  try {
    const limit = maxBytes === undefined ? {} : { maxBytes };
    return await net.fetch({ url: 'http://example.org/', purpose: 'article', ...limit });
  } finally {
    await net.close();
  }
}

const text = Buffer.from('Grüße, مرحبا. '.repeat(2000));
const encoders = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  GZip: gzipSync,
  br: brotliCompressSync,
  zstd: zstdCompressSync,
  deflate: deflateSync,
} as const;

describe('one content encoding', () => {
  for (const [name, encode] of Object.entries(encoders)) {
    it(`${name} is undone`, async () => {
      const wire = await ask({ 'content-encoding': name }, encode(text));
      expect(Buffer.from(wire.body).equals(text)).toBe(true);
    });

    it(`${name} cut short is truncated`, async () => {
      const bytes = encode(text);
      const half = ask({ 'content-encoding': name }, bytes.subarray(0, bytes.length >> 1));
      expect((await failureOf(half)).name).toBe('truncated');
      expect((await failureOf(ask({ 'content-encoding': name }, bytes.subarray(0, -1)))).name).toBe(
        'truncated',
      );
    });

    it(`${name} that isn't is a bad response`, async () => {
      const plain = ask({ 'content-encoding': name }, Buffer.from('only text, nothing packed'));
      expect((await failureOf(plain)).name).toBe('bad-response');
    });

    it(`a bomb in ${name} is stopped at the limit`, async () => {
      const bomb = encode(Buffer.alloc(64 * 1024 * 1024));
      const before = process.memoryUsage().rss;
      const error = await failureOf(ask({ 'content-encoding': name }, bomb, 1024 * 1024));
      expect(error.name).toBe('too-large');
      expect(error.facts['maxBytes']).toBe(1024 * 1024);
      expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024);
    });
  }

  it('raw deflate is undone too', async () => {
    expect(Buffer.from((await ask({ 'content-encoding': 'deflate' }, deflateRawSync(text))).body)).toEqual(
      text,
    );
  });

  it('gzip in members is undone whole', async () => {
    const wire = await ask(
      { 'content-encoding': 'gzip' },
      Buffer.concat([gzipSync('one '), gzipSync('two')]),
    );
    expect(textOf(wire)).toBe('one two');
  });

  it('empty members without end are stopped by what comes in', async () => {
    const empty = Buffer.concat(Array.from({ length: 1000 }, () => gzipSync('')));
    expect((await failureOf(ask({ 'content-encoding': 'gzip' }, empty, 10_000))).name).toBe('too-large');
  });

  it('a second layer, a thousand of them, or an unknown one is refused', async () => {
    const twice = gzipSync(gzipSync(text));
    for (const name of [
      'gzip, gzip',
      Array.from({ length: 1000 }, () => 'gzip').join(','),
      'compress',
      'aes128gcm',
    ])
      expect((await failureOf(ask({ 'content-encoding': name }, twice))).name).toBe('bad-response');
  });

  it('identity and nothing mean the bytes as they are', async () => {
    expect(textOf(await ask({ 'content-encoding': 'identity' }, Buffer.from('as is')))).toBe('as is');
    expect(textOf(await ask({ 'content-encoding': '' }, Buffer.from('as is')))).toBe('as is');
  });

  it('an empty body needs no decoding', async () => {
    expect((await ask({ 'content-encoding': 'gzip' }, Buffer.alloc(0))).body.length).toBe(0);
  });
});

describe('the limit', () => {
  it('holds for plain bodies, announced or not, to the byte', async () => {
    const announced = { 'content-length': '1001' };
    expect((await ask({}, Buffer.alloc(1000), 1000)).body.length).toBe(1000);
    expect((await failureOf(ask(announced, Buffer.alloc(1001), 1000))).name).toBe('too-large');
    expect((await failureOf(ask({ 'transfer-encoding': 'chunked' }, Buffer.alloc(1001), 1000))).name).toBe(
      'too-large',
    );
  });

  it('is 10 MiB for articles unless said', async () => {
    expect((await failureOf(ask({}, Buffer.alloc(10 * 1024 * 1024 + 1)))).facts['maxBytes']).toBe(
      10 * 1024 * 1024,
    );
  });
});

describe('a body that is not whole', () => {
  const ok = 'HTTP/1.1 200 OK\r\n';
  const cases: readonly (readonly [what: string, answer: string, name: string])[] = [
    ['less than announced', `${ok}content-length: 10\r\n\r\nshort`, 'truncated'],
    ['chunks without an end', `${ok}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n`, 'truncated'],
    ['a chunk broken off', `${ok}transfer-encoding: chunked\r\n\r\nff\r\nhello`, 'truncated'],
    ['chunk garbage', `${ok}transfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n`, 'bad-response'],
    [
      'both a length and chunks',
      `${ok}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
      'truncated',
    ],
    ['two lengths', `${ok}content-length: 3\r\ncontent-length: 5\r\n\r\nhello`, 'truncated'],
    ['headers broken off', `${ok}content-type: text/`, 'connect'],
    ['nothing', '', 'connect'],
    ['no HTTP', 'SSH-2.0-OpenSSH_9\r\n', 'bad-response'],
    ['HTTP/0.9', '<html>hello</html>', 'bad-response'],
    ['a header of 100 kB', `${ok}x: ${'a'.repeat(100_000)}\r\n\r\n`, 'bad-response'],
    ['a header name with a space', `${ok}a b: c\r\n\r\n`, 'bad-response'],
  ];
  for (const [what, answer, name] of cases)
    it(`${what} is ${name}`, async () => {
      expect((await failureOf(askOf(await serveRaw(answer)))).name).toBe(name);
    });

  it('a reset in the middle is never handed on', async () => {
    const server = await serveHttp((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.socket?.resetAndDestroy(), 20);
    });
    expect((await failureOf(askOf(server))).name).toBe('truncated');
  });

  it('bytes after the announced length are not taken for the body', async () => {
    const wire = await askOf(await serveRaw('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhelloTRAILING'));
    expect(textOf(wire)).toBe('hello');
  });

  it('a body that ends with the connection is whole', async () => {
    expect(textOf(await askOf(await serveRaw('HTTP/1.1 200 OK\r\n\r\nhello')))).toBe('hello');
  });

  it('odd but readable answers are read', async () => {
    const wire = await askOf(
      await serveRaw(
        'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 299\r\nA: 1\r\na: 2\r\ncontent-length: 0\r\n\r\n',
      ),
    );
    expect(wire.status).toBe(299);
    expect(wire.headers).toEqual([
      ['a', '1'],
      ['a', '2'],
      ['content-length', '0'],
    ]);
  });

  it('statuses without a body are not waited for', async () => {
    const server = await serveHttp((_, response) =>
      response.writeHead(304, { 'content-encoding': 'gzip' }).end(),
    );
    expect((await askOf(server)).status).toBe(304);
  });
});
