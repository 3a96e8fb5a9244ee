import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openImages } from '../../src/media/images.ts';
import {
  differingBits,
  isSamePicture,
  likenessOfPixels,
  likenessSide,
} from '../../src/media/picture-likeness.ts';
import { asSharp, flatKinds, kinds } from './synthetic-pictures.ts';

const images = openImages();
afterAll(() => images.close());

type Facts = Awaited<ReturnType<typeof images.readPicture>>;

interface Case {
  readonly name: string;
  readonly png: Buffer;
  readonly facts: Facts;
}

const [width, height] = [240, 180];

async function casesOf(makers: typeof kinds | typeof flatKinds, count: number): Promise<Case[]> {
  const cases: Case[] = [];
  for (const [kind, make] of Object.entries(makers))
    for (let seed = 1; seed <= count; seed++) {
      const png = await asSharp(make(seed, width, height))
        .png()
        .toBuffer();
      cases.push({ name: `${kind} ${seed}`, png, facts: await images.readPicture(png) });
    }
  return cases;
}

/** How hosts hand the same picture out. */
const encodings: Record<string, (png: Buffer) => Promise<Buffer>> = {
  ...Object.fromEntries(
    [40, 50, 60, 70, 80, 90].map((quality) => [
      `JPEG at ${quality}`,
      (png: Buffer) => sharp(png).jpeg({ quality }).toBuffer(),
    ]),
  ),
  ...Object.fromEntries(
    [0.25, 0.5, 1.5, 4].map((by) => [
      `${by * 100} %`,
      (png: Buffer) =>
        sharp(png)
          .resize(width * by, height * by)
          .jpeg()
          .toBuffer(),
    ]),
  ),
  ...Object.fromEntries(
    [1, 2, 3].map((cut) => [
      `${cut} % cut off`,
      (png: Buffer) => {
        const [left, top] = [Math.round((width * cut) / 200), Math.round((height * cut) / 200)];
        return sharp(png)
          .extract({ left, top, width: width - 2 * left, height: height - 2 * top })
          .jpeg()
          .toBuffer();
      },
    ]),
  ),
  WebP: (png) => sharp(png).webp({ quality: 60 }).toBuffer(),
  AVIF: (png) => sharp(png).avif({ quality: 50, effort: 1 }).toBuffer(),
  GIF: (png) => sharp(png).gif().toBuffer(),
  'grey PNG': (png) => sharp(png).greyscale().png().toBuffer(),
};

let seen: Case[];
let flat: Case[];
beforeAll(async () => {
  seen = await casesOf(kinds, 17);
  flat = await casesOf(flatKinds, 6);
});

describe('the likeness of pictures', () => {
  it('tells a picture again in other encodings, sizes and with slivers cut off', async () => {
    const bits: number[] = [];
    const lost: string[] = [];
    for (const { name, png, facts } of seen.filter((_, at) => at % 5 === 0)) {
      if (facts.likeness === null) continue;
      for (const [encoding, encode] of Object.entries(encodings)) {
        const other = await images.readPicture(await encode(png));
        bits.push(differingBits(facts.likeness, other.likeness) ?? 256);
        if (!isSamePicture(facts, other)) lost.push(`${name} as ${encoding}: ${bits.at(-1)}`);
      }
    }
    print('the same picture', bits);
    expect(bits.length).toBeGreaterThan(200);
    // Soft pictures in a few colours are lost now and then, which costs a snapshot and no truth.
    expect(lost.length / bits.length, lost.join('\n')).toBeLessThan(0.04);
  });

  it('takes no two of 2,000 pairs of different pictures for one', () => {
    const all = [...seen, ...flat];
    const pairs = all.flatMap((a, at) => all.slice(0, at).map((b) => [a, b] as const));
    const bits = pairs.flatMap(([a, b]) => differingBits(a.facts.likeness, b.facts.likeness) ?? []);
    print('different pictures', bits);
    expect(bits.length).toBeGreaterThan(2_000);
    const wrong = pairs.filter(([a, b]) => isSamePicture(a.facts, b.facts));
    expect(wrong.map(([a, b]) => `${a.name} = ${b.name}`)).toEqual([]);
    expect(Math.min(...bits)).toBeGreaterThan(60);
  });

  it('is null where there is next to nothing to see', () => {
    expect(flat.filter(({ facts }) => facts.likeness !== null).map(({ name }) => name)).toEqual([]);
    expect(likenessOfPixels(new Uint8Array(likenessSide ** 2))).toBeNull();
    expect(likenessOfPixels(new Uint8Array())).toBeNull();
  });

  it('is of the picture upright', async () => {
    const { png, facts } = seen[24] as Case;
    const turned = await sharp(png).rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer();
    const upside = await sharp(png).rotate(180).png().toBuffer();
    expect(isSamePicture(facts, await images.readPicture(turned))).toBe(true);
    expect(isSamePicture(facts, await images.readPicture(upside))).toBe(false);
  });

  it('says nothing without a size, of another shape, or of what is no likeness', () => {
    const { facts } = seen[24] as Case;
    expect(isSamePicture(facts, { ...facts, width: 2 * width })).toBe(false);
    expect(isSamePicture(facts, { ...facts, width: null })).toBe(false);
    expect(isSamePicture({ ...facts, likeness: null }, { ...facts, likeness: null })).toBe(false);
    expect(isSamePicture({ ...facts, likeness: 'x' }, { ...facts, likeness: 'x' })).toBe(false);
  });
});

/** Smallest, middle and largest distance, and how many in each sixteenth. */
function print(what: string, bits: readonly number[]): void {
  const sorted = bits.toSorted((a, b) => a - b);
  const steps = Array.from(
    { length: 10 },
    (_, at) => bits.filter((bit) => Math.floor(bit / 16) === at).length,
  );
  const [least, middle, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  process.stdout.write(
    `${what}: ${bits.length} pairs, bits ${least} – ${middle} – ${most}; by 16: ${steps.join(' ')}\n`,
  );
}
