import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { openCapturer } from '../../src/capture/capture.ts';
import { readConfig } from '../../src/config.ts';
import { HoldfastError } from '../../src/errors.ts';
import { html, rawHtml } from '../../src/html/escape.ts';
import { silentLog } from '../../src/log.ts';
import { inlined } from '../../src/render/gallery/inlined.ts';
import { renderHtml } from '../../src/render/html.ts';
import { cardStyle } from '../../src/render/style.ts';
import { readmeCards } from './readme-cards.ts';

/**
 * `npm run gallery:pictures [-- FOLDER]`: draws the cards the README opens with, in light and in dark, by default as
 * `data/gallery-light.webp` and `data/gallery-dark.webp`.
 */
const [folder = join(import.meta.dirname, '../../data')] = process.argv.slice(2);

/** CSS pixels: two columns, each with a card and room around it. */
const width = 2 * 456 + 3 * 24;
const style = `body{margin:0}#cards{columns:2;column-gap:24px;box-sizing:border-box;width:${width}px;padding:24px;background:#f0f3f5}#cards[data-theme=dark]{background:#0b0d0f}#cards>div{break-inside:avoid;padding-block-end:24px}#cards .holdfast:not(#h):not(#i){margin:0}${cardStyle}`;

const work = await mkdtemp(join(tmpdir(), 'holdfast-readme-'));
const { cache, chrome } = readConfig({});
const noSandbox = process.getuid?.() === 0;
const capturer = openCapturer({ fetch: nobody, cache, chrome, work, noSandbox, log: silentLog });
try {
  for (const theme of ['light', 'dark'] as const) {
    const cards = readmeCards.map((view) => rawHtml(renderHtml(inlined(view), { css: 'none' })));
    const page = html`<!doctype html><html lang="en"><meta charset="utf-8"><title>Cards</title><style>${rawHtml(style)}</style><div id="cards" data-theme="${theme}">${cards.map((card) => html`<div>${card}</div>`)}</div></html>`;
    const shot = await capturer.card({ html: page.source, selector: '#cards', theme, width, dpr: 2 });
    const webp = await sharp(shot.png)
      .resize({ width: width * 1.5 })
      .webp({ quality: 76, effort: 6, smartSubsample: true })
      .toBuffer();
    const file = join(folder, `gallery-${theme}.webp`);
    await writeFile(file, webp);
    console.log(`${file}: ${readmeCards.length} cards, ${webp.length} bytes`);
  }
} finally {
  await capturer.close();
  await rm(work, { recursive: true, force: true });
}

/** All of a card is inline. */
async function nobody(): Promise<never> {
  throw new HoldfastError('refused-address', 'cards ask for nothing');
}
