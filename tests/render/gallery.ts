/**
 * Draws every example in light and dark, wide and narrow, to look at: `node tests/render/gallery.ts FOLDER`.
 * No part of the suite.
 */
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from 'puppeteer';
import { findBrowser } from '../../src/capture/find-browser.ts';
import { readyFonts } from '../../src/capture/fonts.ts';
import { inlined } from '../../src/render/gallery/inlined.ts';
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
        const fragment = renderHtml(inlined(view));
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
