import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

const folders = useFolders();

async function archive(): Promise<Store> {
  const folder = await folders.folder();
  const places = { database: join(folder, 'a.db'), blobs: join(folder, 'snapshots') };
  return folders.closing(await openStore({ ...places, log: silentLog, now: () => s.at(0) }));
}

async function hear(
  store: Store,
  id: string,
  seconds: number,
  told: Partial<Parameters<Store['settle']>[1]>,
) {
  await store.settle(await s.leasePost(store, id, seconds), { ...s.nothing, ...told }, s.done);
}

const said = (text: string, seconds: number) => ({
  observations: [s.observationOf('live', seconds)],
  snapshot: s.snapshotOf(text, 'live', 'platform', seconds),
});

it('tells of every post what asking for it alone would', async () => {
  const store = await archive();
  await hear(store, '1', 1, said('Croak', 1));
  await hear(store, '1', 2, said('Croak!', 2));
  await hear(store, '2', 3, said('Ribbit', 3));
  // Nothing but what was merged into it says anything.
  await hear(store, '3', 4, {
    observations: [s.observationOf('live', 4)],
    aliases: [{ alias: 'pond:2', reason: 'said so' }],
  });
  await hear(store, '4', 5, { ...said('Quack', 5), aliases: [{ alias: 'pond:@frog/4', reason: 'said so' }] });
  await store.recordPost(s.refOf('5'), []);
  const latest = await store.posts.latest();
  expect(latest.map(({ record }) => record.name)).toEqual(['pond:1', 'pond:3', 'pond:4', 'pond:5']);
  for (const { record, snapshot, aliases, deletedBy } of latest) {
    expect(record).toEqual(await store.posts.get(record.name));
    const last = (await store.posts.snapshots(record.name)).at(-1) ?? null;
    expect(snapshot).toEqual(
      last && { id: last.id, meaning: last.meaning, takenAt: last.takenAt, isCut: false },
    );
    expect(aliases).toEqual((await store.posts.aliases(record.name)).map(({ alias }) => alias));
    expect(deletedBy).toBeNull();
  }
  expect(latest.map(({ snapshot }) => snapshot?.takenAt ?? null)).toEqual([
    s.isoAt(2),
    s.isoAt(3),
    s.isoAt(5),
    null,
  ]);
});

it('tells by whom a post was deleted, by what its platform said last of that', async () => {
  const store = await archive();
  const gone = (seconds: number, reason: string | null) => ({
    observations: [s.observationOf('deleted', seconds, { reason })],
    snapshot: s.snapshotOf('Croak', 'deleted', 'platform', seconds),
  });
  await hear(store, '1', 1, gone(1, null));
  await hear(store, '1', 2, gone(2, 'This post was deleted by the Post author'));
  await hear(store, '2', 3, gone(3, 'deleted by the author'));
  await hear(store, '2', 4, gone(4, null));
  expect((await store.posts.latest()).map(({ deletedBy }) => deletedBy)).toEqual(['author', null]);
});

it('tells what was cut out of a post', async () => {
  const store = await archive();
  await hear(store, '1', 1, said('Croak', 1));
  await hear(store, '2', 2, said('Ribbit', 2));
  const wish = {
    what: 'all',
    reason: 'asked for',
    by: null,
    articles: false,
    at: s.at(9),
    address: null,
  } as const;
  await store.redactions.redact('pond:1', wish);
  const latest = await store.posts.latest();
  expect(latest.map(({ snapshot }) => snapshot?.isCut)).toEqual([true, false]);
  expect(latest[0]?.record.redacted).toMatchObject({ reason: 'asked for' });
});
