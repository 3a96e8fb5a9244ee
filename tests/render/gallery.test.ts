import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, CDPSession, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { galleryPage } from '../../src/gallery.ts';
import { examples } from '../../src/render/gallery/examples.ts';
import { renderHtml } from '../../src/render/html.ts';
import { cardStyle } from '../../src/render/style.ts';
import { golden } from './golden.ts';
import { coveredMarks, type DrawnPart, drawnParts, faultsOf } from './in-page-faults.ts';
import { openLoneBrowser } from './lone-browser.ts';

let browser: Browser;
let page: Page;
let devtools: CDPSession;

beforeAll(async () => {
  browser = await openLoneBrowser();
  page = await browser.newPage();
  devtools = await page.createCDPSession();
  await page.setContent(await galleryPage());
});

afterAll(() => browser.close());

interface Circumstances<Result> {
  readonly width: number;
  readonly dpr?: number;
  readonly media?: 'print';
  readonly features?: Readonly<Record<string, string>>;
  readonly look: () => Promise<Result>;
}

async function seen<Result>({ width, dpr, media, features, look }: Circumstances<Result>): Promise<Result> {
  await page.setViewport({ width, height: 900, deviceScaleFactor: dpr ?? 1 });
  await emulate(media ?? '', features ?? {});
  try {
    return await look();
  } finally {
    await emulate('', {});
  }
}

/** Both at once: puppeteer's own calls each undo the other, and know no forced colours. */
async function emulate(media: string, features: Readonly<Record<string, string>>): Promise<void> {
  const named = Object.entries(features).map(([name, value]) => ({ name, value }));
  await devtools.send('Emulation.setEmulatedMedia', { media, features: named });
}

async function withStyle<Result>(style: string, look: () => Promise<Result>): Promise<Result> {
  // The page's own policy lets no other style in; a sheet made in script is none of the page's.
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, style);
  try {
    return await look();
  } finally {
    await page.evaluate(() => {
      document.adoptedStyleSheets = [];
    });
  }
}

describe('every card of the gallery', () => {
  it('keeps its parts in, apart and whole, from 320 pixels to wide, at twice the size and in pages from right to left', async () => {
    for (const [width, dpr] of [
      [320, 2],
      [360, 1],
      [590, 1],
      [1600, 1],
    ] as const) {
      expect(await seen({ width, dpr, look: () => faultsOf(page) })).toEqual([]);
      expect(await seen({ width, dpr, look: () => coveredMarks(page) })).toEqual([]);
    }
    for (const choice of ['#host-rtl', '#width-small', '#theme-light']) {
      await page.$eval(choice, (input) => (input as HTMLInputElement).click());
      expect(await seen({ width: 1240, look: () => faultsOf(page) })).toEqual([]);
    }
    for (const choice of ['#host-ltr', '#width-desk', '#theme-both'])
      await page.$eval(choice, (input) => (input as HTMLInputElement).click());
  });

  it('is shown as the page’s switches say, without script', async () => {
    const shown = () =>
      page.evaluate(() => {
        const cards = [...document.querySelectorAll('#plain .holdfast')];
        return cards.map((card) => {
          const around = card.closest('.stage');
          const direction = around === null ? '' : getComputedStyle(around).direction;
          return `${around?.getAttribute('data-theme')} ${card.getBoundingClientRect().width} ${direction}`;
        });
      });
    const choose = async (...switches: string[]) => {
      for (const id of switches) await page.$eval(`#${id}`, (input) => (input as HTMLInputElement).click());
      return seen({ width: 1240, look: shown });
    };
    expect(await choose()).toEqual(['light 550 ltr', 'dark 550 ltr']);
    expect(await choose('theme-dark', 'width-phone')).toEqual(['light 0 ltr', 'dark 328 ltr']);
    expect(await choose('theme-light', 'width-small', 'host-rtl')).toEqual(['light 288 rtl', 'dark 0 rtl']);
    expect(await choose('theme-both', 'width-desk', 'host-ltr')).toEqual(['light 550 ltr', 'dark 550 ltr']);
  });

  it('keeps them so where the reader spaces text out', async () => {
    const spaced =
      '.holdfast:not(#i):not(#j):not(#k) *{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}';
    await withStyle(spaced, async () => {
      expect(await seen({ width: 320, look: () => faultsOf(page) })).toEqual([]);
    });
  });

  it('would be found out if its parts stuck out, overlapped, were cut or faint', async () => {
    const broken = [
      ['.holdfast-foot{margin-top:-40px!important}', /^plain light: overlap: holdfast-date, holdfast-foot$/u],
      ['.holdfast-name{white-space:nowrap!important;min-width:700px!important}', /^plain light: sticks out/u],
      ['.holdfast-text{max-height:30px!important}', /^plain light: cut: holdfast-text$/u],
      ['.holdfast-date{opacity:.4!important}', /^plain dark: faint: holdfast-date$/u],
    ] as const;
    for (const [style, fault] of broken)
      await withStyle(style, async () => {
        const faults = await seen({ width: 1240, look: () => faultsOf(page) });
        expect(faults).toContainEqual(expect.stringMatching(fault));
      });
  });

  it('is drawn as it was', async () => {
    const drawn = await seen({ width: 1260, look: () => drawnParts(page) });
    const text = writeParts(drawn);
    const before = readParts(golden('layout.txt', text));
    const now = readParts(text);
    expect([...now.keys()]).toEqual([...before.keys()]);
    const moved = [...now].flatMap(([name, parts]) => differences(name, before.get(name) ?? [], parts));
    expect(moved).toEqual([]);
    expect(now.size).toBeGreaterThan(2 * Object.keys(examples).length);
  });

  it('goes onto paper light, whole and without the page’s switches, whatever the screen’s theme', async () => {
    const printed = await seen({
      width: 700,
      media: 'print',
      features: { 'prefers-color-scheme': 'dark' },
      look: () =>
        page.evaluate(() => {
          const shown = [...document.querySelectorAll('.holdfast, .switches')].filter(
            (element) => element.getClientRects().length > 0,
          );
          const clipping = [...document.querySelectorAll('.holdfast *')].filter(
            (element) =>
              element.scrollHeight > element.clientHeight + 1 &&
              element.clientHeight > 0 &&
              getComputedStyle(element).overflowY !== 'visible',
          );
          const grounds = shown.map((element) => getComputedStyle(element).backgroundColor);
          const inks = shown.map((element) => getComputedStyle(element).color);
          return {
            cards: shown.length,
            grounds: [...new Set(grounds)],
            inks: [...new Set(inks)],
            clipping: clipping.map((element) => element.className),
          };
        }),
    });
    expect(printed).toEqual({
      cards: expect.any(Number),
      grounds: ['rgb(255, 255, 255)'],
      inks: ['rgb(15, 20, 25)'],
      clipping: [],
    });
    expect(printed.cards).toBeGreaterThan(20);
  });

  it('keeps edges and marks where the reader’s colours are forced', async () => {
    const {
      edges,
      marks,
      page: around,
    } = await seen({
      width: 1240,
      features: { 'forced-colors': 'active' },
      look: () =>
        page.evaluate(() => {
          const all = (selector: string) => [...document.querySelectorAll(selector)];
          const boxes = all('.holdfast, .holdfast-state, .holdfast-provenance, .holdfast-option');
          const drawn = all('.holdfast-mark path, .holdfast-tick path:first-child');
          return {
            edges: [...new Set(boxes.map((box) => getComputedStyle(box).borderTopWidth))],
            marks: [...new Set(drawn.map((path) => getComputedStyle(path).fill))],
            page: getComputedStyle(document.body).color,
          };
        }),
    });
    expect(edges).toEqual(['1px']);
    expect(marks).toEqual([around]);
  });
});

describe('a reader who needs more than eyes', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

  async function violations(without: readonly string[] = []): Promise<string[]> {
    await page.evaluate(axe);
    const { violations: found } = await page.evaluate(
      (values, off) =>
        (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
          runOnly: { type: 'tag', values },
          resultTypes: ['violations'],
          preload: false,
          rules: Object.fromEntries(off.map((id) => [id, { enabled: false }])),
        }),
      tags,
      without,
    );
    return found.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary.slice(0, 160)}`,
      ),
    );
  }

  it('finds nothing in the way, in light and in dark', async () => {
    expect(await seen({ width: 1240, look: () => violations() })).toEqual([]);
  });

  it('finds nothing in the way where colours are forced', async () => {
    const cards = Object.values(examples).map((view) => renderHtml(view, { css: 'none' }));
    await write(`<style>${cardStyle}</style>${cards.join('')}`);
    // Who forces colours chose their contrast, and the browser still names the author's where it is asked for them.
    const look = () => violations(['color-contrast']);
    expect(await seen({ width: 590, features: { 'forced-colors': 'active' }, look })).toEqual([]);
    const kept = await page.$$eval(
      '.holdfast *',
      (all) => all.filter((each) => getComputedStyle(each).forcedColorAdjust === 'none').length,
    );
    expect(kept).toBe(0);
  });

  it('would be told of words that can’t be read', async () => {
    const [view] = Object.values(examples);
    if (view === undefined) throw new Error('no examples');
    const faint = '<style>.holdfast-date{color:#bbb!important}</style>';
    await write(renderHtml(view) + faint);
    const found = await seen({ width: 590, look: () => violations() });
    expect(found).toContainEqual(expect.stringMatching(/^color-contrast: .*/u));
  });
});

async function write(body: string): Promise<void> {
  // A policy of the page before would hold for what is written over it.
  await page.goto('about:blank');
  await page.setContent(
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Cards</title></head><body>${body}</body></html>`,
  );
}

/** One part a line, so that a person can read what moved; of the dark cards, which stand as the light ones do, the colours. */
function writeParts(cards: Readonly<Record<string, readonly DrawnPart[]>>): string {
  const line = ({ name, start, top, width, height, look }: DrawnPart) =>
    `  ${[start, top, width, height].join(' ')} | ${name} | ${look}`;
  return Object.entries(cards)
    .map(([name, parts]) => {
      const colours = () => new Set(parts.map(({ look }) => `  0 0 0 0 | | ${look}`));
      const lines = name.endsWith(' dark') ? [...colours()] : parts.map(line);
      return `${name}\n${lines.join('\n')}\n`;
    })
    .join('');
}

function readParts(text: string): Map<string, string[]> {
  const cards = new Map<string, string[]>();
  let card = '';
  for (const line of text.trimEnd().split('\n')) {
    if (!line.startsWith('  ')) card = line;
    cards.set(card, line.startsWith('  ') ? [...(cards.get(card) ?? []), line] : []);
  }
  return cards;
}

/** Browsers set text a little wider or narrower than each other, and may break a line elsewhere. */
function differences(card: string, before: readonly string[], now: readonly string[]): string[] {
  if (before.length !== now.length) return [`${card}: ${before.length} parts before, ${now.length} now`];
  return now.flatMap((line, at) => {
    const [was, is] = [before[at] ?? '', line].map((each) => each.split(' | '));
    const [boxBefore = [], boxNow = []] = [was, is].map((each) =>
      (each?.[0] ?? '').trim().split(' ').map(Number),
    );
    const far = boxNow.some(
      (value, side) => Math.abs(value - (boxBefore[side] ?? 0)) > (tolerances[side] ?? 0),
    );
    const sameKind = was?.[1] === is?.[1] && was?.[2] === is?.[2];
    return far || !sameKind ? [`${card}: ${before[at]} → ${line}`] : [];
  });
}

/** Pixels: of where a part begins, how far down it stands, how wide and how high it is. */
const tolerances = [24, 60, 48, 60] as const;
