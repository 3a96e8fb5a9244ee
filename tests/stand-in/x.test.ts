import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { startXStandIn, type XStandIn, type XStandInOptions } from './x.ts';
import { madeTweet, tombstone } from './x-answers.ts';

const id = '1703436713362870723';
const photo = 'https://pbs.twimg.com/media/Photo1.jpg';
const result = (of: string, token = 'a') =>
  `https://cdn.syndication.twimg.com/tweet-result?id=${of}&token=${token}`;
let running: XStandIn | null = null;

afterEach(async () => {
  await running?.close();
  running = null;
});

describe('the stand-in for X', () => {
  it('answers for a post, only with a token, and with leave for the embed page', async () => {
    const x = await start({ answers: new Map([[id, madeTweet(id, 'Hello')]]) });
    const answer = await ask(x, result(id));
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(JSON.parse(answer.text)).toMatchObject({ __typename: 'Tweet', text: 'Hello', id_str: id });
    expect((await ask(x, result(id, ''))).text).toBe('{}');
    expect((await ask(x, result('20'))).status).toBe(404);
    expect((await ask(x, result(id), { method: 'OPTIONS' })).status).toBe(204);
  });

  it('makes the oEmbed answer and sends to its new house when asked to', async () => {
    const answers = new Map([
      [id, madeTweet(id, 'Words &amp; more', { name: 'A & B', photo })],
      ['21', tombstone()],
    ]);
    const x = await start({ answers, oembedMoved: true });
    const query = (of: string) => `/oembed?url=${encodeURIComponent(`https://twitter.com/a/status/${of}`)}`;
    const moved = await ask(x, `https://publish.twitter.com${query(id)}`);
    expect([moved.status, moved.headers.location]).toEqual([301, `https://publish.x.com${query(id)}`]);
    const { html } = JSON.parse((await ask(x, `https://publish.x.com${query(id)}`)).text) as { html: string };
    expect(html).toContain(
      'Words &amp; more <a href="https://t.co/aaaaaaaaaa">pic.twitter.com/aaaaaaaaaa</a>',
    );
    expect(html).toContain('&mdash; A &amp; B (@ada_example)');
    expect((await ask(x, `https://publish.x.com${query('21')}`)).status).toBe(404);
  });

  it('draws the pictures of posts in the sizes asked for, the same each time', async () => {
    const x = await start({ answers: new Map([[id, madeTweet(id, 'Hello', { photo })]]) });
    const base = 'https://pbs.twimg.com/media/Photo1';
    const large = await sharp((await ask(x, `${base}?format=jpg&name=large`)).bytes).metadata();
    expect([large.format, large.width, large.height]).toEqual(['jpeg', 1200, 800]);
    const small = await ask(x, `${base}.jpg?name=small`);
    expect((await sharp(small.bytes).metadata()).width).toBe(680);
    expect((await ask(x, `${base}.jpg?name=small`)).bytes.equals(small.bytes)).toBe(true);
    const avatar = await ask(x, 'https://pbs.twimg.com/profile_images/1/ada_example_normal.jpg');
    expect((await sharp(avatar.bytes).metadata()).width).toBe(48);
    expect((await ask(x, 'https://abs.twimg.com/fonts/chirp-regular.woff2')).text).toMatch(/^wOF2/);
  });

  it('serves the embed page with its three scripts', async () => {
    const x = await start({ preflight: false });
    const page = await ask(x, `https://platform.twitter.com/embed/Tweet.html?id=${id}&theme=dark`);
    expect(page.text).toContain('data-preflight="no"');
    for (const name of page.text.match(/embed\.\w+\.js/g) ?? [])
      expect((await ask(x, `https://platform.twitter.com/embed/${name}`)).status).toBe(200);
    expect((await ask(x, 'https://platform.twitter.com/embed/../../x.ts')).status).toBe(404);
  });

  it('fails as told, that often, and remembers every request', async () => {
    const x = await start({
      answers: new Map([[id, madeTweet(id, 'Hello')]]),
      faults: [
        {
          host: 'cdn.syndication.twimg.com',
          method: 'GET',
          times: 1,
          fault: { kind: 'status', status: 429, headers: { 'retry-after': '3' } },
        },
        { host: 'pbs.twimg.com', urlContains: 'name=orig', fault: { kind: 'reset' } },
        { host: 't.co', fault: { kind: 'cut' } },
      ],
    });
    expect((await ask(x, result(id), { method: 'OPTIONS' })).status).toBe(204);
    const limited = await ask(x, result(id));
    expect([limited.status, limited.headers['retry-after'], limited.text]).toEqual([
      429,
      '3',
      'Rate limit exceeded\n',
    ]);
    expect((await ask(x, result(id))).status).toBe(200);
    await expect(ask(x, 'https://pbs.twimg.com/media/P?format=jpg&name=orig')).rejects.toThrow(
      /hang up|reset/,
    );
    expect((await ask(x, 'https://pbs.twimg.com/media/P?format=jpg&name=small')).status).toBe(200);
    await expect(ask(x, 'https://t.co/a')).rejects.toThrow(/aborted/);
    x.faults.push({ host: 'x.com', fault: { kind: 'hang' } });
    await expect(ask(x, 'https://x.com/', { timeout: 100 })).rejects.toThrow('no answer in time');
    expect(x.requests.map(({ host }) => host)).toEqual([
      ...Array.from({ length: 3 }, () => 'cdn.syndication.twimg.com'),
      ...Array.from({ length: 2 }, () => 'pbs.twimg.com'),
      't.co',
      'x.com',
    ]);
  });

  it('names its flags, and its authority stands in a file', async () => {
    const x = await start({});
    expect(x.connectTo).toContain(`platform.twitter.com:443:127.0.0.1:${x.port}`);
    expect(x.flags.slice(-2)).toEqual(['--ca', x.caFile]);
    expect(readFileSync(x.caFile, 'utf8')).toBe(x.ca);
  });
});

async function start(options: XStandInOptions): Promise<XStandIn> {
  running = await startXStandIn(options);
  return running;
}

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly text: string;
}

function ask(
  x: XStandIn,
  address: string,
  more: { method?: string; timeout?: number } = {},
): Promise<Answered> {
  const url = new URL(address);
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: x.port,
        servername: url.hostname,
        ca: x.ca,
        path: url.pathname + url.search,
        headers: { host: url.hostname, 'accept-encoding': 'gzip' },
        agent: false,
        ...more,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const raw = Buffer.concat(chunks);
          const bytes = response.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
          const { statusCode = 0, headers } = response;
          resolve({ status: statusCode, headers, bytes, text: bytes.toString('latin1') });
        });
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
    asked.on('error', reject);
    asked.end();
  });
}
