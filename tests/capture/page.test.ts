import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capturer, PageRequest } from '../../src/capture/capturer.ts';
import type { WireRequest } from '../../src/model/wire.ts';
import { article, embed, expected, fetchFrom, makeRoom, type Page, type Room } from './world.ts';

const png = (width: number, height: number, colour: readonly [number, number, number]): Uint8Array => {
  const picture = new PNG({ width, height });
  for (let at = 0; at < picture.data.length; at += 4) picture.data.set([...colour, 255], at);
  return PNG.sync.write(picture);
};
const script = (body: string): Page => ({ headers: { 'content-type': 'text/javascript' }, body });
const shared = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'x-embed' };
const module = (body: string): Page => ({ headers: { 'content-type': 'text/javascript', ...shared }, body });
const json = (value: unknown): Page => ({
  headers: { 'content-type': 'application/json', ...shared },
  body: JSON.stringify(value),
});

/** As embed pages are built: an empty body filled by scripts with what a fetch with a preflight brings. */
const embedPage = `<!doctype html><link rel="stylesheet" href="https://cdn.test/look.css"><body>
<div id="app"></div><script src="https://cdn.test/classic.js"></script><script type="module" src="https://cdn.test/module.js"></script>`;

const world = {
  'https://social.test/embed/1703': embedPage,
  'https://cdn.test/look.css': {
    headers: { 'content-type': 'text/css' },
    body: '@font-face { font-family: Own; src: url(https://cdn.test/own.ttf) } body { margin: 0 } article { width: 400px; height: 200px; font-family: Own, sans-serif } img { position: absolute; left: 300px; top: 50px; width: 100px; height: 100px }',
  },
  'https://cdn.test/classic.js': script('window.token = "t";'),
  'https://cdn.test/module.js': module('import { fill } from "https://cdn.test/part.js"; fill();'),
  'https://cdn.test/part.js': module(`export const fill = async () => {
      const answer = await fetch('https://api.test/post?id=1703', { headers: { 'x-embed': window.token } });
      const { html } = await answer.json();
      document.getElementById('app').innerHTML = html;
    };`),
  'https://api.test/post?id=1703': async (request: WireRequest) =>
    request.method === 'OPTIONS'
      ? { status: 204, headers: shared }
      : json({
          html: article({
            more: '<img loading="lazy" src="https://img.test/moved.png"><img src="https://img.test/gone.png">',
          }),
        }),
  'https://img.test/moved.png': { status: 302, headers: { location: 'https://img.test/red.png' } },
  'https://img.test/red.png': { headers: { 'content-type': 'image/png' }, body: png(10, 10, [255, 0, 0]) },

  'https://social.test/fraction': `<body style="margin: 3.25px">${article({ style: 'width: 300.5px; height: 100px; background: #0f0' })}`,
  'https://social.test/dark': `<style>body { margin: 0 } article { height: 50px } @media (prefers-color-scheme: dark) { article { background: #123456 } }</style>${article({})}`,
  'https://social.test/moving': `<style>@keyframes go { to { margin-left: 100px } } article { animation: go 20s infinite; height: 80px } .text { transition: color 20s }</style>${article({ more: '<input autofocus>' })}`,
  'https://social.test/tall': article({ style: 'width: 50px; height: 100000px' }),
  'https://social.test/late': `<div id=app></div><script>setTimeout(() => { app.innerHTML = ${JSON.stringify(article({}))} }, 300)</script>`,
  'https://social.test/moves-on': `<meta http-equiv="refresh" content="0; url=https://social.test/fraction">`,
  'https://social.test/login': '<h1>Log in to see this post</h1>',
  'https://social.test/login-over': `${article({})}<div style="position: fixed; inset: 0; background: #fff">Log in to see this</div>`,
  'https://social.test/cover': `${article({})}<div style="position: fixed; inset: 0; background: #fff">Hello</div>`,
  'https://social.test/blank': '',
  'https://social.test/skeleton': '<article style="height: 100px"></article>',
  'https://social.test/other-id': article({ id: '17030' }),
  'https://social.test/other-author': article({ author: 'Jane Doe @jane_doe_' }),
  'https://social.test/other-text': article({ text: 'The quick brown dog' }),
  'https://social.test/lying-script': `${article({ id: '1' })}<script>
    String.prototype.indexOf = () => 0; Array.prototype.map = () => ['1703'];
    Document.prototype.querySelectorAll = () => [{ matches: () => true, querySelectorAll: () => [] }];
    Object.defineProperty(Element.prototype, 'attributes', { get: () => [{ value: 'https://social.test/jane/status/1703' }] });
  </script>`,
  'https://social.test/404': { status: 404, body: article({}) },
  'https://social.test/503': { status: 503, body: 'later' },
  'https://social.test/429': { status: 429, body: 'too many' },
  'https://social.test/download': {
    headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment' },
    body: 'PK',
  },
  'https://social.test/cookie': {
    headers: { 'set-cookie': 'a=1' },
    body: `<body><script>localStorage.a = (localStorage.a ?? '') + 'x'; document.cookie = 'b=2';
      document.body.innerHTML = ${JSON.stringify(article({ text: 'TEXT' }))}.replace('TEXT', localStorage.a + document.cookie)</script>`,
  },
};

let room: Room;
let capturer: Capturer;
const asked: WireRequest[] = [];
beforeAll(() => {
  room = makeRoom();
  capturer = room.open({ fetch: fetchFrom(world, asked), deadlines: { quiet: 800 } });
});
afterAll(() => room.clear());

const shoot = (name: string, change: Partial<PageRequest> = {}) =>
  capturer.page({
    url: `https://social.test/${name}`,
    page: embed,
    expect: expected,
    theme: 'light',
    ...change,
  });

function colourAt(shot: { readonly png: Uint8Array }, x: number, y: number): readonly number[] {
  const picture = PNG.sync.read(Buffer.from(shot.png));
  return [...picture.data.subarray((y * picture.width + x) * 4, (y * picture.width + x) * 4 + 3)];
}

describe('an embed page', () => {
  it('is opened through the given fetch alone: scripts, preflight, redirect, font, picture', async () => {
    const shot = await shoot('embed/1703');
    expect({ width: shot.width, height: shot.height, cutFrom: shot.cutFrom }).toEqual({
      width: 800,
      height: 400,
      cutFrom: null,
    });
    expect(colourAt(shot, 700, 200)).toEqual([255, 0, 0]);
    expect(colourAt(shot, 580, 200)).toEqual([255, 255, 255]);
    expect([...shot.missing].sort()).toEqual([
      'GET https://cdn.test/own.ttf (refused-address)',
      'GET https://img.test/gone.png (refused-address)',
    ]);
    expect(shot.url).toBe('https://social.test/embed/1703');
    expect(shot.browser).toMatch(/Chrome\/\d+/);
    const calls = asked.map(({ method, url }) => `${method} ${url}`);
    expect(calls.filter((call) => call.includes('api.test'))).toEqual([
      'OPTIONS https://api.test/post?id=1703',
      'GET https://api.test/post?id=1703',
    ]);
    expect(new Set(asked.map(({ purpose, redirect }) => `${purpose} ${redirect}`))).toEqual(
      new Set(['page manual']),
    );
    expect(
      asked
        .flatMap(({ headers }) => Object.keys(headers ?? {}))
        .filter((name) => /cookie|^host$/i.test(name)),
    ).toEqual([]);
  });

  it('is cut out to whole CSS pixels at two pixels each', async () => {
    const shot = await shoot('fraction');
    // From 3.25 to 303.75, and from 3.25 to 103.25.
    expect([shot.width, shot.height]).toEqual([602, 202]);
    expect(colourAt(shot, 300, 100)).toEqual([0, 255, 0]);
  });

  it('is shown in the theme asked for', async () => {
    expect(colourAt(await shoot('dark', { theme: 'dark' }), 1000, 90)).toEqual([0x12, 0x34, 0x56]);
    expect(colourAt(await shoot('dark'), 1000, 90)).toEqual([255, 255, 255]);
  });

  it('is shot at rest: twice the same pixels', async () => {
    const [one, two] = [await shoot('moving'), await shoot('moving')];
    expect(Buffer.from(one.png).equals(Buffer.from(two.png))).toBe(true);
  });

  it('is cut at 16,384 pixels, and says so', async () => {
    const shot = await shoot('tall');
    expect([shot.height, shot.cutFrom]).toEqual([16_384, 200_000]);
  });

  it('is waited for', async () => {
    expect((await shoot('late')).width).toBeGreaterThan(0);
    expect((await shoot('moves-on')).width).toBe(602);
  });

  it('leaves nothing for the next one', async () => {
    // Its script shows what it finds in storage and cookies, its own first mark included.
    const wanted = { expect: { ...expected, text: 'xb2' } };
    await shoot('cookie', wanted);
    await expect(shoot('cookie', wanted)).resolves.toMatchObject({ missing: [] });
  });
});

describe('a page that is not the post', () => {
  const cases: Record<string, object> = {
    login: { kind: 'wall', detail: 'login' },
    'login-over': { kind: 'wall', detail: 'login' },
    cover: { kind: 'covered' },
    blank: { kind: 'empty', detail: 'a blank page' },
    skeleton: { kind: 'empty' },
    'other-id': { kind: 'mismatch', detail: 'id' },
    'other-author': { kind: 'mismatch', detail: 'author' },
    'other-text': { kind: 'mismatch', detail: 'text' },
    'lying-script': { kind: 'mismatch', detail: 'id' },
    404: { kind: 'status', status: 404 },
    download: { kind: 'empty' },
  };
  for (const [name, facts] of Object.entries(cases))
    it.concurrent(`is not kept: ${name}`, async () => {
      await expect(shoot(name)).rejects.toMatchObject({
        name: 'capture-unverified',
        retryable: false,
        facts: expect.objectContaining(facts),
      });
    });

  const failures: Record<string, string> = {
    503: 'server-error',
    429: 'rate-limited',
    nowhere: 'refused-address',
  };
  for (const [name, error] of Object.entries(failures))
    it(`is a failure of its own: ${name}`, async () => {
      await expect(shoot(name)).rejects.toMatchObject({ name: error });
    });
});

describe('our own card', () => {
  const card = (html: string, dpr = 2) =>
    capturer.card({ html, selector: '#card', theme: 'dark', width: 320, dpr });

  it('is shot without network and without scripts', async () => {
    const before = asked.length;
    const inline = Buffer.from(png(1, 1, [0, 0, 255])).toString('base64');
    const shot =
      await card(`<!doctype html><body style="margin: 0"><div id="card" style="width: 320px; height: 100px; background: #fff">
      <img style="width: 50px; height: 50px" src="data:image/png;base64,${inline}"><img src="https://img.test/red.png">
      <script>document.getElementById('card').style.height = '500px'</script></div>`);
    expect([shot.width, shot.height]).toEqual([640, 200]);
    expect(colourAt(shot, 50, 50)).toEqual([0, 0, 255]);
    expect(shot.missing).toEqual(['GET https://img.test/red.png (bad-url)']);
    expect(asked.length).toBe(before);
  });

  it('finds nothing of the one before it, in its own width and theme', async () => {
    const drawn = async (width: number, theme: 'light' | 'dark', body: string) =>
      capturer.card({ html: `<!doctype html>${body}`, selector: '#card', theme, width, dpr: 1 });
    const css = '@media (prefers-color-scheme: dark) { #card { background: rgb(9, 9, 9) } }';
    const first = `<style>#card { background: rgb(1, 2, 3); height: 40px } ${css}</style><body style="margin: 0"><div id="card">first`;
    const second = '<body style="margin: 0"><div id="card" style="height: 30px">';
    const pictures = [
      await drawn(200, 'dark', first),
      await drawn(300, 'light', first),
      await drawn(300, 'light', second),
    ];
    expect(pictures.map(({ width, height }) => [width, height])).toEqual([
      [200, 40],
      [300, 40],
      [300, 30],
    ]);
    expect(pictures.map((picture) => colourAt(picture, 150, 20))).toEqual([
      [9, 9, 9],
      [1, 2, 3],
      [255, 255, 255],
    ]);
  });

  it('is an error without the element', async () => {
    await expect(card('<p>nothing')).rejects.toMatchObject({ name: 'capture-unverified' });
  });
});

it('leaves no process and no profile', async () => {
  expect(room.processes()).not.toEqual([]);
  await capturer.close();
  expect([room.processes(), room.profiles()]).toEqual([[], []]);
});
