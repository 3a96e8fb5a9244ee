import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/model/canonical.ts';
import type { Embed } from '../../src/model/embed.ts';
import { provisionalName } from '../../src/ref.ts';
import type { ArticleEntry, Store } from '../../src/store/contract.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

const words = 'The frogs have left the pond for the winter, says the heron.';

/** A post whose id the article lost. */
function lostEmbed(text = words, date: string | null = '2024-04-30', handle = 'frog'): Embed {
  const name = provisionalName({ platform: 'pond', handle, date, text }, { article: 'flat.txt', ordinal: 0 });
  const quoted = { name: 'Frog', handle, date, text, lang: null, dir: null, links: [] };
  return { ...s.embedOf('1'), kind: 'flattened', name, ref: null, quoted };
}

function flat(embeds: readonly Embed[], changes: Partial<ArticleEntry> = {}): ArticleEntry {
  return s.entryOf(embeds, {
    name: 'flat.txt',
    format: 'text',
    blob: sha256('the flat article'),
    ...changes,
  });
}

const lost = lostEmbed();

/** Posts whose id an article lost meet the posts they are. `open` opens a store that reads days in ids (`20240430-1`). */
export function meetingContract(name: string, open: (folder: string) => Promise<Store>): void {
  const folders = useFolders();
  const openNew = async () => folders.closing(await open(await folders.folder()));
  const nameOf = async (store: Store, post: string) => (await store.posts.get(post))?.name ?? null;

  /** Nothing was lost: the article is a witness, both names are one post, and every row is what was entered. */
  async function expectMet(store: Store): Promise<void> {
    expect(await nameOf(store, lost.name)).toBe('pond:1');
    expect(await s.collect(store.verifyRows())).toEqual([]);
    const places = await store.posts.appearances(lost.name);
    expect(places.map(({ article }) => article).sort()).toEqual(['flat.txt', 'news/frogs.html']);
    const heard = await store.posts.observations('pond:1');
    expect(heard.map(({ url }) => url)).toEqual(expect.arrayContaining(['flat.txt', 'news/frogs.html']));
    const [alias, ...others] = await store.posts.aliases('pond:1');
    expect(others).toEqual([]);
    expect(alias).toMatchObject({
      alias: lost.name,
      reason: expect.stringContaining('account, day and words'),
    });
    expect(alias?.proof.map(({ url }) => url).sort()).toEqual(['flat.txt', 'news/frogs.html']);
    expect((await store.posts.list()).map((post) => post.name)).toEqual(['pond:1']);
    expect((await store.counts()).posts).toMatchObject({ unknown: 1, live: 0 });
    expect((await store.articles.get('flat.txt'))?.embeds).toEqual([lost]);
  }

  describe(`${name}: posts that lost their id`, () => {
    it('meet the real one that comes after them, in one transaction', async () => {
      const store = await openNew();
      expect(await store.recordArticle(flat([lost]))).toEqual({ unchanged: false, newPosts: 1 });
      expect(await nameOf(store, lost.name)).toBe(lost.name);
      expect(await store.recordArticle(s.entryOf([s.embedOf('1', words)]))).toMatchObject({ newPosts: 1 });
      await expectMet(store);
      const jobs = await store.jobs.list({ state: 'queued' });
      expect(jobs.map((job) => [job.kind, job.name])).toEqual([['archive', 'pond:1']]);
    });

    it('meet the real one that was there before them, and bring no job', async () => {
      const store = await openNew();
      await store.recordArticle(s.entryOf([s.embedOf('1', words)]));
      const snapshot = s.snapshotOf(words, 'unknown', 'platform', 1);
      await store.settle(await s.leaseOne(store, 0), { ...s.nothing, snapshot }, s.done);
      expect(await store.recordArticle(flat([lost]))).toEqual({ unchanged: false, newPosts: 0 });
      await expectMet(store);
      expect(await store.jobs.list({ state: 'queued' })).toEqual([]);
      expect(await store.posts.snapshots(lost.name)).toMatchObject([{ known: 'platform' }]);
    });

    it('meet the real one of the same article', async () => {
      const store = await openNew();
      const both = s.entryOf([lost, s.embedOf('1', words)]);
      expect(await store.recordArticle(both)).toMatchObject({ newPosts: 1 });
      expect(await nameOf(store, lost.name)).toBe('pond:1');
      expect(await store.posts.appearances('pond:1')).toHaveLength(2);
      expect(await store.jobs.list({ state: 'queued' })).toHaveLength(1);
    });

    it('meet one of which only a source tells the words', async () => {
      const store = await openNew();
      await store.recordArticle(flat([lost]));
      const job = await s.leaseOne(store, 0);
      await store.settle(
        job,
        { ...s.nothing, snapshot: s.snapshotOf(words, 'unknown', 'quoted', 0) },
        s.done,
      );
      const lease = await s.leasePost(store, '20240430-1', 5);
      expect(await nameOf(store, lost.name)).toBe(lost.name);
      await store.settle(
        lease,
        {
          ...s.nothing,
          observations: [s.observationOf('live', 6)],
          snapshot: s.snapshotOf(`${words} https://pond.test/more`, 'live', 'platform', 7),
        },
        s.done,
      );
      expect(await store.posts.get(lost.name)).toMatchObject({
        name: 'pond:20240430-1',
        state: 'live',
        known: 'platform',
        firstSeen: expect.any(String),
      });
      const [alias] = await store.posts.aliases('pond:20240430-1');
      expect(alias?.proof.map(({ source }) => source)).toEqual(['article', 'pond-api']);
      // What was kept under the first name is there, and what is known better stands last.
      const snapshots = await store.posts.snapshots(lost.name);
      expect(snapshots.map(({ known }) => known)).toEqual(['quoted', 'platform']);
      expect(await s.collect(store.verifyRows())).toEqual([]);
    });

    it('hand their jobs to a post of which no source has told', async () => {
      const store = await openNew();
      await store.recordArticle(flat([lost]));
      const snapshot = s.snapshotOf(words, 'unknown', 'quoted', 0);
      const next = [{ kind: 'capture', name: lost.name } as const];
      await store.settle(await s.leaseOne(store, 0), { ...s.nothing, snapshot, next }, s.done);
      const late = await s.leaseOne(store, 0);
      expect(late.job).toMatchObject({ kind: 'capture', name: lost.name });

      await store.recordArticle(s.entryOf([s.embedOf('1', words)]));
      const jobs = await store.jobs.list({ state: 'queued' });
      expect(jobs.map((job) => `${job.kind} ${job.name}`).sort()).toEqual([
        'archive pond:1',
        'capture pond:1',
      ]);
      expect(await store.posts.snapshots('pond:1')).toMatchObject([{ known: 'quoted' }]);
      expect(await store.posts.get('pond:1')).toMatchObject({ known: 'quoted' });
      // Its worker comes too late: the job has gone to another post.
      await expect(
        store.settle(late, { ...s.nothing, captures: [s.captureOf()] }, s.done),
      ).rejects.toMatchObject({ name: 'lease-lost' });
      expect((await store.counts()).jobs).toMatchObject({ queued: 2, leased: 0, dead: 0 });
    });

    it('leave no dead job behind', async () => {
      const store = await openNew();
      await store.recordArticle(flat([lost]));
      await store.settle(await s.leaseOne(store, 0), s.nothing, { kind: 'dead', reason: 'bug', detail: '' });
      await store.recordArticle(s.entryOf([s.embedOf('1', words)]));
      expect((await store.counts()).jobs).toMatchObject({ queued: 1, dead: 0 });
    });

    it('are one post in every later article, job and recheck', async () => {
      const store = await openNew();
      await store.recordArticle(flat([lost]));
      await store.recordArticle(s.entryOf([s.embedOf('1', words)]));
      const third = flat([lost], { name: 'third.txt', blob: sha256('third') });
      expect(await store.recordArticle(third)).toEqual({ unchanged: false, newPosts: 0 });
      expect(await store.posts.appearances('pond:1')).toHaveLength(3);
      expect(await store.recordArticle(flat([lost]))).toMatchObject({ unchanged: true });
      expect(await store.jobs.enqueue({ kind: 'archive', name: lost.name }, s.at(0))).toEqual({
        added: false,
      });
      expect((await s.leaseOne(store, 0, { names: [lost.name] })).job.name).toBe('pond:1');
      expect(await s.collect(store.verifyRows())).toEqual([]);
    });

    it('are still one post after the archive was closed', async () => {
      const folder = await folders.folder();
      const store = await open(folder);
      await store.recordArticle(flat([lost]));
      await store.recordArticle(s.entryOf([s.embedOf('1', words)]));
      await store.close();
      const again = folders.closing(await open(folder));
      expect(await nameOf(again, lost.name)).toBe('pond:1');
      await expectMet(again);
    });

    it('never meet one that is not surely theirs', async () => {
      const others: readonly (readonly Embed[])[] = [
        [s.embedOf('1', words.replace('winter', 'summer'))],
        [
          {
            ...s.embedOf('1', words),
            platform: 'lake',
            name: 'lake:1',
            ref: { ...s.refOf('1'), platform: 'lake' },
          },
        ],
        [s.embedOf('1', words), s.embedOf('2', words)],
        [s.embedOf('20240503-1', words)],
        [s.embedOf('1', null)],
      ];
      for (const embeds of others)
        for (const isFirst of [true, false]) {
          const store = await openNew();
          if (isFirst) await store.recordArticle(flat([lost]));
          await store.recordArticle(s.entryOf(embeds));
          if (!isFirst) await store.recordArticle(flat([lost]));
          expect(await nameOf(store, lost.name)).toBe(lost.name);
          expect((await store.counts()).posts.unknown).toBe(embeds.length + 1);
        }
    });

    it('go by the day of the id where the printed one contradicts it', async () => {
      const store = await openNew();
      await store.recordArticle(flat([lost]));
      await store.recordArticle(s.entryOf([s.embedOf('20240502-1', words), s.embedOf('20240429-1', words)]));
      expect(await nameOf(store, lost.name)).toBe('pond:20240429-1');
    });

    it('leave a post to the copy of its own day where the account says the same every day', async () => {
      const store = await openNew();
      const days = ['2024-04-29', '2024-04-30', '2024-05-01'].map((day) => lostEmbed(words, day));
      await store.recordArticle(flat(days));
      await store.recordArticle(s.entryOf([s.embedOf('20240430-1', words)]));
      const names = await Promise.all(days.map((embed) => nameOf(store, embed.name)));
      expect(names).toEqual([days[0]?.name, 'pond:20240430-1', days[2]?.name]);
    });

    it('meet a post together, cut in one article and whole in the other', async () => {
      const store = await openNew();
      const copies = [lost, lostEmbed(`${words.slice(0, 55)}…`), lostEmbed(words, '2024-04-30', 'Frog')];
      await store.recordArticle(flat(copies));
      expect((await store.posts.list()).length).toBe(3);
      await store.recordArticle(s.entryOf([s.embedOf('1', words)]));
      expect((await store.posts.list()).map((post) => post.name)).toEqual(['pond:1']);
      expect(await store.posts.aliases('pond:1')).toHaveLength(3);
    });
  });

  describe(`${name}: an alias whose name is a post's already`, () => {
    it('merges that post, its evidence kept, its jobs ended', async () => {
      const store = await openNew();
      await store.settle(
        await s.leasePost(store, 'old', 0),
        {
          ...s.nothing,
          observations: [s.observationOf('live', 1)],
          snapshot: s.snapshotOf('hello', 'live', 'platform', 1),
          captures: [s.captureOf(2)],
        },
        s.done,
      );
      await store.jobs.enqueue({ kind: 'recheck', name: 'pond:old' }, s.at(3));
      const aliases = [{ alias: 'pond:old', reason: 'the answer names both' }];
      const observations = [s.observationOf('not-found', 5)];
      await store.settle(await s.leasePost(store, '1', 4), { ...s.nothing, observations, aliases }, s.done);

      expect(await store.posts.get('pond:old')).toMatchObject({
        name: 'pond:1',
        state: 'live',
        known: 'platform',
        since: s.isoAt(1),
        lastLive: s.isoAt(1),
      });
      expect(await store.posts.observations('pond:1')).toHaveLength(2);
      expect(await store.posts.snapshots('pond:1')).toHaveLength(1);
      expect(await store.posts.captures('pond:old')).toHaveLength(1);
      expect(await store.jobs.list({ state: 'queued' })).toMatchObject([{ kind: 'recheck', name: 'pond:1' }]);
      expect(await s.collect(store.verifyRows())).toEqual([]);
    });

    it('never goes round in a circle, and follows a chain', async () => {
      const store = await openNew();
      const settle = async (id: string, alias: string) =>
        await store.settle(
          await s.leasePost(store, id, 0),
          { ...s.nothing, aliases: [{ alias, reason: 'said so' }] },
          s.done,
        );
      await settle('1', 'pond:1');
      expect(await nameOf(store, 'pond:1')).toBe('pond:1');
      await store.recordPost(s.refOf('2'), []);
      await settle('1', 'pond:2');
      await settle('3', 'pond:1');
      await settle('3', 'pond:2');
      for (const id of ['1', '2', '3']) expect(await nameOf(store, `pond:${id}`)).toBe('pond:3');
      expect((await store.posts.aliases('pond:3')).map(({ alias }) => alias)).toEqual(['pond:2', 'pond:1']);
      expect(await s.collect(store.verifyRows())).toEqual([]);
    });
  });
}
