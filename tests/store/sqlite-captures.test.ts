import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { makeEarlyArchive } from './early-formats.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

const folders = useFolders();

describe('captures of archives from before format 5', () => {
  it('are read with what they have, and their hashes still hold', async () => {
    const folder = await folders.folder();
    const where = { database: join(folder, 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
    const early = makeEarlyArchive(where.database, 4);
    early.insert('posts', {
      name: 'pond:1',
      state: 'live',
      known: 'platform',
      since: s.isoAt(0),
      edited: 0,
      first_seen: s.isoAt(0),
    });
    const { takenAt: taken_at, cause, meaning, ...rest } = s.snapshotOf('words', 'live', 'platform');
    const { state, known, ...content } = rest;
    const snapshot = { post: 1, taken_at, cause, meaning, state, known, content: JSON.stringify(content) };
    early.enter('snapshot', 'pond:1', snapshot);
    const later = {
      parts: [],
      avif: null,
      thumb: null,
      pdf: null,
      wacz: null,
      cutFrom: null,
      settings: null,
    };
    const capture = { ...s.captureOf(), ...later };
    const { parts: _, avif, thumb, pdf, wacz, cutFrom, settings, missing, ...columns } = capture;
    expect([avif, thumb, pdf, wacz, cutFrom, settings]).toEqual([null, null, null, null, null, null]);
    early.enter('capture', 'pond:1', {
      ...columns,
      snapshot: 1,
      verified: 1,
      reconstruction: 0,
      missing: JSON.stringify(missing),
    });
    early.close();

    const again = folders.closing(await openStore(where));
    expect(await again.posts.captures('pond:1')).toEqual([{ ...capture, snapshot: 1 }]);
    expect(await s.collect(again.verifyRows())).toEqual([]);
  });
});
