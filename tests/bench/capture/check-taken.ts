import { readFile, stat } from 'node:fs/promises';
import sharp from 'sharp';
import { markOf, refOf } from './posts.ts';
import type { Taken } from './way.ts';
import type { Gives } from './ways.ts';

/** Throws unless the file is the picture of that very post: its size, and the plain colour of its avatar. */
export async function checkTaken({ post, path }: Taken, gives: Gives): Promise<void> {
  if (gives === 'html') return checkPage({ post, path });
  const { size } = await stat(path);
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const found = `${info.width} × ${info.height}, ${size} bytes`;
  if (gives === 'post' && (info.width !== postSize.width || info.height !== postSize.height))
    throw new Error(`the picture of post ${post} has another size: ${found}`);
  if (size < 100_000) throw new Error(`the picture of post ${post} is too small: ${found}`);
  const marked = countNear(data, markOf(post));
  if (marked < 3_000)
    throw new Error(
      `the picture of post ${post} shows another post: ${marked} pixels of its colour, ${found}`,
    );
}

/** A saved page names its post and has the photo in it. */
async function checkPage({ post, path }: Taken): Promise<void> {
  const html = await readFile(path, 'utf8');
  const found = `${html.length} characters`;
  if (!html.includes(refOf(post).url))
    throw new Error(`the page saved of post ${post} shows another: ${found}`);
  if (html.length < 100_000 || !html.includes('data:image/jpeg'))
    throw new Error(`the page saved of post ${post} has no photo: ${found}`);
}

/** Pixels, of the element of the page. */
export const postSize = { width: 1_100, height: 1_170 };

/** Pixels that differ from a colour by what a lossy copy of it may differ. */
function countNear(pixels: Buffer, [red, green, blue]: readonly [number, number, number]): number {
  let count = 0;
  for (let at = 0; at < pixels.length; at += 3)
    if (
      Math.abs((pixels[at] ?? 0) - red) < 7 &&
      Math.abs((pixels[at + 1] ?? 0) - green) < 7 &&
      Math.abs((pixels[at + 2] ?? 0) - blue) < 7
    )
      count += 1;
  return count;
}
