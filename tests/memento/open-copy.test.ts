import { afterEach, describe, expect, it } from 'vitest';
import { copyRedirectedTo, readCopy } from '../../src/memento/open-copy.ts';
import { digestOf, digestOfNothing } from '../../src/memento/payload-digest.ts';
import { copyUrl, readCopyUrl } from '../../src/memento/replay.ts';
import { replay, wayback } from '../../src/memento/wayback.ts';
import type { MementoLink } from '../../src/model/memento.ts';
import { headerOf, type Wire } from '../../src/model/wire.ts';
import { failureOf } from '../net/loopback.ts';
import { recordedAnswers, withoutCorpus } from '../platforms/platform-corpus.ts';
import { type Archives, copyOf, openArchives, type Reply, wireOf } from './stand-in.ts';

const original = 'https://x.example/nadia/status/20';
const taken = 'Tue, 21 Mar 2006 20:50:14 GMT';
const link: MementoLink = {
  archive: 'web.archive.org',
  original,
  url: copyUrl(replay, { timestamp: '20060321205014', original }),
  takenAt: '2006-03-21T20:50:14.000Z',
  mediaType: 'text/html',
  status: 200,
  digest: null,
};

let archives: Archives | null = null;
afterEach(async () => {
  await archives?.close();
  archives = null;
});

async function open(reply: (path: string) => Reply, more: Partial<MementoLink> = {}) {
  archives = await openArchives((_host, path) => reply(path));
  return await wayback.open({ ...link, ...more }, archives.net.fetch);
}

describe('a copy', () => {
  it('is its own bytes, dated by the archive', async () => {
    const memento = await open(() => copyOf(original, taken, '<p>just setting up'));
    expect(archives?.asked).toEqual([`web.archive.org/web/20060321205014id_/${original}`]);
    expect(memento).toMatchObject({ ...link, wire: { url: link.url, status: 200 } });
    expect(new TextDecoder().decode(memento?.wire.body)).toBe('<p>just setting up');
  });

  it('of another second is followed to and dated anew, its digest and type no more those of the list', async () => {
    const there = `/web/20060322000000id_/http://www.x.example/nadia/status/20/`;
    const memento = await open(
      (path) =>
        path === there
          ? copyOf(original, 'Wed, 22 Mar 2006 00:00:00 GMT', '{}', 'application/json; charset=utf-8')
          : { status: 302, headers: { location: there, 'x-archive-redirect-reason': 'found capture' } },
      { digest: digestOf(new TextEncoder().encode('other')) },
    );
    expect(memento).toMatchObject({
      takenAt: '2006-03-22T00:00:00.000Z',
      url: `https://web.archive.org${there}`,
      mediaType: 'application/json',
      digest: null,
    });
  });

  it.each([
    ['another post', `https://web.archive.org/web/20060321205014id_/${original}1`],
    ['another host', 'https://web.archive.org/web/20060321205014id_/https://evil.example/nadia/status/20'],
    ['another archive', `https://evil.example/web/20060321205014id_/${original}`],
    ['a page of the archive', '/web/20060000000000*/https://x.example/nadia/status/20'],
    ['nowhere', 'http://['],
    ['this machine', 'http://127.0.0.1/'],
  ])('is not looked for at %s', async (_name, location) => {
    expect(await open(() => ({ status: 302, headers: { location } }))).toBeNull();
    expect(archives?.asked).toHaveLength(1);
  });

  it('is given up when the archive sends on and on', async () => {
    let second = 10;
    const memento = await open(() => {
      second += 1;
      return { status: 302, headers: { location: `/web/200603220000${second}id_/${original}` } };
    });
    expect(memento).toBeNull();
    expect(archives?.asked).toHaveLength(4);
  });
});

describe('what is no copy of the address', () => {
  const whole = copyOf(original, taken, 'x');
  const { 'memento-datetime': _, ...undated } = whole.headers;
  const replies: readonly [string, Reply][] = [
    ['a page of the archive’s own, answered with 200', { headers: undated, body: '<html>Blocked' }],
    ['an unreadable date', { ...whole, headers: { ...whole.headers, 'memento-datetime': '2006' } }],
    ['a date of no copy', copyOf(original, 'Thu, 01 Jan 1970 00:00:00 GMT', 'x')],
    ['a date yet to come', copyOf(original, 'Fri, 01 Jan 2999 00:00:00 GMT', 'x')],
    ['not found', { status: 404, headers: undated, body: 'Not Found' }],
    ['a refusal', { status: 403, body: 'Blocked Site Error' }],
    [
      'a copy of another address',
      { ...whole, headers: { ...whole.headers, link: `<${original}0>; rel="original"` } },
    ],
    [
      'a copy that lies elsewhere',
      { ...whole, headers: { ...whole.headers, 'content-location': `/web/20060321205014id_/${original}0` } },
    ],
    [
      'a redirect that was archived',
      {
        status: 301,
        ...whole,
        headers: {
          ...whole.headers,
          location: 'https://web.archive.org/web/20060321205014id_/https://x.example/',
        },
      },
    ],
    ['an archived error where 200 was listed', { status: 404, ...whole }],
  ];
  it.each(replies)('%s', async (_name, reply) => {
    expect(await open(() => reply)).toBeNull();
  });

  it('an archived redirect or error is what the list didn’t tell of', async () => {
    const moved = { ...whole, headers: { ...whole.headers, location: 'https://elsewhere.example/' } };
    expect(await open(() => ({ ...moved, status: 301 }), { status: null })).toBeNull();
    await archives?.close();
    expect(await open(() => ({ ...whole, status: 410 }), { status: null })).toMatchObject({ status: 410 });
  });

  it('is told apart from trouble of the archive', async () => {
    const statuses: readonly [number, string][] = [
      [500, 'server-error'],
      [503, 'server-error'],
      [429, 'rate-limited'],
    ];
    for (const [status, name] of statuses) {
      expect((await failureOf(open(() => ({ status, body: '<html>' })))).name).toBe(name);
      await archives?.close();
    }
    expect((await failureOf(open(() => 'drop'))).retryable).toBe(true);
  });
});

describe('the digest a copy was listed with', () => {
  const body = new TextEncoder().encode('the payload');
  const reply = copyOf(original, taken, body);
  const digest = digestOf(body);

  it('is base32 of a SHA-1', () => {
    expect(digestOf(new Uint8Array())).toBe(digestOfNothing);
    expect(digestOf(new TextEncoder().encode('abc'))).toBe('VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5');
  });

  it('lets the payload pass', async () => {
    expect(await open(() => reply, { digest })).toMatchObject({ digest });
  });

  it('refuses another payload that came as it was', async () => {
    expect(await open(() => ({ ...reply, body: 'another' }), { digest })).toBeNull();
  });

  it('says nothing of one that is or was encoded, since it was taken of other bytes', async () => {
    const other = { ...reply, body: 'another' };
    expect(await open(() => ({ ...other, gzip: true }), { digest })).toMatchObject({ digest });
    for (const name of ['x-archive-orig-content-encoding', 'x-archive-orig-transfer-encoding']) {
      const headers = { ...other.headers, [name]: name.endsWith('transfer-encoding') ? 'chunked' : 'br' };
      await archives?.close();
      expect(await open(() => ({ ...other, headers }), { digest })).toMatchObject({ digest });
    }
    const headers = { ...other.headers, 'x-archive-orig-content-encoding': 'identity' };
    await archives?.close();
    expect(await open(() => ({ ...other, headers }), { digest })).toBeNull();
  });
});

describe('the address of a copy', () => {
  it.each([
    [`https://web.archive.org/web/20060321205014id_/${original}`, original],
    [`http://web.archive.org:80/web/20060321205014/${original}`, original],
    [`https://WEB.archive.org/web/20060321205014if_/${original}?a=1&b=2`, `${original}?a=1&b=2`],
    ['https://web.archive.org/web/20060321205014/http%3A//x.example/', 'http://x.example/'],
    ['https://web.archive.org/web/20060321205014/https:/x.example/', 'https://x.example/'],
    ['https://web.archive.org/web/20060321205014/x.example/', 'http://x.example/'],
  ])('%s', (url, address) => {
    expect(readCopyUrl(url, replay)).toEqual({ timestamp: '20060321205014', original: address });
  });

  it.each([
    `https://web.archive.org/web/2006/${original}`,
    `https://web.archive.org/save/20060321205014/${original}`,
    `https://web.archive.org.evil.example/web/20060321205014/${original}`,
    `https://evil.example/?https://web.archive.org/web/20060321205014/${original}`,
    'https://web.archive.org/web/20060321205014/',
    '',
  ])('is not %s', (url) => {
    expect(readCopyUrl(url, replay)).toBeNull();
  });

  it('keeps a fragment of the original from being ours', () => {
    expect(copyUrl(replay, { timestamp: '20060321205014', original: `${original}#a` })).toMatch(/20%23a$/u);
  });
});

interface RecordedHead {
  readonly request: { readonly uri: string };
  readonly status: { readonly code: number };
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

const heads = recordedAnswers('wayback/memento-response-head');

/** What each recorded answer is when its own address is asked for: when it was taken, where it leads, or null. */
const meant: Readonly<Record<string, string | null>> = {
  'get_memento_follow_redirects_does_not_follow_historical_redirects-0':
    'to https://web.archive.org/web/20200201023757id_/https://www.epa.gov/climatechange',
  // An archived redirect to another address.
  'get_memento_follow_redirects_does_not_follow_historical_redirects-1': null,
  'get_memento_follows_historical_redirects-1': null,
  // Pages of the archive's own, with 200 and 404.
  'get_memento_raises_blocked_error-0': null,
  'get_memento_raises_no_memento_error-0': null,
  'get_memento_raises_for_mementos_that_redirect_in_a_loop-1':
    'to https://web.archive.org/web/20200925075411id_/https://idp.springer.com/authorize?response_type=cookie&client_id=springerlink&redirect_uri=https://link.springer.com/article/10.1007/s00382-012-1331-2',
  'get_memento_raises_when_memento_is_outside_target_window-0':
    'to https://web.archive.org/web/20171124151315id_/https://www.fws.gov/birds/',
  'get_memento_should_fail_for_non_playbackable_mementos-0':
    'to https://web.archive.org/web/20150503090125id_/http://www.fws.gov/birds/',
  'get_memento_target_window-1': '200 at 2017-11-24T15:13:15.000Z',
  'get_memento_with_cdx_record-0': '200 at 2017-11-24T15:13:15.000Z',
  'get_memento_with_date_datetime-1': '200 at 2017-11-24T15:13:15.000Z',
  'get_memento_with_inexact_string_datetime-1': '200 at 2017-11-24T15:13:15.000Z',
  'get_memento_with_mode_string-0': '200 at 2017-11-24T15:13:15.000Z',
  'get_memento_with_path_based_redirects-0': null,
  'get_memento_with_path_based_redirects-2': '404 at 2020-10-27T22:07:43.000Z',
  'get_memento_with_redirect_in_view_mode-2': '404 at 2020-10-27T22:07:43.000Z',
  'get_memento_with_redirects-1':
    'to https://web.archive.org/web/20180808104500id_/https://www.epa.gov/ghgreporting/proposed-rule-fact-sheet-greenhouse-gas-reporting-program-addition-global-warming',
  'get_memento_with_redirects-2': '200 at 2018-08-08T10:45:00.000Z',
  'get_memento_with_schemeless_redirects-1':
    'to https://web.archive.org/web/20201102233026id_/https://www.census.gov/geo/gssi/',
};

describe.skipIf(heads === null)(`recorded heads (${heads === null ? withoutCorpus : 'all'})`, () => {
  it.each(heads ?? [])('$name', ({ name, body }) => {
    const { wire, copy } = recordedCopy(body);
    const asked = { ...link, ...copy, url: wire.url, status: null };
    const to = copyRedirectedTo(wire, asked.original, replay);
    const memento = readCopy(wire, asked, replay);
    const read = memento === null ? null : `${memento.wire.status} at ${memento.takenAt}`;
    expect(to === null ? read : `to ${to}`).toBe(meant[name]);
  });

  it('are of all the kinds there are', () => {
    expect(heads?.map(({ name }) => name).sort()).toEqual(Object.keys(meant).sort());
  });

  it('are no copies of another address', () => {
    for (const { body } of heads ?? []) {
      const { wire } = recordedCopy(body);
      const asked = { ...link, url: wire.url, status: null };
      expect(copyRedirectedTo(wire, asked.original, replay)).toBeNull();
      expect(readCopy(wire, asked, replay)).toBeNull();
    }
  });
});

function recordedCopy(body: Uint8Array): { wire: Wire; copy: { original: string } } {
  const { request, status, headers } = JSON.parse(new TextDecoder().decode(body)) as RecordedHead;
  const wire = wireOf('the body was not kept', { url: request.uri, status: status.code });
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    values.map((value) => [name.toLowerCase(), value] as const),
  );
  const original = readCopyUrl(request.uri, replay)?.original ?? '';
  expect(headerOf({ headers: pairs }, 'content-type')).not.toBeNull();
  return { wire: { ...wire, headers: pairs }, copy: { original } };
}
