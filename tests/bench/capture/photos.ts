import sharp from 'sharp';
import { randomFrom } from '../../reliability/processes.ts';
import { markOf } from './posts.ts';

/** How many different photos there are; each post has an address of its own for one of them. */
export const photoCount = 32;

/** JPEGs of 1200 × 675, about 110 KB each, as busy as a photo of a street; the blue of no mark stands in them. */
export async function drawPhotos(): Promise<readonly Buffer[]> {
  return Promise.all(Array.from({ length: photoCount }, (_, at) => drawPhoto(at)));
}

/** A plain square of the post's mark, as PNG. */
export async function drawAvatar(post: number): Promise<Buffer> {
  const [r, g, b] = markOf(post);
  return sharp({ create: { width: 96, height: 96, channels: 3, background: { r, g, b } } })
    .png()
    .toBuffer();
}

async function drawPhoto(seed: number): Promise<Buffer> {
  const random = randomFrom(seed + 1);
  const rough = await spread(random, 12, 7);
  const middling = await spread(random, 96, 54);
  const fine = await spread(random, 600, 338);
  const pixels = Buffer.alloc(1_200 * 675 * 3);
  for (let at = 0; at < pixels.length; at++) {
    const value = (rough[at] ?? 0) * 0.55 + (middling[at] ?? 0) * 0.3 + (fine[at] ?? 0) * 0.15;
    pixels[at] = at % 3 === 2 ? value * 0.6 : value;
  }
  return sharp(pixels, { raw: { width: 1_200, height: 675, channels: 3 } })
    .jpeg({ quality: 68 })
    .toBuffer();
}

/** Random spots, drawn large. */
async function spread(random: () => number, width: number, height: number): Promise<Buffer> {
  const spots = Buffer.from(Array.from({ length: width * height * 3 }, () => random() * 255));
  return sharp(spots, { raw: { width, height, channels: 3 } })
    .resize(1_200, 675, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
}
