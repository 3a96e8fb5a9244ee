import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { netError } from './failures.ts';

/** What we say we can decode; a second layer is never asked for and never undone. */
export const acceptedEncodings = 'gzip, deflate, br, zstd';

/**
 * Reads a body whole and decodes its one content encoding, both by stream: neither what comes in nor what comes
 * out grows past `maxBytes`. Throws `too-large`, `bad-response` for encodings that are unknown or layered, and
 * what the stream or the decoder throws.
 */
export async function readBody(
  body: Readable,
  headers: readonly (readonly [name: string, value: string])[],
  url: URL,
  maxBytes: number,
): Promise<Uint8Array> {
  const encoding = encodingOf(headers, url);
  const announced = Number(headers.find(([name]) => name === 'content-length')?.[1] ?? 0);
  if (announced > maxBytes) throw tooLarge(url, maxBytes);
  const count = counter(url, maxBytes);
  if (encoding === null) {
    await pipeline(body, count.collect);
    return count.bytes();
  }
  const first = await firstChunk(body);
  if (first === null) return new Uint8Array();
  const decoded = counter(url, maxBytes);
  await pipeline(withFirst(first, body), count.pass, decoders[encoding](first), decoded.collect);
  return decoded.bytes();
}

type Encoding = 'gzip' | 'deflate' | 'br' | 'zstd';

function encodingOf(headers: readonly (readonly [name: string, value: string])[], url: URL): Encoding | null {
  const named = headers
    .filter(([name]) => name === 'content-encoding')
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '' && word !== 'identity');
  const [only] = named;
  if (only === undefined) return null;
  const known = { gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate', br: 'br', zstd: 'zstd' } as const;
  if (named.length === 1 && Object.hasOwn(known, only)) return known[only as keyof typeof known];
  throw netError(
    'bad-response',
    url,
    `${url.host} sent a body in the encoding "${named.join(', ').slice(0, 60)}"; one of ${acceptedEncodings} is read`,
  );
}

const decoders = {
  gzip: () => createGunzip(),
  // RFC 9110 §8.4.1.2: some servers send the raw form; its first byte can't have the zlib method in it.
  deflate: (first) => (((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw()),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
} as const satisfies Record<Encoding, (first: Buffer) => Transform>;

interface Counter {
  readonly collect: (source: AsyncIterable<Buffer>) => Promise<void>;
  readonly pass: (source: AsyncIterable<Buffer>) => AsyncIterable<Buffer>;
  readonly bytes: () => Uint8Array;
}

function counter(url: URL, maxBytes: number): Counter {
  const chunks: Buffer[] = [];
  let total = 0;
  const count = (chunk: Buffer) => {
    total += chunk.length;
    if (total > maxBytes) throw tooLarge(url, maxBytes);
    return chunk;
  };
  return {
    async collect(source) {
      for await (const chunk of source) chunks.push(count(chunk));
    },
    async *pass(source) {
      for await (const chunk of source) yield count(chunk);
    },
    bytes: () => new Uint8Array(Buffer.concat(chunks)),
  };
}

async function firstChunk(body: Readable): Promise<Buffer | null> {
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    const bytes: Buffer = chunk;
    if (bytes.length > 0) return bytes;
  }
  return null;
}

async function* withFirst(first: Buffer, body: Readable): AsyncIterable<Buffer> {
  yield first;
  for await (const chunk of body) yield chunk;
}

function tooLarge(url: URL, maxBytes: number) {
  return netError(
    'too-large',
    url,
    `the answer of ${url.host} is larger than ${maxBytes} bytes; it is not kept, nothing more will be read of it`,
    { facts: { maxBytes } },
  );
}
