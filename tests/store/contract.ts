import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/model/canonical.ts';
import { nobody, pictureAt } from '../../src/model/post.ts';
import type { Outlook, Store } from '../../src/store/contract.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

/** Whatever implements Store passes this. `open` opens the archive that lives in a folder, again if need be. */
export function storeContract(name: string, open: (folder: string) => Promise<Store>): void {
  const folders = useFolders();
  const openNew = async () => folders.closing(await open(await folders.folder()));

  describe(`${name}: articles and posts`, () => {
    it('remembers an article, its embeds, its posts and what it quotes of them', async () => {
      const store = await openNew();
      const entry = s.entryOf([s.embedOf('1'), s.embedOf('2', null)]);
      expect(await store.recordArticle(entry)).toEqual({ unchanged: false, newPosts: 2 });

      const { jobs: _, at: seenAt, ...kept } = entry;
      expect(await store.articles.get(entry.name)).toEqual({ ...kept, seenAt });
      expect(await store.articles.list()).toHaveLength(1);
      expect(await store.posts.get('pond:1')).toEqual({
        name: 'pond:1',
        ref: s.refOf('1'),
        state: 'unknown',
        edited: false,
        since: null,
        known: null,
        firstSeen: s.isoAt(0),
        lastLive: null,
      });
      const said = {
        source: 'article',
        rank: 'article',
        outcome: 'quoted',
        url: entry.name,
        wire: entry.blob,
      };
      expect(await store.posts.observations('pond:1')).toEqual([
        { ...said, at: s.isoAt(0), asOf: null, reason: null, status: null },
      ]);
      expect(await store.posts.observations('pond:2')).toMatchObject([
        { source: 'article', outcome: 'quoted' },
      ]);
      expect((await store.jobs.list()).map((job) => [job.kind, job.name, job.state, job.runAt])).toEqual([
        ['archive', 'pond:1', 'queued', s.isoAt(0)],
        ['archive', 'pond:2', 'queued', s.isoAt(0)],
      ]);
    });

    it('changes nothing for the same bytes under the same name', async () => {
      const store = await openNew();
      await store.recordArticle(s.entryOf([s.embedOf('1')]));
      const before = await store.counts();
      const again = await store.recordArticle(s.entryOf([s.embedOf('1')], { at: s.isoAt(60) }));
      expect(again).toEqual({ unchanged: true, newPosts: 0 });
      expect(await store.counts()).toEqual(before);
      expect(await store.posts.observations('pond:1')).toHaveLength(1);
    });

    it('takes in what a newer reader finds in the same bytes', async () => {
      const store = await openNew();
      await store.recordArticle(s.entryOf([s.embedOf('1')]));
      const again = await store.recordArticle(
        s.entryOf([s.embedOf('1'), s.embedOf('2')], { at: s.isoAt(60) }),
      );
      expect(again).toEqual({ unchanged: true, newPosts: 1 });
      expect((await store.articles.get('news/frogs.html'))?.embeds).toHaveLength(2);
      expect(await store.jobs.list({ name: 'pond:1' })).toHaveLength(1);
    });

    it('keeps earlier versions of an article as witnesses of the posts they held', async () => {
      const store = await openNew();
      await store.recordArticle(s.entryOf([s.embedOf('1'), s.embedOf('2')]));
      const later = { blob: sha256('edited'), at: s.isoAt(60) };
      await store.recordArticle(s.entryOf([s.embedOf('2', 'other words'), s.embedOf('2', 'twice')], later));
      expect(await store.articles.get('news/frogs.html')).toMatchObject({
        blob: later.blob,
        seenAt: later.at,
      });
      const blobsOf = async (post: string) =>
        (await store.posts.appearances(post)).map(({ blob, ordinal }) => [blob, ordinal]);
      expect(await blobsOf('pond:1')).toEqual([[sha256('the article'), 0]]);
      expect(await blobsOf('pond:2')).toEqual([
        [later.blob, 0],
        [later.blob, 1],
      ]);
      expect(await store.posts.observations('pond:2')).toHaveLength(2);

      const back = await store.recordArticle(
        s.entryOf([s.embedOf('1'), s.embedOf('2')], { at: s.isoAt(90) }),
      );
      expect(back).toEqual({ unchanged: true, newPosts: 0 });
      expect(await blobsOf('pond:2')).toEqual([[sha256('the article'), 1]]);
    });

    it('brings jobs for new posts only, given in an article or by themselves', async () => {
      const store = await openNew();
      const job = { kind: 'archive', name: 'pond:1' } as const;
      expect(await store.recordPost(s.refOf('1'), [job])).toEqual({ isNew: true });
      await store.settle(await s.leaseOne(store, 1e9), s.nothing, s.done);
      expect(await store.recordPost(s.refOf('1'), [job])).toEqual({ isNew: false });
      expect(await store.recordArticle(s.entryOf([s.embedOf('1')]))).toMatchObject({ newPosts: 0 });
      expect((await store.counts()).jobs).toEqual({ queued: 0, leased: 0, done: 1, dead: 0 });
    });

    it('lists posts by state and page, and knows none that was not recorded', async () => {
      const store = await openNew();
      await store.recordArticle(s.entryOf(['1', '2', '3'].map((id) => s.embedOf(id))));
      const names = async (filter: Parameters<Store['posts']['list']>[0]) =>
        (await store.posts.list(filter)).map((post) => post.name);
      expect(await names({ limit: 2 })).toEqual(['pond:1', 'pond:2']);
      expect(await names({ limit: 2, after: 'pond:2' })).toEqual(['pond:3']);
      expect(await names({ state: 'live' })).toEqual([]);
      expect(await store.posts.get('pond:9')).toBeNull();
      expect(await store.posts.snapshots('pond:9')).toEqual([]);
      expect(await store.articles.get('nowhere')).toBeNull();
    });

    it('makes text well-formed at the door', async () => {
      const store = await openNew();
      await store.recordArticle(s.entryOf([s.embedOf('1', 'lone \ud800 surrogate, and \0')]));
      const [appearance] = await store.posts.appearances('pond:1');
      expect(appearance?.quoted?.text).toBe('lone \ufffd surrogate, and \0');
      expect(await s.collect(store.verifyRows())).toEqual([]);
    });
  });

  describe(`${name}: settling`, () => {
    it('keeps all a job learned and ends it', async () => {
      const store = await openNew();
      const lease = await s.leasePost(store, '1');
      const observations = [s.observationOf('not-found', 1), s.observationOf('live', 2)];
      const snapshot = s.snapshotOf('hello', 'live', 'platform', 3);
      const settled = await store.settle(
        lease,
        {
          observations,
          snapshot,
          captures: [s.captureOf(4)],
          aliases: [{ alias: 'pond:@frog/1', reason: 'the answer names both' }],
          next: [{ kind: 'capture', name: 'pond:1', priority: 2 }],
        },
        s.done,
      );
      const id = settled.snapshot ?? -1;
      expect(await store.posts.get('pond:@frog/1')).toEqual({
        name: 'pond:1',
        ref: s.refOf('1'),
        state: 'live',
        edited: false,
        since: s.isoAt(2),
        known: 'platform',
        firstSeen: expect.any(String),
        lastLive: s.isoAt(2),
      });
      expect(await store.posts.observations('pond:@frog/1')).toEqual(observations);
      expect(await store.posts.snapshots('pond:1')).toEqual([{ ...snapshot, id, cause: 'first' }]);
      expect(await store.posts.captures('pond:1')).toEqual([{ ...s.captureOf(4), snapshot: id }]);
      expect((await store.jobs.list()).map((job) => [job.kind, job.state, job.priority])).toEqual([
        ['archive', 'done', 0],
        ['capture', 'queued', 2],
      ]);
      expect((await s.leaseOne(store, 0)).job.kind).toBe('capture');
    });

    it('lets a post go on under the name it was found to have, its evidence and its next job with it', async () => {
      const store = await openNew();
      const lease = await s.leasePost(store, '@frog-1');
      const observations = [s.observationOf('live', 2, { asOf: s.isoAt(-900) })];
      const snapshot = s.snapshotOf('hello', 'live', 'platform', 3);
      const trueName = { ref: s.refOf('1'), reason: 'pond-api answered with it' };
      const next = [{ kind: 'capture', name: 'pond:@frog-1' } as const];
      await store.settle(lease, { ...s.nothing, observations, snapshot, trueName, next }, s.done);
      for (const name of ['pond:1', 'pond:@frog-1']) {
        expect(await store.posts.get(name)).toMatchObject({
          name: 'pond:1',
          ref: s.refOf('1'),
          state: 'live',
        });
        expect(await store.posts.observations(name)).toEqual(observations);
        expect(await store.posts.snapshots(name)).toHaveLength(1);
      }
      expect(await store.posts.aliases('pond:1')).toMatchObject([
        { alias: 'pond:@frog-1', reason: trueName.reason, proof: observations },
      ]);
      expect((await s.leaseOne(store, 9)).job).toMatchObject({ kind: 'capture', name: 'pond:1' });
      expect((await store.posts.list()).map(({ name }) => name)).toEqual(['pond:1']);
      expect(await s.collect(store.verifyRows())).toEqual([]);
    });

    it('keeps its name where that was the true one already', async () => {
      const store = await openNew();
      const trueName = { ref: s.refOf('1'), reason: 'pond-api answered with it' };
      await store.settle(await s.leasePost(store, '1'), { ...s.nothing, trueName }, s.done);
      expect(await store.posts.aliases('pond:1')).toEqual([]);
      expect(await store.posts.get('pond:1')).toMatchObject({ name: 'pond:1' });
    });

    it('adds a snapshot only for news', async () => {
      const store = await openNew();
      const settle = async (snapshot: Parameters<typeof s.snapshotOf>) => {
        const lease = await s.leasePost(store, '1', snapshot[3]);
        const learned = { ...s.nothing, snapshot: s.snapshotOf(...snapshot) };
        return (await store.settle(lease, learned, s.done)).snapshot !== null;
      };
      expect(await settle(['hello', 'unknown', 'quoted', 1])).toBe(true);
      expect(await settle(['hello', 'unknown', 'quoted', 2])).toBe(false);
      expect(await settle(['hello', 'unknown', 'archive', 3])).toBe(true);
      expect(await settle(['hello', 'live', 'platform', 4])).toBe(true);
      expect(await settle(['worse', 'live', 'quoted', 5])).toBe(false);
      expect(await settle(['hello!', 'live', 'platform', 6])).toBe(true);
      expect(await settle(['hello!', 'deleted', 'quoted', 7])).toBe(true);
      const kept = (await store.posts.snapshots('pond:1')).map(({ takenAt, cause }) => [takenAt, cause]);
      expect(kept).toEqual([
        [s.isoAt(1), 'first'],
        [s.isoAt(3), 'source'],
        [s.isoAt(4), 'source'],
        [s.isoAt(6), 'platform'],
        [s.isoAt(7), 'platform'],
      ]);
      expect(await store.posts.get('pond:1')).toMatchObject({
        state: 'deleted',
        since: s.isoAt(7),
        known: 'platform',
        edited: true,
      });
    });

    it('keeps the start of a state through later proof of it, and when it was last live', async () => {
      const store = await openNew();
      const learn = async (state: 'live' | 'deleted', seconds: number) => {
        const snapshot = s.snapshotOf('hello', state, 'platform', seconds);
        const observations = [s.observationOf(state, seconds)];
        const lease = await s.leasePost(store, '1', seconds);
        await store.settle(lease, { ...s.nothing, observations, snapshot }, s.done);
      };
      for (const [state, seconds] of [
        ['live', 1],
        ['live', 2],
        ['deleted', 3],
        ['deleted', 4],
      ] as const)
        await learn(state, seconds);
      expect(await store.posts.get('pond:1')).toMatchObject({ since: s.isoAt(3), lastLive: s.isoAt(2) });
    });

    it('leaves the state alone when nothing was learned', async () => {
      const store = await openNew();
      const snapshot = s.snapshotOf('hello', 'live', 'platform', 1);
      await store.settle(await s.leasePost(store, '1'), { ...s.nothing, snapshot }, s.done);
      const before = await store.posts.get('pond:1');
      const observations = [s.observationOf('server-error', 9)];
      await store.settle(await s.leasePost(store, '1', 9), { ...s.nothing, observations }, s.retryAt(60));
      expect(await store.posts.get('pond:1')).toEqual(before);
    });

    it('refuses a late worker and writes nothing of what it brings', async () => {
      const folder = await folders.folder();
      const [slow, quick] = [folders.closing(await open(folder)), folders.closing(await open(folder))];
      const late = await s.leasePost(slow, '1', 0);
      const fresh = await s.leaseOne(quick, 31);
      expect(fresh.job).toMatchObject({ id: late.job.id, deaths: 1, attempts: 2 });
      const before = await quick.counts();
      const learned = {
        observations: [s.observationOf('live', 31)],
        snapshot: s.snapshotOf('late', 'live', 'platform', 31),
        captures: [s.captureOf(31)],
        aliases: [{ alias: 'pond:late', reason: 'late' }],
        next: [{ kind: 'capture', name: 'pond:1' } as const],
      };
      await expect(slow.settle(late, learned, s.done)).rejects.toMatchObject({ name: 'lease-lost' });
      await expect(slow.jobs.renew(late, s.at(32), 30_000)).rejects.toMatchObject({ name: 'lease-lost' });
      await slow.jobs.release(late, s.at(32));
      expect(await quick.counts()).toEqual(before);
      expect(await quick.posts.get('pond:late')).toBeNull();
      await quick.settle(fresh, learned, s.done);
      await expect(quick.settle(fresh, learned, s.done)).rejects.toMatchObject({ name: 'lease-lost' });
      expect(await quick.posts.snapshots('pond:1')).toHaveLength(1);
    });

    it('writes nothing at all when a part of it fails', async () => {
      const store = await openNew();
      const lease = await s.leasePost(store, '1');
      const before = await store.counts();
      const learned = {
        ...s.nothing,
        observations: [s.observationOf('live')],
        next: [{ kind: 'capture', name: 'pond:nobody' } as const],
      };
      await expect(store.settle(lease, learned, s.done)).rejects.toMatchObject({ name: 'unknown-post' });
      expect(await store.counts()).toEqual(before);
      expect(await store.posts.observations('pond:1')).toEqual([]);
      await store.settle(lease, s.nothing, s.done);
    });

    it('runs a follow-up once more that was being worked on with older knowledge', async () => {
      const store = await openNew();
      await store.settle(
        await s.leasePost(store, '1'),
        {
          ...s.nothing,
          snapshot: s.snapshotOf('a', 'live', 'platform', 0),
          next: [{ kind: 'capture', name: 'pond:1' }],
        },
        s.done,
      );
      const capture = await s.leaseOne(store, 1, { kinds: ['capture'] });
      const recheck = await s.leasePost(store, '1', 1);
      const snapshot = s.snapshotOf('b', 'live', 'platform', 2);
      await store.settle(
        recheck,
        { ...s.nothing, snapshot, next: [{ kind: 'capture', name: 'pond:1' }] },
        s.done,
      );
      const [older] = await store.posts.snapshots('pond:1');
      const captures = [{ ...s.captureOf(3), snapshot: older?.id ?? -1 }];
      await store.settle(capture, { ...s.nothing, captures }, s.done);
      expect((await store.posts.captures('pond:1')).map((kept) => kept.snapshot)).toEqual([older?.id]);
      const second = await s.leaseOne(store, 4);
      expect(second.job).toMatchObject({ kind: 'capture', attempts: 1 });
      await store.settle(second, s.nothing, s.done);
      expect((await store.counts()).jobs).toMatchObject({ queued: 0, leased: 0 });
    });
  });

  describe(`${name}: jobs`, () => {
    it('gives each due job to one worker, highest priority and oldest first', async () => {
      const folder = await folders.folder();
      const [one, two] = [folders.closing(await open(folder)), folders.closing(await open(folder))];
      await one.recordArticle(
        s.entryOf(
          ['1', '2', '3', '4'].map((id) => s.embedOf(id)),
          { jobs: [] },
        ),
      );
      await one.jobs.enqueue({ kind: 'archive', name: 'pond:1' }, s.at(2));
      await one.jobs.enqueue({ kind: 'archive', name: 'pond:2' }, s.at(1));
      await one.jobs.enqueue({ kind: 'archive', name: 'pond:3', priority: 1 }, s.at(3));
      await one.jobs.enqueue({ kind: 'archive', name: 'pond:4', runAt: s.isoAt(60) }, s.at(0));
      const first = await one.jobs.lease({ id: 'a' }, s.leaseOptions(5, { limit: 2 }));
      const rest = await two.jobs.lease({ id: 'b' }, s.leaseOptions(5));
      expect([...first, ...rest].map(({ job }) => job.name)).toEqual(['pond:3', 'pond:2', 'pond:1']);
      expect(await one.jobs.lease({ id: 'a' }, s.leaseOptions(5))).toEqual([]);
      expect(await one.jobs.held()).toBe(3);
      expect(await one.jobs.nextDue()).toEqual(s.at(35));
    });

    it('takes only the kinds and posts asked for', async () => {
      const store = await openNew();
      await store.recordArticle(s.entryOf(['1', '2'].map((id) => s.embedOf(id))));
      await store.jobs.enqueue({ kind: 'capture', name: 'pond:1' }, s.at(0));
      const names = async (filter: { kinds?: ['capture']; names?: string[] }) =>
        (await store.jobs.lease({ id: 'w' }, s.leaseOptions(0, filter))).map(
          ({ job }) => `${job.kind} ${job.name}`,
        );
      expect(await names({ names: ['pond:9'] })).toEqual([]);
      expect(await names({ kinds: ['capture'] })).toEqual(['capture pond:1']);
      expect(await names({ names: ['pond:2'] })).toEqual(['archive pond:2']);
    });

    it('keeps one living job of a kind and post', async () => {
      const store = await openNew();
      await store.recordPost(s.refOf('1'), []);
      const enqueue = (seconds: number) =>
        store.jobs.enqueue({ kind: 'recheck', name: 'pond:1' }, s.at(seconds));
      expect(await enqueue(0)).toEqual({ added: true });
      expect(await enqueue(0)).toEqual({ added: false });
      const lease = await s.leaseOne(store, 0);
      expect(await enqueue(0)).toEqual({ added: false });
      await store.settle(lease, s.nothing, s.done);
      expect(await enqueue(0)).toEqual({ added: true });
      const unknown = store.jobs.enqueue({ kind: 'recheck', name: 'pond:9' }, s.at(0));
      await expect(unknown).rejects.toMatchObject({ name: 'unknown-post' });
    });

    it('counts tries before work, gives them back where told, and comes again when due', async () => {
      const store = await openNew();
      const first = await s.leasePost(store, '1');
      expect(first.job).toMatchObject({ attempts: 1, state: 'leased' });
      await store.settle(first, s.nothing, s.retryAt(60));
      expect(await store.jobs.lease({ id: 'w' }, s.leaseOptions(59))).toEqual([]);
      const second = await s.leaseOne(store, 60);
      expect(second.job).toMatchObject({ attempts: 2, reason: 'network', detail: 'no answer came' });
      await store.settle(second, s.nothing, s.retryAt(120, false));
      expect(await store.jobs.waiting()).toEqual([{ reason: 'network', jobs: 1, nextAt: s.isoAt(120) }]);
      expect(await store.jobs.wake(s.at(61), { reason: 'offline' })).toBe(0);
      expect(await store.jobs.wake(s.at(61), { name: 'pond:1' })).toBe(1);
      const third = await s.leaseOne(store, 61);
      expect(third.job.attempts).toBe(2);
      await store.jobs.release(third, s.at(62), { reason: 'interrupted', detail: 'stopped' });
      expect(await store.jobs.get(third.job.id)).toMatchObject({
        state: 'queued',
        attempts: 1,
        deaths: 0,
        reason: 'interrupted',
      });
    });

    it('keeps a lease that is renewed', async () => {
      const store = await openNew();
      const lease = await s.leasePost(store, '1');
      expect((await store.jobs.renew(lease, s.at(20), 30_000)).until).toBe(s.isoAt(50));
      expect(await store.jobs.lease({ id: 'other' }, s.leaseOptions(49))).toEqual([]);
      expect(await store.jobs.lease({ id: 'other' }, s.leaseOptions(50))).toHaveLength(1);
    });

    it('gives a job up that took three workers with it, its last chance alone', async () => {
      const store = await openNew();
      await store.recordArticle(s.entryOf(['1', '2'].map((id) => s.embedOf(id))));
      await store.jobs.lease({ id: 'w' }, s.leaseOptions(0, { names: ['pond:1'] }));
      await store.jobs.lease({ id: 'w' }, s.leaseOptions(30, { names: ['pond:1'] }));
      const busy = await store.jobs.lease({ id: 'w' }, s.leaseOptions(60, { alone: false }));
      expect(busy.map(({ job }) => job.name)).toEqual(['pond:2']);
      await store.settle(busy[0] ?? (await s.leaseOne(store, 60)), s.nothing, s.retryAt(60));
      const alone = await store.jobs.lease({ id: 'w' }, s.leaseOptions(60));
      expect(alone.map(({ job }) => [job.name, job.deaths])).toEqual([['pond:1', 2]]);
      const others = await store.jobs.lease({ id: 'w' }, s.leaseOptions(90));
      expect(others.map(({ job }) => job.name)).toEqual(['pond:2']);
      expect(await store.jobs.list({ state: 'dead' })).toMatchObject([
        { name: 'pond:1', deaths: 3, reason: 'poisoned' },
      ]);

      expect(await store.jobs.revive(s.at(91), { reason: 'gave-up' })).toBe(0);
      expect(await store.jobs.revive(s.at(91), { reason: 'poisoned' })).toBe(1);
      expect((await s.leaseOne(store, 91)).job).toMatchObject({ name: 'pond:1', deaths: 0, attempts: 1 });
    });
  });

  describe(`${name}: the rest`, () => {
    it('counts what it holds', async () => {
      const store = await openNew();
      await store.recordArticle(s.entryOf([s.embedOf('1'), s.embedOf('1'), s.embedOf('2')]));
      const snapshot = s.snapshotOf('hello', 'deleted', 'platform', 0);
      const captures = [s.captureOf()];
      const lease = await s.leaseOne(store, 0);
      await store.settle(
        lease,
        { ...s.nothing, snapshot, captures },
        { kind: 'dead', reason: 'gave-up', detail: '' },
      );
      await store.settle(await s.leaseOne(store, 0), s.nothing, s.retryAt(60));
      const counts = await store.counts();
      expect(counts).toMatchObject({ articles: 1, embeds: 3, snapshots: 1, captures: 1 });
      expect(counts.posts).toMatchObject({ deleted: 1, unknown: 1, live: 0 });
      expect(counts.known).toEqual({ platform: 1, archive: 0, quoted: 0 });
      expect(counts.jobs).toEqual({ queued: 1, leased: 0, done: 0, dead: 1 });
      expect(counts.waiting).toEqual([{ reason: 'network', jobs: 1, nextAt: s.isoAt(60) }]);
      expect(counts.pictures.embed).toEqual({ kept: 1, verified: 1, reconstructed: 0 });
      expect(counts.pictures.card).toEqual({ kept: 0, verified: 0, reconstructed: 0 });
    });

    it('tells how much is left, each post once, for all or for some', async () => {
      const store = await openNew();
      const look = (since: Outlook | null = null, names?: readonly string[], seconds = 10) =>
        store.jobs.outlook(names === undefined ? {} : { names }, { now: s.at(seconds), since });
      expect(await look()).toEqual({
        due: 0,
        onlyPicture: 0,
        later: 0,
        chosen: null,
        added: 0,
        ahead: 0,
        lastJob: 0,
        at: s.at(10).getTime(),
      });
      await store.recordArticle(s.entryOf(['1', '2', '3'].map((id) => s.embedOf(id))));
      const names = ['pond:1', 'pond:2', 'pond:2', 'pond:9'];
      const first = await look(null, names);
      expect(first).toMatchObject({ due: 2, onlyPicture: 0, later: 0, chosen: 2, added: 0 });
      const picture = [{ kind: 'capture', name: 'pond:1' } as const];
      const snapshot = s.snapshotOf('hello', 'live', 'platform', 0);
      await store.settle(await s.leaseOne(store, 0), { ...s.nothing, snapshot, next: picture }, s.done);
      await store.settle(await s.leaseOne(store, 0, { names: ['pond:2'] }), s.nothing, s.retryAt(60));
      expect(await look()).toMatchObject({ due: 2, onlyPicture: 1, later: 1, chosen: null });
      expect(await look(first, names)).toMatchObject({ due: 1, onlyPicture: 1, later: 1, added: 0 });
      expect(await look(null, names, 61)).toMatchObject({ due: 2, later: 0 });
      await s.leaseOne(store, 1);
      expect(await look(null, names, 0)).toMatchObject({ due: 1, onlyPicture: 1, later: 1 });
      await store.jobs.enqueue({ kind: 'recheck', name: 'pond:2' }, s.at(10));
      await store.recordPost(s.refOf('9'), [{ kind: 'archive', name: 'pond:9' }]);
      expect(await look(first, names)).toMatchObject({ added: 2, chosen: 3 });
      const alias = { alias: 'pond:9', reason: 'a short link' };
      await store.settle(
        await s.leaseOne(store, 10, { names: ['pond:2'] }),
        { ...s.nothing, aliases: [alias] },
        s.done,
      );
      expect(await look(null, names)).toMatchObject({ chosen: 2 });
    });

    it('counts no post twice that got its job in the moment of a look, or by a clock ahead of it', async () => {
      const store = await openNew();
      const look = (since: Outlook | null = null) => store.jobs.outlook({}, { now: s.at(10), since });
      await store.recordArticle(s.entryOf([s.embedOf('1'), s.embedOf('2')]));
      for (const [name, seconds] of Object.entries({ 'pond:1': 10, 'pond:2': 90 })) {
        await store.settle(await s.leaseOne(store, 0, { names: [name] }), s.nothing, s.done);
        await store.jobs.enqueue({ kind: 'archive', name }, s.at(seconds));
      }
      const first = await look();
      expect(first).toMatchObject({ due: 1, later: 1, ahead: 2 });
      const second = await look(first);
      expect(second).toMatchObject({ added: 0 });
      await store.recordPost(s.refOf('3'), [{ kind: 'archive', name: 'pond:3' }]);
      expect(await look(second)).toMatchObject({ added: 1 });
    });

    it('names the hosts that are left alone, the first to be asked again first', async () => {
      const store = await openNew();
      const failures = Array.from({ length: 5 }, (_, n) => `host ${n}`);
      const changes = {
        'asked.test': { askedUntil: s.isoAt(90), askedWith: 'HTTP 429' },
        'down.test': { failures, failingSince: s.isoAt(0), downUntil: s.isoAt(60) },
        'both.test': { askedUntil: s.isoAt(30), askedWith: 'HTTP 503', failures, downUntil: s.isoAt(70) },
        'over.test': { askedUntil: s.isoAt(1), askedWith: 'HTTP 429' },
      };
      for (const [host, change] of Object.entries(changes))
        await store.hosts.change(host, (record) => ({ ...record, ...change }));
      expect(await store.hosts.atRest(s.at(2))).toEqual([
        { host: 'down.test', why: 'down', askedWith: null, until: s.isoAt(60) },
        { host: 'both.test', why: 'down', askedWith: null, until: s.isoAt(70) },
        { host: 'asked.test', why: 'asked', askedWith: 'HTTP 429', until: s.isoAt(90) },
      ]);
      expect(await store.hosts.atRest(s.at(90))).toEqual([]);
    });

    it('keeps what is known of hosts, and changes it for one at a time', async () => {
      const store = await openNew();
      expect(await store.hosts.get('pond.test')).toBeNull();
      const known = {
        host: 'pond.test',
        askedUntil: s.isoAt(60),
        askedWith: 'HTTP 429',
        unsaid: 2,
        failures: ['host 0', '6b1b36cbb046'],
        failingSince: s.isoAt(1),
        downUntil: s.isoAt(90),
        rests: 3,
        fullAt: 1_795_522_500_123,
      };
      expect(await store.hosts.change('pond.test', () => known)).toEqual(known);
      expect(await store.hosts.get('pond.test')).toEqual(known);
      expect(await store.hosts.change('pond.test', (record) => record)).toEqual(known);
      await Promise.all(
        Array.from({ length: 20 }, () =>
          store.hosts.change('pond.test', (record) => ({ ...record, rests: record.rests + 1 })),
        ),
      );
      expect((await store.hosts.get('pond.test'))?.rests).toBe(23);
      const blank = await store.hosts.change('lake.test', (record) => ({ ...record, unsaid: 1 }));
      expect(blank).toMatchObject({ host: 'lake.test', askedUntil: null, failures: [], unsaid: 1 });
    });

    it('names the blobs its rows speak of', async () => {
      const store = await openNew();
      await store.recordArticle(s.entryOf([s.embedOf('1')]));
      const avatar = {
        ...pictureAt('https://pond.test/frog'),
        blob: sha256('avatar'),
        show: sha256('small avatar'),
        likeness: sha256('no blob at all'),
        others: [sha256('packed anew'), sha256('and again')],
      };
      const post = { ...s.postOf('"blob":"x"'), author: { ...nobody, avatar } };
      const snapshot = { ...s.snapshotOf('', 'live', 'platform'), post };
      const learned = {
        ...s.nothing,
        observations: [s.observationOf('live')],
        snapshot,
        captures: [s.captureOf()],
      };
      await store.settle(await s.leaseOne(store, 0), learned, s.done);
      const wire = s.observationOf('live').wire;
      const named = new Set(await s.collect(store.blobsNamed()));
      const ofArticle = ['the article', 'avatar', 'small avatar', 'packed anew', 'and again'];
      const ofCapture = ['png', 'png below', 'webp', 'avif', 'thumb', 'pdf', 'wacz'];
      expect(named).toEqual(new Set([...[...ofArticle, ...ofCapture].map((text) => sha256(text)), wire]));
    });

    it('remembers everything after it was closed', async () => {
      const folder = await folders.folder();
      const store = await open(folder);
      await store.recordArticle(s.entryOf([s.embedOf('1')]));
      await store.settle(
        await s.leaseOne(store, 0),
        { ...s.nothing, snapshot: s.snapshotOf('hello', 'live', 'platform', 0) },
        s.done,
      );
      const before = await store.counts();
      await store.close();
      const again = folders.closing(await open(folder));
      expect(await again.counts()).toEqual(before);
      expect(await s.collect(again.verifyRows())).toEqual([]);
    });
  });
}
