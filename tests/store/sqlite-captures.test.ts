import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

const folders = useFolders();

describe('captures of archives from before format 5', () => {
  it('are read with what they have, and their hashes still hold', async () => {
    const folder = await folders.folder();
    const where = { database: join(folder, 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
    const store = await openStore(where);
    await store.recordArticle(s.entryOf([s.embedOf('1')]));
    const plain = {
      parts: [],
      avif: null,
      thumb: null,
      pdf: null,
      wacz: null,
      cutFrom: null,
      settings: null,
    };
    const capture = { ...s.captureOf(), ...plain };
    const snapshot = s.snapshotOf('words', 'live', 'platform');
    const learned = { ...s.nothing, observations: [s.observationOf('live')], snapshot, captures: [capture] };
    await store.settle(await s.leaseOne(store, 0), learned, s.done);
    await store.close();

    const old = new Database(where.database);
    for (const column of ['parts', 'avif', 'thumb', 'pdf', 'wacz', 'cut_from', 'settings'])
      old.exec(`ALTER TABLE captures DROP COLUMN ${column}`);
    old.pragma('user_version = 4');
    old.close();

    const again = folders.closing(await openStore(where));
    expect(await again.posts.captures('pond:1')).toEqual([{ ...capture, snapshot: 1 }]);
    expect(await s.collect(again.verifyRows())).toEqual([]);
  });
});
