import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inlined } from '../../src/render/gallery/inlined.ts';
import { renderHtml } from '../../src/render/html.ts';
import { cardSelector, renderPage } from '../../src/render/page.ts';
import { cardStyleHash } from '../../src/render/style.ts';
import { examples } from './examples.ts';
import { hostPage } from './host-page.ts';
import { hostileTexts } from './hostile-texts.ts';
import { openLoneBrowser } from './lone-browser.ts';
import { author, post, text, view } from './views.ts';

let browser: Browser;
let page: Page;
const asked: string[] = [];

beforeAll(async () => {
  browser = await openLoneBrowser();
  page = await browser.newPage();
  page.on('request', (request) => asked.push(request.url()));
});

afterAll(async () => {
  await browser.close();
});

async function show(source: string, width: number): Promise<void> {
  // A policy of the page before would hold for what is written over it.
  await page.goto('about:blank');
  asked.length = 0;
  await page.setViewport({ width, height: 800 });
  await page.setContent(source);
}

/** What sticks out of the card, or of the page. */
function overflowing(): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('.holdfast');
    const card = root?.getBoundingClientRect();
    if (!root || card === undefined) return ['no card'];
    const wide = [...root.querySelectorAll(':not(style, path, rect, circle)')]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && (box.left < card.left - 0.5 || box.right > card.right + 0.5);
      })
      .map((element) => element.className || element.tagName);
    const page = document.documentElement;
    return page.scrollWidth > page.clientWidth ? [...wide, 'page'] : wide;
  });
}

describe('in a browser', () => {
  it('every card keeps within 320 pixels and more, in a host with manners of its own', async () => {
    for (const width of [320, 600])
      for (const [name, one] of Object.entries(examples)) {
        await show(hostPage(renderHtml({ ...one, pictureOf: () => null })), width);
        expect({ name, width, out: await overflowing() }).toEqual({ name, width, out: [] });
      }
  });

  it('a host’s own style changes nothing', async () => {
    const look = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('.holdfast, .holdfast :not(style, path, rect, circle)')].map(
          (element) => {
            const box = element.getBoundingClientRect();
            const { color, fontSize, fontStyle, textAlign, letterSpacing, textTransform, borderTopWidth } =
              getComputedStyle(element);
            const style = [
              color,
              fontSize,
              fontStyle,
              textAlign,
              letterSpacing,
              textTransform,
              borderTopWidth,
            ];
            return [element.className, Math.round(box.width), Math.round(box.height), ...style].join(' ');
          },
        ),
      );
    for (const name of [
      'quote',
      'poll-note',
      'arabic',
      'card',
      'no-copies',
      'ten-photos',
      'video-kept',
      'audio',
      'thread',
    ]) {
      const source = renderHtml(inlined(examples[name] ?? view({ post: null })));
      await show(`<!DOCTYPE html><body style="margin:0;padding:0 10px">${source}`, 500);
      const alone = await look();
      await show(hostPage(source), 500);
      expect(await look()).toEqual(alone);
      expect(alone.length).toBeGreaterThan(10);
    }
  });

  it('asks for nothing, and is styled under a policy that names the style’s hash only', async () => {
    const policy = `default-src 'none'; style-src '${cardStyleHash}'`;
    const one = examples['quote'] ?? view({ post: null });
    await show(
      `<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="${policy}">${renderHtml({ ...one, pictureOf: () => null })}`,
      500,
    );
    expect(await page.$eval('.holdfast', (card) => getComputedStyle(card).borderTopLeftRadius)).toBe('16px');
    expect(asked).toEqual([]);
  });

  it('draws pages under their own policy, and the selector finds the one card', async () => {
    await show(renderPage(examples['poll-note'] ?? view({ post: null })), 600);
    expect(
      await page.$$eval(cardSelector, (cards) => cards.map((card) => card.getBoundingClientRect().width)),
    ).toEqual([550]);
  });

  it('sets name and handle flush on the side the card begins, whichever way they run', async () => {
    const starts = async (name: string, side: 'left' | 'right') => {
      await show(renderPage(examples[name] ?? view({ post: null })), 600);
      return page.$$eval(
        '.holdfast-name bdi, .holdfast-handle bdi',
        (names, at) =>
          names.map((each) => {
            const range = document.createRange();
            range.selectNodeContents(each);
            return Math.round(range.getBoundingClientRect()[at]);
          }),
        side,
      );
    };
    for (const [name, side] of [
      ['plain', 'left'],
      ['hebrew', 'right'],
      ['arabic-reply', 'right'],
    ] as const) {
      const [first, ...others] = await starts(name, side);
      expect({ name, others }).toEqual({ name, others: [first] });
    }
  });

  it('follows the reader’s theme, and the host’s over it', async () => {
    const source = renderHtml(view({ post: post({ segments: [text('x')] }) }));
    const ground = () => page.$eval('.holdfast', (card) => getComputedStyle(card).backgroundColor);
    const grounds: string[] = [];
    for (const system of ['light', 'dark'])
      for (const host of ['', 'light', 'dark']) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: system }]);
        await show(`<!DOCTYPE html><html data-theme="${host}"><body>${source}`, 500);
        grounds.push(await ground());
      }
    await page.emulateMediaFeatures([]);
    const [light, dark] = ['rgb(255, 255, 255)', 'rgb(21, 25, 29)'];
    expect(grounds).toEqual([light, light, dark, dark, light, dark]);
  });

  it('lets no direction control of a stranger reach beyond its own element', async () => {
    const where = () =>
      page.$$eval('.holdfast-handle, .holdfast-date, .holdfast-foot span, .holdfast-foot a', (elements) =>
        elements.map((element) => {
          const range = document.createRange();
          range.selectNodeContents(element);
          return Math.round(range.getBoundingClientRect().left);
        }),
      );
    const drawn = (evil: string) =>
      renderHtml(
        view({
          post: post({ author: author(`Ada${evil}`, 'ada'), segments: [text(`calm${evil}`)], lang: 'en' }),
        }),
      );
    await show(`<!DOCTYPE html>${drawn('')}`, 500);
    const calm = await where();
    for (const evil of ['\u202e', '\u202e\u2067\u202b', '\u2069\u2069\u202e', '\u202c\u202e'.repeat(9)]) {
      await show(`<!DOCTYPE html>${drawn(evil)}`, 500);
      expect(await where()).toEqual(calm);
    }
  });

  it('runs no script of 500 hostile texts, and asks for nothing', async () => {
    await page.exposeFunction('alert', () => asked.push('alert'));
    const cards = hostileTexts(500).map((evil) =>
      renderHtml(view({ post: post({ segments: [text(evil)], author: author(evil, evil) }) })).replace(
        /<style>.*?<\/style>/u,
        '',
      ),
    );
    await show(`<!DOCTYPE html>${cards.join('')}`, 500);
    expect(await page.$$eval('.holdfast', (all) => all.length)).toBe(500);
    expect(
      await page.$$eval(
        '.holdfast script, .holdfast iframe, .holdfast [onload], .holdfast [onerror]',
        (all) => all.length,
      ),
    ).toBe(0);
    expect(asked).toEqual([]);
  });
});
