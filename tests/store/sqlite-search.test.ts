import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { readQuery } from '../../src/model/search-query.ts';
import type { Store } from '../../src/store/contract.ts';
import type { SearchPage } from '../../src/store/search-contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { openConnection } from '../../src/store/sqlite-connection.ts';
import { migrate } from '../../src/store/sqlite-migrations.ts';
import { forget, indexAnew, reindex } from '../../src/store/sqlite-search-index.ts';
import { useFolders } from './folders.ts';
import { makeArchiveOf } from './old-archives.ts';
import { done, embedOf, entryOf, leasePost, nothing, refOf } from './samples.ts';
import { fillPond, tell } from './searched-pond.ts';

const { folder, closing } = useFolders();
const all: SearchPage = { order: 'rank', limit: 100, offset: 0 };

async function found(store: Store, words: string, page: Partial<SearchPage> = {}): Promise<string[]> {
  const { posts } = await store.search.find(readQuery(words), { ...all, ...page });
  return posts.map(({ record }) => record.name.replace('pond:', ''));
}

async function openIn(home: string): Promise<Store> {
  return openStore({ database: join(home, 'a.db'), blobs: join(home, 'blobs'), log: silentLog });
}

describe('searching an archive', () => {
  let store: Store;
  let home = '';

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'holdfast-search-'));
    store = await openIn(home);
    await fillPond(store);
  });
  afterAll(async () => {
    await store.close();
    await rm(home, { recursive: true, force: true });
  });

  it.each([
    ['sao paulo', ['flood']],
    ['"reached são"', ['flood']],
    ['"são reached"', []],
    ['東京', ['tokyo']],
    ['京都', ['tokyo']],
    ['行き', ['tokyo']],
    ['明', ['tokyo']],
    ['す', ['tokyo']],
    ['京東', []],
    ['السلام', ['salam']],
    ['السَّلامُ', ['salam']],
    ['القاهره', ['salam']],
    ['heron', ['heron']],
    ['newts', ['poll']],
    ['newts toads', ['poll']],
    ['"newts toads"', []],
    ['e100ann', []],
    ['\ue100ann', ['heron']],
    ['@ann', ['heron']],
    ['ann@pond.test', ['heron']],
    ['"Frog Prince" newts', ['poll']],
    ['from:ann', ['heron']],
    ['from:ann@pond.test', ['heron']],
    ['from:green', []],
    ['from:green*', ['edited', 'flood', 'flood-2', 'poll', 'salam', 'tokyo']],
    ['drought swamp', ['flood', '@toad/2024-04-30/aaaaaaaaaaaa']],
    ['news.test drought-in', ['flood', '@toad/2024-04-30/aaaaaaaaaaaa']],
    ['article:news.test/world', ['flood', '@toad/2024-04-30/aaaaaaaaaaaa']],
    ['article:world/2024 reached', ['flood']],
    ['nobody quotes', ['@toad/2024-04-30/aaaaaaaaaaaa']],
    ['bananas', ['edited']],
    ['never said anything', ['edited']],
    ['pond:heron', ['heron']],
    ['https://pond.test/posts/heron', ['heron']],
    ['flood -paulo', ['flood-2']],
    ['heron OR newts', ['heron', 'poll']],
    ['-flood -heron -newts from:green*', ['edited', 'salam', 'tokyo']],
    ['state:deleted', ['flood-2']],
    ['flood state:live', ['flood']],
    ['flood -state:live', ['flood-2']],
    ['flood until:2023-03', ['flood']],
    ['flood since:2023-03-02', ['flood-2']],
    ['since:2023 until:2023', ['flood-2', 'flood']],
    ['since:2024-01-31 until:2024-01-31', ['heron']],
    ['has:photo,alt', ['heron']],
    ['has:poll', ['poll']],
    ['since:2022 -flood -has:media platform:pond', ['@toad/2024-04-30/aaaaaaaaaaaa', 'salam', 'tokyo']],
    [
      '-since',
      ['@toad/2024-04-30/aaaaaaaaaaaa', 'heron', 'flood-2', 'flood', 'salam', 'tokyo', 'edited', 'poll'],
    ],
    ['flood platform:lake', []],
  ])('finds by %s', async (words, expected) => {
    const names = await found(store, words);
    expect(names.toSorted()).toEqual(expected.toSorted());
  });

  it('puts what fits best first, and the newest on demand', async () => {
    expect(await found(store, 'flood')).toEqual(['flood-2', 'flood']);
    expect(await found(store, 'flood OR heron', { order: 'date' })).toEqual(['heron', 'flood-2', 'flood']);
  });

  it('gives each page its own posts, and the number of all', async () => {
    const pages = await Promise.all(
      [0, 3, 6].map((offset) => found(store, 'from:green*', { limit: 3, offset })),
    );
    expect(pages.map((page) => page.length)).toEqual([3, 3, 0]);
    expect(new Set(pages.flat()).size).toBe(6);
    const { total } = await store.search.find(readQuery('from:green*'), { ...all, limit: 1 });
    expect(total).toBe(6);
  });

  it('shows what was found, and the post as it stands', async () => {
    const { posts } = await store.search.find(readQuery('bananas'), all);
    const [edited] = posts;
    expect(edited).toMatchObject({
      excerpt: { field: 'earlier', text: 'I never said bananas', hits: [[13, 20]] },
      author: { name: 'Frog Prince', handle: 'green_frog' },
      madeAt: '2021-01-01T08:00:00.000Z',
      snapshot: { post: { segments: [{ text: 'I never said anything' }] } },
      articles: [],
    });
    expect(edited?.score).toBeGreaterThan(0);
  });

  it('counts each word by itself', async () => {
    expect(await store.search.countEach(readQuery('flood heron|newts nothing'))).toEqual([2, 0, 0]);
    expect(await store.search.countEach(readQuery('flood heron | newts'))).toEqual([2, 2]);
  });

  it.each([
    "a'b",
    '-a',
    'NEAR(',
    'x:y',
    '*',
    '"',
    '""',
    '"*',
    'a OR',
    'OR',
    'NOT',
    '-"',
    '^a',
    '{text}:a',
    'text:a',
    'a + b',
    '(',
    ')',
    'a) OR (b',
    '\u0000',
    '"a\u0000b"',
    '\ud800',
    '\ue100green',
    'from:"',
    'from:*',
    'from:a"b',
    "from:'",
    'has:',
    'since:',
    'article:"',
    '%',
    '_',
    '\\',
    '🐸',
    '\u202e',
    'state:live,',
    'from:\u0000',
    'since:9999-99',
    "'; DROP TABLE search; --",
  ])('answers %j without a complaint', async (words) => {
    await expect(store.search.find(readQuery(words), all)).resolves.toHaveProperty('total');
  });

  it.each([
    ['letters', 'a'],
    ['quotation marks', '" '],
    ['operators', 'a OR '],
    ['pairs', '東京'],
    ['emoji', '🐸'],
  ])('answers a million %s', async (_, letters) => {
    const words = letters.repeat(1e6 / letters.length);
    await expect(store.search.find(readQuery(words), all)).resolves.toHaveProperty('total');
  });
});

describe('the index', () => {
  it('knows what was acknowledged, at once and whoever wrote it', async () => {
    const home = await folder();
    const [one, other] = [closing(await openIn(home)), closing(await openIn(home))];
    for (let n = 0; n < 60; n += 1) {
      await one.recordPost(refOf(`many-${n}`), []);
    }
    await tell(one, 'first', { text: 'word' });
    expect(await found(other, 'word')).toEqual(['first']);
    expect((await other.search.find(readQuery('platform:pond'), all)).total).toBe(61);
    await tell(other, 'first', { text: 'changed' }, 60);
    expect(await found(one, 'changed')).toEqual(['first']);
  });

  it('shows the newer first of posts that fit alike', async () => {
    const store = closing(await openIn(await folder()));
    for (const [id, day] of [
      ['twin-1', '2024-02-02'],
      ['twin-2', '2024-03-03'],
      ['twin-3', '2024-01-01'],
    ] as const)
      await tell(store, id, { text: 'we are alike', day });
    expect(await found(store, 'alike')).toEqual(['twin-2', 'twin-1', 'twin-3']);
  });

  it('follows an article to its new title, whoever gave it', async () => {
    const home = await folder();
    const store = closing(await openIn(home));
    await store.recordArticle(entryOf([embedOf('1')], { title: 'Drought' }));
    await store.recordArticle(entryOf([embedOf('1')], { title: 'Toads' }));
    expect(await found(store, 'toads')).toEqual(['1']);
    expect(await found(store, 'drought')).toEqual([]);
    const connection = openConnection(join(home, 'a.db'));
    connection.run(`UPDATE versions SET title = 'Newts'`);
    connection.close();
    expect(await found(store, 'newts')).toEqual(['1']);
  });

  it('has one row for posts that turned out to be one', async () => {
    const store = closing(await openIn(await folder()));
    await tell(store, 'a', { text: 'said under one name' });
    await tell(store, 'b', { text: 'said under another' });
    expect(await found(store, 'one name')).toEqual(['a']);
    const lease = await leasePost(store, 'b', 120);
    const aliases = [{ alias: 'pond:a', reason: 'says so itself' }];
    await store.settle(lease, { ...nothing, aliases }, done);
    expect(await found(store, 'said')).toEqual(['b']);
    expect(await found(store, 'one name')).toEqual(['b']);
    expect(await found(store, 'pond:a')).toEqual(['b']);
  });

  it('reads archives of before there was one', async () => {
    const home = await folder();
    const connection = openConnection(join(home, 'a.db'));
    makeArchiveOf(connection, join(home, 'a.db'), 7);
    migrate(connection, join(home, 'a.db'), 8);
    const counted = connection.get<{ n: number }>('SELECT count(*) AS n FROM search_posts');
    connection.close();
    expect(counted?.n).toBe(0);
    const store = closing(await openIn(home));
    expect(await found(store, 'platform:pond')).toHaveLength(2);
    expect(await found(store, 'frogs')).toHaveLength(2);
  });

  it('goes on where it was cut short', async () => {
    const home = await folder();
    const store = closing(await openIn(home));
    const connection = openConnection(join(home, 'a.db'));
    connection.script(`
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700)
      INSERT INTO posts (name, state, edited, first_seen) SELECT 'pond:' || i, 'unknown', 0, '2024' FROM n;
      CREATE TRIGGER cut_short BEFORE INSERT ON search_posts WHEN NEW.post = 600
      BEGIN SELECT RAISE(ABORT, 'the power went'); END;`);
    const indexed = () => connection.get<{ n: number }>('SELECT count(*) AS n FROM search_posts')?.n;
    await expect(found(store, 'pond')).rejects.toThrow('the power went');
    expect(indexed()).toBe(500);
    connection.script('DROP TRIGGER cut_short');
    expect((await store.search.find(readQuery('pond'), all)).total).toBe(700);
    connection.close();
  });

  it('leaves no word of a post that it had to forget', async () => {
    const home = await folder();
    const store = await openIn(home);
    await fillPond(store);
    await tell(store, 'secret', {
      text: 'canarysecretword',
      changes: { poll: { options: [{ text: 'canarypollword', votes: null }], endsAt: null } },
    });
    expect(await found(store, 'canary*')).toEqual(['secret']);
    await store.close();
    const connection = openConnection(join(home, 'a.db'));
    connection.script(`CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, row)`);
    const words = () => connection.all(`SELECT term FROM words WHERE term LIKE 'canary%'`);
    expect(words()).toHaveLength(2);
    const { id } = connection.get<{ id: number }>(`SELECT id FROM posts WHERE name = 'pond:secret'`) ?? {
      id: 0,
    };
    connection.write(() => forget(connection, id));
    const left = connection
      .all<{ block: Buffer }>('SELECT block FROM search_data')
      .map(({ block }) => block.toString('latin1'));
    expect(words()).toEqual([]);
    expect(left.filter((block) => /canary|secretword|pollword/u.test(block))).toEqual([]);
    connection.write(() => reindex(connection, id));
    expect(words()).toHaveLength(2);
    connection.close();
  });

  it('can be made anew', async () => {
    const home = await folder();
    const store = closing(await openIn(home));
    await fillPond(store);
    const before = await found(store, 'flood');
    const connection = openConnection(join(home, 'a.db'));
    connection.write(() => indexAnew(connection));
    expect(connection.get('SELECT * FROM search_posts')).toBeUndefined();
    connection.close();
    expect(await found(store, 'flood')).toEqual(before);
  });
});
