import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import type { JobEnd } from '../../src/model/job.ts';
import type { RecheckReason } from '../../src/model/recheck.ts';
import type { State } from '../../src/model/state.ts';
import { recheckAt } from '../../src/queue/recheck-plan.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { openConnection } from '../../src/store/sqlite-connection.ts';
import { migrate } from '../../src/store/sqlite-migrations.ts';
import { useFolders } from './folders.ts';
import { makeArchiveOf } from './old-archives.ts';
import * as s from './samples.ts';

const folders = useFolders();
const hour = 3600;
const day = 24 * hour;

const openAt = (database: string, folder: string) =>
  openStore({
    database,
    blobs: join(folder, 'snapshots'),
    log: silentLog,
    timeOf: s.timeOf,
    plan: recheckAt,
    now: () => s.at(0),
  }).then(folders.closing);

async function openNew(): Promise<Store> {
  const folder = await folders.folder();
  return await openAt(join(folder, 'a.db'), folder);
}

/** A post is heard of at that second: what became of it, in a snapshot of the frog's. */
async function hear(store: Store, id: string, seconds: number, state: State, end: JobEnd = s.done) {
  const lease = await s.leasePost(store, id, seconds);
  const learned = {
    ...s.nothing,
    observations: [s.observationOf(state, seconds)],
    snapshot: s.snapshotOf('hello', state, 'platform', seconds),
  };
  await store.settle(lease, learned, end);
}

async function dueNames(store: Store, seconds: number): Promise<readonly string[]> {
  return (await store.posts.dueForRecheck({ now: s.at(seconds), limit: 100 })).map(({ name }) => name);
}

/** The reasons of all posts, as planned. */
async function whys(store: Store): Promise<Readonly<Record<string, RecheckReason>>> {
  const { next } = await store.posts.planned({ now: s.at(0), next: 100 });
  return Object.fromEntries(next.map(({ name, why }) => [name, why]));
}

describe('the schedule of posts', () => {
  it('has a new post due at once, and a post just heard of hours later', async () => {
    const store = await openNew();
    await store.recordPost(s.refOf('1'), []);
    expect(await store.posts.dueForRecheck({ now: s.at(0), limit: 9 })).toMatchObject([
      { name: 'pond:1', at: s.isoAt(0), why: 'never heard', hasJob: false },
    ]);
    await hear(store, '1', 10, 'live');
    expect(await dueNames(store, 5 * hour)).toEqual([]);
    expect(await dueNames(store, 8 * hour)).toEqual(['pond:1']);
    expect(await whys(store)).toEqual({ 'pond:1': 'fresh' });
  });

  it('takes the age from the id, the time of a retry from the job, and a change from the snapshot', async () => {
    const store = await openNew();
    await hear(store, '20200101-1', 0, 'live');
    expect(await whys(store)).toEqual({ 'pond:20200101-1': 'newly quoted' });
    expect(await dueNames(store, 20 * hour)).toEqual([]);
    const again: JobEnd = {
      kind: 'retry',
      at: s.isoAt(day + 60),
      reason: 'unconfirmed',
      detail: 'asked again',
      counted: false,
    };
    await hear(store, '20200101-1', day, 'live', again);
    expect(await store.posts.dueForRecheck({ now: s.at(day + 60), limit: 9 })).toMatchObject([
      { at: s.isoAt(day + 60), why: 'unconfirmed', hasJob: true },
    ]);
    const lease = await s.leaseOne(store, day + 60);
    const changed = s.snapshotOf('hello again', 'live', 'platform', day + 60);
    await store.settle(
      lease,
      { ...s.nothing, observations: [s.observationOf('live', day + 60)], snapshot: changed },
      s.done,
    );
    expect(await whys(store)).toEqual({ 'pond:20200101-1': 'just changed' });
  });

  it('moves up the other posts of an account with the first that went, in the same transaction', async () => {
    const store = await openNew();
    for (const id of ['1', '2', '3']) await hear(store, id, 0, 'live');
    await hear(store, '3', hour / 2, 'deleted');
    expect(await dueNames(store, hour - 1)).toEqual([]);
    expect([...(await dueNames(store, 1.2 * hour + 1))].sort()).toEqual(['pond:1', 'pond:2']);
    expect(await whys(store)).toEqual({
      'pond:1': 'account went',
      'pond:2': 'account went',
      'pond:3': 'gone',
    });
    await hear(store, '1', 3 * hour, 'live');
    expect(await dueNames(store, 3 * hour)).toEqual(['pond:2']);
  });

  it.each<[State, State, boolean]>([
    ['live', 'deleted', true],
    ['unknown', 'deleted', false],
    ['unknown', 'suspended', true],
    ['deleted', 'account-gone', true],
    ['suspended', 'deleted', false],
    ['live', 'withheld', false],
  ])('when a post that was %s is seen %s, has others move up: %s', async (before, after, moves) => {
    const store = await openNew();
    await hear(store, '2', 0, before);
    await hear(store, '1', 1, 'live');
    await hear(store, '2', hour / 2, after);
    expect((await whys(store))['pond:1']).toBe(moves ? 'account went' : 'fresh');
  });

  it('moves nothing for a post of an account that was gone already, nor for a settle that is refused', async () => {
    const store = await openNew();
    for (const id of ['1', '2']) await hear(store, id, 0, 'live');
    await hear(store, '2', hour / 2, 'suspended');
    await hear(store, '1', 2 * hour, 'live');
    await hear(store, '2', 2.5 * hour, 'deleted');
    expect(await dueNames(store, 7 * hour)).toEqual([]);
    const late = await s.leasePost(store, '1', 9 * hour);
    await store.jobs.release(late, s.at(9 * hour));
    const gone = { ...s.nothing, snapshot: s.snapshotOf('hello', 'deleted', 'platform', 9 * hour) };
    const before = await store.posts.planned({ now: s.at(0), next: 9 });
    await expect(store.settle(late, gone, s.done)).rejects.toMatchObject({ name: 'lease-lost' });
    expect(await store.posts.planned({ now: s.at(0), next: 9 })).toEqual(before);
  });

  it('does not give out again and again what killed its workers or was given up', async () => {
    const store = await openNew();
    await store.recordPost(s.refOf('1'), []);
    await store.jobs.enqueue({ kind: 'archive', name: 'pond:1' }, s.at(0));
    for (const seconds of [0, 40, 80]) await s.leaseOne(store, seconds);
    expect(await store.jobs.lease({ id: 'w' }, s.leaseOptions(120))).toEqual([]);
    await hear(store, '2', 0, 'unknown', { kind: 'dead', reason: 'gave-up', detail: 'no answer' });
    expect(await dueNames(store, 12 * hour)).toEqual([]);
    expect(await whys(store)).toEqual({ 'pond:1': 'gave up', 'pond:2': 'unclear' });
    expect([...(await dueNames(store, 30 * hour))].sort()).toEqual(['pond:1', 'pond:2']);
  });

  it('has no failure of a post that was heard of after all', async () => {
    const store = await openNew();
    await hear(store, '1', 0, 'unknown', { kind: 'dead', reason: 'gave-up', detail: 'no answer' });
    await store.settle(await s.leasePost(store, '1', day), s.nothing, s.done);
    expect((await store.counts()).jobs.dead).toBe(1);
    await store.jobs.enqueue({ kind: 'recheck', name: 'pond:1' }, s.at(2 * day));
    const lease = await s.leaseOne(store, 2 * day);
    await store.settle(lease, { ...s.nothing, observations: [s.observationOf('live', 2 * day)] }, s.done);
    expect((await store.counts()).jobs.dead).toBe(0);
  });

  it('counts a post once, whatever its names, and none that only articles know', async () => {
    const store = await openNew();
    await hear(store, '@frog-1', 0, 'live');
    await s
      .leasePost(store, '@frog-1', hour)
      .then((lease) =>
        store.settle(
          lease,
          { ...s.nothing, trueName: { ref: s.refOf('1'), reason: 'the answer names both' } },
          s.done,
        ),
      );
    const lost = { ...s.embedOf('9'), ref: null, name: 'pond:@toad/2024-04-30/aaaaaaaaaaaa' };
    await store.recordArticle(s.entryOf([lost]));
    const planned = await store.posts.planned({ now: s.at(40 * day), next: 9 });
    expect(planned).toMatchObject({ due: 1, later: 0, never: 1, reasons: { fresh: { posts: 1, due: 1 } } });
    expect(await dueNames(store, 40 * day)).toEqual(['pond:1']);
  });

  it('pages through what is due, the longest due first, each once', async () => {
    const store = await openNew();
    for (const id of ['1', '2', '3', '4', '5']) await store.recordPost(s.refOf(id), []);
    await hear(store, '1', 0, 'live');
    const pages: string[][] = [];
    for (let after: string | null = ''; after !== null; ) {
      const filter = { now: s.at(day), limit: 2, ...(after === '' ? {} : { after }) };
      const page = await store.posts.dueForRecheck(filter);
      pages.push(page.map(({ name }) => name));
      after = page.at(-1)?.mark ?? null;
    }
    expect(pages).toEqual([['pond:2', 'pond:3'], ['pond:4', 'pond:5'], ['pond:1'], []]);
  });
});

describe('the schedule of an archive made before there were schedules', () => {
  it('is made of what its evidence tells', async () => {
    const folder = await folders.folder();
    const path = join(folder, 'a.db');
    const connection = openConnection(path);
    makeArchiveOf(connection, path, 6);
    migrate(connection, path, 7);
    expect(
      connection.all(
        'SELECT name, last_heard, last_changed, made_at, account, next_recheck FROM posts ORDER BY id',
      ),
    ).toEqual([
      {
        name: 'pond:@frog/2024-04-30/aaaaaaaaaaaa',
        last_heard: null,
        last_changed: null,
        made_at: null,
        account: null,
        next_recheck: 0,
      },
      {
        name: 'pond:2',
        last_heard: s.start + 3000,
        last_changed: s.start + 3000,
        made_at: null,
        account: 'pond:frog',
        next_recheck: 0,
      },
      {
        name: 'pond:3',
        last_heard: null,
        last_changed: null,
        made_at: null,
        account: null,
        next_recheck: 0,
      },
    ]);
    connection.close();
    const store = await openAt(path, folder);
    expect(await store.posts.planned({ now: s.at(60), next: 9 })).toMatchObject({
      due: 1,
      hour: 1,
      day: 1,
      week: 2,
      never: 0,
      next: [
        { name: 'pond:3', at: s.isoAt(0), why: 'never heard' },
        { name: 'pond:2', why: 'gone' },
      ],
    });
  });
});
