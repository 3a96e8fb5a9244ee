import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articlesNamed, listArticles } from '../../src/list-articles.ts';
import { silentLog } from '../../src/log.ts';
import { placeOf } from '../../src/model/place.ts';
import type { Platform } from '../../src/model/platform.ts';
import { type RotTools, reportRot } from '../../src/rot.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { openConnection } from '../../src/store/sqlite-connection.ts';
import { useFolders } from './folders.ts';
import { articles, day, fill, told } from './rotten-archive.ts';
import * as s from './samples.ts';

const folders = useFolders();
const whole = mkdtempSync(join(tmpdir(), 'holdfast-rot-'));

const openAt = (folder: string): Promise<Store> =>
  openStore({
    database: join(folder, 'a.db'),
    blobs: join(folder, 'b'),
    log: silentLog,
    timeOf: s.timeOf,
    now: () => s.at(0),
  });

beforeAll(async () => {
  const store = await openAt(whole);
  await fill(store);
  await store.close();
});
afterAll(() => rmSync(whole, { recursive: true, force: true }));

/** A copy of the archive for each test. */
async function filled(): Promise<{ store: Store; database: string; tools: RotTools }> {
  const folder = await folders.folder();
  const database = join(folder, 'a.db');
  copyFileSync(join(whole, 'a.db'), database);
  const store = folders.closing(await openAt(folder));
  return { store, database, tools: { store, platforms: [], now: () => s.at(41 * day) } };
}

/** What is to be expected, reckoned from the list of posts by hand rather than by SQL. */
const fates: Readonly<Record<string, string>> = {
  '1': 'alive',
  '2': 'gone',
  '3': 'gone',
  '4': 'gone',
  '5': 'at risk',
  '6': 'at risk',
  '7': 'at risk',
  '9': 'at risk',
  lost: 'at risk',
};
const savedIds = new Set(told.filter(({ known }) => known !== 'quoted').map(({ id }) => id));

function countOf(ids: readonly string[]) {
  const of = (fate: string) => ids.filter((id) => fates[id] === fate).length;
  return {
    embeds: ids.length,
    alive: of('alive'),
    atRisk: of('at risk'),
    gone: of('gone'),
    saved: ids.filter((id) => savedIds.has(id)).length,
    notSaved: ids.filter((id) => !savedIds.has(id)).length,
  };
}

function idsWhere(isIt: (article: string) => boolean): string[] {
  return Object.entries(articles).flatMap(([name, ids]) => (isIt(name) ? ids : []));
}

describe('the rot report', () => {
  it('counts embeds by site, most lost first, and all of them in the total', async () => {
    const { tools } = await filled();
    const { by, at, groups, total } = await reportRot('site', tools);
    expect([by, at]).toEqual(['site', s.isoAt(41 * day)]);
    expect(groups.map(({ site, articles: count }) => [site, count])).toEqual([
      ['pond.example', 3],
      ['sea.example', 1],
      ['lake.example', 1],
      ['content', 1],
      ['feeds', 1],
    ]);
    for (const group of groups)
      expect(group).toMatchObject(countOf(idsWhere((name) => placeOf(name).site === group.site)));
    expect(total).toMatchObject({ site: null, articles: 7, ...countOf(Object.values(articles).flat()) });
  });

  it('tells of those gone what is saved of them and since when, of those at risk why', async () => {
    const { tools } = await filled();
    const { groups, total } = await reportRot('section', tools);
    expect(groups.map(({ site, section, gone }) => [site, section, gone])).toEqual([
      ['pond.example', 'news', 3],
      ['pond.example', 'sport', 1],
      ['sea.example', 'news', 1],
      ['lake.example', null, 0],
      ['content', 'news', 0],
      ['feeds', null, 0],
    ]);
    expect(groups[0]).toMatchObject({
      goneSavedBy: { platform: 2, archive: 1, quoted: 0, nothing: 0 },
      goneFirst: s.isoAt(5 * day),
      goneLast: s.isoAt(6 * day),
    });
    expect(total.goneSavedBy).toEqual({ platform: 3, archive: 1, quoted: 1, nothing: 0 });
    expect([total.goneFirst, total.goneLast]).toEqual([s.isoAt(5 * day), s.isoAt(7 * day)]);
    expect(total.risks).toEqual({
      'account went': 1,
      'asked in vain': 1,
      'not seen lately': 0,
      'platform silent': 0,
      unclear: 2,
      'no link': 1,
      'not saved': 3,
    });
  });

  it('counts by platform and by year, an article in each that it has a post of', async () => {
    const { tools } = await filled();
    const platforms = await reportRot('platform', tools);
    expect(platforms.groups).toMatchObject([{ platform: 'pond', articles: 7, embeds: 14, gone: 5 }]);
    const { groups, total } = await reportRot('year', tools);
    const yearOf = (id: string) =>
      told.some((post) => post.id === id) ? String(2020 + (Number(id) % 4)) : null;
    const ids = Object.values(articles).flat();
    for (const group of groups)
      expect(group).toMatchObject(countOf(ids.filter((id) => yearOf(id) === group.year)));
    expect(groups.map(({ year, articles: count }) => [year, count])).toEqual([
      ['2020', 1],
      ['2021', 5],
      ['2022', 3],
      ['2023', 2],
      [null, 2],
    ]);
    expect(total).toMatchObject(countOf(ids));
  });

  it('knows when nothing was seen for long, and when no server of a platform answers', async () => {
    const { store, tools } = await filled();
    const later = await reportRot('platform', { ...tools, now: () => s.at(100 * day) });
    expect(later.total).toMatchObject({ alive: 0, atRisk: 9, gone: 5 });
    expect(later.total.risks['not seen lately']).toBe(5);
    const hosts = ['api.pond.test', 'pond.test'];
    const pond = {
      id: 'pond',
      sources: [
        { rank: 'platform', hosts },
        { rank: 'archive', hosts: ['mirror.test'] },
      ],
    } as unknown as Platform;
    const silent = async (seconds: number) =>
      (await reportRot('platform', { ...tools, platforms: [pond], now: () => s.at(seconds) })).total.risks[
        'platform silent'
      ];
    await store.hosts.change('api.pond.test', (record) => ({ ...record, failingSince: s.isoAt(38 * day) }));
    expect(await silent(41 * day)).toBe(0);
    await store.hosts.change('pond.test', (record) => ({ ...record, failingSince: s.isoAt(38 * day) }));
    expect(await silent(39 * day)).toBe(0);
    expect(await silent(41 * day)).toBe(9);
  });

  it('counts a post under all its names, and an article as it was last read', async () => {
    const { store, database, tools } = await filled();
    const connection = openConnection(database);
    // 9 turned out to be lost, and lost to be 1: both stand for that from now on.
    const link = (alias: string, into: string) =>
      connection.run(
        `INSERT INTO aliases (alias, post, reason) SELECT @alias, id, 'said so' FROM posts WHERE name = @into`,
        { alias, into },
      );
    link('pond:9', 'pond:@tadpole/2024-04-29/abcdef012345');
    link('pond:@tadpole/2024-04-29/abcdef012345', 'pond:1');
    connection.close();
    const [front] = await s.collect(articlesNamed('https://lake.example/front.html', {}, tools));
    expect(front?.embeds.map(({ name, state, start }) => [name, state, start])).toEqual([
      ['pond:7', 'unknown', 0],
      ['pond:1', 'live', 100],
    ]);
    await store.recordArticle(
      s.entryOf([s.embedOf('1')], {
        name: 'https://www.pond.example/news/one.html',
        blob: '0'.repeat(64),
        at: s.isoAt(9 * day),
        jobs: [],
      }),
    );
    const { total } = await reportRot('site', tools);
    expect(total).toMatchObject({ embeds: 12, alive: 6, atRisk: 3, gone: 3 });
  });
});

describe('what was taken out of the archive', () => {
  it.each([
    ['all', 4],
    ['text', 4],
    ['media', 0],
  ])('is not saved any more, once it was %s', async (what, lost) => {
    const { database, tools } = await filled();
    const before = (await reportRot('site', tools)).total;
    const connection = openConnection(database);
    connection.run(
      `INSERT INTO redactions (id, post, what, reason, articles, at, rows, blobs, touched, forgotten)
       SELECT 1, id, @what, 'asked for', 0, '2024-05-20T00:00:00.000Z', '[]', '[]', '[]', '[]'
       FROM posts WHERE name = 'pond:1'`,
      { what },
    );
    connection.run(`INSERT INTO redacted_posts (post, redaction) SELECT post, id FROM redactions`);
    connection.close();
    const { total } = await reportRot('site', tools);
    expect(before.saved - total.saved).toBe(lost);
    expect(total.embeds).toBe(before.embeds);
  });
});

describe('articles', () => {
  const listed = async (tools: RotTools, filter = {}) =>
    (await s.collect(listArticles(filter, tools))).map(({ article }) => article);

  it('are listed by name with their posts in numbers', async () => {
    const { tools } = await filled();
    const all = await s.collect(listArticles({}, tools));
    expect(all.map(({ article }) => article)).toEqual(Object.keys(articles).toSorted());
    for (const article of all)
      expect(article).toMatchObject({
        ...countOf(articles[article.article] ?? []),
        ...placeOf(article.article),
        title: expect.stringContaining('About'),
        seenAt: s.isoAt(8 * day),
      });
  });

  it('are chosen by site, state and risk', async () => {
    const { tools } = await filled();
    expect(await listed(tools, { site: 'www.POND.example' })).toHaveLength(3);
    expect(await listed(tools, { site: 'content' })).toEqual(['content/news/frogs.md', 'content/none.md']);
    expect(await listed(tools, { state: 'suspended' })).toEqual(['https://pond.example/news/two.html']);
    expect(await listed(tools, { state: 'gone' })).toHaveLength(4);
    expect(await listed(tools, { atRisk: true })).toEqual([
      'https://lake.example/front.html',
      'https://pond.example/news/two.html',
      'https://pond.example/sport/three.html',
    ]);
    expect(await listed(tools, { state: 'live', atRisk: true, site: 'pond.example' })).toHaveLength(2);
    expect(await listed(tools, { state: 'withheld' })).toEqual([]);
  });

  it('are more than one page long', async () => {
    const { database, tools } = await filled();
    const connection = openConnection(database);
    connection.script(`
      CREATE TEMP TABLE more AS
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100)
        SELECT 1000 + i AS id, printf('z/%04d.md', i) AS name FROM n;
      INSERT INTO versions (id, article, blob, format, charset, seen_at, reading)
        SELECT id, name, 'b', 'text', 'UTF-8', '2024-05-01T00:00:00.000Z', x'' FROM more;
      INSERT INTO articles (name, version) SELECT name, id FROM more;`);
    connection.close();
    const names = await listed(tools);
    expect(names).toHaveLength(1_108);
    expect(new Set(names).size).toBe(1_108);
  });

  const named = async (tools: RotTools, name: string, filter = {}) =>
    s.collect(articlesNamed(name, filter, tools));

  it('tell of each post where it stands and what became of it', async () => {
    const { tools } = await filled();
    const [article, ...others] = await named(tools, 'https://pond.example/news/two.html');
    expect(others).toEqual([]);
    expect(article?.embeds).toEqual([
      {
        name: 'pond:3',
        ref: s.refOf('3'),
        kind: 'blockquote',
        start: 0,
        end: 50,
        state: 'suspended',
        since: s.isoAt(6 * day),
        lastLive: null,
        standing: 'gone',
        risks: [],
        known: 'archive',
        saved: true,
      },
      expect.objectContaining({
        name: 'pond:5',
        start: 100,
        standing: 'at risk',
        risks: ['account went'],
        lastLive: s.isoAt(0),
        saved: true,
      }),
      expect.objectContaining({
        name: 'pond:@tadpole/2024-04-29/abcdef012345',
        ref: null,
        state: 'unknown',
        since: null,
        risks: ['no link', 'not saved'],
        known: null,
        saved: false,
      }),
    ]);
  });

  it('are found by the name of their feed or folder, by the address a feed gave them, and by path', async () => {
    const { tools } = await filled();
    const names = async (name: string) => (await named(tools, name)).map(({ article }) => article);
    expect(await names('feeds/all.xml')).toEqual([
      'feeds/all.xml#https://sea.example/news/four',
      'feeds/all.xml#item-2',
    ]);
    expect(await names('https://sea.example/news/four')).toEqual([
      'feeds/all.xml#https://sea.example/news/four',
    ]);
    expect(await names('content')).toEqual(['content/news/frogs.md', 'content/none.md']);
    expect(await names('./content/news/')).toEqual(['content/news/frogs.md']);
    expect(await names('https://pond.example')).toHaveLength(2);
    await expect(names('conten')).rejects.toMatchObject({
      name: 'unknown-article',
      message: expect.stringContaining('holdfast articles'),
    });
  });

  it('show only posts that are as asked for', async () => {
    const { tools } = await filled();
    const [article] = await named(tools, 'https://pond.example/sport/three.html', { state: 'gone' });
    expect(article?.embeds.map(({ name }) => name)).toEqual(['pond:4']);
    expect(await named(tools, 'content/none.md', { atRisk: true })).toEqual([]);
  });
});
