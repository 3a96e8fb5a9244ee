import { afterEach, describe, expect, it } from 'vitest';
import { webArchives } from '../../src/memento/archives.ts';
import { failureOf } from '../net/loopback.ts';
import { type Archives, copyOf, openArchives, type Reply } from './stand-in.ts';

const address = 'https://x.example/nadia/status/20?a=1,2';
const near = '2020-05-24T12:00:00.000Z';

let archives: Archives | null = null;
afterEach(async () => {
  await archives?.close();
  archives = null;
});

function archiveOf(id: string) {
  const found = webArchives.find((archive) => archive.id === id);
  if (found === undefined) throw new Error(`no archive ${id}`);
  return found;
}

async function list(reply: (path: string) => Reply, id = 'arquivo', at: string | null = near) {
  archives = await openArchives((_host, path) => reply(path));
  return await archiveOf(id).list(address, at, archives.net.fetch);
}

const memento = (url: string, date: string) => `<${url}>; rel="memento"; datetime="${date}"`;
const timeMap = (...links: readonly string[]): Reply => ({
  headers: { 'content-type': 'application/link-format' },
  body: [`<${address}>; rel="original"`, ...links].join(',\n'),
});

describe('a TimeMap', () => {
  it('lists the copies of the archive, nearest first, by their raw addresses', async () => {
    const [listing] = await list(() =>
      timeMap(
        `<https://arquivo.pt/wayback/timemap/link/${address}>; rel="self"; type="application/link-format"`,
        memento(`https://arquivo.pt/wayback/20190101000000mp_/${address}`, 'Tue, 01 Jan 2019 00:00:00 GMT'),
        memento(`http://arquivo.pt:80/wayback/20210101000000/${address}`, 'Fri, 01 Jan 2021 00:00:00 GMT'),
        memento(`https://arquivo.pt/wayback/20200601000000mp_/${address}`, 'Mon, 01 Jun 2020 00:00:00 GMT'),
      ),
    );
    expect(archives?.asked).toEqual([`arquivo.pt/wayback/timemap/link/${address}`]);
    expect(listing?.links.map(({ url }) => url)).toEqual([
      `https://arquivo.pt/wayback/20200601000000id_/${address}`,
      `https://arquivo.pt/wayback/20210101000000id_/${address}`,
      `https://arquivo.pt/wayback/20190101000000id_/${address}`,
    ]);
    expect(listing?.links[0]).toMatchObject({
      archive: 'arquivo.pt',
      status: null,
      mediaType: null,
      digest: null,
    });
  });

  it('passes over other addresses, other places, other relations and times that never were', async () => {
    const date = 'Mon, 01 Jun 2020 00:00:00 GMT';
    const [listing] = await list(() =>
      timeMap(
        memento(`https://arquivo.pt/wayback/20200601000000/${address}0`, date),
        memento(`https://evil.example/wayback/20200601000000/${address}`, date),
        memento(`https://arquivo.pt/other/20200601000000/${address}`, date),
        memento(`https://arquivo.pt/wayback/00000000000000/${address}`, 'yesterday'),
        memento(`https://arquivo.pt/wayback/29990601000000/${address}`, date),
        `<https://arquivo.pt/wayback/20200601000000/${address}>; rel="timegate"`,
      ),
    );
    expect(listing?.links).toEqual([]);
  });

  it('does not exist for an address without copies', async () => {
    expect(await list(() => ({ status: 404, body: '<html>' }))).toMatchObject([
      { wire: { status: 404 }, links: [] },
    ]);
  });

  it('of several pages is asked for the one of the time', async () => {
    const page = (number: number, from: string, until: string) =>
      `<https://arquivo.pt/wayback/timemap/link/${number}/${address}>; rel="timemap"; from="${from}"; until="${until}"`;
    const listings = await list((path) =>
      path.includes('/link/2/')
        ? timeMap(
            memento(`https://arquivo.pt/wayback/20200601000000/${address}`, 'Mon, 01 Jun 2020 00:00:00 GMT'),
          )
        : timeMap(
            page(1, 'Tue, 01 Jan 2019 00:00:00 GMT', 'Tue, 31 Dec 2019 00:00:00 GMT'),
            page(2, 'Wed, 01 Jan 2020 00:00:00 GMT', 'Thu, 31 Dec 2020 00:00:00 GMT'),
            page(3, 'Fri, 01 Jan 2021 00:00:00 GMT', 'Fri, 31 Dec 2021 00:00:00 GMT'),
          ),
    );
    expect(listings.map(({ links }) => links.length)).toEqual([0, 1]);
    expect(archives?.asked).toHaveLength(2);
  });

  it('is never followed to a page elsewhere, nor to itself', async () => {
    for (const url of [
      `https://evil.example/wayback/timemap/link/2/${address}`,
      `https://arquivo.pt/wayback/timemap/link/${address}`,
      `https://arquivo.pt/logout`,
    ]) {
      await list(() => timeMap(`<${url}>; rel="timemap"`));
      expect(archives?.asked).toHaveLength(1);
      await archives?.close();
    }
  });

  it('keeps what its first page said when the next one fails, and fails with it where that was nothing', async () => {
    const next = `<https://arquivo.pt/wayback/timemap/link/2/${address}>; rel="timemap"; from="Wed, 01 Jan 2020 00:00:00 GMT"`;
    const copy = memento(
      `https://arquivo.pt/wayback/20200601000000/${address}`,
      'Mon, 01 Jun 2020 00:00:00 GMT',
    );
    const reply = (path: string, ...links: readonly string[]): Reply =>
      path.includes('/link/2/') ? { status: 500 } : timeMap(...links);
    expect(await list((path) => reply(path, next, copy))).toMatchObject([
      { links: [{ archive: 'arquivo.pt' }] },
    ]);
    await archives?.close();
    expect((await failureOf(list((path) => reply(path, next)))).name).toBe('server-error');
  });

  it.each([
    ['a page', { body: '<!DOCTYPE html><html><a href="x">memento</a>' }],
    ['a page of a gatekeeper', { status: 403, body: '<html>Just a moment…' }],
    ['JSON', { body: '{"mementos": {"list": []}}' }],
    ['nothing', { body: '' }],
    ['garbage', { body: '<a>;;;"\u0000' }],
    ['an outage', { status: 502, body: '<html>' }],
    ['too much', { body: Buffer.alloc(5 * 1024 * 1024, '<https://a.example/>;rel="memento",\n') }],
  ] satisfies [string, Reply][])('is not %s', async (_name, reply) => {
    const { name } = await failureOf(list(() => reply));
    expect(['bad-response', 'server-error', 'too-large']).toContain(name);
  });

  it('of many places gives the copies of known archives only, and opens them there', async () => {
    const copy = `https://wayback.archive-it.org/all/20200601000000/${address}`;
    const date = 'Mon, 01 Jun 2020 00:00:00 GMT';
    const reply = (path: string): Reply =>
      path.startsWith('/timemap/')
        ? timeMap(
            memento(`http://archive.today/20200601000000/${address}`, date),
            memento(`http://evil.example/all/20200601000000/${address}`, date),
            memento(`https://web.archive.org/web/20200601000000/${address}`, date),
            memento(copy.replace('https', 'http'), date),
          )
        : copyOf(address, date, 'the copy');
    const [listing] = await list(reply, 'memento-aggregator');
    expect(listing?.links).toMatchObject([{ archive: 'wayback.archive-it.org' }]);
    const [link] = listing?.links ?? [];
    if (link === undefined || archives === null) throw new Error('nothing was listed');
    const opened = await archiveOf('memento-aggregator').open(link, archives.net.fetch);
    expect(opened).toMatchObject({ archive: 'wayback.archive-it.org', takenAt: '2020-06-01T00:00:00.000Z' });
    expect(archives.asked.at(-1)).toBe(`wayback.archive-it.org/all/20200601000000id_/${address}`);
    expect(await archiveOf('arquivo').open(link, archives.net.fetch)).toBeNull();
  });
});
