import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { type BareBrowser, startBareBrowser } from './bare-browser.ts';
import { atRest, type Rest } from './in-page-rest.ts';
import { addressOf, inTurns, type Way, type WaySettings } from './way.ts';

/**
 * The least that a picture in a context of its own can cost: bare protocol, one frame, the fast PNG, and of the other
 * formats what one decode gives. Nothing is contained, checked or synced.
 */
export async function openFloor(settings: WaySettings): Promise<Way> {
  const browser = startBareBrowser(settings.browser, settings.folder);
  sharp.cache(false);
  sharp.concurrency(1);
  return {
    prepare: async () => {},
    run: (posts) =>
      inTurns(posts, settings.atOnce, async (post) => {
        const png = await shoot(browser, addressOf(post, settings));
        const path = join(settings.folder, `${post}.png`);
        const { webp, thumb } = await derive(png);
        await Promise.all([
          writeFile(path, png),
          writeFile(`${path}.webp`, webp),
          writeFile(`${path}.thumb.webp`, thumb),
        ]);
        return { post, path };
      }),
    close: () => browser.close(),
  };
}

async function shoot(browser: BareBrowser, url: string): Promise<Buffer> {
  const { browserContextId } = await browser.send<{ browserContextId: string }>(
    'Target.createBrowserContext',
  );
  const { targetId } = await browser.send<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
    browserContextId,
  });
  const { sessionId } = await browser.send<{ sessionId: string }>('Target.attachToTarget', {
    targetId,
    flatten: true,
  });
  const send = <Result>(method: string, params: object = {}) =>
    browser.send<Result>(method, params, sessionId);
  const size = { width: 550, height: 1_200, deviceScaleFactor: 2, mobile: false };
  await Promise.all([send('Page.enable'), send('Emulation.setDeviceMetricsOverride', size)]);
  const loaded = browser.next('Page.loadEventFired', sessionId);
  await send('Page.navigate', { url });
  await loaded;
  const { result } = await send<{ result: { value: Rest } }>('Runtime.evaluate', {
    expression: `(${String(atRest)})()`,
    awaitPromise: true,
    returnByValue: true,
  });
  const { data } = await send<{ data: string }>('Page.captureScreenshot', {
    format: 'png',
    clip: { ...result.value, scale: 1 },
    captureBeyondViewport: true,
    optimizeForSpeed: true,
  });
  await browser.send('Target.disposeBrowserContext', { browserContextId });
  return Buffer.from(data, 'base64');
}

async function derive(png: Buffer): Promise<{ readonly webp: Buffer; readonly thumb: Buffer }> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixels = () => sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
  const webp = { quality: 80, effort: 1 } as const;
  return {
    webp: await pixels().webp(webp).toBuffer(),
    thumb: await pixels().resize({ width: 320 }).webp(webp).toBuffer(),
  };
}
