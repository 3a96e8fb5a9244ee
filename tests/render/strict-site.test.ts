import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples } from '../../src/render/gallery/examples.ts';
import { renderHtml } from '../../src/render/html.ts';
import { openLoneBrowser } from './lone-browser.ts';
import { openStrictSite, type StrictSite } from './strict-site.ts';

interface Told {
  readonly violations: string[];
  readonly shifts: number[];
}

let browser: Browser;
beforeAll(async () => {
  browser = await openLoneBrowser();
});
afterAll(() => browser.close());

/** Opens the cards on a strict site and keeps what the browser asked for and complained of. */
async function visit<Result>(
  cards: readonly string[],
  look: (page: Page, site: StrictSite, requests: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const site = await openStrictSite(cards);
  const page = await browser.newPage();
  try {
    const requests: string[] = [];
    // the browser's own signs on its players are data
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) requests.push(request.url());
    });
    await page.setViewport({ width: 640, height: 6000 });
    await page.evaluateOnNewDocument(() => {
      const told: Told = { violations: [], shifts: [] };
      Object.assign(globalThis, { told });
      document.addEventListener('securitypolicyviolation', (event) =>
        told.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
      );
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          told.shifts.push((entry as unknown as { readonly value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(site.url, { waitUntil: 'domcontentloaded' });
    await painted(page);
    site.sendPictures();
    await page.waitForNetworkIdle({ idleTime: 200 });
    await painted(page);
    return await look(page, site, requests);
  } finally {
    await page.close();
    await site.close();
  }
}

async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
  );
}

function toldBy(page: Page): Promise<Told> {
  return page.evaluate(() => (globalThis as unknown as { readonly told: Told }).told);
}

const views = Object.values(examples);
const cards = Array.from({ length: 200 }, (_, at) => {
  const view = views[at % views.length];
  if (view === undefined) throw new Error('no examples');
  const pictureOf: typeof view.pictureOf = (picture) => {
    const shown = view.pictureOf(picture);
    if (shown === null) return null;
    const src = `/media/${at}/${shown.width}x${shown.height}/${shown.src.replace('media/', '')}`;
    return { ...shown, src };
  };
  return renderHtml({ ...view, pictureOf }, { css: 'link', stylesheet: '/holdfast.css' });
});

describe('200 cards on a site that lets in only what is its own', () => {
  it('ask nobody else, break no policy, move nothing while pictures come, and draw their polls', async () => {
    await visit(cards, async (page, site, requests) => {
      expect(requests.filter((url) => !url.startsWith(site.url))).toEqual([]);
      expect(site.asked.filter((path) => path.startsWith('/media/')).length).toBeGreaterThan(20);
      expect(site.asked.filter((path) => path === '/holdfast.css')).toHaveLength(1);
      expect(await toldBy(page)).toEqual({ violations: [], shifts: [] });
      const bars = await page.$$eval('.holdfast-bar rect', (all) =>
        all.map((bar) => [bar.getBoundingClientRect().width > 0, getComputedStyle(bar).fill]),
      );
      expect(new Set(bars.map(String))).toEqual(new Set(['true,rgb(213, 230, 247)']));
      const radius = '.holdfast';
      expect(await page.$eval(radius, (card) => getComputedStyle(card).borderTopLeftRadius)).toBe('16px');
    });
  });

  it('would be heard if they had a style inline, a picture from elsewhere or none of its sizes', async () => {
    const broken = [
      '<p style="color:red">x</p>',
      '<img src="http://127.0.0.1:9/x.png" alt="">',
      '<img src="/media/0/720x480/late.webp" alt=""><p>pushed down</p>',
    ];
    await visit(broken, async (page, site, requests) => {
      const { violations } = await toldBy(page);
      expect(violations.map((each) => each.split(' ')[0])).toEqual(['style-src-attr', 'img-src']);
      await expect
        .poll(async () => (await toldBy(page)).shifts.length, { timeout: 20_000 })
        .toBeGreaterThan(0);
      expect(site.asked).toContain('/media/0/720x480/late.webp');
      expect(requests).toContain('http://127.0.0.1:9/x.png');
    });
  });
});
