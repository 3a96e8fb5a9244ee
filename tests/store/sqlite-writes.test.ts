import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import type { Lease } from '../../src/model/job.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

const folders = useFolders();

async function openNew() {
  const folder = await folders.folder();
  const database = join(folder, 'a.db');
  const store = await openStore({ database, blobs: join(folder, 'snapshots'), log: silentLog });
  const look = <Result>(work: (rows: Database.Database) => Result): Result => {
    const rows = new Database(database);
    try {
      return work(rows);
    } finally {
      rows.close();
    }
  };
  return { store, look };
}

/** Jobs of that many posts, leased. */
async function leases(store: Store, count: number): Promise<Lease[]> {
  const ids = Array.from({ length: count }, (_, index) => String(index + 1));
  await store.recordArticle(s.entryOf(ids.map((id) => s.embedOf(id))));
  return await store.jobs.lease({ id: 'w' }, s.leaseOptions(0));
}

function settleAll(store: Store, held: readonly Lease[]) {
  return Promise.allSettled(
    held.map((lease, index) => {
      const observations = [s.observationOf('live', index)];
      return store.settle(lease, { ...s.nothing, observations }, s.done);
    }),
  );
}

const entries = (rows: Database.Database) => rows.prepare('SELECT rows FROM ledger').pluck().all();

describe('writes that wait at the same moment', () => {
  it('share a transaction', async () => {
    const { store, look } = await openNew();
    folders.closing(store);
    await settleAll(store, await leases(store, 3));
    expect(look(entries)).toEqual(['o1+2', 'o4+2']);
    expect((await store.counts()).jobs).toMatchObject({ done: 3 });
    expect(await s.collect(store.verifyRows())).toEqual([]);
  });

  it('fail each by itself', async () => {
    const { store, look } = await openNew();
    folders.closing(store);
    const [first, second, third] = await leases(store, 3);
    if (first === undefined || second === undefined || third === undefined) throw new Error('no job is due');
    const learned = { ...s.nothing, observations: [s.observationOf('live', 9)] };
    const next = [{ kind: 'capture', name: 'pond:nobody' } as const];
    const settled = await Promise.allSettled([
      store.settle(first, learned, s.done),
      store.settle({ ...third, token: 'of another' }, learned, s.done),
      store.settle(second, { ...learned, next }, s.done),
      store.jobs.enqueue({ kind: 'recheck', name: 'pond:nobody' }, s.at(0)),
      store.jobs.enqueue({ kind: 'recheck', name: 'pond:3' }, s.at(0)),
    ]);
    expect(settled).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { name: 'lease-lost' } },
      { status: 'rejected', reason: { name: 'unknown-post' } },
      { status: 'rejected', reason: { name: 'unknown-post' } },
      { status: 'fulfilled' },
    ]);
    expect(await store.jobs.list()).toMatchObject([
      { name: 'pond:1', state: 'done' },
      { name: 'pond:2', state: 'leased' },
      { name: 'pond:3', state: 'leased' },
      { name: 'pond:3', kind: 'recheck', state: 'queued' },
    ]);
    expect(look(entries)).toEqual(['o1+2', 'o4']);
    expect(await s.collect(store.verifyRows())).toEqual([]);
  });

  it('are kept one by one where the transaction fails that they share', async () => {
    const { store, look } = await openNew();
    folders.closing(store);
    const held = await leases(store, 3);
    look((rows) =>
      rows.exec(`CREATE TRIGGER killed BEFORE INSERT ON ledger
        WHEN EXISTS (SELECT 1 FROM observations WHERE post = 2 AND id > 3) BEGIN SELECT RAISE(ABORT, 'killed'); END`),
    );
    const settled = await settleAll(store, held);
    expect(settled).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { message: 'killed' } },
      { status: 'fulfilled' },
    ]);
    expect(look(entries)).toEqual(['o1+2', 'o4', 'o5']);
    expect((await store.counts()).jobs).toMatchObject({ done: 2, leased: 1 });
    look((rows) => rows.exec('DROP TRIGGER killed'));
    expect(await s.collect(store.verifyRows())).toEqual([]);
  });

  it('are done before the archive is closed', async () => {
    const { store, look } = await openNew();
    const settled = settleAll(store, await leases(store, 2));
    await store.close();
    expect(await settled).toMatchObject([{ status: 'fulfilled' }, { status: 'fulfilled' }]);
    expect(look(entries)).toEqual(['o1+1', 'o3+1']);
  });
});

describe('jobs given together', () => {
  it('are queued all or none', async () => {
    const { store } = await openNew();
    folders.closing(store);
    const ids = ['1', '2', '3'];
    await store.recordArticle(
      s.entryOf(
        ids.map((id) => s.embedOf(id)),
        { jobs: [] },
      ),
    );
    const jobs = ids.map((id) => ({ kind: 'recheck', name: `pond:${id}` }) as const);
    const unknown = store.jobs.enqueueAll([...jobs, { kind: 'recheck', name: 'pond:9' }], s.at(0));
    await expect(unknown).rejects.toMatchObject({ name: 'unknown-post' });
    expect(await store.jobs.list()).toEqual([]);
    await store.jobs.enqueue({ kind: 'recheck', name: 'pond:2' }, s.at(0));
    expect(await store.jobs.enqueueAll(jobs, s.at(0))).toEqual({ added: 2 });
    expect(await store.jobs.enqueueAll([], s.at(0))).toEqual({ added: 0 });
    expect(await store.jobs.list()).toHaveLength(3);
  });
});
