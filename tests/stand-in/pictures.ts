import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';

export interface Picture {
  readonly type: string;
  readonly bytes: Buffer;
}

export type PictureFormat = 'jpg' | 'png' | 'webp';

/** A soft pattern of colours that only the key decides: the same key and size give the same bytes. */
export async function drawPicture(
  key: string,
  width: number,
  height: number,
  format: PictureFormat,
): Promise<Picture> {
  const colours = createHash('sha256').update(key).digest();
  const pixels = Buffer.concat([colours, colours.subarray(0, 4 * 4 * 3 - colours.length)]);
  const image = sharp(pixels, { raw: { width: 4, height: 4, channels: 3 } }).resize(width, height, {
    fit: 'fill',
    kernel: 'cubic',
  });
  const encoders = {
    jpg: () => image.jpeg({ quality: 80 }),
    png: () => image.png({ compressionLevel: 6 }),
    webp: () => image.webp({ quality: 80 }),
  } as const satisfies Record<PictureFormat, () => Sharp>;
  const type = format === 'jpg' ? 'image/jpeg' : `image/${format}`;
  return { type, bytes: await encoders[format]().toBuffer() };
}
