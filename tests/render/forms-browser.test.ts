import { PNG } from 'pngjs';
import type { Browser, ElementHandle, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples } from '../../src/render/gallery/examples.ts';
import { film } from '../../src/render/gallery/films.ts';
import { inlined } from '../../src/render/gallery/inlined.ts';
import { landscapes } from '../../src/render/gallery/pictures.ts';
import { renderHtml } from '../../src/render/html.ts';
import { renderPage } from '../../src/render/page.ts';
import { cardStyle } from '../../src/render/style.ts';
import { renderSvg } from '../../src/render/svg.ts';
import type { FallbackView } from '../../src/render/view.ts';
import { hostileTexts } from './hostile-texts.ts';
import { openLoneBrowser } from './lone-browser.ts';
import { author, photo, post, text, view } from './views.ts';

let browser: Browser;
let page: Page;
const asked: string[] = [];

beforeAll(async () => {
  browser = await openLoneBrowser();
  page = await browser.newPage();
  page.on('request', (request) => asked.push(request.url().slice(0, 40)));
});

afterAll(async () => {
  await browser.close();
});

/** What the browser's XML parser has against it; empty for a picture of one element. */
async function faultsIn(sources: readonly string[]): Promise<string[]> {
  await page.goto('about:blank');
  return await page.evaluate(
    (all) =>
      all.flatMap((source) => {
        const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
        const card = parsed.querySelector('foreignObject > *');
        if (parsed.querySelector('parsererror') !== null) return [parsed.documentElement.textContent];
        return card?.namespaceURI === 'http://www.w3.org/1999/xhtml' ? [] : ['no card'];
      }),
    sources,
  );
}

/** As an `img` of a page. */
async function shown(source: string, width = 550): Promise<ElementHandle<HTMLImageElement>> {
  await page.goto('about:blank');
  await page.setViewport({ width: 600, height: 1200 });
  const address = `data:image/svg+xml;base64,${Buffer.from(source).toString('base64')}`;
  await page.setContent(
    `<!DOCTYPE html><body style="margin:0"><img src="${address}" style="width:${width}px" alt="">`,
  );
  const img = await page.waitForSelector('img');
  if (img === null) throw new Error('no picture');
  await img.evaluate((one) => one.decode());
  return img;
}

/** Mean difference of two pictures' channels, 0 to 255, over what both have of them. */
function difference(one: Uint8Array, other: Uint8Array): number {
  const [a, b] = [PNG.sync.read(Buffer.from(one)), PNG.sync.read(Buffer.from(other))];
  const height = Math.min(a.height, b.height);
  let sum = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < a.width * 4; x += 1)
      sum += Math.abs((a.data[y * a.width * 4 + x] ?? 0) - (b.data[y * b.width * 4 + x] ?? 0));
  return sum / (height * a.width * 4);
}

/** A hundredth of a step of one channel. */
const mostApart = 0.01;

function example(name: string): FallbackView {
  const one = examples[name];
  if (one === undefined) throw new Error(`no example ${name}`);
  return inlined({ ...one, filmOf: () => null });
}

describe('the card as an SVG picture', () => {
  it('is well-formed XML in every example, and whatever strangers write', async () => {
    const hostile = hostileTexts(100).map((evil) =>
      view({
        post: post({
          segments: [text(evil)],
          author: author(evil, evil),
          media: [photo('boat', 3, 2, evil)],
          card: { url: evil, title: evil, description: evil, site: evil, picture: null },
        }),
      }),
    );
    const sources = [...Object.values(examples), example('arabic'), ...hostile].map((one) =>
      renderSvg(one).replace(cardStyle, ''),
    );
    expect(await faultsIn(sources)).toEqual([]);
    expect(await faultsIn(['<svg xmlns="http://www.w3.org/2000/svg"><br></svg>'])).toHaveLength(1);
  });

  it('looks in an img as the card looks in a page', async () => {
    for (const name of ['arabic', 'card']) {
      const img = await shown(renderSvg(example(name)));
      const picture = await img.screenshot();
      await page.setContent(renderPage(example(name)));
      const card = await page.waitForSelector('.holdfast');
      if (card === null) throw new Error('no card');
      await card.evaluate((one) => {
        for (const each of [document.body, one as HTMLElement]) each.style.cssText = 'margin:0;padding:0';
        document.body.style.cssText = 'margin:0;padding:0;background:#fff';
        (one as HTMLElement).style.cssText = 'margin:0;width:550px';
      });
      const element = await card.screenshot();
      const apart = difference(element, picture);
      expect({ name, apart: apart > mostApart ? apart : 'little' }).toEqual({ name, apart: 'little' });
    }
  });

  it('holds the whole card, with little beside it', async () => {
    const stills = Object.entries(examples).map(
      ([name, one]) => [name, { ...one, filmOf: () => null, pictureOf: () => null }] as const,
    );
    await page.setViewport({ width: 600, height: 800 });
    await page.goto('about:blank');
    const cards = stills.map(([, one]) => renderHtml(one, { css: 'none' }));
    await page.setContent(`<!DOCTYPE html><style>${cardStyle}</style>${cards.join('')}`);
    const heights = await page.$$eval('article.holdfast', (all) =>
      all.map((card) => card.getBoundingClientRect().height),
    );
    const wrong = stills.flatMap(([name, one], at) => {
      const height = heights[at] ?? 0;
      const told = Number(/ height="(\d+)"/u.exec(renderSvg(one))?.[1]);
      return told >= height && told <= height * 1.25 + 30 ? [] : [{ name, height, told }];
    });
    expect(heights).toHaveLength(stills.length);
    expect(wrong).toEqual([]);
  });

  it('holds pictures as they are laid out', async () => {
    for (const name of ['two-photos', 'deleted-photo', 'card', 'video']) {
      await page.goto('about:blank');
      await page.setContent(renderPage(example(name)));
      const height = await page.$eval('.holdfast', (card) => card.getBoundingClientRect().height);
      const told = Number(/ height="(\d+)"/u.exec(renderSvg(example(name)))?.[1]);
      expect({ name, fits: told >= height && told <= height * 1.25 + 30 }).toEqual({ name, fits: true });
    }
  });

  it('is as high as it was measured, if that is more', () => {
    const one = example('arabic-quoted');
    expect(renderSvg(one, { height: 1000 })).toContain('viewBox="0 0 550 1042"');
    expect(renderSvg(one, { height: 10 })).toBe(renderSvg(one));
  });

  it('is in the colours asked for, else in the reader’s', async () => {
    const dark = await (await shown(renderSvg(example('poll-note'), { theme: 'dark' }))).screenshot();
    const light = await (await shown(renderSvg(example('poll-note')))).screenshot();
    expect(difference(dark, light)).toBeGreaterThan(50);
  });

  it('needs nothing: what is not along with it is told in words', () => {
    const source = renderSvg(view({ post: post({ media: [photo('boat', 3, 2, 'A red boat')] }) }));
    expect(source).not.toMatch(/<img|src=/u);
    expect(source).toContain('A red boat');
    expect(asked.filter((url) => !/^(?:data:|about:)/u.test(url))).toEqual([]);
  });
});

describe('a page with films along', () => {
  it('plays them under its own policy', async () => {
    const refused: string[] = [];
    page.on('console', (message) => refused.push(message.text()));
    await page.goto('about:blank');
    await page.setContent(
      renderPage({
        ...example('video'),
        filmOf: () => ({ src: `data:video/webm;base64,${film}`, mediaType: 'video/webm' }),
      }),
    );
    const width = await page.$eval('video', async (player) => {
      player.muted = true;
      await player.play();
      return player.videoWidth;
    });
    expect({ width, refused }).toEqual({ width: 320, refused: [] });
  });
});

describe('pictures in several sizes', () => {
  const sources = ['avif', 'webp'].map((type) => ({
    mediaType: `image/${type}`,
    srcset: `${type}-340 340w, ${type}-680 680w, ${type}-1100 1100w`,
  }));
  const one = view({
    post: post({
      author: author('Ada', 'ada'),
      media: ['a', 'b', 'c', 'd'].map((name) => photo(name, 720, 480, name)),
    }),
    pictureOf: () => ({ src: 'webp-680', width: 720, height: 480, sources }),
  });

  /** Which files a fresh page asks for, and the sizes of its pictures. */
  async function laidOut(shown: FallbackView, deviceScaleFactor: number) {
    const context = await browser.createBrowserContext();
    const fresh = await context.newPage();
    const files = new Set<string>();
    await fresh.setViewport({ width: 700, height: 1200, deviceScaleFactor });
    await fresh.setRequestInterception(true);
    fresh.on('request', (request) => {
      const [, file = ''] = /127\.0\.0\.1\/(.*)$/u.exec(request.url()) ?? [];
      if (file !== '') files.add(file);
      void request.respond(
        file === ''
          ? { contentType: 'text/html', body: `<!DOCTYPE html>${renderHtml(shown)}` }
          : { contentType: 'image/webp', body: Buffer.from(landscapes['boat'] ?? '', 'base64') },
      );
    });
    await fresh.goto('http://127.0.0.1/');
    // which file is wanted may change while the page is laid out, so to wait for the first to be decoded won't do
    await fresh.waitForFunction(() =>
      [...document.images].every((img) => img.complete && img.naturalWidth > 0),
    );
    const boxes = await fresh.$$eval('.holdfast-picture', (all) =>
      all.map((img) => {
        const { width, height } = img.getBoundingClientRect();
        return `${Math.round(width)}×${Math.round(height)}`;
      }),
    );
    await context.close();
    return { files: [...files].sort(), boxes };
  }

  it('are asked for in the size they are shown in, in the best encoding, and take no other place', async () => {
    const [dense, usual, alone] = [
      await laidOut(one, 2),
      await laidOut(one, 1),
      await laidOut({ ...one, pictureOf: () => ({ src: 'webp-680', width: 720, height: 480 }) }, 1),
    ];
    expect(usual.files).toEqual(['avif-340']);
    expect(dense.files).toEqual(['avif-680']);
    expect(alone.files).toEqual(['webp-680']);
    expect(usual.boxes).toEqual(alone.boxes);
    expect(usual.boxes).toHaveLength(4);
  });
});
