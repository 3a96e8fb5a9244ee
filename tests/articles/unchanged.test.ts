import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readChanges } from '../../src/articles/inputs.ts';
import { type Ingested, ingest } from '../../src/ingest.ts';
import { silentLog } from '../../src/log.ts';
import type { WireRequest } from '../../src/model/wire.ts';
import { memoryOf } from '../../src/parts.ts';
import { platforms } from '../../src/platforms/index.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { openConnection } from '../../src/store/sqlite-connection.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

interface Page {
  readonly body: string | Buffer;
  readonly type?: string;
  readonly etag?: string;
  readonly modified?: string;
  /** The site's own clock. */
  readonly date?: string;
  readonly status?: number;
  /** Another address that answers. */
  readonly at?: string;
}

let folder: string;
let store: Store;
let now: number;
/** What is on the web. */
let site: Record<string, Page>;
/** The requests of the last run; `?` marks those that ask only for what changed. */
let asked: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-unchanged-'));
  store = await openStore({
    database: join(folder, 'a.db'),
    blobs: join(folder, 'snapshots'),
    log: silentLog,
  });
  now = Date.parse('2026-03-02T12:00:00.000Z');
  site = {};
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const post = (id: number) =>
  `<p>words</p><blockquote class="twitter-tweet"><p>words of ${id}</p>&mdash; Ada (@ada) <a href="https://twitter.com/ada/status/${id}">September 17, 2023</a></blockquote>`;

async function answer({ url, headers = {} }: WireRequest) {
  const page = site[url];
  const [etag, since] = [headers['if-none-match'], headers['if-modified-since']];
  asked.push(`${url}${etag === undefined && since === undefined ? '' : ' ?'}`);
  const sent = (status: number, body: Page['body']) => ({
    url: page?.at ?? url,
    status,
    headers: [
      ['content-type', page?.type ?? 'text/html; charset=utf-8'],
      ...(page?.etag === undefined ? [] : [['etag', page.etag]]),
      ...(page?.modified === undefined ? [] : [['last-modified', page.modified]]),
      ...(page?.date === undefined ? [] : [['date', page.date]]),
    ] as [string, string][],
    body: typeof body === 'string' ? Buffer.from(body) : body,
    at: new Date(now).toISOString(),
  });
  if (page === undefined) return sent(404, '');
  const isAsItWas =
    (etag !== undefined && etag === page.etag) || (since !== undefined && since === page.modified);
  return isAsItWas ? sent(304, '') : sent(page.status ?? 200, page.body);
}

/** One run of `archive`, without its work. */
async function run(
  inputs: readonly string[],
  { reader = 'holdfast 1', anew = false }: { readonly reader?: string; readonly anew?: boolean } = {},
): Promise<readonly Ingested[]> {
  asked = [];
  const clock = () => new Date(now);
  const tools = {
    fetch: answer,
    matchPost: () => null,
    stdin: async () => new Uint8Array(),
    memory: memoryOf(store, reader, { anew }),
    now: clock,
  };
  return await Array.fromAsync(ingest(readChanges(inputs, tools), { store, platforms, now: clock }));
}

/** Each article of a run: its name, its posts, and whether it was as before. */
function told(results: readonly Ingested[]) {
  return results.map((result) => {
    if (result.kind === 'article')
      return [result.name, result.embeds.map(({ name }) => name).join(' '), result.unchanged];
    if (result.kind === 'unreadable') return [result.input, result.error.name];
    return result.kind === 'warning' ? [result.input, result.message] : [result.name];
  });
}

const story = 'https://a.example/story';
const feed = 'https://a.example/feed.xml';
const map = 'https://a.example/sitemap.xml';
const pages = 'https://a.example/';
const rss = (...items: readonly string[]) => ({
  type: 'application/rss+xml',
  body: `<rss version="2.0"><channel>${items.join('')}</channel></rss>`,
});
const item = (id: number) =>
  `<item><guid>p${id}</guid><description><![CDATA[${post(id)}]]></description></item>`;
const urlset = (pages: Readonly<Record<string, string | null>>) => ({
  type: 'application/xml',
  body: `<urlset>${Object.entries(pages)
    .map(
      ([page, at]) =>
        `<url><loc>https://a.example/${page}</loc>${at === null ? '' : `<lastmod>${at}</lastmod>`}</url>`,
    )
    .join('')}</urlset>`,
});

/** A page, and one that is packed, but damaged. */
function warc(page: string): Page {
  const record = (id: string, encoding: string, body: string) => {
    const http = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n${encoding}\r\n${body}`;
    return `WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:${id}>\r\nWARC-Target-URI: ${story}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: application/http\r\nContent-Length: ${http.length}\r\n\r\n${http}\r\n\r\n`;
  };
  const packed = record('2', 'Content-Encoding: gzip\r\n', '\x1f\x8b\x08\x00 broken');
  const body = Buffer.from(record('1', '', page) + packed, 'latin1');
  return { body, type: 'application/warc' };
}

describe('a page looked at before', () => {
  const [noon, next] = ['Mon, 02 Mar 2026 12:00:00 GMT', 'Mon, 02 Mar 2026 12:00:01 GMT'];

  it.each<[string, Partial<Page>]>([
    ['by our clock', {}],
    ['by its own', { modified: next, date: next }],
  ])('in the second it was changed in may be changed again in that second: %s', async (_, headers) => {
    site[story] = { body: post(20), modified: noon, ...headers };
    await run([story]);
    site[story] = { body: post(21), modified: noon, ...headers };
    now += day;
    expect(told(await run([story]))).toEqual([[story, 'x:21', false]]);
    expect(asked).toEqual([story]);
  });

  it('a second after it was changed, by its own clock, can be told from later ones', async () => {
    site[story] = { body: post(20), modified: noon, date: next };
    await run([story]);
    now += day;
    expect(told(await run([story]))).toEqual([[story, 'x:20', true]]);
    expect(asked).toEqual([`${story} ?`]);
  });

  it.each<[string, Partial<Page>, string]>([
    ['an ETag', { etag: 'W/"one"' }, `${story} ?`],
    ['a Last-Modified', { modified: 'Mon, 02 Mar 2026 10:00:00 GMT' }, `${story} ?`],
    ['neither', {}, story],
  ])('with %s is taken for what it was, and its posts are told again', async (_, headers, request) => {
    site[story] = { body: post(20), ...headers };
    expect(told(await run([story]))).toEqual([[story, 'x:20', false]]);
    expect(asked).toEqual([story]);
    expect(told(await run([story]))).toEqual([[story, 'x:20', true]]);
    expect(asked).toEqual([request]);
  });

  it('is read again once it has changed', async () => {
    site[story] = { body: post(20), etag: '"1"' };
    await run([story]);
    site[story] = { body: post(21), etag: '"2"' };
    expect(told(await run([story]))).toEqual([[story, 'x:21', false]]);
    expect(asked).toEqual([`${story} ?`]);
    expect(told(await run([story]))).toEqual([[story, 'x:21', true]]);
  });

  it('is fetched whole once a week: a server that says "as it was" for ever is not believed for ever', async () => {
    site[story] = { body: post(20), etag: '"always"' };
    await run([story]);
    site[story] = { body: post(21), etag: '"always"' };
    now += 6 * day;
    expect(told(await run([story]))).toEqual([[story, 'x:20', true]]);
    now += 1.1 * day;
    expect(told(await run([story]))).toEqual([[story, 'x:21', false]]);
    expect(asked).toEqual([story]);
  });

  it('is fetched whole where its address leads elsewhere now, though that has the same mark', async () => {
    site[story] = { body: post(20), etag: '"1"' };
    await run([story]);
    site[story] = { body: post(21), etag: '"1"', at: 'https://a.example/other' };
    expect(told(await run([story]))).toEqual([[story, 'x:21', false]]);
    expect(asked).toEqual([`${story} ?`, story]);
  });

  it('is read anew on demand, by another reader, and where the archive lost its article', async () => {
    site[story] = { body: post(20), etag: '"1"' };
    await run([story]);
    for (const how of [{ anew: true }, { reader: 'holdfast 2' }]) {
      await run([story], how);
      expect(asked, JSON.stringify(how)).toEqual([story]);
    }
    await run([story], { reader: 'holdfast 2' });
    expect(asked).toEqual([`${story} ?`]);
    const connection = openConnection(join(folder, 'a.db'));
    connection.script('DELETE FROM articles');
    connection.close();
    expect(told(await run([story], { reader: 'holdfast 2' }))).toEqual([[story, 'x:20', true]]);
    expect(asked).toEqual([story]);
  });

  it.each<[string, Page]>([
    ['an error', { body: 'try later', status: 503, etag: '"bad"' }],
    ['an empty page', { body: ' \n', etag: '"bad"' }],
    ['a web archive with a page that can not be unpacked', { ...warc(post(1)), etag: '"bad"' }],
    ['a feed that breaks off', { ...rss(item(1)), body: `<rss><channel>${item(1)}<item>`, etag: '"bad"' }],
  ])('that answered with %s is asked for as if it never had', async (_, broken) => {
    site[story] = broken;
    const first = told(await run([story]));
    expect(told(await run([story])).map(([name, what]) => [name, what])).toEqual(
      first.map(([name, what]) => [name, what]),
    );
    expect(asked).toEqual([story]);
  });

  it('keeps what is known of it while it can not be had', async () => {
    site[story] = { body: post(20), etag: '"1"' };
    await run([story]);
    site[story] = { body: '', status: 500 };
    expect(told(await run([story]))).toEqual([[story, 'server-error']]);
    site[story] = { body: post(20), etag: '"1"' };
    expect(told(await run([story]))).toEqual([[story, 'x:20', true]]);
    expect(asked).toEqual([`${story} ?`]);
  });
});

describe('a feed looked at before', () => {
  it('tells the posts of all its items, though it answered nothing but that it is as it was', async () => {
    site[feed] = { ...rss(item(1), item(2)), etag: '"1"' };
    await run([feed]);
    expect(told(await run([feed]))).toEqual([
      [`${feed}#p1`, 'x:1', true],
      [`${feed}#p2`, 'x:2', true],
    ]);
    expect(asked).toEqual([`${feed} ?`]);
  });

  it('has the pages fetched that it only links to, again only if it says that they changed', async () => {
    const entry = (at: string) =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><link href="/story"/><updated>${at}</updated></entry></feed>`;
    site[feed] = { type: 'application/atom+xml', body: entry('2026-03-01T00:00:00Z') };
    site[story] = { body: post(20) };
    expect(told(await run([feed]))).toEqual([[story, 'x:20', false]]);
    now += 3 * day;
    expect(told(await run([feed]))).toEqual([[story, 'x:20', true]]);
    expect(asked).toEqual([feed]);
    site[feed] = { type: 'application/atom+xml', body: entry('2026-03-05T00:00:00Z') };
    await run([feed]);
    expect(asked).toEqual([feed, story]);
  });

  it('leads nowhere when it lies in a folder, and says so', async () => {
    const path = join(folder, 'feed.xml');
    await writeFile(path, rss(`<item><link>${story}</link></item>`, item(2)).body);
    site[story] = { body: post(20) };
    expect(told(await run([folder])).slice(0, 2)).toEqual([
      [`${path}#p2`, 'x:2', false],
      [path, 'what it only lists (1) is not read: give the feed itself for that'],
    ]);
    expect(asked).toEqual([]);
    expect(told(await run([path])).slice(1)).toEqual([[story, 'x:20', false]]);
  });
});

describe('a sitemap looked at before', () => {
  beforeEach(() => {
    for (const page of ['old', 'new', 'silent'])
      site[`https://a.example/${page}`] = { body: post(page.length), etag: `"${page}"` };
  });
  const listed = { old: '2025-01-01', new: '2026-03-01T10:00:00+01:00', silent: null };

  it('has no page asked for that has not changed since', async () => {
    site[map] = { ...urlset(listed), etag: '"1"' };
    const first = await run([map]);
    expect(asked).toHaveLength(4);
    const second = await run([map]);
    expect(asked).toEqual([`${map} ?`]);
    expect(told(second)).toEqual(told(first).map(([name, posts]) => [name, posts, true]));
  });

  it('has those pages asked for that changed, and once a day those of which it does not tell', async () => {
    site[map] = urlset(listed);
    await run([map]);
    now += 2 * hour;
    site[map] = urlset({ ...listed, new: '2026-03-02T14:00:00Z' });
    await run([map]);
    expect(asked).toEqual([map, 'https://a.example/new ?']);
    now += day;
    site[map] = urlset({ ...listed, new: '2026-03-02T14:00:00Z' });
    await run([map]);
    // what was changed just before our last look may have come from a cache
    expect(asked).toEqual([map, 'https://a.example/new ?', 'https://a.example/silent ?']);
    await run([map]);
    expect(asked).toEqual([map]);
  });

  it('has a page asked for that changed some time on the day of our last look, in any time zone', async () => {
    site[map] = urlset({ old: '2026-03-02' });
    await run([map]);
    for (const [hours, isAsked] of [
      [18, true],
      [8, true],
      [1, false],
    ] as const) {
      now += hours * hour;
      await run([map]);
      expect(asked, new Date(now).toISOString()).toEqual([map, ...(isAsked ? [`${pages}old ?`] : [])]);
    }
  });

  it('is not believed for ever that a page has not changed', async () => {
    site[map] = urlset({ old: '2025-01-01' });
    await run([map]);
    now += 29 * day;
    await run([map]);
    expect(asked).toEqual([map]);
    now += 2 * day;
    await run([map]);
    expect(asked).toEqual([map, `${pages}old`]);
  });

  it('has a page asked for until it could be had, whatever the sitemap says', async () => {
    site[map] = { ...urlset({ old: '2025-01-01', gone: '2025-01-01' }), etag: '"1"' };
    for (const requests of [
      [map, 'old', 'gone'],
      [`${map} ?`, 'gone'],
      [`${map} ?`, 'gone'],
    ]) {
      const results = told(await run([map]));
      expect(asked.map((url) => url.replace('https://a.example/', ''))).toEqual(
        requests.map((url) => url.replace('https://a.example/', '')),
      );
      expect(results[1]).toEqual(['https://a.example/gone', 'unreadable-input']);
    }
    site['https://a.example/gone'] = { body: post(9) };
    expect(told(await run([map]))[1]).toEqual(['https://a.example/gone', 'x:9', false]);
    await run([map]);
    expect(asked).toEqual([`${map} ?`]);
  });

  it('is asked for itself only if the one that lists it says that it changed', async () => {
    const index = 'https://a.example/index.xml';
    const list = (at: string) => ({
      type: 'application/xml',
      body: `<sitemapindex><sitemap><loc>${map}</loc><lastmod>${at}</lastmod></sitemap></sitemapindex>`,
    });
    site[index] = list('2026-01-01');
    site[map] = urlset(listed);
    const first = await run([index]);
    const second = await run([index]);
    expect(asked).toEqual([index]);
    expect(told(second)).toEqual(told(first).map(([name, posts]) => [name, posts, true]));
    site[index] = list('2026-03-02T11:59:00Z');
    await run([index]);
    expect(asked).toEqual([index, map]);
  });

  it('forgets nothing of a run that was broken off', async () => {
    site[map] = { ...urlset({ old: '2025-01-01', new: '2025-01-01' }), etag: '"1"' };
    asked = [];
    const clock = () => new Date(now);
    const memory = memoryOf(store, 'holdfast 1', { anew: false });
    const tools = {
      fetch: answer,
      matchPost: () => null,
      stdin: async () => new Uint8Array(),
      memory,
      now: clock,
    };
    const results = ingest(readChanges([map], tools), { store, platforms, now: clock });
    for await (const _ of results) break;
    expect(told(await run([map]))).toEqual([
      ['https://a.example/old', 'x:3', true],
      ['https://a.example/new', 'x:3', false],
    ]);
    expect(asked).toEqual([map, 'https://a.example/old', 'https://a.example/new']);
  });
});
