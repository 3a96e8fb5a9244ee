import { renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DevOptions, showWhileDeveloping } from '../../src/plugins/dev-pages.ts';
import { cardOf, css, entryOf, exportedFolder, tweet } from './exported.ts';

const page = (inner: string) => `<html><head></head><body>${inner}</body></html>`;
const film = 'assets/0123456789abcdef0123456789abcdef.mp4';
const written = new Date('2026-05-01T12:00:00.700Z');

/** Fallbacks with a film of the bytes 0 to 99, written at a time that is known. */
function withFilm(): string {
  const folder = exportedFolder();
  writeFileSync(
    join(folder, film),
    Uint8Array.from({ length: 100 }, (_, index) => index),
  );
  utimesSync(join(folder, film), written, written);
  return folder;
}

/** Every other path is the site's: the app's one page, as of a server for single pages. */
const app: RequestListener = (_, response) =>
  response
    .setHeader('content-type', 'text/html')
    .setHeader('etag', '"app"')
    .end(page(tweet('20')));

interface Asking {
  readonly get: (path: string, headers?: HeadersInit, method?: string) => Promise<Response>;
  readonly warned: readonly string[];
}

async function developing<T>(
  options: Partial<DevOptions>,
  ask: (asking: Asking) => Promise<T>,
  site: RequestListener = app,
): Promise<T> {
  const warned: string[] = [];
  const show = showWhileDeveloping({
    folder: exportedFolder(),
    sitePath: '/',
    when: 'dead',
    css: 'none',
    warn: (line) => void warned.push(line),
    ...options,
  });
  const server = createServer((request, response) => show(request, response, () => site(request, response)));
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await ask({
      warned,
      get: (path, headers = {}, method = 'GET') => fetch(`${at}${path}`, { method, headers }),
    });
  } finally {
    server.close();
  }
}

const bytesOf = async (response: Response) => [...new Uint8Array(await response.arrayBuffer())];

describe('what cards show, while a site is developed', () => {
  it('comes whole, with what it is and when it was written', async () => {
    await developing({ folder: withFilm() }, async ({ get }) => {
      for (const method of ['GET', 'HEAD']) {
        const { status, headers } = await get(`/holdfast/${film}?again`, {}, method);
        expect([status, headers.get('content-type'), headers.get('content-length')]).toEqual([
          200,
          'video/mp4',
          '100',
        ]);
        expect(headers.get('last-modified')).toBe('Fri, 01 May 2026 12:00:00 GMT');
        expect([headers.get('accept-ranges'), headers.get('cache-control')]).toEqual(['bytes', 'no-cache']);
      }
      expect(await bytesOf(await get(`/holdfast/${film}`))).toHaveLength(100);
      const head = await get(`/holdfast/${film}`, { range: 'bytes=0-1' }, 'HEAD');
      expect([head.status, await bytesOf(head)]).toEqual([200, []]);
      const style = await get('/holdfast/holdfast.css');
      expect([style.headers.get('content-type'), await style.text()]).toEqual([
        'text/css; charset=utf-8',
        css,
      ]);
    });
  });

  it.each([
    ['bytes=0-1', 206, 'bytes 0-1/100', [0, 1]],
    ['bytes=98-', 206, 'bytes 98-99/100', [98, 99]],
    ['bytes=98-500', 206, 'bytes 98-99/100', [98, 99]],
    ['Bytes=-2', 206, 'bytes 98-99/100', [98, 99]],
    ['bytes=-500', 206, 'bytes 0-99/100', null],
    ['bytes=100-', 416, 'bytes */100', []],
    ['bytes=-0', 416, 'bytes */100', []],
    ['bytes=3-2', 200, null, null],
    ['bytes=0-1,5-6', 200, null, null],
    ['bytes=-', 200, null, null],
    ['lines=0-1', 200, null, null],
  ])('in the part %s, as %i', async (range, status, contentRange, bytes) => {
    await developing({ folder: withFilm() }, async ({ get }) => {
      const got = await get(`/holdfast/${film}`, { range });
      expect([got.status, got.headers.get('content-range')]).toEqual([status, contentRange]);
      expect(await bytesOf(got)).toEqual(bytes ?? Array.from({ length: 100 }, (_, index) => index));
    });
  });

  it('is not sent again to those who have it, and whole to those who have a part of another', async () => {
    await developing({ folder: withFilm() }, async ({ get }) => {
      const path = `/holdfast/${film}`;
      const { headers } = await get(path);
      const [etag, modified] = [String(headers.get('etag')), String(headers.get('last-modified'))];
      const statusOf = async (asked: Readonly<Record<string, string>>) => (await get(path, asked)).status;
      expect(await statusOf({ 'if-none-match': `"other", W/${etag}` })).toBe(304);
      expect(await statusOf({ 'if-none-match': '"other"', 'if-modified-since': modified })).toBe(200);
      expect(await statusOf({ 'if-modified-since': modified })).toBe(304);
      expect(await statusOf({ 'if-modified-since': 'Fri, 01 May 2026 11:59:59 GMT' })).toBe(200);
      expect(await statusOf({ 'if-modified-since': 'lately' })).toBe(200);
      expect(await statusOf({ range: 'bytes=0-1', 'if-range': etag })).toBe(206);
      expect(await statusOf({ range: 'bytes=0-1', 'if-range': modified })).toBe(206);
      expect(await statusOf({ range: 'bytes=0-1', 'if-range': '"other"' })).toBe(200);
    });
  });

  it("is not found where it should be, and all else is the site's own", async () => {
    await developing({ folder: withFilm() }, async ({ get }) => {
      const site = [200, page(cardOf('x:20'))];
      const at = async (path: string, method = 'GET') => {
        const got = await get(path, {}, method);
        return [got.status, await got.text()];
      };
      expect(await at('/holdfast/assets/ffff.webp')).toEqual([404, '']);
      expect(await at('/holdfast/assets/..%2f..%2fpackage.json')).toEqual([404, '']);
      expect(await at('/holdfast/assets/%E0')).toEqual([404, '']);
      expect(await at('/holdfast/fallbacks.json')).toEqual(site);
      expect(await at('/holdfast/..%2fpackage.json')).toEqual(site);
      expect(await at('/assets/own.webp')).toEqual(site);
      expect((await at(`/holdfast/${film}`, 'POST'))[0]).toBe(200);
    });
    const shared = exportedFolder({ base: '/blog/' });
    await developing({ folder: shared, sitePath: '/blog' }, async ({ get }) => {
      expect((await get('/blog/assets/0a1b.webp')).headers.get('content-type')).toBe('image/webp');
      expect((await get('/blog/assets/own.webp')).headers.get('content-type')).toBe('text/html');
    });
  });
});

it('is known by the address that was asked for, whatever a server before took away from it', async () => {
  const folder = exportedFolder({ base: '/blog/holdfast/' });
  const show = showWhileDeveloping({ folder, sitePath: '/blog', when: 'dead', css: 'none', warn: () => {} });
  const server = createServer((request, response) => {
    const asked = { originalUrl: request.url, url: String(request.url).replace('/blog', '') };
    show(Object.assign(request, asked), response, () => app(request, response));
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  try {
    const got = await fetch(`http://127.0.0.1:${port}/blog/holdfast/holdfast.css`);
    expect(await got.text()).toBe(css);
  } finally {
    server.close();
  }
});

describe('pages, while a site is developed', () => {
  it('are asked for anew, for their cards may have changed', async () => {
    const folder = exportedFolder();
    await developing({ folder }, async ({ get }) => {
      const before = await get('/');
      expect([before.headers.get('etag'), await before.text()]).toEqual([null, page(cardOf('x:20'))]);
      const html = cardOf('x:30');
      renameSync(exportedFolder({ posts: { 'x:20': entryOf('x:20', { html }) } }), `${folder}-new`);
      renameSync(`${folder}-new/fallbacks.json`, join(folder, 'fallbacks.json'));
      expect(await (await get('/')).text()).toBe(page(html));
    });
  });

  it('are shown as they are where the fallbacks are gone or damaged, which is told once', async () => {
    const folder = exportedFolder();
    await developing({ folder }, async ({ get, warned }) => {
      renameSync(join(folder, 'fallbacks.json'), join(folder, 'away.json'));
      for (const path of ['/', '/b', '/holdfast/holdfast.css'])
        expect(await (await get(path)).text()).toBe(page(tweet('20')));
      expect(warned).toEqual([
        expect.stringMatching(/^pages are shown as they are: there is no .*run "holdfast/),
      ]);
      renameSync(join(folder, 'away.json'), join(folder, 'fallbacks.json'));
      expect(await (await get('/')).text()).toBe(page(cardOf('x:20')));
    });
  });

  it("tell where their cards' files would not be served", async () => {
    await developing({ sitePath: '/blog/' }, async ({ get, warned }) => {
      await get('/blog/');
      await get('/blog/b');
      expect(warned).toEqual([
        expect.stringMatching(/at \/holdfast\/, outside of .*--base \/blog\/holdfast\//),
      ]);
      expect((await get('/holdfast/holdfast.css')).headers.get('content-type')).toBe('text/html');
    });
  });
});

describe('a page, while a site is developed', () => {
  it('goes as it is, with a word, where the style that it would bring is gone', async () => {
    const folder = exportedFolder();
    rmSync(join(folder, 'holdfast.css'));
    await developing({ folder, css: 'inline' }, async ({ get, warned }) => {
      const { status, text } = await get('/').then(async (response) => ({
        status: response.status,
        text: await response.text(),
      }));
      expect([status, text]).toEqual([200, page(tweet('20'))]);
      expect(warned).toEqual([expect.stringMatching(/^pages are shown as they are: .*holdfast\.css/u)]);
    });
  });
});
