import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capturer, ContextRequest, PageShot } from '../../src/capture/capturer.ts';
import { type EmbedMemory, findEmbed } from '../../src/capture/in-page-context.ts';
import { onPage, startBrowser } from './still-stage.ts';
import { fetchFrom, makeRoom, type Room } from './world.ts';

const address = 'https://social.test/jane/status/1703436713362870723';
const id = '1703436713362870723';
const words = 'The quick brown fox jumps over the lazy dog by the old river bank';
const filler = Array.from(
  { length: 12 },
  (_, n) =>
    `<p>Paragraph ${n} of the article says that the harbour was quiet. ${'It was so. '.repeat(30)}</p>`,
).join('');
const colours = {
  before: '#aa0000',
  embed: '#00aa00',
  after: '#0000aa',
  headline: '#aa00aa',
  bar: '#00aaaa',
};
const before = `<p style="background: ${colours.before}">This paragraph stands right before the post, and has some length to it, as they have.</p>`;
const after = `<p style="background: ${colours.after}">This paragraph stands right after the post, and has some length to it, as they have.</p>`;
const named = (name: string) => `https://social.test/${encodeURIComponent(name)}`;
const painted = `background: ${colours.embed}`;

const column = (embed: string, more = '') =>
  `<!doctype html><meta charset="utf-8"><style>body { margin: 0; font: 18px/1.5 sans-serif } main { width: 600px; margin: 120px auto 0 } iframe { border: 0; display: block }</style>
  ${more}<main><h1 style="background: ${colours.headline}">The headline</h1>${filler}${before}${embed}${after}${filler}</main>`;
const quote = (inner: string, style = painted) =>
  `<blockquote style="${style}; height: 120px">${inner}</blockquote>`;
const frame = `<body style="margin: 0; ${painted}">a post`;
const bars = `<header style="position: fixed; top: 0; left: 0; right: 0; height: 100px; background: ${colours.bar}">Daily</header>
  <div style="position: fixed; bottom: 0; left: 0; right: 0; height: 150px; background: ${colours.bar}">Subscribe!</div>`;
const script = (body: string) => `<script>${body}</script>`;
const framed = (src: string) =>
  `document.querySelector('blockquote').outerHTML = '<iframe src="${src}" width="500" height="200"></iframe>'`;

/** By name: markup that embeds the post, as articles have it. The element that is found is green. */
const spellings: Record<string, string> = {
  'a link': quote(`<p>${words}</p><a href="${address}?ref=embed">today</a>`),
  'without a scheme': quote(`<a href="//www.social.test/jane/status/${id}">today</a>`),
  relative: quote(`<a href="/jane/status/${id}/">today</a>`),
  escaped: `<div style="${painted}; height: 120px" data-post='{"url":"https:\\/\\/social.test\\/jane\\/status\\/${id}"}'>card</div>`,
  'in another address': `<iframe style="${painted}" width="500" height="200" data-src="x?href=${encodeURIComponent(address)}&width=500"></iframe>`,
  'in another address of another': `<iframe style="${painted}" width="500" height="200" data-src="x?a=${encodeURIComponent(`y?b=${encodeURIComponent(address)}`)}"></iframe>`,
  'the id alone': `<iframe style="${painted}" width="500" height="200" data-post-id="${id}"></iframe>`,
  'in an element of its own': `<x-post style="display: block; ${painted}; height: 150px" href="${address}"></x-post>`,
  'one of three': [`${id}0`, `9${id}`, id]
    .map((each) =>
      quote(`<a href="/jane/status/${each}">today</a>`, each === id ? painted : 'background: #555'),
    )
    .join('<p>Between two posts there are words, too.</p>'),
  'linked to before': `<p>As <a href="${address}">she wrote</a>, and a good deal more is said of it here.</p>${quote(`<a href="${address}">today</a>`)}`,
  'named in another that answers it': `${quote(`<p>See <a href="${address}">this</a></p><a href="/jane/status/42">today</a>`, 'background: #555')}${quote(`<a href="${address}">today</a>`)}`,
  'not shown at first': `${quote(`<a href="${address}">today</a>`, 'display: none')}${quote(`<a href="${address}">today</a>`)}`,
  'plain words': `<p style="${painted}">${words.slice(0, 30)}<br><b>${words.slice(30)}</b></p>`,
  'plain words, of which only the first are the same': `<p style="${painted}">${words} and more was said</p>`,
};

/** By name: an article, and how its picture goes from top to bottom. */
const articles: Record<string, string> = {
  'a frame that a script makes when it is looked at, between bars': column(
    quote(`<a href="${address}">today</a>`, 'background: #555'),
    bars,
  ).concat(
    script(
      `new IntersectionObserver((seen, observer) => { if (seen.some((each) => each.isIntersecting)) { observer.disconnect(); setTimeout(() => { ${framed(`https://frame.test/?id=${id}`)} }, 100); } }).observe(document.querySelector('blockquote'))`,
    ),
  ),
  'a frame that can’t be had, under a headline that sticks': column(quote(`<a href="${address}">today</a>`))
    .replace('<h1 style="', '<h1 style="position: sticky; top: 0; z-index: 1; ')
    .concat(script(framed(`https://gone.test/?id=${id}`))),
  'an embed that scripts take away': column(quote(`<a href="${address}">today</a>`)).concat(
    script(`document.querySelector('blockquote').remove()`),
  ),
  'a shade in a box that scrolls, on a wide page that is read from right to left':
    `<html dir="rtl"><div style="width: 3000px; height: 1px"></div><div style="height: 900px; overflow: auto">${column(`<x-post style="display: block; height: 150px"></x-post>`)}</div>`.concat(
      script(
        `document.querySelector('x-post').attachShadow({ mode: 'open' }).innerHTML = '<blockquote style="margin: 0; height: 150px; ${painted}"><a href="${address}">today</a></blockquote>'`,
      ),
    ),
};

const covered: Record<string, string> = {
  'a layer over all': column(
    quote(`<a href="${address}">today</a>`),
    '<div style="position: fixed; inset: 0; background: #fff8">Subscribe to read on</div>',
  ),
  'a box over the post': column(
    `<div style="position: relative">${quote(`<a href="${address}">today</a>`)}<div style="position: absolute; inset: 20px; background: #fff">Show this post?</div></div>`,
  ),
};

const world = Object.fromEntries(
  Object.entries({ ...articles, ...covered }).map(([name, page]) => [named(name), page]),
);

let room: Room;
let capturer: Capturer;
beforeAll(() => {
  room = makeRoom();
  const fetch = fetchFrom({
    ...world,
    [`https://frame.test/?id=${id}`]: frame,
    'https://social.test/headline': `${column(quote(`<a href="${address}">today</a>`)).replaceAll(filler, '')}
      <form name="body"></form><img name="querySelectorAll"><form name="createTreeWalker"><input name="style"></form>`,
    [named('without the post')]: column('<p>No post at all.</p>'),
    [named('with a frame that can’t be had in place of the post')]: column(
      `<iframe src="https://gone.test/?id=${id}" width="500" height="200"></iframe>`,
    ),
  });
  capturer = room.open({ fetch, deadlines: { quiet: 800 } });
});
afterAll(async () => {
  await capturer.close();
  room.clear();
});

const shoot = (name: string, change: Partial<ContextRequest> = {}): Promise<PageShot> =>
  capturer.context({
    url: named(name),
    addresses: [address, id],
    text: `${words} — Jane Doe (@jane) May 1, 2020`,
    ...change,
  });

describe('an embed', () => {
  it('is found by any spelling of its address, else by its words', async () => {
    const browser = await startBrowser(room.work);
    try {
      const found = await onPage(
        browser,
        { 'https://social.test/': '' },
        'https://social.test/',
        {},
        async ({ page }) => {
          const colourOf: Record<string, string | null> = {};
          for (const [name, markup] of Object.entries(spellings)) {
            const html = `<!doctype html><head><link rel="canonical" href="${address}"></head><body>${markup}`;
            await page.session.send('Page.setDocumentContent', { frameId: page.frame, html });
            const marks = ['social.test/jane/status/1703436713362870723', id];
            await page.run(findEmbed, { marks, text: `${words} — Jane Doe (@jane) May 1, 2020` });
            colourOf[name] = await page.run(readColour, null);
          }
          return colourOf;
        },
      );
      const all = Object.fromEntries(Object.keys(spellings).map((name) => [name, 'rgb(0, 170, 0)']));
      expect(found).toEqual(all);
    } finally {
      await browser.kill();
    }
  });
});

describe('an article around an embed', () => {
  for (const name of Object.keys(articles))
    it.concurrent(`is shot: ${name}`, async () => {
      const seen = read(await shoot(name));
      expect(seen.stripes).toEqual(['before', 'embed', 'after']);
      expect(seen.width).toBeLessThanOrEqual(2 * 640);
      expect(seen.height).toBeLessThan(2 * 800);
    });

  it.concurrent('shows the headline where that is near, though names of elements hide what a document can', async () => {
    expect(read(await shoot('headline')).stripes).toEqual(['headline', 'before', 'embed', 'after']);
  });

  for (const name of Object.keys(covered))
    it.concurrent(`is not kept with ${name}`, async () => {
      await expect(shoot(name)).rejects.toMatchObject({
        name: 'capture-unverified',
        facts: { kind: 'covered' },
      });
    });

  for (const name of ['without the post', 'with a frame that can’t be had in place of the post'])
    it.concurrent(`is not kept ${name}`, async () => {
      await expect(shoot(name)).rejects.toMatchObject({
        name: 'capture-unverified',
        retryable: false,
        facts: { kind: 'empty' },
      });
    });
});

/** Of what was found, the colour behind it. */
function readColour(_: null): string | null {
  const { holdfastEmbed: found } = globalThis as EmbedMemory;
  const element = found instanceof Range ? found.startContainer.parentElement : found;
  return element ? getComputedStyle(element).backgroundColor : null;
}

/** The coloured parts from top to bottom, as seen along a line down the middle. */
function read({ png }: PageShot) {
  const { data, width, height } = PNG.sync.read(Buffer.from(png));
  const names = new Map(Object.entries(colours).map(([name, colour]) => [colour, name]));
  const stripes: string[] = [];
  for (let y = 0; y < height; y += 1) {
    const at = (y * width + Math.floor(width / 2)) * 4;
    const name = names.get(`#${data.subarray(at, at + 3).toString('hex')}`);
    if (name !== undefined && !stripes.includes(name)) stripes.push(name);
  }
  return { width, height, stripes };
}
