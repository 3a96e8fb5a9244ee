import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { sha256 } from '../../src/model/canonical.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { makeEarlyArchive } from './early-formats.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

const folders = useFolders();

/** Times and wires in all spellings that somebody may have written, usual ones first. */
const odd = [
  { at: s.isoAt(1), wire: sha256('a') },
  { at: s.isoAt(2), as_of: s.isoAt(-900), wire: null },
  { at: '2024-05-01T12:00:03Z', as_of: 'once', wire: 'A'.repeat(64) },
  { at: '2024-02-30T12:00:00.000Z', wire: '' },
  { at: '1969-12-31T23:59:59.999Z', wire: sha256('b').slice(1) },
  { at: '9999-12-31T23:59:59.999Z', wire: 'g'.repeat(64) },
];

const post = { name: 'pond:1', state: 'unknown', edited: 0, first_seen: s.isoAt(0) };

async function places() {
  const folder = await folders.folder();
  return { database: join(folder, 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
}

describe('an archive of format 5', () => {
  it('keeps every row, every hash and its jobs, in fewer bytes', async () => {
    const where = await places();
    const early = makeEarlyArchive(where.database, 5);
    const kept = odd.map(({ at, wire, as_of = null }, index) => ({
      source: index % 2 === 0 ? 'pond-api' : 'pond-page',
      rank: 'platform',
      at,
      as_of,
      outcome: 'live',
      reason: index % 3 === 0 ? null : '',
      url: 'https://pond.test/api',
      status: index % 2 === 0 ? 200 : null,
      wire,
    }));
    early.insert('posts', { ...post, last_live: '9999-12-31T23:59:59.999Z' });
    for (const { as_of, ...columns } of kept)
      early.enter('observation', 'pond:1', { post: 1, ...columns, ...(as_of === null ? {} : { as_of }) });
    early.enter('alias', 'pond:1', { alias: 'pond:@frog/1', post: 1, reason: 'so said', observation: 2 });
    const job = { kind: 'recheck', post: 1, priority: 0, run_at: 5 };
    for (const state of ['done', 'dead', 'done', 'done'])
      early.insert('jobs', { ...job, state, reason: state === 'dead' ? 'gave-up' : null });
    early.close();

    const store = folders.closing(await openStore(where));
    expect(await store.posts.observations('pond:1')).toEqual(
      kept.map(({ as_of: asOf, ...columns }) => ({ ...columns, asOf })),
    );
    expect(await store.posts.aliases('pond:1')).toMatchObject([{ proof: [{ at: s.isoAt(2) }] }]);
    expect(await s.collect(store.verifyRows())).toEqual([]);
    expect((await store.jobs.list()).map(({ id, state }) => [id, state])).toEqual([
      [2, 'dead'],
      [4, 'done'],
    ]);

    const learned = { ...s.nothing, observations: [s.observationOf('live', 9), s.observationOf('live', 8)] };
    await store.settle(await s.leasePost(store, '1', 9), learned, s.done);
    expect(await s.collect(store.verifyRows())).toEqual([]);
    const database = new Database(where.database, { readonly: true });
    expect(database.prepare('SELECT seq, rows, length(marks) AS bytes FROM ledger').raw().all()).toEqual([
      ...odd.map((_, index) => [index + 1, `o${index + 1}`, 32]),
      [7, 'a1', 32],
      [8, 'o7+1', 4],
    ]);
    expect(database.prepare('SELECT typeof(at), typeof(wire) FROM observations').raw().all()).toEqual([
      ['integer', 'blob'],
      ['integer', 'null'],
      ...['text', 'text', 'text'].map((type) => [type, 'text']),
      ['integer', 'text'],
      ...['integer', 'integer'].map((type) => [type, 'blob']),
    ]);
    expect(database.prepare('SELECT count(*) FROM tellings').pluck().get()).toBe(4);
    database.close();
  });

  it('is found damaged where it was before', async () => {
    const where = await places();
    const early = makeEarlyArchive(where.database, 5);
    early.insert('posts', { ...post, last_live: s.isoAt(2) });
    const { asOf: _, ...columns } = s.observationOf('live', 1);
    early.enter('observation', 'pond:1', { post: 1, ...columns });
    early.enter('observation', 'pond:1', { post: 1, ...columns });
    early.insert('observations', { post: 1, ...columns });
    early.close();
    const database = new Database(where.database);
    database.exec('DROP TRIGGER observations_no_update; DROP TRIGGER ledger_no_update');
    database.exec("UPDATE observations SET at = '2024-05-01T12:00:02.000Z' WHERE id = 1");
    database.exec("UPDATE ledger SET kind = 'snapshot' WHERE seq = 2");
    database.close();
    const store = folders.closing(await openStore(where));
    expect((await s.collect(store.verifyRows())).map(({ kind, what }) => `${kind}: ${what}`)).toEqual([
      'row-changed: observation 1',
      'row-missing: snapshot 2',
      'ledger-broken: snapshot 2',
      'ledger-broken: observation 2',
      'ledger-broken: observation 3',
    ]);
  });
});

describe("a post's job", () => {
  it('is one row of each kind, however often it is done', async () => {
    const store = folders.closing(await openStore(await places()));
    const ids: number[] = [];
    for (const seconds of [1, 2, 3]) {
      const lease = await s.leasePost(store, '1', seconds);
      ids.push(lease.job.id);
      expect(lease.job).toMatchObject({ attempts: 1, reason: null });
      await store.settle(lease, s.nothing, s.retryAt(seconds));
      await store.settle(await s.leaseOne(store, seconds), s.nothing, s.done);
      await expect(store.settle(lease, s.nothing, s.done)).rejects.toMatchObject({ name: 'lease-lost' });
    }
    expect(await store.jobs.list()).toMatchObject([{ kind: 'archive', state: 'done', attempts: 2 }]);
    expect(new Set(ids)).toEqual(new Set([1]));
  });

  it('stays as it is where it died, beside the next one', async () => {
    const store = folders.closing(await openStore(await places()));
    const dead = { kind: 'dead', reason: 'gave-up', detail: 'no more' } as const;
    await store.settle(await s.leasePost(store, '1', 1), s.nothing, dead);
    await store.settle(await s.leasePost(store, '1', 2), s.nothing, s.done);
    await store.settle(await s.leasePost(store, '1', 3), s.nothing, s.done);
    const ofPost = await store.jobs.list({ name: 'pond:1' });
    expect(ofPost.map(({ state }) => state)).toEqual(['dead', 'done']);
    expect(await store.jobs.revive(s.at(4))).toBe(0);
  });
});
