import { setTimeout as sleep } from 'node:timers/promises';
import { HoldfastError, messageOf } from '../errors.ts';
import type { EmbedPage } from '../model/platform.ts';
import type { Deadlines } from './deadline.ts';
import { type Box, readPage, steady } from './in-page.ts';
import type { OpenPage } from './open-page.ts';
import type { PageNetwork } from './page-network.ts';
import { type Expected, judgePage, type Verdict } from './verify-page.ts';

/** Largest side of a picture, in its own pixels. */
export const maxSide = 16_384;

/** A picture of one element, as PNG. */
export interface Picture {
  readonly png: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Height in pixels the element would have had, when it was cut to `maxSide`; else null. */
  readonly cutFrom: number | null;
}

/**
 * Waits until the page shows the post and its network is at rest; gives its element's index. A page that shows
 * something else is given up once it has been quiet for a while. Throws `capture-unverified`.
 */
export async function waitForPost(
  page: OpenPage,
  network: PageNetwork,
  what: { readonly page: EmbedPage; readonly expect: Expected },
  deadlines: Pick<Deadlines, 'settle' | 'quiet'>,
): Promise<number> {
  const end = performance.now() + deadlines.settle;
  let quietSince = performance.now();
  for (;;) {
    const verdict = await judge(page, what);
    const now = performance.now();
    if (network.pending() > 0) quietSince = now;
    const quiet = now - quietSince;
    if (verdict.kind === 'post' && (quiet >= 150 || now >= end)) return verdict.index;
    if (verdict.kind !== 'post' && (quiet >= deadlines.quiet || now >= end)) throw unverified(verdict);
    await sleep(50);
  }
}

/** Reads and judges once. Throws `capture-unverified` unless the post is there, at that index. */
export async function checkPost(
  page: OpenPage,
  what: { readonly page: EmbedPage; readonly expect: Expected },
  index: number,
): Promise<void> {
  const verdict = await judge(page, what);
  if (verdict.kind !== 'post') throw unverified(verdict);
  if (verdict.index !== index) throw unverified({ kind: 'mismatch', detail: 'place' });
}

async function judge(
  page: OpenPage,
  what: { readonly page: EmbedPage; readonly expect: Expected },
): Promise<Verdict> {
  const { element, text, author, permalink, walls } = what.page;
  const request = { element, text, author, permalink, walls: walls.map((wall) => wall.text) };
  try {
    return judgePage(await page.run(readPage, request), what.expect, what.page);
  } catch (error) {
    // The page went on to another address between two calls; what comes next will be read.
    if (/context|frame|navigat/i.test(messageOf(error)))
      return { kind: 'empty', detail: 'the page moves on' };
    throw error;
  }
}

/** Takes the picture of an element, edges rounded outward to whole CSS pixels. */
export async function shootElement(
  page: OpenPage,
  target: { readonly element: string; readonly index: number; readonly dpr: number },
): Promise<Picture> {
  const box = await page.run(steady, { element: target.element, index: target.index });
  if (box === null) throw unverified({ kind: 'empty', detail: 'the element is gone or has no size' });
  const whole = outward(box);
  const most = Math.floor(maxSide / target.dpr);
  const clip = { ...whole, width: Math.min(whole.width, most), height: Math.min(whole.height, most) };
  const { data } = await page.session.send('Page.captureScreenshot', {
    format: 'png',
    clip: { ...clip, scale: 1 },
    captureBeyondViewport: true,
    // A third of the time for a sixth more bytes; the pixels are the same.
    optimizeForSpeed: true,
  });
  const png = Buffer.from(data, 'base64');
  const { width, height } = sizeOfPng(png);
  if (width !== clip.width * target.dpr || height !== clip.height * target.dpr)
    throw new HoldfastError('browser-failed', 'the browser gave a picture of another size than asked for', {
      retryable: true,
      facts: { width, height, wantedWidth: clip.width * target.dpr, wantedHeight: clip.height * target.dpr },
    });
  return { png, width, height, cutFrom: clip.height < whole.height ? whole.height * target.dpr : null };
}

function outward(box: Box): Box {
  const [x, y] = [Math.max(0, Math.floor(box.x)), Math.max(0, Math.floor(box.y))];
  return { x, y, width: Math.ceil(box.x + box.width) - x, height: Math.ceil(box.y + box.height) - y };
}

/** Width and height stand at bytes 16 and 20, in the header chunk (PNG specification, 11.2.2). */
function sizeOfPng(png: Buffer): { readonly width: number; readonly height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

function unverified(verdict: Exclude<Verdict, { kind: 'post' }>): HoldfastError {
  return new HoldfastError(
    'capture-unverified',
    `the page does not show the post (${verdict.kind}: ${verdict.detail}); the card we draw stands in for it`,
    { facts: { kind: verdict.kind, detail: verdict.detail } },
  );
}
