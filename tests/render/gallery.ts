/**
 * Draws every example in light and dark, wide and narrow, to look at: `node tests/render/gallery.ts FOLDER`.
 * No part of the suite.
 */
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from 'puppeteer';
import sharp from 'sharp';
import { findBrowser } from '../../src/capture/find-browser.ts';
import { readyFonts } from '../../src/capture/fonts.ts';
import { renderHtml } from '../../src/render/html.ts';
import { examples } from './examples.ts';
import { hostPage } from './host-page.ts';

const folder = process.argv[2] ?? join(tmpdir(), 'holdfast-gallery');
const cache = process.argv[3] ?? join(tmpdir(), 'holdfast-gallery-cache');
const only = process.argv[4]?.split(',');
await mkdir(folder, { recursive: true });
await mkdir(cache, { recursive: true, mode: 0o700 });

const fonts = await readyFonts(cache);
const found = await findBrowser({ chrome: null, cache });
const browser = await launch({
  executablePath: found.path,
  headless: found.kind === 'shell' ? 'shell' : true,
  args: ['--no-sandbox'],
  pipe: true,
  env: {
    ...process.env,
    FONTCONFIG_FILE: fonts.conf,
    ...(found.libraries === null ? {} : { LD_LIBRARY_PATH: found.libraries }),
  },
});
try {
  for (const theme of ['light', 'dark'] as const) {
    for (const width of [590, 320]) {
      const page = await browser.newPage();
      await page.setViewport({ width, height: 800, deviceScaleFactor: 1.5 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      for (const [name, view] of Object.entries(examples)) {
        if (only !== undefined && !only.includes(name)) continue;
        const shown = view.pictureOf;
        const inlined = new Map<string, string>();
        for (const key of ['ada', 'boat', 'north', 'south', 'gate', 'office', 'dana', 'minato', 'voice'])
          inlined.set(`media/${key}.webp`, await drawn(key));
        const fragment = renderHtml({
          ...view,
          pictureOf: (picture) => {
            const own = shown(picture);
            return own === null ? null : { ...own, src: inlined.get(own.src) ?? own.src };
          },
        });
        await page.setContent(
          hostPage(fragment.replace('<details ', '<details open '), theme === 'dark' ? '#000' : '#f7f7f7'),
        );
        await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`), fullPage: true });
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
}

async function drawn(key: string): Promise<string> {
  const hue = [...key].reduce((sum, char) => sum + char.charCodeAt(0) * 7, 0) % 360;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="hsl(${hue},55%,70%)"/><stop offset="1" stop-color="hsl(${(hue + 50) % 360},50%,38%)"/></linearGradient></defs><rect width="600" height="400" fill="url(#g)"/><circle cx="430" cy="120" r="60" fill="#fff" opacity=".7"/><path d="M0 300 150 180 260 280 380 200 600 330V400H0z" fill="hsl(${hue},40%,25%)" opacity=".7"/></svg>`;
  return `data:image/webp;base64,${(await sharp(Buffer.from(svg)).webp().toBuffer()).toString('base64')}`;
}
