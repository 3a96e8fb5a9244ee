import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { PNG } from 'pngjs';
import { openPageArchive, type PageArchiveOptions } from '../../src/capture/page-archive.ts';
import { silentLog } from '../../src/log.ts';
import type { Theme } from '../../src/model/capture.ts';
import type { Fetch } from '../../src/model/wire.ts';
import { type Net, openNet } from '../../src/net/net.ts';
import { type Hosts, type Reply, startHosts } from '../stand-in/hosts.ts';
import { article, embed, expected, makeRoom } from './world.ts';

/** Where the post is shown: in a page that scripts fill with what they fetch, as embed pages are. */
export const postUrl = (theme: Theme) => `https://social.test/embed/1703?theme=${theme}`;

/** An article around the post, which is at hand and not asked for again. */
export const articleUrl = 'https://news.test/story';
export const articleReadAt = '2025-12-31T23:59:59.000Z';

/** The hosts of that page, and what was made of it. */
export interface Loaded {
  readonly wacz: Uint8Array;
  readonly hosts: Hosts;
  /** Of the pictures in the two themes. */
  readonly missing: readonly (readonly string[])[];
}

/** Shoots the page in both themes and the article through one archive, over TLS from a loopback server. */
export async function loadPage(options: Partial<PageArchiveOptions> = {}): Promise<Loaded> {
  const hosts = await startHosts({ hosts: names, reply });
  const net = netTo(hosts);
  const room = makeRoom();
  const capturer = room.open({ fetch: net.fetch });
  const archive = openPageArchive({ fetch: net.fetch, software: 'Holdfast 0.0.0-test', ...options });
  try {
    const shoot = async (url: string, theme: Theme, fetch: Fetch) => {
      const shot = await capturer.page({ url, page: embed, expect: expected, theme, fetch });
      archive.add(shot, theme);
      return shot.missing;
    };
    const missing = [
      await shoot(postUrl('light'), 'light', archive.fetch),
      await shoot(postUrl('dark'), 'dark', archive.fetch),
    ];
    await shoot(articleUrl, 'light', archive.through(given(net)));
    const wacz = await archive.finish();
    if (wacz === null) throw new Error('no page was added');
    return { wacz, hosts, missing };
  } finally {
    await capturer.close();
    await net.close();
    await hosts.close();
    room.clear();
  }
}

const names = ['social.test', 'cdn.test', 'api.test', 'img.test'];

function netTo({ connectTo, ca }: Hosts): Net {
  return openNet({
    log: silentLog,
    contact: null,
    version: '0.0.0-test',
    connectTo,
    ca,
    hostLimits: () => ({ concurrency: 8, burst: 1, intervalMs: 0 }),
  });
}

/** Reads the article from elsewhere, as from an archive; all else is asked for. */
function given({ fetch }: Net): Fetch {
  const headers = [['content-type', 'text/html; charset=utf-8']] as const;
  const source = `<!doctype html><title>A story</title><link rel="stylesheet" href="https://cdn.test/look.css">
    <p>Somebody says:${article({})}`;
  const body = Buffer.from(source);
  return async (request) =>
    request.url === articleUrl
      ? { url: articleUrl, status: 200, headers, body, at: articleReadAt }
      : await fetch(request);
}

const shared = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'x-embed' };
const of = (type: string, body: string | Uint8Array, headers = {}): Reply => ({
  status: 200,
  headers: { 'content-type': type, ...headers },
  body,
});

/** A real font, so that it is one to the browser too. */
const font = readFileSync(
  new URL(import.meta.resolve('@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2')),
);

const red = (() => {
  const picture = new PNG({ width: 10, height: 10 });
  for (let at = 0; at < picture.data.length; at += 4) picture.data.set([255, 0, 0, 255], at);
  return PNG.sync.write(picture);
})();

const pictures = '<img src="https://img.test/moved.png"><img src="https://img.test/broken.png">';
const post = article({ more: pictures, style: 'width: 400px; height: 200px; font-family: Own' });

const world: Readonly<Record<string, Reply>> = {
  'GET https://social.test/embed/1703': of(
    'text/html; charset=utf-8',
    `<!doctype html><title>Jane Doe &amp;
      friends</title><link rel="stylesheet" href="https://cdn.test/look.css"><body>
      <div id="app"></div><script src="https://cdn.test/fill.js"></script>`,
  ),
  'GET https://cdn.test/look.css': of(
    'text/css',
    '@font-face { font-family: Own; src: url(https://cdn.test/own.woff2) } img { width: 60px; height: 60px }',
  ),
  'GET https://cdn.test/own.woff2': of('font/woff2', font, shared),
  'GET https://cdn.test/fill.js': of(
    'text/javascript',
    `fetch('https://api.test/post?id=1703', { headers: { 'x-embed': 't' } })
      .then((answer) => answer.json())
      .then(({ html }) => { document.getElementById('app').innerHTML = html; });`,
  ),
  'OPTIONS https://api.test/post': { status: 204, headers: shared, body: '' },
  'GET https://api.test/post': of('application/json', JSON.stringify({ html: post }), shared),
  'GET https://img.test/moved.png': {
    status: 302,
    headers: { location: 'https://img.test/red.png' },
    body: '',
  },
  'GET https://img.test/red.png': of('image/png', red),
};

async function reply(
  { method, url }: { readonly method: string; readonly url: URL },
  response: ServerResponse,
): Promise<Reply | null> {
  if (url.pathname === '/broken.png') {
    // It breaks off in the middle: one that ends before it began might be asked for again.
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': red.length });
    response.write(red.subarray(0, 10), () => response.socket?.end());
    return null;
  }
  return world[`${method} ${url.origin}${url.pathname}`] ?? { status: 404, headers: {}, body: 'nothing' };
}
