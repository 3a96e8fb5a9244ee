import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import holdfast from '../../src/plugins/astro.ts';
import type { Middleware } from '../../src/plugins/dev-pages.ts';
import type { PluginOptions } from '../../src/plugins/put-fallbacks.ts';
import { cspHash } from '../../src/render/style.ts';
import { cardOf, css, exportedFolder, loader, tweet } from './exported.ts';

const link = (base = '/holdfast/') =>
  `<link rel="stylesheet" href="${base}holdfast.css" integrity="${cspHash(css)}">`;
const page = (inner: string, head = '') => `<html><head>${head}</head><body>${inner}</body></html>`;

/** A project whose integration was set up as Astro does. The real one builds a site in `npm run test:sites`. */
function project(options: Partial<PluginOptions> = {}, base = '/') {
  const root = mkdtempSync(join(tmpdir(), 'holdfast-astro-'));
  const dist = join(root, 'dist');
  mkdirSync(dist);
  const said: string[] = [];
  const logger = {
    info: (text: string) => void said.push(text),
    warn: (text: string) => void said.push(`! ${text}`),
  };
  const watched: string[] = [];
  const { hooks } = holdfast({ fallbacks: exportedFolder(), ...options });
  const config = { root: pathToFileURL(`${root}/`), base };
  hooks['astro:config:setup']({ config, addWatchFile: (path) => void watched.push(path) });
  hooks['astro:config:done']({ config, buildOutput: 'static', logger });
  return {
    said,
    watched,
    hooks,
    logger,
    config,
    build: (html: string) => {
      writeFileSync(join(dist, 'index.html'), html);
      hooks['astro:build:done']({ dir: pathToFileURL(`${dist}/`), logger });
      return readFileSync(join(dist, 'index.html'), 'utf8');
    },
    read: (path: string) => readFileSync(join(dist, path), 'utf8'),
  };
}

/** What a dev server with the integration answers, in place of what the site would. */
async function dev<T>(
  answer: RequestListener,
  ask: (at: string) => Promise<T>,
  said: string[] = [],
): Promise<T> {
  const { hooks } = project();
  const middlewares: Middleware[] = [];
  hooks['astro:server:setup']({
    server: { middlewares: { use: (middleware) => middlewares.push(middleware) } },
    logger: { info: () => {}, warn: (text) => void said.push(text) },
  });
  const server = createServer((request, response) => {
    for (const middleware of middlewares) middleware(request, response, () => answer(request, response));
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  try {
    return await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}

describe('Astro', () => {
  it('gets cards in built pages, and what they show beside them', () => {
    const { build, read, said } = project();
    expect(build(page(`${tweet('20')}${loader}`))).toBe(page(cardOf('x:20'), link()));
    expect([read('holdfast/holdfast.css'), read('holdfast/assets/0a1b.webp')]).toEqual([css, 'a picture']);
    expect(said).toEqual(['cards of posts put into 1 of 1 pages']);
  });

  it('knows the base of the site', () => {
    const { build, read } = project({ fallbacks: exportedFolder({ base: '/blog/holdfast/' }) }, '/blog');
    expect(build(page(tweet('20')))).toBe(page(cardOf('x:20'), link('/blog/holdfast/')));
    expect(read('holdfast/holdfast.css')).toBe(css);
  });

  it('warns of posts that are missing, or fails', () => {
    const lax = project();
    expect(lax.build(page(tweet('21')))).toBe(page(tweet('21')));
    expect(lax.said[0]).toMatch(/^! index\.html: x:21 is not among the fallbacks/);
    expect(() => project({ strict: true }).build(page(tweet('21')))).toThrow(
      /x:21 is not among the fallbacks/,
    );
  });

  it('tells that pages made on demand get none, and looks for its fallbacks at once', () => {
    const { hooks, config, logger, said, watched } = project();
    hooks['astro:config:done']({ config, buildOutput: 'server', logger });
    expect(said).toEqual([expect.stringMatching(/made on demand keep their embeds/)]);
    expect(watched).toEqual([expect.stringMatching(/fallbacks\.json$/)]);
    expect(() => project({ fallbacks: 'no-such-folder' })).toThrow(
      /run "holdfast export fallbacks --out DIR"/,
    );
  });
});

describe('its dev server', () => {
  const made = page(cardOf('x:20'), link());

  it('shows cards in pages, however they are written', async () => {
    const html = page(`${tweet('20')}${loader}`);
    const length = Buffer.byteLength(html);
    const ways: Readonly<Record<string, RequestListener>> = {
      whole: (_, response) => response.setHeader('content-type', 'text/html').end(html),
      told: (_, response) =>
        response.writeHead(404, 'No', { 'Content-Type': 'text/html', 'Content-Length': length }).end(html),
      parts: (_, response) => {
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.write(html.slice(0, 30), () =>
          response.write(Buffer.from(html.slice(30)), () => response.end()),
        );
      },
    };
    for (const [way, answer] of Object.entries(ways)) {
      const got = await dev(answer, async (at) => {
        const response = await fetch(at);
        return [response.headers.get('content-length'), await response.text()];
      });
      expect(got, way).toEqual([String(made.length), made]);
    }
    const told = await dev(ways['told'] as RequestListener, async (at) => (await fetch(at)).status);
    expect(told).toBe(404);
  });

  it('leaves all else as it comes', async () => {
    const script: RequestListener = (_, response) =>
      response.writeHead(200, { 'content-type': 'text/javascript', etag: '"1"' }).end(tweet('20'));
    const got = await dev(script, async (at) => {
      const response = await fetch(`${at}/a.js`);
      return [response.headers.get('etag'), await response.text()];
    });
    expect(got).toEqual(['"1"', tweet('20')]);
    const empty: RequestListener = (_, response) => response.writeHead(304).end();
    expect(await dev(empty, async (at) => (await fetch(at)).status)).toBe(304);
    const head: RequestListener = (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': 5 }).end();
    expect(
      await dev(head, async (at) => (await fetch(at, { method: 'HEAD' })).headers.get('content-length')),
    ).toBe('5');
  });

  it('serves what cards show, and no other file', async () => {
    const site: RequestListener = (request, response) => response.writeHead(404).end(request.url);
    const got = await dev(site, async (at) => {
      const paths = [
        'assets/0a1b.webp',
        'fallbacks.json',
        '..%2f..%2fpackage.json',
        'assets/ffff.webp',
        'assets/%E0',
      ];
      return await Promise.all(paths.map(async (path) => (await fetch(`${at}/holdfast/${path}`)).status));
    });
    expect(got).toEqual([200, 404, 404, 404, 404]);
  });

  it('tells of posts that are missing', async () => {
    const said: string[] = [];
    const answer: RequestListener = (_, response) =>
      response.setHeader('content-type', 'text/html').end(page(tweet('21')));
    expect(await dev(answer, async (at) => await (await fetch(`${at}/a`)).text(), said)).toBe(
      page(tweet('21')),
    );
    expect(said).toEqual([expect.stringMatching(/^\/a: x:21 is not among the fallbacks/)]);
  });
});
