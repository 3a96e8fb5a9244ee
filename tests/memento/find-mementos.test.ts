import { afterEach, describe, expect, it } from 'vitest';
import { HoldfastError } from '../../src/errors.ts';
import { webArchives } from '../../src/memento/archives.ts';
import { type FindTools, findMementos } from '../../src/memento/find-mementos.ts';
import { recoverMedia } from '../../src/memento/recover-media.ts';
import type { MementoEvent } from '../../src/model/memento.ts';
import { type Archives, copyOf, indexOf, openArchives, type Reply } from './stand-in.ts';

const address = (n: number) => `https://x.example/nadia/status/${n}`;
const date = 'Mon, 01 Jun 2020 00:00:00 GMT';
const none: Reply = { body: '[]' };

let archives: Archives | null = null;
afterEach(async () => {
  await archives?.close();
  archives = null;
});

interface World {
  /** What Wayback's index answers for an address. */
  readonly index?: (address: string) => Reply;
  /** What it answers when a copy is asked for. */
  readonly copy?: (path: string) => Reply;
  /** What all other archives answer; without it they have nothing. */
  readonly elsewhere?: (host: string, path: string) => Reply;
}

async function openWorld({ index, copy, elsewhere }: World): Promise<FindTools> {
  archives = await openArchives((host, path, query) => {
    if (path === '/wayback/available') return { status: 500 };
    if (path === '/cdx/search/cdx') return index?.(query.get('url') ?? '') ?? none;
    if (host === 'web.archive.org') return copy?.(path) ?? { status: 404 };
    return elsewhere?.(host, path) ?? { status: 404 };
  });
  return { archives: webArchives, fetch: archives.net.fetch };
}

async function find(world: World, addresses: readonly string[], until?: MementoEvent['kind']) {
  const events: MementoEvent[] = [];
  for await (const event of findMementos(addresses, null, await openWorld(world))) {
    events.push(event);
    if (event.kind === until) break;
  }
  return events;
}

const told = (events: readonly MementoEvent[]) => events.map(({ kind, archive }) => `${archive} ${kind}`);
const copyAsked = (path: string) => /\/web\/\d{14}id_\/(.*)$/u.exec(path)?.[1] ?? '';

describe('finding mementos', () => {
  it('asks for one address after the other and stops when it is stopped', async () => {
    const events = await find(
      {
        index: (of) => (of === address(2) ? { body: indexOf(of, ['20200601000000', 'text/html']) } : none),
        copy: (path) => copyOf(copyAsked(path), date, 'the post'),
      },
      [1, 2, 3].map(address),
      'memento',
    );
    expect(events).toMatchObject([
      { kind: 'listing', archive: 'wayback', address: address(1), copies: 0, reason: null },
      { kind: 'listing', archive: 'wayback', address: address(2), copies: 1, reason: null },
      {
        kind: 'memento',
        archive: 'wayback',
        memento: { original: address(2), takenAt: '2020-06-01T00:00:00.000Z' },
      },
    ]);
    expect(archives?.asked).toHaveLength(3);
  });

  it('asks once for spellings that are one address to archives', async () => {
    const one = [address(1), address(1).replace('https://', 'http://www.'), `${address(1)}/`, address(2)];
    const events = await find({}, one);
    const asked = events.flatMap((event) =>
      event.kind === 'listing' && event.archive === 'wayback' ? [event.address] : [],
    );
    expect(asked).toEqual([address(1), address(2)]);
  });

  it('hands out every answer there was', async () => {
    const events = await find(
      {
        index: (of) => ({
          body: indexOf(of, ['20200601000000', 'text/html'], ['20200602000000', 'text/html']),
        }),
        copy: (path) =>
          path.includes('/20200602') ? copyOf(copyAsked(path), date, 'x') : { status: 404, body: 'gone' },
      },
      [address(1)],
    );
    expect(told(events)).toEqual([
      'wayback listing',
      'wayback no-memento',
      'wayback memento',
      'arquivo listing',
      'library-of-congress listing',
      'uk-web-archive listing',
      'memento-aggregator listing',
    ]);
    expect(archives?.asked).toHaveLength(events.length);
    const [, missed] = events;
    expect(missed).toMatchObject({ link: { original: address(1) }, wire: { status: 404 } });
  });

  it('says when an archive may not show what it has', async () => {
    const body = 'org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error';
    const [first] = await find({ index: () => ({ status: 403, body }) }, [address(1)], 'listing');
    expect(first).toMatchObject({
      kind: 'listing',
      copies: 0,
      reason: expect.stringContaining('may not show'),
    });
  });

  it('leaves an archive alone after two failures in a row and goes on to the next', async () => {
    const copy = `https://arquivo.pt/wayback/20200601000000/${address(1)}`;
    const events = await find(
      {
        index: () => ({ status: 500 }),
        elsewhere: (host, path) => {
          if (host !== 'arquivo.pt') return 'drop';
          if (!path.includes('/timemap/')) return copyOf(address(1), date, 'the post');
          return { body: `<${address(1)}>;rel="original", <${copy}>;rel="memento";datetime="${date}"` };
        },
      },
      [1, 2, 3, 4].map(address),
      'memento',
    );
    expect(told(events)).toEqual([
      'wayback failure',
      'wayback failure',
      'arquivo listing',
      'arquivo memento',
    ]);
    expect(events[0]).toMatchObject({ error: { name: 'server-error', retryable: true } });
  });

  it('forgives a failure that an answer follows', async () => {
    const events = await find(
      { index: (of) => (Number(of.slice(-1)) % 2 === 0 ? none : { status: 500 }) },
      [1, 2, 3, 4, 5].map(address),
    );
    expect(told(events.filter(({ archive }) => archive === 'wayback'))).toEqual([
      'wayback failure',
      'wayback listing',
      'wayback failure',
      'wayback listing',
      'wayback failure',
    ]);
  });

  it('every archive down is a failure of each, and nothing is thrown', async () => {
    const events = await find({ index: () => 'drop', elsewhere: () => 'drop' }, [1, 2, 3].map(address));
    expect(events).toHaveLength(2 * webArchives.length);
    expect(events.every(({ kind }) => kind === 'failure')).toBe(true);
  });

  it('ends at once when there is no network at all', async () => {
    let requests = 0;
    const fetch = () => {
      requests += 1;
      return Promise.reject(new HoldfastError('offline', 'no network'));
    };
    const events: MementoEvent[] = [];
    for await (const event of findMementos([1, 2].map(address), null, { archives: webArchives, fetch }))
      events.push(event);
    expect(events).toMatchObject([{ kind: 'failure', archive: 'wayback', error: { name: 'offline' } }]);
    expect(requests).toBe(1);
  });

  it('lets through what is no failure to hear', async () => {
    for (const error of [new HoldfastError('disk-full', 'no room'), new TypeError('a bug')]) {
      const fetch = () => Promise.reject(error);
      const finding = findMementos([address(1)], null, { archives: webArchives, fetch }).next();
      await expect(finding).rejects.toBe(error);
    }
  });

  it('gives the next address its turn after one copy, then takes up what is left', async () => {
    const days = ['20200601000000', '20200602000000', '20200603000000'];
    const rows = days.map((day) => [day, 'text/html'] as const);
    const events = await find(
      {
        index: (of) => ({ body: indexOf(of, ...(of === address(1) ? rows : rows.slice(0, 1))) }),
        copy: (path) => copyOf(copyAsked(path), date, 'a shell'),
      },
      [1, 2].map(address),
    );
    const opened = events.flatMap((event) => (event.kind === 'memento' ? [event.memento.url] : []));
    expect(opened.map((url) => `${url.slice(-1)} ${url.slice(34, 36)}`)).toEqual([
      '1 01',
      '2 01',
      '1 02',
      '1 03',
    ]);
  });

  it('opens six copies in all, four of one archive, and none twice', async () => {
    const digest = 'JJK5HCJRLNADLDWSVSCCJNMV3JWE4XFI';
    const days = Array.from({ length: 9 }, (_, day) => `2020060${day + 1}000000`);
    const links = days.map((day) => `<https://arquivo.pt/wayback/${day}/${address(1)}>;rel="memento"`);
    const events = await find(
      {
        index: (of) => ({
          body: indexOf(
            of,
            ...days.slice(0, 5).map((day) => [day, 'text/html', digest] as const),
            ...days.slice(5).map((day) => [day, 'text/html'] as const),
          ),
        }),
        copy: (path) => ({ ...copyOf(copyAsked(path), date, 'a shell'), gzip: true }),
        elsewhere: (host, path) => {
          if (path.includes('/timemap/'))
            return { body: `<${address(1)}>;rel="original",${links.join(',')}` };
          return host === 'arquivo.pt' ? copyOf(address(1), date, 'a shell') : 'drop';
        },
      },
      [address(1), `${address(1)}?s=20`],
    );
    const opened = events.flatMap((event) => (event.kind === 'memento' ? [event] : []));
    expect(opened.map(({ archive }) => archive)).toEqual([
      'wayback',
      'wayback',
      'wayback',
      'wayback',
      'arquivo',
      'arquivo',
    ]);
    expect(opened.filter(({ memento }) => memento.url.includes('/2020060100'))).toHaveLength(2);
    expect(new Set(opened.map(({ memento }) => memento.url)).size).toBe(6);
    expect(archives?.asked.some((asked) => asked.startsWith('webarchive'))).toBe(false);
  });

  it('asks the first archive for twelve lists at most and each other one for four', async () => {
    await find(
      {},
      Array.from({ length: 40 }, (_, n) => address(n)),
    );
    const asked = (host: string) =>
      archives?.asked.filter((target) => target.startsWith(`${host}/`)).length ?? 0;
    expect(asked('web.archive.org')).toBeLessThanOrEqual(12);
    expect(asked('web.archive.org')).toBeGreaterThanOrEqual(10);
    expect(asked('arquivo.pt')).toBeLessThanOrEqual(4);
    expect(asked('arquivo.pt')).toBeGreaterThanOrEqual(3);
  });
});

describe('recovering a lost picture', () => {
  const large = 'https://media.example/picture/A?name=orig';
  const small = 'https://media.example/picture/A?name=small';
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

  async function recover(world: World, urls = [large, small]) {
    return await recoverMedia(urls, '2020-05-24', await openWorld(world));
  }

  it('takes the best address that an archive has a picture of', async () => {
    const memento = await recover({
      index: (of) => (of === small ? { body: indexOf(of, ['20200601000000', 'image/png']) } : none),
      copy: (path) => copyOf(copyAsked(path), date, png, 'image/png'),
    });
    expect(memento).toMatchObject({
      archive: 'web.archive.org',
      original: small,
      takenAt: '2020-06-01T00:00:00.000Z',
      mediaType: 'image/png',
    });
    expect(Buffer.from(memento?.wire.body ?? [])).toEqual(png);
  });

  it('opens what is larger than any page', async () => {
    const video = Buffer.alloc(12 * 1024 * 1024, 1);
    const memento = await recover({
      index: (of) => ({ body: indexOf(of, ['20200601000000', 'video/mp4']) }),
      copy: (path) => copyOf(copyAsked(path), date, video, 'video/mp4'),
    });
    expect(memento?.wire.body).toHaveLength(video.length);
  });

  it('takes no page for it, listed or shown', async () => {
    const memento = await recover({
      index: (of) => ({
        body: indexOf(
          of,
          ['20200601000000', 'text/html'],
          ['20200602000000', 'application/json'],
          ['20200603000000', 'unk'],
        ),
      }),
      copy: (path) => copyOf(copyAsked(path), date, '<html>Not found'),
    });
    expect(memento).toBeNull();
    expect(archives?.asked.filter((asked) => asked.includes('/web/2020'))).toEqual([
      `web.archive.org/web/20200603000000id_/${large}`,
      `web.archive.org/web/20200603000000id_/${small}`,
    ]);
  });

  it('takes no other picture, no empty one, and no error for it', async () => {
    const index = (of: string): Reply => ({ body: indexOf(of, ['20200601000000', 'image/png']) });
    for (const copy of [
      () => copyOf('https://media.example/picture/B?name=orig', date, png, 'image/png'),
      (path: string) => copyOf(copyAsked(path), date, '', 'image/png'),
      (path: string) => ({ ...copyOf(copyAsked(path), date, png, 'image/png'), status: 404 }),
      () => ({ body: png, headers: { 'content-type': 'image/png' } }),
    ]) {
      expect(await recover({ index, copy })).toBeNull();
      await archives?.close();
    }
  });

  it('is null when no archive can be heard', async () => {
    expect(await recover({ index: () => 'drop', elsewhere: () => 'drop' })).toBeNull();
    expect(
      await recoverMedia([], null, {
        archives: webArchives,
        fetch: () => Promise.reject(new TypeError('unasked')),
      }),
    ).toBeNull();
  });
});
