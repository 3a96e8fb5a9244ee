import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { steady } from '../../src/capture/in-page-steady.ts';
import type { OpenBrowser } from '../../src/capture/launch.ts';
import { onPage, shootStill, startBrowser } from './still-stage.ts';
import { makeRoom, type Room, type World } from './world.ts';

/** A green element with its first and last pixels in red and blue, on a page of another colour. */
const inner = `<i style="position: absolute; left: 0; top: 0; width: 10px; height: 10px; background: #f00"></i>
  <i style="position: absolute; right: 0; bottom: 0; width: 10px; height: 10px; background: #00f"></i>`;
const green = 'position: relative; width: 300px; height: 100px; background: #0a0';
const post = (style = '') => `<article style="${green}; ${style}">${inner}</article>`;
const wide = '<div style="width: 3000px; height: 20px"></div>';
const page = (body: string, style = '', html = '') =>
  `<!doctype html><html ${html}><style>body { background: #ddd; ${style} }</style><body>${body}`;

/** By name: a page, and the size its element is shot in, in CSS pixels. */
const places: Record<string, readonly [string, readonly [number, number]]> = {
  'between pixels': [page(post('position: absolute; left: 7.5px; top: 3.25px')), [301, 101]],
  'in margins': [page(post('margin: 37px 0 0 41px'), 'margin: 13px'), [300, 100]],
  transformed: [page(post('transform: translate(50px, 20px) scale(0.5)')), [150, 50]],
  zoomed: [page(post('zoom: 2')), [600, 200]],
  'on a zoomed page': [page(post(), '', 'style="zoom: 1.5"'), [450, 150]],
  'on a page wider than the window': [page(wide + post('margin-left: 1000px')), [300, 100]],
  'on a wide page that is read from right to left': [
    page(wide + post('margin-right: 50px'), '', 'dir="rtl"'),
    [300, 100],
  ],
  'far left on such a page': [
    page(`<div style="position: absolute; left: -1900px; top: 50px">${post()}</div>`, '', 'dir="rtl"'),
    [300, 100],
  ],
  'on a page that is scrolled': [
    page(`<div style="height: 5000px"></div>${post()}<script>scrollTo(0, 3000)</script>`),
    [300, 100],
  ],
  'in a box that scrolls': [
    page(
      `<div style="height: 400px; overflow: auto"><div style="height: 2000px"></div>${post()}<div style="height: 900px"></div></div>`,
    ),
    [300, 100],
  ],
  'in a box that scrolls sideways': [
    page(
      `<div style="width: 400px; overflow: auto"><div style="width: 3000px">${post('margin-left: 2000px')}</div></div>`,
    ),
    [300, 100],
  ],
};

const colourOf = (n: number) => ((n >> 8) << 16) | ((n & 255) << 8) | 99;
/** A stripe each fifty rows, whose colour is its number. */
const stripes = (count: number, more = '') =>
  `<article style="width: 200px; position: relative; ${more}">${Array.from({ length: count }, (_, n) => `<div style="height: 50px; background: #${colourOf(n).toString(16).padStart(6, '0')}"></div>`).join('')}`;
const tall = 800;
/** With a header that sticks to the window, before a background that stands still in it. */
const tallPage = page(
  stripes(tall, 'padding-right: 50px; background: fixed linear-gradient(#fff, #000)').replace(
    '>',
    '><b style="position: sticky; top: 0; display: block; height: 0"><i style="position: absolute; left: 150px; width: 50px; height: 30px; background: #fff"></i></b>',
  ),
);

const far = (count: number, each: string) => Array.from({ length: count }, () => each).join('');
const hostile: Record<string, string> = {
  'pictures and fonts that never come, and thousands of animations': page(
    `<style>@font-face { font-family: Never; src: url(never.woff2) } @keyframes go { to { color: red } } b { animation: go 3s infinite }</style>
    <article style="font-family: Never">${far(2_000, '<img src="never.png"><b>a</b>')}</article>`,
  ),
  'a page as long as pages get': page('<article style="height: 30000000px">long</article>'),
  'names that hide what a document can': page(
    '<article>words<form><input name="style"><input name="contains"></form></article><img name="fonts"><img name="querySelectorAll"><img name="getAnimations"><form name="adoptedStyleSheets"></form>',
  ),
};

const never = () => new Promise<never>(() => undefined);
const named = (name: string) => `https://social.test/${encodeURIComponent(name)}`;
const world: World = {
  ...Object.fromEntries(Object.entries(places).map(([name, [body]]) => [named(name), body])),
  ...Object.fromEntries(
    Object.entries({ ...hostile, tall: tallPage }).map(([name, body]) => [named(name), body]),
  ),
  'https://social.test/never.png': never,
  'https://social.test/never.woff2': never,
};

let room: Room;
let browser: OpenBrowser;
beforeAll(async () => {
  room = makeRoom();
  browser = await startBrowser(room.work);
});
afterAll(async () => {
  await browser.kill();
  room.clear();
});

describe('an element', () => {
  for (const [name, [, size]] of Object.entries(places))
    it(`is shot from its first pixel to its last: ${name}`, async () => {
      const [shot] = await shootStill(browser, world, named(name));
      const { png, width, height } = shot ?? nothing;
      const colour = colourIn(png);
      expect([width, height]).toEqual(size);
      expect([colour(2, 2), colour(width - 3, height - 3), colour(width / 2, height / 2)]).toEqual([
        'ff0000',
        '0000ff',
        '00aa00',
      ]);
    });

  it('is shot in parts that lose and repeat no row', async () => {
    const [shot] = await shootStill(browser, world, named('tall'));
    const { png, parts } = shot ?? nothing;
    expect(parts.length).toBe(2);
    const rows = [png, ...parts].flatMap(rowsIn);
    expect(rows.length).toBe(tall * 50);
    expect(rows.findIndex((colour, y) => colour !== colourOf(Math.floor(y / 50)))).toBe(-1);
  });
});

describe('a page that would keep us', () => {
  it('is left as it is in time where scripts may not run, too', async () => {
    await onPage(browser, world, named('a page as long as pages get'), {}, async ({ page }) => {
      await page.session.send('Emulation.setScriptExecutionDisabled', { value: true });
      const html = '<article>words<img src="https://social.test/never.png"></article>';
      await page.session.send('Page.setDocumentContent', { frameId: page.frame, html });
      expect(await page.run(steady, { element: 'article', index: 0, most: 500 })).not.toBeNull();
    });
  });

  for (const name of Object.keys(hostile))
    it(`is left as it is in time: ${name}`, async () => {
      const ms = await onPage(browser, world, named(name), {}, async ({ page }) => {
        const start = performance.now();
        await page.run(steady, { element: 'article', index: 0, most: 1_500 });
        return performance.now() - start;
      });
      // And what one step of it takes on a busy machine.
      expect(ms).toBeLessThan(1_500 + 5_000);
    });
});

const nothing = { png: new Uint8Array(), parts: [], width: 0, height: 0 };

function colourIn(png: Uint8Array) {
  const { data, width } = PNG.sync.read(Buffer.from(png));
  return (x: number, y: number) => {
    const at = (Math.floor(y) * width + Math.floor(x)) * 4;
    return data.subarray(at, at + 3).toString('hex');
  };
}

/** Of each row the colour at its left. */
function rowsIn(png: Uint8Array): number[] {
  const { data, width, height } = PNG.sync.read(Buffer.from(png));
  return Array.from({ length: height }, (_, y) => data.readUIntBE((y * width + 10) * 4, 3));
}
