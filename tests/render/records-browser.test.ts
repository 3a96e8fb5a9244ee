import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderDiffPage } from '../../src/render/diff-page.ts';
import { renderPostRecord } from '../../src/render/post-record.ts';
import { openLoneBrowser } from './lone-browser.ts';
import { diffOf, recordOf } from './records.ts';

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

const arabic = [
  'عودة العمل في الميناء القديم يوم الاثنين',
  'عودة العمل في المرفأ القديم يوم الثلاثاء',
] as const;
const long = ['x'.repeat(400), `https://example.org/${'y'.repeat(400)}`] as const;

describe('pages of a post over time, in a browser', () => {
  for (const [name, [before, after]] of Object.entries({ arabic, long }))
    for (const [kind, source] of Object.entries({
      diff: renderDiffPage(diffOf(before, after)),
      record: renderPostRecord(recordOf(before, after)),
    }))
      it(`fit on phones and screens and ask nobody for anything: ${kind}, ${name}`, async () => {
        for (const width of [320, 1200]) {
          await page.goto('about:blank');
          await page.setViewport({ width, height: 800 });
          asked.length = 0;
          await page.setContent(source);
          await page.$$eval('details', (all) => {
            for (const one of all) one.open = true;
          });
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          const outside = asked.filter((url) => !/^(?:data:|about:)/u.test(url));
          expect({ width, over: Math.max(0, over), outside }).toEqual({ width, over: 0, outside: [] });
        }
      });

  it('set two versions beside each other where there is room, below each other where there is none', async () => {
    const tops = async (width: number) => {
      await page.setViewport({ width, height: 800 });
      await page.setContent(renderDiffPage(diffOf('one', 'two')));
      return page.$$eval('.sides > figure', (sides) => sides.map((side) => side.getBoundingClientRect().top));
    };
    const [left, right] = await tops(1200);
    expect(left).toBe(right);
    const [upper = 0, lower = 0] = await tops(320);
    expect(lower).toBeGreaterThan(upper);
  });

  it('tell words that came and went without colour, too', async () => {
    await page.setContent(renderDiffPage(diffOf('an old word', 'a new word')));
    const lines = await page.$$eval('del, ins', (marks) =>
      marks.map((mark) => `${mark.tagName} ${getComputedStyle(mark).textDecorationLine}`),
    );
    expect([...new Set(lines)].sort()).toEqual(['DEL line-through', 'INS underline']);
  });
});
