import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { type Images, openImages } from '../../src/media/images.ts';
import { decoders } from './decoders.ts';

const opened: Images[] = [];
const open = (...limits: Parameters<typeof openImages>): Images => {
  const images = openImages(...limits);
  opened.push(images);
  return images;
};
const images = open();
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
});

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c03' }, limitInputPixels: false });
const unreadable = { name: 'image-unreadable', retryable: false };

/** Left half red, right half blue. */
async function halves(width: number, height: number) {
  const right = await plain(width / 2, height)
    .tint('#00f')
    .png()
    .toBuffer();
  return plain(width, height).composite([{ input: right, left: width / 2, top: 0 }]);
}

describe('reading a picture', () => {
  const formats = {
    jpeg: 'image/jpeg',
    png: 'image/png',
    webp: 'image/webp',
    gif: 'image/gif',
    avif: 'image/avif',
  } as const;
  for (const [format, mediaType] of Object.entries(formats))
    it(`knows ${format}`, async () => {
      const bytes = await plain(30, 20)
        .toFormat(format as keyof typeof formats)
        .toBuffer();
      expect(await images.readPicture(bytes)).toEqual({
        mediaType,
        width: 30,
        height: 20,
        frames: 1,
        animated: false,
        likeness: null,
      });
    });

  it('counts frames', async () => {
    const raw = { width: 4, height: 12, channels: 3 as const, pageHeight: 4 };
    const frames = Buffer.from(Array.from({ length: 4 * 12 * 3 }, (_, at) => at % 256));
    const bytes = await sharp(frames, { raw }).gif().toBuffer();
    expect(await images.readPicture(bytes)).toMatchObject({ width: 4, height: 4, frames: 3, animated: true });
  });

  it('tells the size as seen, upright', async () => {
    const bytes = await plain(40, 20).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await images.readPicture(bytes)).toMatchObject({ width: 20, height: 40 });
  });

  const strangers: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
    nothing: () => Buffer.alloc(0),
    'a page': () => Buffer.from('<!doctype html><title>Not found</title>'),
    svg: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    'svg after a byte order mark': () => Buffer.from('\ufeff<svg xmlns="http://www.w3.org/2000/svg"/>'),
    'svg that begins like a GIF': () => Buffer.from('GIF89a<svg xmlns="http://www.w3.org/2000/svg"/>'),
    tiff: async () => plain(4, 4).tiff().toBuffer(),
    'a cut PNG': async () =>
      half(
        await sharp(await noise(200, 200))
          .png()
          .toBuffer(),
      ),
    'a cut JPEG': async () =>
      half(
        await sharp(await noise(200, 200))
          .jpeg()
          .toBuffer(),
      ),
    '64 megapixels': async () => plain(8_000, 8_000).png().toBuffer(),
    'a header alone': () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  };
  for (const [name, make] of Object.entries(strangers))
    it(`refuses ${name}`, async () => {
      await expect(images.readPicture(await make())).rejects.toMatchObject(unreadable);
    });
});

function half(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.length / 2);
}

async function noise(width: number, height: number): Promise<Buffer> {
  let seed = 1;
  const data = Buffer.alloc(width * height * 3).map(() => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed >> 16;
  });
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

describe('the sizes of a picture', () => {
  it('are never above its own, upright, without metadata, the same bytes each time', async () => {
    const bytes = await plain(400, 300).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const wish = { widths: [100, 300, 600], avif: true };
    const sizes = await images.sizes(bytes, wish);
    expect(sizes.map(({ mediaType, asked, width, height }) => [mediaType, asked, width, height])).toEqual([
      ['image/avif', 100, 100, 133],
      ['image/avif', 300, 300, 400],
      ['image/avif', 600, 300, 400],
      ['image/webp', 100, 100, 133],
      ['image/webp', 300, 300, 400],
      ['image/webp', 600, 300, 400],
    ]);
    for (const { bytes: made, width, mediaType } of sizes) {
      const facts = await sharp(made).metadata();
      expect([facts.width, facts.orientation, facts.exif]).toEqual([width, undefined, undefined]);
      expect((await images.readPicture(made)).mediaType).toBe(mediaType);
    }
    expect(await images.sizes(bytes, wish)).toEqual(sizes);
    expect((await images.sizes(bytes, { ...wish, avif: false })).map(({ mediaType }) => mediaType)).toEqual([
      'image/webp',
      'image/webp',
      'image/webp',
    ]);
  });

  it('can not be made of what is no picture', async () => {
    await expect(images.sizes(Buffer.from('<svg/>'), { widths: [96], avif: false })).rejects.toMatchObject(
      unreadable,
    );
  });
});

describe('a derivative', () => {
  it('is upright, small enough, and says nothing of who made it', async () => {
    const bytes = await (await halves(400, 200))
      .withExif({ IFD0: { Artist: 'Jane' }, IFD3: { GPSLatitude: '1/1 2/1 3/1' } })
      .withMetadata({ orientation: 3 })
      .jpeg()
      .toBuffer();
    const small = await images.derivative(bytes, { maxWidth: 100 });
    expect([small.width, small.height]).toEqual([100, 50]);
    const { exif, icc, xmp, format, orientation } = await sharp(small.webp).metadata();
    expect({ exif, icc, xmp, format, orientation }).toEqual({ format: 'webp' });
    // Turned around: blue is left now.
    const { data } = await sharp(small.webp).raw().toBuffer({ resolveWithObject: true });
    expect(data[2]).toBeGreaterThan(data[0] ?? 255);
  });

  it('is never larger than the picture', async () => {
    const bytes = await plain(30, 20).png().toBuffer();
    expect(await images.derivative(bytes, { maxWidth: 100 })).toMatchObject({ width: 30, height: 20 });
  });

  it('is made into a PNG for a terminal, small, upright and without metadata', async () => {
    const bytes = await (await halves(400, 200))
      .withExif({ IFD0: { Artist: 'Jane' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const small = await images.png(bytes, { maxSide: 100 });
    expect([small.width, small.height]).toEqual([50, 100]);
    const { exif, format, width, height } = await sharp(small.png).metadata();
    expect({ exif, format, width, height }).toEqual({ format: 'png', width: 50, height: 100 });
    const tiny = await images.png(await plain(30, 20).webp().toBuffer(), { maxSide: 100 });
    expect(tiny).toMatchObject({ width: 30, height: 20 });
    await expect(images.png(Buffer.from('<svg/>'), { maxSide: 9 })).rejects.toMatchObject(unreadable);
  });

  it('for show fits what WebP can hold', async () => {
    const tall = await images.toShow(await plain(1_300, 16_384).png().toBuffer(), { avif: false });
    const { width, height } = await sharp(tall.webp).metadata();
    expect([width <= 1_200, height <= 16_383, tall.avif]).toEqual([true, true, null]);
  });

  it('of the tallest screenshot is made within the memory there is, the AVIF smaller for it', async () => {
    const corners = Buffer.from([200, 40, 40, 40, 160, 60, 50, 60, 190, 220, 200, 70]);
    const png = await sharp(corners, { raw: { width: 2, height: 2, channels: 3 } })
      .resize(1_100, 16_384, { fit: 'fill', kernel: 'linear' })
      .png({ compressionLevel: 1 })
      .toBuffer();
    const { webp, avif } = await images.toShow(png, { avif: true });
    const [full, small] = await Promise.all([webp, avif ?? webp].map((bytes) => sharp(bytes).metadata()));
    expect([full?.format, full?.height]).toEqual(['webp', 16_383]);
    expect([small?.format, small?.width, small?.height]).toEqual(['heif', 732, 10_915]);
  });

  it('is made into WebP, AVIF and a thumbnail at once', async () => {
    const { webp, avif, thumb } = await images.toShow(await plain(1_100, 2_800).png().toBuffer(), {
      avif: true,
    });
    const made = await Promise.all([webp, avif ?? webp, thumb].map((bytes) => sharp(bytes).metadata()));
    expect(made.map(({ format, width, height }) => [format, width, height])).toEqual([
      ['webp', 1_100, 2_800],
      ['heif', 1_100, 2_800],
      ['webp', 320, 640],
    ]);
  });
});

describe('the decoder', () => {
  it('is stopped when a picture takes too long, and opens the next', async () => {
    const hurried = open({ ms: 400 });
    const large = await plain(7_000, 7_000).png().toBuffer();
    await expect(hurried.derivative(large, { maxWidth: 6_999 })).rejects.toMatchObject({
      ...unreadable,
      message: expect.stringContaining('longer than 0.4 s'),
    });
    const small = await plain(9, 9).png().toBuffer();
    const next = async () => (await hurried.readPicture(small)).width;
    // A busy machine may take too long over a small one, too.
    await expect.poll(next, { timeout: 30_000 }).toBe(9);
  });

  it('is stopped when a picture takes too much memory', async () => {
    const poor = open({ memory: 60 * 1024 * 1024 });
    const large = await plain(7_000, 7_000).png().toBuffer();
    await expect(poor.derivative(large, { maxWidth: 6_999 })).rejects.toMatchObject({
      ...unreadable,
      message: expect.stringContaining('memory'),
    });
  });

  it('may die once: the picture is opened by the next', async () => {
    const mortal = open();
    const small = await plain(9, 9).png().toBuffer();
    const own = await decoderOf(mortal, small);
    const large = await plain(7_000, 7_000).png().toBuffer();
    setTimeout(() => process.kill(own, 'SIGKILL'), 20);
    expect((await mortal.derivative(large, { maxWidth: 700 })).width).toBe(700);
    expect(decoders()).not.toContain(own);
  });

  it('may die of every picture: that one is unreadable, the next is not', async () => {
    const mortal = open();
    const others = decoders();
    const small = await plain(9, 9).png().toBuffer();
    const killing = setInterval(() => {
      for (const pid of decoders().filter((pid) => !others.includes(pid))) process.kill(pid, 'SIGKILL');
    }, 20);
    await expect(mortal.readPicture(small)).rejects.toMatchObject({
      ...unreadable,
      message: expect.stringContaining('died'),
    });
    clearInterval(killing);
    expect((await mortal.readPicture(small)).width).toBe(9);
  });

  it('that hangs is stopped at its deadline, and opens the next', async () => {
    const hurried = open({ ms: 1_000 });
    const small = await plain(9, 9).png().toBuffer();
    const own = await decoderOf(hurried, small);
    process.kill(own, 'SIGSTOP');
    const start = performance.now();
    await expect(hurried.readPicture(small)).rejects.toMatchObject({
      ...unreadable,
      message: expect.stringContaining('longer than 1 s'),
    });
    expect(performance.now() - start).toBeLessThan(1_000 + 5_000);
    expect((await hurried.readPicture(small)).width).toBe(9);
    expect(decoders()).not.toContain(own);
  });

  it('holds nobody’s environment', async () => {
    await images.readPicture(await plain(9, 9).png().toBuffer());
    for (const pid of decoders()) expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toContain('HOME=');
  });
});

/** The process that opens these images' pictures. */
async function decoderOf(images: Images, small: Uint8Array): Promise<number> {
  const others = decoders();
  await images.readPicture(small);
  return decoders().find((pid) => !others.includes(pid)) ?? 0;
}
