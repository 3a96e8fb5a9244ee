import { X509Certificate } from 'node:crypto';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { faultsOf, type ReadBack, readBack } from '../warc/read-back.ts';
import { articleReadAt, articleUrl, type Loaded, loadPage, postUrl } from './loaded-page.ts';
import { isPlayerInstalled, openInPlayer } from './replay-web-page.ts';

describe('the pages of one post as loaded, over TLS in Chromium', () => {
  let loaded: Loaded;
  let read: ReadBack;
  beforeAll(async () => {
    loaded = await loadPage();
    read = await readBack(loaded.wacz);
  });

  it('has nothing wrong with it: hashes, digests, index', async () => {
    expect(await faultsOf(read)).toEqual([]);
  });

  it('names exactly the pages that were shown, the first as the main one', () => {
    expect(read.pages.map(({ url, title }) => [url, title])).toEqual([
      [postUrl('light'), 'Jane Doe & friends'],
      [postUrl('dark'), 'Jane Doe & friends'],
      [articleUrl, 'A story'],
    ]);
    expect(read.manifest).toMatchObject({
      wacz_version: '1.1.1',
      title: 'Jane Doe & friends',
      software: 'Holdfast 0.0.0-test',
      mainPageUrl: postUrl('light'),
      mainPageDate: read.pages[0]?.ts,
    });
    for (const { url, ts } of read.pages) {
      const document = read.records.find(
        (record) => record.url === url && ['response', 'resource'].includes(record.type),
      );
      expect(document?.field('WARC-Date')).toEqual([ts]);
    }
  });

  it('asks once for scripts, styles, fonts and pictures, each time for the rest', () => {
    const times = Object.fromEntries(
      [...Map.groupBy(loaded.hosts.requests, ({ method, url }) => `${method} ${url}`)].map(
        ([what, requests]) => [what, requests.length],
      ),
    );
    expect(times).toEqual({
      [`GET ${postUrl('light')}`]: 1,
      [`GET ${postUrl('dark')}`]: 1,
      'GET https://cdn.test/look.css': 1,
      'GET https://cdn.test/own.woff2': 1,
      'GET https://cdn.test/fill.js': 1,
      'OPTIONS https://api.test/post?id=1703': 2,
      'GET https://api.test/post?id=1703': 2,
      'GET https://img.test/moved.png': 2,
      'GET https://img.test/red.png': 1,
      'GET https://img.test/broken.png': 2,
    });
    expect(loaded.missing).toHaveLength(2);
    for (const missing of loaded.missing)
      expect(missing).toEqual([expect.stringMatching(/^GET https:\/\/img\.test\/broken\.png/)]);
  });

  it('holds every request as sent and what came of it', () => {
    const { requests } = loaded.hosts;
    const asked = read.records.filter(({ type }) => type === 'request');
    expect(asked.map(({ url }) => url).sort()).toEqual(requests.map(({ url }) => url).sort());
    const outcomes = read.records.filter(({ field }) => field('WARC-Concurrent-To').length > 0);
    expect(outcomes.flatMap(({ field }) => field('WARC-Concurrent-To')).sort()).toEqual(
      asked.map(({ id }) => id).sort(),
    );
    const document = asked.find(({ url }) => url === postUrl('light'));
    const sent = requests.find(({ url }) => url === postUrl('light'));
    expect(document?.block.toString()).toContain(`\r\nuser-agent: ${sent?.headers['user-agent']}\r\n`);
    expect(document?.block.toString()).toMatch(/^GET \/embed\/1703\?theme=light HTTP\/1\.1\r\n/);
    const failed = outcomes.filter(({ type }) => type === 'metadata');
    expect(failed.map(({ url }) => url)).toEqual([
      'https://img.test/broken.png',
      'https://img.test/broken.png',
    ]);
    const moved = outcomes.find(({ url }) => url === 'https://img.test/moved.png');
    expect(moved?.block.toString()).toMatch(
      /^HTTP\/1\.1 302 [\s\S]*location: https:\/\/img\.test\/red\.png\r\n/,
    );
    const preflight = asked.find(({ block }) => block.toString().startsWith('OPTIONS '));
    expect(preflight?.block.toString()).toContain('\r\naccess-control-request-headers: x-embed\r\n');
  });

  it('holds what was at hand as that, with the time it was read', () => {
    const article = read.records.filter(({ url }) => url === articleUrl);
    expect(article.map(({ type, field }) => [type, field('WARC-Date'), field('Content-Type')])).toEqual([
      ['resource', [articleReadAt], ['text/html; charset=utf-8']],
    ]);
    expect(article[0]?.payload.toString()).toContain('Somebody says');
  });

  it('says a repeated answer once', () => {
    const answers = read.records.filter(
      ({ url, type }) => url === 'https://api.test/post?id=1703' && ['response', 'revisit'].includes(type),
    );
    expect(answers.map(({ type, payload }) => [type, payload.length > 0])).toEqual(
      // The preflights have no body to repeat.
      expect.arrayContaining([
        ['response', true],
        ['revisit', false],
      ]),
    );
    const [revisit] = answers.filter(({ type }) => type === 'revisit');
    expect(revisit?.block.toString()).toContain('access-control-allow-origin: *\r\n');
  });

  it('tells addresses, protocols and times', () => {
    const moments = loaded.hosts.requests.map(({ at }) => at);
    for (const record of read.records.filter(({ type }) => ['request', 'response'].includes(type))) {
      expect(record.field('WARC-IP-Address')).toEqual(['127.0.0.1']);
      expect(record.field('WARC-Protocol')).toEqual(['http/1.1', 'tls/1.3']);
      expect(record.field('WARC-Cipher-Suite')).toEqual([expect.stringMatching(/^TLS_/)]);
      const at = Date.parse(record.field('WARC-Date')[0] ?? '');
      expect(at).toBeGreaterThan(Math.min(...moments) - 60_000);
      expect(at).toBeLessThanOrEqual(Math.max(...moments) + 60_000);
    }
  });

  it('holds the chain of every host once, and exchanges name theirs', () => {
    const chains = read.records.filter(({ url }) => url.startsWith('urn:'));
    expect(chains.map(({ url }) => url).sort()).toEqual([
      'urn:certificates:https://api.test',
      'urn:certificates:https://cdn.test',
      'urn:certificates:https://img.test',
      'urn:certificates:https://social.test',
    ]);
    for (const { field, block } of chains) {
      expect(field('Content-Type')).toEqual(['application/pem-certificate-chain']);
      const [leaf, root, ...more] = block
        .toString()
        .split(/(?<=-----END CERTIFICATE-----\n)/)
        .map((pem) => new X509Certificate(pem));
      expect(root?.fingerprint256).toBe(new X509Certificate(loaded.hosts.ca).fingerprint256);
      expect(leaf?.checkHost('cdn.test')).toBe('cdn.test');
      expect(more).toEqual([]);
    }
    const byId = new Map(chains.map(({ id, url }) => [id, url]));
    const named = read.records.filter(({ type }) =>
      ['request', 'response', 'revisit', 'metadata'].includes(type),
    );
    for (const { url, field } of named)
      expect(byId.get(field('Holdfast-Certificates')[0] ?? '')).toBe(
        `urn:certificates:${new URL(url).origin}`,
      );
  });

  it('tells with what and how it was made', () => {
    const [info] = read.records;
    const words = info?.block.toString() ?? '';
    expect(info?.type).toBe('warcinfo');
    expect(words).toMatch(
      /^software: Holdfast 0\.0\.0-test \(.*Chrome\/\d+[\d.]*; Node\.js \d+\.\d+\.\d+\)\r\n/,
    );
    expect(words).toMatch(/^http-header-user-agent: Mozilla\/5\.0 .*\r$/m);
    expect(words).toMatch(
      /^description: .*theme=dark as shown at .*: dark, 550 CSS pixels wide at 2, en-US, UTC\r$/m,
    );
    expect(read.manifest['extras']).toMatchObject({
      provenanceInfo: {
        software: 'Holdfast 0.0.0-test',
        browsers: [expect.stringMatching(/Chrome\/\d+/)],
        userAgents: [expect.stringMatching(/^Mozilla\/5\.0 /)],
        pages: [
          { url: postUrl('light'), theme: 'light', width: 550, dpr: 2, locale: 'en-US', timeZone: 'UTC' },
          { url: postUrl('dark'), theme: 'dark', width: 550, dpr: 2, locale: 'en-US', timeZone: 'UTC' },
          { url: articleUrl, theme: 'light', width: 550, dpr: 2, locale: 'en-US', timeZone: 'UTC' },
        ],
        leftOut: { bodies: 0, exchanges: 0 },
      },
    });
  });

  it('replays in ReplayWeb.page, with the post visible', async ({ skip }) => {
    if (!isPlayerInstalled) skip('replaywebpage is not installed: run npm ci');
    const replay = await openInPlayer(loaded.wacz);
    try {
      for (const url of [postUrl('light'), postUrl('dark'), articleUrl]) {
        const frame = await replay.show(url);
        const text = await frame.waitForSelector('article .text', { visible: true, timeout: 20_000 });
        expect(await text?.evaluate((element) => element.textContent)).toBe('The quick brown fox');
        // The font and the picture behind a redirect come from the file, too.
        expect(await frame.evaluate(async () => (await document.fonts.load('16px Own')).length)).toBe(1);
        if (url === articleUrl) continue;
        await frame.waitForFunction(() =>
          [...document.images].some(({ naturalWidth }) => naturalWidth === 10),
        );
        expect(redPixels(await replay.screenshot())).toBe(60 * 60);
      }
    } finally {
      await replay.close();
    }
  });
});

function redPixels(screenshot: Uint8Array): number {
  const { data } = PNG.sync.read(Buffer.from(screenshot));
  let count = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at] === 255 && data[at + 1] === 0 && data[at + 2] === 0) count += 1;
  return count;
}
