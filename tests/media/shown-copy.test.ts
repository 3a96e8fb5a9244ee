import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchPostMedia } from '../../src/media/fetch-post-media.ts';
import { emptyPost, pictureAt } from '../../src/model/post.ts';
import { hashOf, openWeb, type Web } from './web.ts';

let web: Web;
beforeAll(async () => {
  web = await openWeb();
});
afterAll(() => web.close());

interface Copies {
  readonly blob: Uint8Array;
  readonly show: Uint8Array;
}

async function copiesOf(bytes: Uint8Array): Promise<Copies> {
  const url = `http://img.test/${hashOf(bytes)}`;
  web.places.set(url, bytes);
  const item = {
    ...pictureAt(url),
    kind: 'photo',
    alt: null,
    poster: null,
    durationMs: null,
    stream: null,
  } as const;
  const { media } = await fetchPostMedia({ ...emptyPost, media: [item] }, web.tools);
  const kept = (hash: string | null | undefined) => web.kept.get(hash ?? '') ?? Buffer.alloc(0);
  return { blob: kept(media[0]?.blob), show: kept(media[0]?.show) };
}

type Colour = readonly [number, number, number];
const colours: readonly Colour[] = [
  [200, 40, 40],
  [40, 160, 60],
  [50, 60, 190],
  [220, 200, 70],
];

/** Four colours: left and right above, left and right below. */
function quarters(): Sharp {
  const pixels = Buffer.alloc(80 * 60 * 3);
  for (let y = 0; y < 60; y++)
    for (let x = 0; x < 80; x++) Buffer.from(colourAt(x, y)).copy(pixels, (y * 80 + x) * 3);
  return sharp(pixels, { raw: { width: 80, height: 60, channels: 3 } });
}

function colourAt(x: number, y: number): Colour {
  return colours[(y < 30 ? 0 : 2) + (x < 40 ? 0 : 1)] ?? [0, 0, 0];
}

/** The colours in the middle of the four quarters, as `quarters` has them, and the size. */
async function readQuarters(bytes: Uint8Array) {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const found = [0, 1, 2, 3].map((at) => {
    const [x, y] = [(at % 2 ? 0.75 : 0.25) * info.width, (at < 2 ? 0.25 : 0.75) * info.height];
    const place = (Math.floor(y) * info.width + Math.floor(x)) * info.channels;
    return [...data.subarray(place, place + 3)];
  });
  return { found, width: info.width, height: info.height };
}

/** The largest difference of one channel. */
function farthest(found: readonly (readonly number[])[], wanted: readonly Colour[] = colours): number {
  return Math.max(
    ...wanted.flatMap((colour, at) => colour.map((value, c) => Math.abs(value - (found[at]?.[c] ?? 999)))),
  );
}

function segment(marker: number, text: string): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(Buffer.byteLength(text, 'latin1') + 2, 2);
  return Buffer.concat([head, Buffer.from(text, 'latin1')]);
}

const secrets = ['Jane Doe', '52/1 30/1 59/1', 'photoshop:City', 'By-line', 'taken at home'];

describe('the copy for show', () => {
  it('says nothing of who made it and where; the blob says all of it', async () => {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><photoshop:City>Berlin</photoshop:City></x:xmpmeta>';
    const jpeg = await quarters()
      .withExif({
        IFD0: { Artist: 'Jane Doe', ImageDescription: 'taken at home' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 30/1 59/1', GPSLongitude: '13/1 22/1 39/1' },
      })
      .withXmp(xmp)
      .jpeg()
      .toBuffer();
    const iptc = 'Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0c\x1c\x02\x50\0\x07By-line';
    const bytes = Buffer.concat([
      jpeg.subarray(0, 2),
      segment(0xed, iptc),
      segment(0xfe, 'taken at home'),
      jpeg.subarray(2),
    ]);
    const { blob, show } = await copiesOf(bytes);
    expect(hashOf(blob)).toBe(hashOf(bytes));
    const original = await sharp(blob).metadata();
    expect(original).toMatchObject({
      exif: expect.anything(),
      xmp: expect.anything(),
      iptc: expect.anything(),
    });
    expect(original.exif?.includes(Buffer.from([0x88, 0x25]).reverse())).toBe(true);
    const { exif, xmp: packet, iptc: record, icc, comments, format } = await sharp(show).metadata();
    expect({ exif, packet, record, icc, comments, format }).toEqual({ format: 'webp' });
    for (const secret of secrets) expect(Buffer.from(show).includes(secret), secret).toBe(false);
    for (const chunk of ['EXIF', 'XMP ', 'ICCP'])
      expect(Buffer.from(show).includes(chunk), chunk).toBe(false);
  });

  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8])
    it(`is upright: orientation ${orientation}`, async () => {
      // Undo what the tag will do (Exif 2.3, 4.6.4): 5 and 7 mirror first, as sharp does.
      const png = await quarters().png().toBuffer();
      const undone: Record<number, () => Sharp> = {
        1: () => sharp(png),
        2: () => sharp(png).flop(),
        3: () => sharp(png).rotate(180),
        4: () => sharp(png).flip(),
        5: () => sharp(png).rotate(270).flop(),
        6: () => sharp(png).rotate(270),
        7: () => sharp(png).rotate(90).flop(),
        8: () => sharp(png).rotate(90),
      };
      const turned = await undone[orientation]?.().png().toBuffer();
      const tagged = await sharp(turned).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
      const { found, width, height } = await readQuarters((await copiesOf(tagged)).show);
      expect([width, height]).toEqual([80, 60]);
      expect(farthest(found)).toBeLessThan(16);
    });

  const packed: Record<string, () => Promise<Uint8Array>> = {
    'a wide gamut': () => quarters().withIccProfile('p3').png().toBuffer(),
    'inks (CMYK)': () => quarters().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
    '16 bits a channel': () => quarters().toColourspace('rgb16').png().toBuffer(),
    'a palette': () => quarters().png({ palette: true }).toBuffer(),
    'an alpha channel': () => quarters().ensureAlpha().webp({ lossless: true }).toBuffer(),
  };
  for (const [name, make] of Object.entries(packed))
    it(`has the colours that are meant: ${name}`, async () => {
      const bytes = await make();
      const { found } = await readQuarters((await copiesOf(bytes)).show);
      // Not every ink can be told apart from its neighbours.
      expect(farthest(found)).toBeLessThan(name.startsWith('inks') ? 60 : 16);
    });

  it('of a wide gamut is not just what the numbers say', async () => {
    const bytes = await quarters().withIccProfile('p3').png().toBuffer();
    const numbers = await sharp(bytes, {}).keepIccProfile().raw().toBuffer();
    expect(Math.abs((numbers[0] ?? 0) - 200)).toBeGreaterThan(8);
  });
});
