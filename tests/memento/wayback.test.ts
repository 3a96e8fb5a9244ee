import { afterEach, describe, expect, it } from 'vitest';
import { orderCopies } from '../../src/memento/order-copies.ts';
import { digestOfNothing } from '../../src/memento/payload-digest.ts';
import { wayback } from '../../src/memento/wayback.ts';
import type { WireRequest } from '../../src/model/wire.ts';
import { seededRandom } from '../html/seeded-random.ts';
import { failureOf } from '../net/loopback.ts';
import { recordedAnswers, withoutCorpus } from '../platforms/platform-corpus.ts';
import { type Archives, indexOf, openArchives, type Reply, wireOf } from './stand-in.ts';

const address = 'https://x.example/nadia/status/20';
const near = '2020-05-24T12:00:00.000Z';
const blocked =
  'org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error\n';

let archives: Archives | null = null;
afterEach(async () => {
  await archives?.close();
  archives = null;
});

/** Asks the real archive code of a stand-in; `nearest` is what its availability API answers. */
async function list(index: Reply, nearest: Reply = 'drop', of = address, at: string | null = near) {
  archives = await openArchives((_host, path) => (path === '/cdx/search/cdx' ? index : nearest));
  return await wayback.list(of, at, archives.net.fetch);
}

const json = (...rows: Parameters<typeof indexOf> extends [string, ...infer Rows] ? Rows : never): Reply => ({
  body: indexOf(address, ...rows),
});

describe('the index of copies', () => {
  it('is asked for the address, answers with 200, each payload once', async () => {
    await list(json());
    const url = new URL(`https://${archives?.asked[0]}`);
    expect(url.origin + url.pathname).toBe('https://web.archive.org/cdx/search/cdx');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      url: address,
      matchType: 'prefix',
      output: 'json',
      fl: 'original,timestamp,digest,mimetype,statuscode',
      filter: 'statuscode:200',
      collapse: 'digest',
      limit: '2000',
    });
  });

  it('lists data before pages, later copies before earlier ones, the nearest first', async () => {
    const [listing] = await list(
      json(
        ['20200501000000', 'text/html'],
        ['20200525000000', 'text/html'],
        ['20200524120000', 'text/html'],
        ['20230101000000', 'application/json'],
        ['20200524115959', 'text/html'],
        ['20200524130000', 'text/html', '-', '404'],
      ),
    );
    expect(listing?.links.map(({ takenAt, status }) => `${takenAt} ${status}`)).toEqual([
      '2023-01-01T00:00:00.000Z 200',
      '2020-05-24T12:00:00.000Z 200',
      '2020-05-25T00:00:00.000Z 200',
      '2020-05-24T11:59:59.000Z 200',
      '2020-05-01T00:00:00.000Z 200',
      '2020-05-24T13:00:00.000Z 404',
    ]);
    expect(listing?.links[0]).toEqual({
      archive: 'web.archive.org',
      original: address,
      url: `https://web.archive.org/web/20230101000000id_/${address}`,
      takenAt: '2023-01-01T00:00:00.000Z',
      mediaType: 'application/json',
      status: 200,
      digest: null,
    });
  });

  it('drops moments that never were or are yet to come, payloads of nothing, and other addresses', async () => {
    const rows = [
      [address, '00000000000000', '-', 'text/html', '200'],
      [address, '20200230000000', '-', 'text/html', '200'],
      [address, '99991231235959', '-', 'text/html', '200'],
      [address, '19700101000000', '-', 'text/html', '200'],
      [address, '20200601000000', digestOfNothing, 'text/html', '200'],
      [`${address}1`, '20200601000000', '-', 'text/html', '200'],
      [`${address}/photo/1`, '20200601000000', '-', 'text/html', '200'],
      [`${address}0?s=20`, '20200601000000', '-', 'text/html', '200'],
      ['javascript:alert(1)', '20200601000000', '-', 'text/html', '200'],
      ['http://www.x.example:80/Nadia/status/20/', '20200601000000', '-', 'text/html', '200'],
    ];
    const [listing] = await list({ body: JSON.stringify(rows) });
    expect(listing?.links.map(({ original }) => original)).toEqual([
      'http://www.x.example:80/Nadia/status/20/',
    ]);
  });

  it('takes an address with more in its query for the address, after the address itself', async () => {
    const shared = (url: string, timestamp: string, type = 'text/html') => [url, timestamp, '-', type, '200'];
    const rows = [
      shared(`${address}?s=20`, '20200524120000'),
      shared(`${address}/?ref_src=twsrc%5Etfw`, '20200526000000'),
      shared(address, '20210524120000'),
      shared(`${address}?format=json`, '20220524120000', 'application/json'),
    ];
    const [listing] = await list({ body: JSON.stringify(rows) });
    expect(listing?.links.map(({ original }) => original.slice(address.length))).toEqual([
      '?format=json',
      '',
      '?s=20',
      '/?ref_src=twsrc%5Etfw',
    ]);
    await archives?.close();
    const endpoint = 'https://cdn.example/result?id=20';
    const answers = [`${endpoint}&lang=en`, `${endpoint}0`, 'https://cdn.example/result?lang=en&id=20'];
    const body = JSON.stringify(answers.map((url) => shared(url, '20220524120000', 'application/json')));
    const [told] = await list({ body }, 'drop', endpoint);
    expect(told?.links.map(({ original }) => original)).toEqual([`${endpoint}&lang=en`]);
  });

  it('keeps a row that says "as before", as what the row with the same payload is', async () => {
    const digest = 'JJK5HCJRLNADLDWSVSCCJNMV3JWE4XFI';
    const [listing] = await list(
      json(
        ['20200601000000', 'application/json', digest],
        ['20210601000000', 'warc/revisit', digest, '-'],
        ['20220601000000', 'warc/revisit', '-', '-'],
      ),
    );
    expect(listing?.links.map(({ mediaType, status }) => [mediaType, status])).toEqual([
      ['application/json', 200],
      ['application/json', 200],
      [null, null],
    ]);
  });

  it('is read in lines too, and when it comes compressed', async () => {
    const line = `example,x)/nadia/status/20 20200601000000 ${address} text/html 200 JJK5HCJRLNADLDWSVSCCJNMV3JWE4XFI 1811\n`;
    const [listing] = await list({ body: line, gzip: true });
    expect(listing?.links).toHaveLength(1);
  });

  it('may be told that nothing is there, or that nothing may be shown', async () => {
    expect(await list({ body: '[]' })).toMatchObject([{ wire: { status: 200 }, links: [] }]);
    await archives?.close();
    expect(await list({ status: 403, body: blocked })).toMatchObject([{ wire: { status: 403 }, links: [] }]);
    expect(archives?.asked).toHaveLength(1);
  });
});

describe('the nearest copy, where the index can’t be heard', () => {
  const closest = (more: object = {}): Reply => ({
    body: JSON.stringify({
      url: address,
      archived_snapshots: {
        closest: {
          status: '200',
          available: true,
          url: `http://web.archive.org/web/20200601000000/${address}`,
          timestamp: '20200601000000',
          ...more,
        },
      },
    }),
  });
  const nothing: Reply = { body: '{"archived_snapshots": {}}' };
  const silences: readonly [string, Reply][] = [
    ['a broken connection', 'drop'],
    ['trouble', { status: 500, body: 'oops' }],
    ['an outage', { status: 503, body: '<html>' }],
    ['too many requests', { status: 429, body: 'Too Many Requests' }],
    ['a page', { body: '<html><title>Temporarily Offline</title>' }],
    ['a refusal that is not about the site', { status: 403, body: '<html>Just a moment' }],
    ['not found', { status: 404, body: 'Not Found' }],
    ['garbage', { body: '\u0000\u0001\u0002 garbage' }],
    ['an object', { body: '{"error":"rate"}' }],
    ['more than anybody reads', { body: Buffer.alloc(5 * 1024 * 1024, 'a line of the index\n') }],
    ['ten million lines, compressed', { body: Buffer.alloc(64 * 1024 * 1024, '[["a"],\n'), gzip: true }],
    ['nothing at all', { body: '' }],
  ];

  it.each(silences)('is asked for after %s', async (_name, index) => {
    const listings = await list(index, closest());
    expect(listings.at(-1)?.links).toMatchObject([
      { url: `https://web.archive.org/web/20200601000000id_/${address}`, original: address, status: 200 },
    ]);
    const asked = new URL(`https://${archives?.asked.at(-1)}`);
    expect(asked.host + asked.pathname).toBe('archive.org/wayback/available');
    expect(Object.fromEntries(asked.searchParams)).toEqual({ url: address, timestamp: '20200524120000' });
  });

  it.each(silences.slice(0, -1))(
    'proves nothing when there is none: %s stays a failure',
    async (_name, index) => {
      const failure = await failureOf(list(index, nothing));
      expect(['bad-response', 'connect', 'rate-limited', 'server-error', 'too-large', 'truncated']).toContain(
        failure.name,
      );
    },
  );

  it('and an empty index together say that nothing is there', async () => {
    expect(await list({ body: '' }, nothing)).toMatchObject([{ links: [] }, { links: [] }]);
    await archives?.close();
    expect((await failureOf(list({ body: '' }, 'drop'))).name).toBe('connect');
  });

  it.each([
    ['of another address', { url: `http://web.archive.org/web/20200601000000/${address}0` }],
    ['on another host', { url: `http://evil.example/web/20200601000000/${address}` }],
    ['of no moment', { url: `http://web.archive.org/web/00000000000000/${address}` }],
    ['of an error', { status: '404' }],
    ['that can’t be had', { available: false }],
    ['without an address', { url: 7 }],
  ])('is none: a copy %s', async (_name, more) => {
    expect((await failureOf(list('drop', closest(more)))).name).toBe('connect');
  });

  it.each([
    '{}',
    '[]',
    'null',
    '"x"',
    '7',
    '',
    '<html>',
    '{"archived_snapshots": []}',
    '{"archived_snapshots": {"closest": 1}}',
  ])('is not read from %s', async (body) => {
    expect((await failureOf(list({ body: '' }, { body }))).name).toBe('bad-response');
  });
});

describe('any bytes', () => {
  it('give no copy of another address and no moment that can’t be', async () => {
    const random = seededRandom(42);
    const whole = indexOf(
      address,
      ['20200601000000', 'text/html', 'JJK5HCJRLNADLDWSVSCCJNMV3JWE4XFI'],
      ['20210601000000', 'warc/revisit', 'JJK5HCJRLNADLDWSVSCCJNMV3JWE4XFI', '-'],
    );
    let heard = 0;
    for (let turn = 0; turn < 2_000; turn += 1) {
      const body = new TextEncoder().encode(whole);
      for (let hits = turn % 5; hits > 0; hits -= 1)
        body[Math.floor(random() * body.length)] = random() * 256;
      const fetch = ({ url }: WireRequest) => Promise.resolve({ ...wireOf(body), url });
      const listings = await wayback.list(address, near, fetch).catch(() => []);
      heard += listings.length;
      for (const { original, url, takenAt } of listings.flatMap(({ links }) => links)) {
        expect(original).toMatch(/^https?:\/\/(?:www\.)?x\.example\/nadia\/status\/20\/?(?:[?#].*)?$/iu);
        expect(url.startsWith('https://web.archive.org/web/20')).toBe(true);
        expect(Date.parse(takenAt)).toBeLessThan(Date.parse('2026-01-05'));
      }
    }
    expect(heard).toBeGreaterThan(400);
  });
});

describe('the order of copies', () => {
  const copies = ['2020-05-22', '2020-05-23', '2020-05-24', '2020-05-25'].map((day) => ({
    archive: 'a.example',
    original: address,
    url: day,
    takenAt: `${day}T06:00:00.000Z`,
    mediaType: null,
    status: null,
    digest: null,
  }));
  const daysOf = (at: string | null) => orderCopies(copies, address, at).map(({ url }) => url.slice(-2));

  it('begins a day before a printed day, which has no time zone', () => {
    expect(daysOf('2020-05-24')).toEqual(['23', '24', '25', '22']);
    expect(daysOf('2020-05-24T12:00:00.000Z')).toEqual(['25', '24', '23', '22']);
  });

  it('is from the oldest on where no time is known', () => {
    expect(daysOf(null)).toEqual(['22', '23', '24', '25']);
    expect(daysOf('yesterday')).toEqual(['22', '23', '24', '25']);
  });
});

const recorded = recordedAnswers('wayback/cdx');

describe.skipIf(recorded === null)(
  `the recorded index (${recorded === null ? withoutCorpus : 'all'})`,
  () => {
    it('lists of many addresses only the copies of the one asked for', async () => {
      const [listing] = await list(
        { body: recorded?.[0]?.body ?? '' },
        'drop',
        'https://x.example/ScalaCoward/status/1264635402788487171',
      );
      expect(listing?.links).toEqual([]);
      await archives?.close();
      const [own] = await list(
        { body: recorded?.[0]?.body ?? '' },
        'drop',
        'https://twitter.com/scalacoward/status/1264635402788487171',
      );
      expect(own?.links).toMatchObject([
        {
          original: 'https://twitter.com/ScalaCoward/status/1264635402788487171',
          takenAt: '2020-05-24T19:19:58.000Z',
          digest: 'JJK5HCJRLNADLDWSVSCCJNMV3JWE4XFI',
        },
      ]);
    });

    it('and the recorded refusal says that nothing may be shown', async () => {
      for (const { body } of recordedAnswers('wayback/cdx-error-403') ?? []) {
        expect(await list({ status: 403, body })).toMatchObject([{ links: [] }]);
        await archives?.close();
      }
    });
  },
);
