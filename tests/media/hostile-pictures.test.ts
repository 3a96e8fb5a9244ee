import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { openImages } from '../../src/media/images.ts';
import { decoders } from './decoders.ts';
import { asSharp, kinds } from './synthetic-pictures.ts';

const images = openImages();
/** The most memory any decoder held, in KiB. */
let peak = 0;
const watch = setInterval(() => {
  for (const pid of decoders()) peak = Math.max(peak, peakOf(pid));
}, 50);
afterAll(async () => {
  clearInterval(watch);
  await images.close();
});

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    // It has ended since.
    return 0;
  }
}

const mebibyte = 1024 * 1024;
const landscape = () => asSharp(kinds.landscape(1, 300, 200));

/** A PNG's chunk (PNG §5.3). */
function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function png(width: number, height: number, ...chunks: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // One bit of grey to a pixel.
  header[8] = 1;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...chunks,
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Rows of nothing, as small as they can be packed. */
function emptyRows(width: number, height: number): Buffer {
  return chunk('IDAT', deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * height), { level: 9 }));
}

/** A GIF of as many frames of one pixel, on a canvas of that size. */
function gif(frames: number, side: number): Buffer {
  const canvas = Buffer.from([0, 0, 0, 0, 0x80, 0, 0]);
  canvas.writeUInt16LE(side, 0);
  canvas.writeUInt16LE(side, 2);
  const frame = Buffer.from('21f90400000000002c00000000010001000002024401 00'.replace(' ', ''), 'hex');
  return Buffer.concat([
    Buffer.from('GIF89a'),
    canvas,
    Buffer.from('000000ffffff', 'hex'),
    ...Array.from({ length: frames }, () => frame),
    Buffer.from(';'),
  ]);
}

/** A JPEG whose size is only claimed. */
async function jpegOf(width: number, height: number): Promise<Buffer> {
  const bytes = await landscape().jpeg().toBuffer();
  const at = bytes.indexOf(Buffer.from('ffc0', 'hex'));
  bytes.writeUInt16BE(height, at + 5);
  bytes.writeUInt16BE(width, at + 7);
  return bytes;
}

/** A WebP whose canvas is only claimed (VP8X). */
async function webpOf(side: number): Promise<Buffer> {
  const bytes = await landscape()
    .withExif({ IFD0: { Artist: 'x' } })
    .webp()
    .toBuffer();
  const at = bytes.indexOf('VP8X');
  bytes.writeUIntLE(side - 1, at + 12, 3);
  bytes.writeUIntLE(side - 1, at + 15, 3);
  return bytes;
}

async function avifOf(side: number): Promise<Buffer> {
  const bytes = await landscape().avif({ effort: 0 }).toBuffer();
  const at = bytes.indexOf('ispe');
  bytes.writeUInt32BE(side, at + 8);
  bytes.writeUInt32BE(side, at + 12);
  return bytes;
}

async function withSegments(bytes: Promise<Buffer>, ...segments: readonly Buffer[]): Promise<Buffer> {
  const whole = await bytes;
  return Buffer.concat([whole.subarray(0, 2), ...segments, whole.subarray(2)]);
}

function segment(marker: number, length: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(length, 2);
  return Buffer.concat([head, data]);
}

async function cut(bytes: Promise<Buffer>, share: number): Promise<Buffer> {
  const whole = await bytes;
  return whole.subarray(0, Math.floor(whole.length * share));
}

/** JPEG bytes with some of them changed past the headers. */
async function scrambled(seed: number): Promise<Buffer> {
  const bytes = await landscape().jpeg({ quality: 90 }).toBuffer();
  for (let at = 0; at < 40; at++)
    bytes[(seed * 7_919 + at * 104_729) % bytes.length] = (seed * 31 + at * 17) % 256;
  return bytes;
}

const webpFrames = async (frames: number) => {
  const side = 4;
  const raw = { width: side, height: side * frames, channels: 3 as const, pageHeight: side };
  return await sharp(
    Buffer.alloc(side * side * frames * 3).map((_, at) => at),
    { raw },
  )
    .webp({ lossless: true })
    .toBuffer();
};

/** What must not be opened. */
const refused: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
  'a PNG of 50,000 × 50,000': () => png(50_000, 50_000, emptyRows(50_000, 5_000)),
  'a PNG of 16,000 × 16,000 that is whole': () => png(16_000, 16_000, emptyRows(16_000, 16_000)),
  'a PNG of 2³¹ × 2³¹': () => png(2 ** 31 - 1, 2 ** 31 - 1, emptyRows(8, 8)),
  'a PNG of 0 × 0': () => png(0, 0, emptyRows(8, 8)),
  'a PNG of 1 × 60,000,000': () => png(1, 60_000_000, emptyRows(1, 1_000)),
  'a PNG without its picture': () => png(100, 100),
  'a JPEG of 65,500 × 65,500': () => jpegOf(65_500, 65_500),
  'a WebP of 16,383 × 16,383': () => webpOf(16_383),
  'an AVIF of 60,000 × 60,000': () => avifOf(60_000),
  'a cut PNG': () => cut(landscape().png().toBuffer(), 0.6),
  'a cut WebP': () => cut(landscape().webp().toBuffer(), 0.6),
  'a cut AVIF': () => cut(landscape().avif({ effort: 0 }).toBuffer(), 0.6),
  'a cut JPEG': () => cut(landscape().jpeg().toBuffer(), 0.6),
  'a JPEG whose segment is longer than it': () =>
    withSegments(landscape().jpeg().toBuffer(), segment(0xe1, 65_535, Buffer.alloc(10))).then((bytes) =>
      bytes.subarray(0, 2_000),
    ),
  'a script that says it is a GIF': () => Buffer.from('GIF89a/*<svg onload=alert(1)>*/=1;alert(1)'),
  'a page that says it is a PNG': () =>
    Buffer.from('\x89PNG\r\n\x1a\n<html><script>alert(1)</script>', 'latin1'),
  'a film': () => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(500)]),
  'an SVG that names a file': () =>
    Buffer.from(
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    ),
};

/** What may be opened or not, but harms nobody. */
const borne: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
  'a GIF of 65,535 × 65,535 with one pixel in it': () => gif(1, 65_535),
  'a GIF of 100,000 frames': () => gif(100_000, 500),
  'a PNG with a bomb for a profile': () =>
    png(
      8,
      8,
      chunk('iCCP', Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(100 * mebibyte))])),
      emptyRows(8, 8),
    ),
  'a PNG with a bomb for a text': () =>
    png(
      8,
      8,
      chunk('zTXt', Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(200 * mebibyte))])),
      emptyRows(8, 8),
    ),
  'a PNG of 100,000 chunks': () =>
    png(8, 8, ...Array.from({ length: 100_000 }, () => chunk('tEXt', Buffer.from('a\0b'))), emptyRows(8, 8)),
  'a JPEG with 30 MiB behind it': async () =>
    Buffer.concat([await landscape().jpeg().toBuffer(), Buffer.alloc(30 * mebibyte, '<script>')]),
  'a JPEG with 400 segments of Exif': () =>
    withSegments(
      landscape().jpeg().toBuffer(),
      ...Array.from({ length: 400 }, () =>
        segment(0xe1, 65_535, Buffer.alloc(65_533, 'Exif\0\0II*\0\x08\0\0\0\xff\xff')),
      ),
    ),
  'a JPEG with Exif that points at itself': () =>
    withSegments(
      landscape().jpeg().toBuffer(),
      segment(
        0xe1,
        28,
        Buffer.from(
          '457869660000 49492a0008000000 0100 6987 0400 01000000 08000000'.replaceAll(' ', ''),
          'hex',
        ),
      ),
    ),
  'a progressive JPEG of 48 megapixels': () =>
    sharp({ create: { width: 8_000, height: 6_000, channels: 3, background: '#345' } })
      .jpeg({ progressive: true })
      .toBuffer(),
  'a PNG of 49 megapixels': () => png(7_000, 7_000, emptyRows(7_000, 7_000)),
  'an AVIF that claims another size': () => avifOf(1_000),
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [`a scrambled JPEG (${at})`, () => scrambled(at)]),
  ),
};

describe('the decoder', () => {
  for (const [name, make] of Object.entries(refused))
    it(`refuses ${name}`, async () => {
      const bytes = await make();
      await expect(images.readPicture(bytes)).rejects.toMatchObject({ name: 'image-unreadable' });
      await expect(images.derivative(bytes, { maxWidth: 100 })).rejects.toMatchObject({
        name: 'image-unreadable',
      });
    });

  for (const [name, make] of Object.entries(borne))
    it(`bears ${name}`, async () => {
      const bytes = await make();
      const outcomes = await Promise.allSettled([
        images.readPicture(bytes),
        images.derivative(bytes, { maxWidth: 100 }),
      ]);
      const reasons = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [outcome.reason.name] : [],
      );
      expect(reasons.filter((reason) => reason !== 'image-unreadable')).toEqual([]);
    });

  it('still lives after all of that, opens pictures, and never took more than it may', async () => {
    expect((await images.readPicture(await landscape().png().toBuffer())).width).toBe(300);
    process.stdout.write(`the largest decoder: ${Math.round(peak / 1024)} MiB\n`);
    expect(peak / 1024).toBeGreaterThan(30);
    expect(peak / 1024).toBeLessThan(512);
  });
});

describe('what moves', () => {
  const moving: Record<string, [() => Promise<Uint8Array> | Uint8Array, number]> = {
    'a WebP of 20 frames': [() => webpFrames(20), 20],
    'a WebP of 300 frames': [() => webpFrames(300), 300],
    'a GIF of 10,000 frames': [() => gif(10_000, 4), 10_000],
  };
  for (const [name, [make, frames]] of Object.entries(moving))
    it(`is told by its frames and shown by the first: ${name}`, async () => {
      const bytes = await make();
      expect(await images.readPicture(bytes)).toMatchObject({ frames, animated: true });
      const small = await images.derivative(bytes, { maxWidth: 100 });
      const { pages = 1, width, height } = await sharp(small.webp).metadata();
      expect([pages, width, height]).toEqual([1, small.width, small.height]);
    });
});
