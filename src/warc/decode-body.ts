import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';
import { fieldOf, type HeaderList } from './record.ts';
import { unreadable } from './unreadable.ts';

/**
 * A record's body with its content coding undone, at most `maxBytes` long. Bodies that were stored decoded
 * under headers that still name a coding come back as they are. Throws `unreadable-input`.
 */
export async function decodeBody(
  headers: HeaderList,
  body: Uint8Array,
  maxBytes: number = 256 * 1024 * 1024,
): Promise<Uint8Array> {
  const codings = (fieldOf(headers, 'content-encoding') ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .reverse();
  let decoded = body;
  for (const coding of codings) decoded = await undo(coding, decoded, maxBytes);
  return decoded;
}

async function undo(coding: string, body: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const decoder = decoders[coding];
  if (decoder === undefined || body.length === 0 || !decoder.fits(body)) return body;
  try {
    return await decoder.decode(body, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof RangeError)
      throw unreadable(`a body unpacks to more than ${maxBytes} bytes`, { maxBytes }, error);
    if (decoder.isSure) throw unreadable(`a body is not the ${coding} it says it is`, { coding }, error);
    return body;
  }
}

interface Decoder {
  /** False when the first bytes say that the coding was already undone. */
  fits(body: Uint8Array): boolean;
  /** What fits is surely coded, so a failure means damage. */
  readonly isSure: boolean;
  decode(body: Uint8Array, options: { maxOutputLength: number }): Promise<Uint8Array>;
}

const gzip: Decoder = {
  fits: (body) => body[0] === 0x1f && body[1] === 0x8b,
  isSure: true,
  decode: promisify(gunzip),
};

const decoders: Readonly<Record<string, Decoder>> = {
  gzip,
  'x-gzip': gzip,
  deflate: {
    fits: () => true,
    isSure: false,
    // Servers send it with and without the zlib wrapper.
    decode: (body, options) =>
      ((body[0] ?? 0) & 0x0f) === 8
        ? promisify(inflate)(body, options)
        : promisify(inflateRaw)(body, options),
  },
  br: { fits: () => true, isSure: false, decode: promisify(brotliDecompress) },
  zstd: {
    fits: (body) => body[0] === 0x28 && body[1] === 0xb5 && body[2] === 0x2f && body[3] === 0xfd,
    isSure: true,
    decode: promisify(zstdDecompress),
  },
};
