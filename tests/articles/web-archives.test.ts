import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { articlesOf, cutsOf, problemsOf, readIn } from './reading.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-web-archives-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const quote = (id: number) =>
  `<blockquote class="twitter-tweet"><p>caf\u00e9</p>&mdash; Jack (@jack) <a href="https://x.com/jack/status/${id}">May 4, 2022</a></blockquote>`;
const page = (id: number) => `<!doctype html><title>x</title><p>\u00e9</p>${quote(id)}<p>end`;

interface Answer {
  readonly id: string;
  readonly type?: string;
  readonly head?: string;
  readonly body: string | Uint8Array;
}

/** One record, `response` unless said otherwise; `head` is the HTTP head's lines. */
function record({ id, type = 'response', head, body }: Answer): Buffer {
  const http = head === undefined ? '' : `HTTP/1.1 ${head}\r\n\r\n`;
  const block = Buffer.concat([Buffer.from(http), Buffer.from(body)]);
  const fields = [
    'WARC/1.1',
    `WARC-Type: ${type}`,
    `WARC-Record-ID: <urn:uuid:${id}>`,
    'WARC-Date: 2026-01-01T00:00:00Z',
    `WARC-Target-URI: https://news.example/${id}`,
    `Content-Type: ${head === undefined ? 'text/html; charset=utf-8' : 'application/http; msgtype=response'}`,
    `Content-Length: ${block.length}`,
  ];
  return Buffer.concat([Buffer.from(`${fields.join('\r\n')}\r\n\r\n`), block, Buffer.from('\r\n\r\n')]);
}

const records = [
  record({ id: 'plain', head: '200 OK\r\nContent-Type: text/html', body: page(1) }),
  record({
    id: 'packed',
    head: '200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip',
    body: gzipSync(page(2)),
  }),
  record({
    id: 'latin',
    head: '203 Fine\r\nContent-Type: application/xhtml+xml;charset=ISO-8859-1',
    body: Buffer.from(page(3), 'latin1'),
  }),
  record({ id: 'kept', type: 'resource', body: page(4) }),
  record({ id: 'picture', head: '200 OK\r\nContent-Type: image/png', body: '\x89PNG' }),
  record({ id: 'missing', head: '404 No\r\nContent-Type: text/html', body: page(5) }),
  record({ id: 'asked', type: 'request', head: '200 OK\r\nContent-Type: text/html', body: page(6) }),
  record({ id: 'nothing', head: '200 OK\r\nContent-Type: text/html', body: '' }),
];
const pages = ['plain', 'packed', 'latin', 'kept'];

async function file(name: string, content: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('feeds in a WARC', () => {
  it('give their items, offsets in the decoded body; other XML gives nothing', async () => {
    const item = (id: number) =>
      `<item><guid>post-${id}</guid><description>${quote(id).replaceAll('<', '&lt;')}</description></item>`;
    const feed = `<?xml version="1.0"?><rss version="2.0"><channel>${item(8)}${item(9)}</channel></rss>`;
    const head = (type: string) => `200 OK\r\nContent-Type: ${type}`;
    const bytes = Buffer.concat([
      record({
        id: 'feed',
        head: `${head('application/rss+xml')}\r\nContent-Encoding: gzip`,
        body: gzipSync(feed),
      }),
      record({
        id: 'data',
        head: head('text/xml'),
        body: `<data>${quote(10).replaceAll('<', '&lt;')}</data>`,
      }),
      record({ id: 'page', head: head('text/html'), body: page(11) }),
    ]);
    const path = await file('feeds.warc', bytes);
    const found = articlesOf(await readIn({}, [path]));
    expect(found.map(({ name }) => name.replace(path, ''))).toEqual([
      '#urn:uuid:feed#post-8',
      '#urn:uuid:feed#post-9',
      '#urn:uuid:page',
    ]);
    expect(found.flatMap((each) => cutsOf(each).map(([name]) => name))).toEqual(['x:8', 'x:9', 'x:11']);
    expect(Buffer.from(found[1]?.bytes ?? []).toString()).toBe(feed);
    expect(found[1]?.url).toBe('https://news.example/post-9');
  });
});

describe('WARC', () => {
  it.each([
    ['as it is', Buffer.concat(records)],
    ['packed by record', Buffer.concat(records.map((each) => gzipSync(each)))],
    ['packed whole', gzipSync(Buffer.concat(records))],
  ])('gives its pages, %s, under any name, offsets in the decoded body', async (_how, bytes) => {
    const path = await file('archive.bin', bytes);
    const items = articlesOf(await readIn({}, [path]));
    expect(items.map(({ name }) => name)).toEqual(pages.map((id) => `${path}#urn:uuid:${id}`));
    expect(items.map(({ url }) => url)).toEqual(pages.map((id) => `https://news.example/${id}`));
    expect(items.map(({ charset }) => charset)).toEqual([null, 'utf-8', 'ISO-8859-1', 'utf-8']);
    expect(items[1]?.container).toEqual({ kind: 'web archive', name: path });
    expect(items.flatMap((item) => cutsOf(item, item.charset === 'ISO-8859-1' ? 'latin1' : 'utf8'))).toEqual(
      [1, 2, 3, 4].map((id) => [`x:${id}`, quote(id)]),
    );
  });

  it('is read from an address and from a pipe too', async () => {
    const bytes = gzipSync(Buffer.concat(records));
    const world = { 'https://a.example/w': ['application/octet-stream', bytes] } as const;
    const inputs = await readIn(world, ['https://a.example/w', '-'], { stdin: bytes });
    expect(articlesOf(inputs).map(({ name }) => name)).toEqual([
      ...pages.map((id) => `https://a.example/w#urn:uuid:${id}`),
      ...pages.map((id) => `-#urn:uuid:${id}`),
    ]);
  });

  it('goes on after a page that can not be decoded, and tells where the archive breaks off', async () => {
    const bad = record({
      id: 'bad',
      head: '200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip',
      body: gzipSync(page(7)).subarray(0, 40),
    });
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = records;
    const path = await file('broken.warc', Buffer.concat([bad, first, second.subarray(0, -60)]));
    const inputs = await readIn({}, [path]);
    expect(articlesOf(inputs).map(({ name }) => name)).toEqual([`${path}#urn:uuid:plain`]);
    expect(problemsOf(inputs)).toEqual([
      `${path}#urn:uuid:bad: a body is not the gzip it says it is`,
      `${path} can't be read as WARC or WACZ: it breaks off in the middle of a record`,
    ]);
  });

  it('warns of one without pages', async () => {
    const path = await file('pictures.warc', records[4] ?? Buffer.alloc(0));
    expect(problemsOf(await readIn({}, [path]))).toEqual([`${path}: there is no page among its 1 records`]);
  });
});

describe('WACZ', () => {
  it('gives the pages of its WARCs, from disk and by the network, and leaves nothing behind', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.concat(records.map((each) => gzipSync(each))), 'archive/data.warc.gz', {
      compress: false,
    });
    zip.addBuffer(Buffer.from('{"resources":[]}'), 'datapackage.json');
    zip.end();
    const chunks: Uint8Array[] = [];
    for await (const chunk of zip.outputStream as AsyncIterable<Uint8Array>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const path = await file('pages.wacz', bytes);
    const world = { 'https://a.example/w': ['application/wacz', bytes] } as const;
    const items = articlesOf(await readIn(world, [path, 'https://a.example/w']));
    expect(items.map(({ name }) => name)).toEqual([
      ...pages.map((id) => `${path}#urn:uuid:${id}`),
      ...pages.map((id) => `https://a.example/w#urn:uuid:${id}`),
    ]);
  });

  it('is told from other packages', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from('x'), 'word/document.xml');
    zip.end();
    const chunks: Uint8Array[] = [];
    for await (const chunk of zip.outputStream as AsyncIterable<Uint8Array>) chunks.push(chunk);
    const path = await file('letter.docx', Buffer.concat(chunks));
    expect(problemsOf(await readIn({}, [path]))).toEqual([
      `${path} is a ZIP archive or an office document, not text: give HTML, Markdown or plain text`,
    ]);
  });
});
