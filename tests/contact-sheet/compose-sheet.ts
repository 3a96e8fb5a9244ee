import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { openCapturer } from '../../src/capture/capture.ts';
import { readConfig } from '../../src/config.ts';
import { HoldfastError } from '../../src/errors.ts';
import { html, rawHtml } from '../../src/html/escape.ts';
import { silentLog } from '../../src/log.ts';
import { inColumns } from './layout.ts';
import type { TakenPicture } from './take-pictures.ts';

export interface ComposedSheet {
  readonly webp: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Pixels. */
const width = 1_600;
const [columns, margin, between, rowGap, captionHeight, headHeight] = [4, 36, 28, 26, 44, 64] as const;
const tileWidth = (width - 2 * margin - (columns - 1) * between) / columns;
/** A picture is 550 CSS pixels wide. */
const scale = tileWidth / 550;

/** Puts the pictures on one sheet, each with a line that says what it shows, and encodes it as WebP. */
export async function composeSheet(taken: readonly TakenPicture[]): Promise<ComposedSheet> {
  const pictures = await Promise.all(taken.map(({ png }) => small(png)));
  const heights = pictures.map(({ height }) => height + captionHeight);
  const { places, height } = inColumns(heights, columns, rowGap);
  const tiles = taken.map(({ post, platform, verified }, index) => {
    const { column, top } = places[index] ?? { column: 0, top: 0 };
    const left = margin + column * (tileWidth + between);
    const source = verified ? `${platform.name} · its embed page, verified` : `${platform.name} · our card`;
    const radius = Math.round((post.picture === 'embed' ? 12 : 16) * scale);
    return html`<figure style="left:${left}px;top:${top + headHeight}px"><img src="${pictures[index]?.src ?? ''}" width="${tileWidth}" height="${pictures[index]?.height ?? 0}" style="border-radius:${radius}px"><figcaption><b>${post.caption}</b><span>${source}</span></figcaption></figure>`;
  });
  const page = html`<!doctype html><html lang="en"><meta charset="utf-8"><title>Contact sheet</title><style>${rawHtml(style)}</style><div id="sheet" style="height:${height + headHeight + margin}px"><header><b>Holdfast: ${taken.length} posts, as an archive shows them</b><span>Posts, people and pictures are made up; the embed pages are stand-ins</span></header>${tiles}</div></html>`;
  const png = await shoot(page.source);
  const webp = await sharp(png).webp({ quality: 82, effort: 6, smartSubsample: true }).toBuffer();
  return { webp, width, height: height + headHeight + margin };
}

const style = `body{margin:0}#sheet{position:relative;width:${width}px;background:#f0f3f5;color:#0f1419;font:15px/1.35 sans-serif}
header{position:absolute;inset-inline:${margin}px;top:22px;display:flex;justify-content:space-between;align-items:baseline;font-size:19px}header span{font-size:15px;color:#536471}
figure{position:absolute;margin:0;width:${tileWidth}px}img{display:block}figcaption{margin-top:7px;padding-inline-start:2px;white-space:nowrap}figcaption b,figcaption span{display:block;overflow:hidden;text-overflow:ellipsis;font-size:14px;line-height:18px}figcaption span{color:#536471;font-size:13px}`;

/** Made small once, to the pixel: the browser would do it less well. */
async function small(png: Uint8Array): Promise<{ readonly src: string; readonly height: number }> {
  const { data, info } = await sharp(png)
    .resize({ width: tileWidth })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { src: `data:image/png;base64,${data.toString('base64')}`, height: info.height };
}

async function shoot(source: string): Promise<Uint8Array> {
  const work = await mkdtemp(join(tmpdir(), 'holdfast-contact-sheet-'));
  const { cache, chrome } = readConfig({});
  const noSandbox = process.getuid?.() === 0;
  const capturer = openCapturer({ fetch: nobody, cache, chrome, work, noSandbox, log: silentLog });
  try {
    const shot = await capturer.card({ html: source, selector: '#sheet', theme: 'light', width, dpr: 1 });
    return shot.png;
  } finally {
    await capturer.close();
    await rm(work, { recursive: true, force: true });
  }
}

/** All of the sheet is inline. */
async function nobody(): Promise<never> {
  throw new HoldfastError('refused-address', 'the sheet asks for nothing');
}
