import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Home, nowhere, records } from './holdfast.ts';

const post = (id: number) =>
  `<blockquote class="twitter-tweet"><p>words of ${id}</p>&mdash; Ada (@ada) <a href="https://twitter.com/ada/status/${id}">September 17, 2023</a></blockquote>`;

interface Page {
  readonly body: string;
  readonly type: string;
}

let home: Home;
let server: Server;
let flags: readonly string[];
let pages: Record<string, Page>;
/** What was asked for, `?` where only if it had changed, and with what it was answered. */
let asked: string[];

beforeEach(async () => {
  home = new Home();
  asked = [];
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://news.example');
    const page = pages[pathname];
    const etag = `"${page?.body.length ?? 0}"`;
    const status = page === undefined ? 404 : request.headers['if-none-match'] === etag ? 304 : 200;
    asked.push(`${pathname}${isConditional(request) ? '?' : ''} ${status}`);
    response.writeHead(status, { etag, 'content-type': page?.type ?? 'text/plain' });
    response.end(status === 200 ? page?.body : '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  flags = ['--connect-to', `:80:127.0.0.1:${port}`, ...nowhere];
  const html = 'text/html; charset=utf-8';
  pages = {
    '/feed.xml': {
      type: 'application/rss+xml',
      body: `<rss version="2.0"><channel><item><guid>a</guid><description><![CDATA[${post(20)}]]></description></item><item><link>${at('linked')}</link></item></channel></rss>`,
    },
    '/sitemap.xml': {
      type: 'application/xml',
      body: `<urlset>${['one', 'two', 'missing'].map((page) => `<url><loc>${at(page)}</loc><lastmod>2020-01-01</lastmod></url>`).join('')}</urlset>`,
    },
    '/linked': { type: html, body: post(21) },
    '/one': { type: html, body: post(22) },
    '/two': { type: html, body: post(23) },
    '/page': { type: html, body: post(24) },
  };
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  home.remove();
});

/** Each on a host of its own, so that none has to wait for its turn. */
function at(path: string): string {
  return `http://${path.replace('.xml', '')}.example/${path}`;
}

function isConditional({ headers }: IncomingMessage): boolean {
  return headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined;
}

const inputs = ['feed.xml', 'sitemap.xml', 'page'].map(at);

/** Pictures are not what is asked about here. */
const noBrowser = { HOLDFAST_CHROME: '/no/browser' };

async function archive(...args: readonly string[]) {
  asked = [];
  const ended = await home.run(['archive', '--json', ...args, ...flags], noBrowser);
  const posts = records<{ readonly name?: string }>(ended).flatMap(({ name }) => name ?? []);
  return { ...ended, posts, asked: [...asked].sort() };
}

describe('a second run over the same feed, sitemap and page', () => {
  it('asks for no page that is as it was, and ends as the first did, with the same posts', async () => {
    const first = await archive(...inputs);
    expect(first.code, first.stderr).toBe(4);
    expect([...first.posts].sort()).toEqual(['x:20', 'x:21', 'x:22', 'x:23', 'x:24']);
    expect(first.asked).toHaveLength(7);
    const second = await archive(...inputs);
    expect([second.code, second.posts]).toEqual([first.code, first.posts]);
    expect(second.asked).toEqual(['/feed.xml? 304', '/missing 404', '/page? 304', '/sitemap.xml? 304']);
    pages['/missing'] = { type: 'text/html', body: post(25) };
    const third = await archive(...inputs);
    expect(third.posts).toContain('x:25');
    expect(third.asked).toContain('/missing 200');
    const fourth = await archive(...inputs);
    expect([fourth.code, third.code]).toEqual([3, 3]);
    expect(fourth.asked).toEqual(['/feed.xml? 304', '/page? 304', '/sitemap.xml? 304']);
  });

  it('looks at everything anew under --refresh, and under --record, whose file replays all of it', async () => {
    await archive(...inputs);
    const whole = ['/feed.xml', '/linked', '/missing', '/one', '/page', '/sitemap.xml', '/two'];
    const wanted = whole.map((path) => `${path} ${path === '/missing' ? 404 : 200}`);
    expect((await archive('--refresh', ...inputs)).asked).toEqual(wanted);
    const recorded = await archive('--record', 'run.wacz', ...inputs);
    expect(recorded.asked).toEqual(wanted);
    for (const folder of ['.', 'new']) {
      asked = [];
      const replay = ['--replay', 'run.wacz', '--archive', folder, '--json', ...inputs];
      const replayed = await home.run(['archive', ...replay], noBrowser);
      expect(replayed.code, replayed.stderr).toBe(recorded.code);
      expect(records<{ readonly name?: string }>(replayed).flatMap(({ name }) => name ?? [])).toEqual(
        recorded.posts,
      );
      expect(asked).toEqual([]);
    }
  });

  it('takes its inputs from a list', async () => {
    writeFileSync(home.in('list.txt'), `# our pages\r\n${inputs[2]}\n\n  ${inputs[0]}  \nx:26\n`);
    const ended = await archive('@list.txt');
    expect([ended.code, ended.posts]).toEqual([3, ['x:24', 'x:20', 'x:21', 'x:26']]);
    const plain = await archive('list.txt');
    expect(plain.stderr).not.toContain('@list.txt');
    writeFileSync(home.in('none.txt'), '# nothing today\n');
    const none = await archive('@none.txt');
    expect([none.code, none.stderr]).toEqual([
      0,
      expect.stringContaining('warning: @none.txt: there is no input in this list'),
    ]);
    writeFileSync(home.in('list.txt'), `# our pages\n${inputs[2]}\n${inputs[0]}\n`);
    expect((await archive('list.txt')).stderr).toContain('list.txt: it holds only addresses: give @list.txt');
    writeFileSync(home.in('lists.txt'), '@list.txt\n');
    expect(
      (await archive('@lists.txt', '@nothing.txt', inputs[2] ?? '')).stderr.split('\n').slice(0, 2),
    ).toEqual([
      "holdfast: @lists.txt: a list can't name another list (@list.txt): give both, each by itself",
      'holdfast: @nothing.txt: no such file or folder',
    ]);
  });
});
