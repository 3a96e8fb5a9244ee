import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { splitRecords } from '../../src/imports/split-records.ts';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { writeWacz } from '../../src/warc/write-wacz.ts';
import { type Ended, Home, records } from '../end-to-end/holdfast.ts';
import { keepArchive, story } from '../exports/archive.ts';
import * as samples from '../store/samples.ts';
import { answered } from '../warc/exchanges.ts';
import { longWords, writeAccountExport } from './x-account.ts';

const homes: Home[] = [];
afterEach(() => {
  for (const home of homes.splice(0)) home.remove();
});

async function homeWithAccount(): Promise<Home> {
  const home = new Home();
  homes.push(home);
  await writeAccountExport(home.in('export'));
  return home;
}

async function shown(home: Home, ref: string): Promise<Record<string, never>> {
  const [object = {}] = records(await home.run(['show', ref, '--json']));
  return object as Record<string, never>;
}

describe("an account's own export", () => {
  it('becomes posts of the account, each with its record as evidence, and nothing of what is private', async () => {
    const home = await homeWithAccount();
    const ended = await home.run(['import', 'export', '--json']);
    expect(resultOf(ended)).toEqual({
      kind: 'result',
      articles: 0,
      embedded: 0,
      added: 4,
      known: 0,
      unreadable: 0,
      passedOver: 2,
    });
    expect(ended.code).toBe(0);
    expect(await shown(home, 'x:20')).toMatchObject({
      known: 'archive',
      post: {
        author: { id: '77', handle: 'otter', name: 'Otter 🦦' },
        text: 'just setting up my holdfast & "quotes" {braces} ]; \\ done',
        createdAt: '2006-03-21T20:50:14.000Z',
      },
      observations: [{ source: 'x-account-export', rank: 'archive', outcome: 'live' }],
    });
    const files = await readdir(home.path, { recursive: true, withFileTypes: true });
    const kept = files.filter((file) => file.isFile() && !file.parentPath.includes('export'));
    for (const file of kept) {
      const content = (await readFile(join(file.parentPath, file.name))).toString('latin1');
      expect(content).not.toMatch(/secret/u);
    }
  });

  it('takes photos from the files beside the posts, answers with what they answer, and long posts whole', async () => {
    const home = await homeWithAccount();
    await home.run(['import', 'export']);
    const photo = await shown(home, 'x:21');
    expect(photo).toMatchObject({
      post: {
        text: 'A frog',
        media: [{ kind: 'photo', alt: 'A frog', missing: null, width: 40, height: 30 }],
      },
    });
    expect(await shown(home, 'x:23')).toMatchObject({ post: { text: longWords, truncated: false } });
    expect(await shown(home, 'x:24')).toMatchObject({ post: { parent: { handle: 'someone' } } });
  });

  it('adds nothing when it is taken in again', async () => {
    const home = await homeWithAccount();
    await home.run(['import', 'export']);
    expect(resultOf(await home.run(['import', 'export', '--json']))).toMatchObject({ added: 0, known: 4 });
    const { snapshots, observations } = (await shown(home, 'x:23')) as unknown as Record<string, object[]>;
    expect([snapshots?.length, observations?.length]).toEqual([1, 2]);
    expect((await home.run(['verify'])).code).toBe(0);
  });

  it('may be named by the file of its posts', async () => {
    const home = await homeWithAccount();
    const ended = await home.run(['import', 'export/data/tweets.js', '--json']);
    expect(resultOf(ended)).toMatchObject({ added: 4, unreadable: 0 });
    expect(resultOf(await home.run(['import', 'export', '--json']))).toMatchObject({ added: 0, known: 4 });
  });

  it('says what is missing or broken off, keeps what came before, and goes on with the next', async () => {
    const home = await homeWithAccount();
    const tweets = home.in('export', 'data', 'tweets.js');
    const text = await readFile(tweets, 'utf8');
    await writeFile(tweets, text.slice(0, text.indexOf('"23"')));
    const ended = await home.run(['import', 'export', 'nowhere']);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain('breaks off');
    expect(ended.stderr).toContain('nowhere');
    expect((await home.run(['show', 'x:20'])).code).toBe(0);
    await rm(home.in('export', 'data', 'account.js'));
    expect((await home.run(['import', 'export'])).stderr).toContain('whose posts these are is not told');
  });
});

describe('a web archive made elsewhere', () => {
  it("tells of posts by its platforms' answers and of the articles that embed them", async () => {
    const home = new Home();
    homes.push(home);
    await writeFile(home.in('site.wacz'), await siteOf('an otter'));
    const ended = await home.run(['import', 'site.wacz', '--json']);
    expect(resultOf(ended)).toMatchObject({ articles: 1, embedded: 1, added: 1, unreadable: 0 });
    expect(await shown(home, 'x:20')).toMatchObject({
      known: 'archive',
      post: { author: { handle: 'otter' }, text: 'words of an otter' },
      observations: [
        { source: 'article' },
        { source: 'web-archive', rank: 'archive', asOf: '2026-01-02T03:04:05.600Z', outcome: 'live' },
      ],
    });
    expect(resultOf(await home.run(['import', 'site.wacz', '--json']))).toMatchObject({ added: 0, known: 1 });
    expect((await home.run(['verify'])).code).toBe(0);
  });

  it('takes the own page of a post, its frame and our page of it for no articles', async () => {
    const home = new Home();
    homes.push(home);
    await writeFile(home.in('site.wacz'), await siteOf('an otter'));
    await home.run(['import', 'site.wacz']);
    expect((await home.run(['articles', '--csv'])).stdout.trim().split('\n')).toHaveLength(2);
    expect((await home.run(['rot'])).stdout).toMatch(/^all +1 /mu);
    await home.run(['export', 'wacz', '--out', 'ours.wacz']);
    expect(resultOf(await home.run(['import', 'ours.wacz', '--archive', 'other', '--json']))).toMatchObject({
      articles: 1,
    });
  });

  it('gives a post the words it had last, and names the earlier ones as a conflict', async () => {
    const home = new Home();
    homes.push(home);
    await writeFile(home.in('site.wacz'), await siteOf('an otter', 'two otters'));
    await home.run(['import', 'site.wacz']);
    expect(await shown(home, 'x:20')).toMatchObject({
      post: { text: 'words of two otters' },
      conflicts: [{ field: 'text' }],
    });
  });

  it.each([
    { order: ['older', 'newer'], versions: 2 },
    { order: ['newer', 'older'], versions: 1 },
  ])('gives a post the words it had last, whichever of two is taken in first: $order', async (each) => {
    const home = new Home();
    homes.push(home);
    await writeFile(home.in('older.wacz'), await siteOf('an otter'));
    await writeFile(home.in('newer.wacz'), await siteOf('an otter', 'two otters'));
    for (const name of each.order) await home.run(['import', `${name}.wacz`]);
    const post: { snapshots?: { post: { text: string } }[] } = await shown(home, 'x:20');
    expect(post).toMatchObject({ post: { text: 'words of two otters' } });
    expect(post.snapshots).toHaveLength(each.versions);
  });

  it('is refused with words when it is something else', async () => {
    const home = new Home();
    homes.push(home);
    await writeFile(home.in('notes.txt'), 'only words');
    const ended = await home.run(['import', 'notes.txt']);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toMatch(/notes\.txt is none of what can be imported.*data\/tweets\.js/u);
  });
});

describe('another archive of ours', () => {
  it('is taken in whole, once, and checked before', async () => {
    const { home, other } = await twoArchives();
    const before = await readFile(join(other.folder, 'data', 'holdfast.db'));
    const ended = await home.run(['import', other.folder, '--json']);
    expect(resultOf(ended)).toMatchObject({ articles: 2, added: 2, known: 0, unreadable: 0 });
    expect(await readFile(join(other.folder, 'data', 'holdfast.db'))).toEqual(before);
    const [theirs] = records<{ observations: Heard[] }>(
      await home.run(['show', 'x:20', '--json', '--archive', other.folder]),
    );
    const taken = await shown(home, 'x:20');
    expect(taken).toMatchObject({
      state: 'live',
      known: 'platform',
      observations: theirs?.observations.map(({ source, at, wire }) => ({ source, at, wire })),
      captures: [{ kind: 'embed', verified: true }],
      articles: [{ article: story }, { article: 'news/100 %.txt' }],
    });
    expect((await home.run(['verify'])).code).toBe(0);
    expect(resultOf(await home.run(['import', other.folder, '--json']))).toMatchObject({
      added: 0,
      known: 2,
    });
  });

  it('keeps both histories where both know a post, and what was heard last counts', async () => {
    const { home, other, ours } = await twoArchives();
    const lease = await ours.recordLater();
    expect(lease).toBe('deleted');
    await home.run(['import', other.folder]);
    const both = (await shown(home, 'x:20')) as unknown as { state: string; snapshots: { state: string }[] };
    expect(both.state).toBe('deleted');
    expect(both.snapshots.map(({ state }) => state)).toEqual(['live', 'deleted']);
    expect(resultOf(await home.run(['import', other.folder, '--json']))).toMatchObject({ added: 0 });
    expect((await home.run(['verify'])).stderr).toBe('');
  });

  it('hears what the other one heard later', async () => {
    const { home, other, ours } = await twoArchives();
    await ours.recordEarlier();
    await home.run(['import', other.folder]);
    const both = (await shown(home, 'x:20')) as unknown as { state: string; snapshots: { state: string }[] };
    expect(both.state).toBe('live');
    expect(both.snapshots.map(({ state }) => state)).toEqual(['live', 'protected', 'live']);
    expect((await home.run(['verify'])).stderr).toBe('');
  });

  it('is refused while it is damaged, with nothing taken in', async () => {
    const { home, other } = await twoArchives();
    await writeFile(other.store.blobs.pathOf(other.photo), 'something else');
    const ended = await home.run(['import', other.folder]);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain('is damaged');
    expect((await home.run(['show', 'x:20'])).code).toBe(4);
  });
});

describe('records of a list', () => {
  it('come whole whatever stands in them and however the pieces fall', async () => {
    const list = [{ a: '{"]\\' }, { b: [{ c: 'ü€🦦' }] }, {}];
    const bytes = Buffer.from(`window.x = ${JSON.stringify(list)};`);
    for (const size of [1, 2, 3, 7, 1000]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
        bytes.subarray(n * size, (n + 1) * size),
      );
      const found = await samples.collect(splitRecords(streamOf(pieces)));
      expect(found.map((text) => JSON.parse(text) as object)).toEqual(list);
    }
  });

  it('are refused where the list breaks off', async () => {
    await expect(
      samples.collect(splitRecords(streamOf([Buffer.from('x = [{"a":1},{"b":')]))),
    ).rejects.toThrow('breaks off');
    await expect(samples.collect(splitRecords(streamOf([Buffer.from('nothing')])))).rejects.toThrow(
      'no list',
    );
  });
});

type Heard = Readonly<Record<'source' | 'at' | 'wire', string>>;

/** An empty one to take in, and one to be taken in; `ours` makes the first know the post as well. */
async function twoArchives() {
  const home = new Home();
  homes.push(home);
  const other = await keepArchive(home.in('other'));
  await other.store.close();
  const hearing = async (state: 'deleted' | 'protected', seconds: number) => {
    const store = await openStore({
      database: home.in('data', 'holdfast.db'),
      blobs: home.in('snapshots'),
      log: silentLog,
    });
    const ref = { platform: 'x', id: '20', url: 'https://x.com/i/status/20' };
    await store.recordPost(ref, []);
    await store.jobs.enqueue({ kind: 'archive', name: 'x:20' }, samples.at(seconds));
    const lease = await samples.leaseOne(store, seconds);
    const wire = await store.blobs.put(Buffer.from(`it is ${state}`));
    const observations = [samples.observationOf(state, seconds, { wire })];
    const snapshot = samples.snapshotOf('just setting up', state, 'platform', seconds);
    await store.settle(lease, { ...samples.nothing, observations, snapshot }, samples.done);
    await store.close();
    return state;
  };
  const ours = {
    recordLater: () => hearing('deleted', 5_000),
    recordEarlier: () => hearing('protected', 10),
  };
  return { home, other, ours };
}

async function* streamOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

function resultOf(ended: Ended): object | undefined {
  return records(ended).at(-1);
}

/** A page that embeds a post, and what the platform answered of it, day after day. */
function siteOf(...whos: readonly string[]): Promise<Buffer> {
  const page =
    '<title>News</title><blockquote class="twitter-tweet"><a href="https://twitter.com/otter/status/20">x</a></blockquote>';
  const html = [['content-type', 'text/html']] as const;
  const exchanges = [
    answered('https://news.test/a', { headers: html, body: Buffer.from(page) }),
    answered('https://x.com/otter/status/20', { headers: html, body: Buffer.from(page) }),
    answered('https://platform.twitter.com/embed/Tweet.html?id=20', { headers: html }),
    ...whos.map((who, days) => ({ ...answerOf(who), at: `2026-01-0${2 + days}T03:04:05.600Z` })),
  ];
  const about = { software: 'Elsewhere 1', info: {}, title: 'A site', created: '2026-01-02T03:04:05.600Z' };
  return writeWacz({ ...about, pages: [], resources: [], exchanges });
}

function answerOf(who: string) {
  const tweet = {
    __typename: 'Tweet',
    id_str: '20',
    text: `words of ${who}`,
    lang: 'en',
    created_at: '2006-03-21T20:50:14.000Z',
    display_text_range: [0, 9 + who.length],
    entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] },
    user: { id_str: '77', name: 'Otter', screen_name: 'otter', profile_image_url_https: '' },
    favorite_count: 1,
  };
  return answered('https://cdn.syndication.twimg.com/tweet-result?id=20&token=zz', {
    headers: [['content-type', 'application/json']],
    body: Buffer.from(JSON.stringify(tweet)),
  });
}
