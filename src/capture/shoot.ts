import { HoldfastError } from '../errors.ts';
import { usualDeadlines, within } from './deadline.ts';
import type { Box } from './in-page-steady.ts';
import type { OpenPage } from './open-page.ts';

/** Largest side of a picture, in its own pixels. */
export const maxSide = 16_384;
/** Pictures one below the other that a tall element is taken in. */
const mostPictures = 6;

/** A picture of one part of a page, as PNG; a tall one goes on in `parts`. */
export interface Picture {
  readonly png: Uint8Array;
  readonly parts: readonly Uint8Array[];
  /** Pixels, of `png`. */
  readonly width: number;
  readonly height: number;
  /** Height in pixels of the whole, where `png` and `parts` don't hold it; else null. */
  readonly cutFrom: number | null;
}

/** Takes the picture of a part of the page, edges rounded outward to whole CSS pixels; each PNG within `ms`. */
export async function shootBox(
  page: OpenPage,
  box: Box,
  dpr: number,
  ms = usualDeadlines.shot,
): Promise<Picture> {
  const whole = outward(box);
  const most = Math.floor(maxSide / dpr);
  const width = Math.min(whole.width, most);
  const tops = Array.from({ length: Math.ceil(whole.height / most) }, (_, index) => index * most);
  const pictures: Uint8Array[] = [];
  for (const top of tops.slice(0, mostPictures)) {
    const height = Math.min(most, whole.height - top);
    const clip = { x: whole.x, y: whole.y + top, width, height };
    pictures.push(await within(ms, 'be drawn', shootClip(page, clip, dpr)));
  }
  const [png, ...parts] = pictures;
  if (png === undefined) throw new Error('a box without height was to be shot');
  const isCut = tops.length > mostPictures || width < whole.width;
  return {
    png,
    parts,
    width: width * dpr,
    height: Math.min(most, whole.height) * dpr,
    cutFrom: isCut ? whole.height * dpr : null,
  };
}

/** The whole page on paper, as it looks on a screen. */
export async function printPage(page: OpenPage): Promise<Uint8Array> {
  const { data } = await page.session.send('Page.printToPDF', {
    printBackground: true,
    preferCSSPageSize: false,
    // A4, in inches.
    paperWidth: 8.27,
    paperHeight: 11.69,
  });
  return Buffer.from(data, 'base64');
}

async function shootClip(page: OpenPage, clip: Box, dpr: number): Promise<Uint8Array> {
  const { data } = await page.session.send('Page.captureScreenshot', {
    format: 'png',
    clip: { ...clip, scale: 1 },
    captureBeyondViewport: true,
    // A third of the time for a sixth more bytes; the pixels are the same.
    optimizeForSpeed: true,
  });
  const png = Buffer.from(data, 'base64');
  const { width, height } = sizeOfPng(png);
  if (width === clip.width * dpr && height === clip.height * dpr) return png;
  throw new HoldfastError('browser-failed', 'the browser gave a picture of another size than asked for', {
    retryable: true,
    facts: { width, height, wantedWidth: clip.width * dpr, wantedHeight: clip.height * dpr },
  });
}

function outward(box: Box): Box {
  const [x, y] = [Math.max(0, Math.floor(box.x)), Math.max(0, Math.floor(box.y))];
  return { x, y, width: Math.ceil(box.x + box.width) - x, height: Math.ceil(box.y + box.height) - y };
}

/** Width and height stand at bytes 16 and 20, in the header chunk (PNG specification, 11.2.2). */
function sizeOfPng(png: Buffer): { readonly width: number; readonly height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
