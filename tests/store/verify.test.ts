import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { type VerifyPoint, type VerifyProgress, verifyArchive } from '../../src/verify.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

const folders = useFolders();

async function archive() {
  const folder = await folders.folder();
  const places = { database: join(folder, 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
  const store = folders.closing(await openStore(places));
  const blob = await store.blobs.put(new TextEncoder().encode('the article'));
  await store.recordArticle(s.entryOf([s.embedOf('1')], { blob }));
  await store.settle(
    await s.leasePost(store, '1', 1),
    { ...s.nothing, observations: [s.observationOf('live', 1, { wire: null })] },
    s.done,
  );
  const manifest = join(places.blobs, 'manifests', '000001.jsonl');
  return {
    store,
    database: places.database,
    blobPath: join(places.blobs, blob.slice(0, 2), blob),
    manifest,
    found: async () => (await s.collect(verifyArchive(store))).map(({ kind, what }) => `${kind}: ${what}`),
    notes: async () => {
      const notes: string[] = [];
      await s.collect(verifyArchive(store, { onNote: (note) => notes.push(note) }));
      return notes;
    },
  };
}

describe('verifying an archive', () => {
  it('can be broken off after every part, and gone on with until all was looked at', async () => {
    const { store } = await archive();
    await store.manifests.flush();
    const points: (VerifyPoint | null)[] = [];
    const runOn = async (from: VerifyPoint | null) => {
      let end = from;
      const onProgress = (progress: VerifyProgress) => {
        end = progress.point;
      };
      await s.collect(verifyArchive(store, { from, isOver: () => true, onProgress }));
      points.push(end);
    };
    await runOn(null);
    for (let run = 0; run < 50 && points.at(-1) != null; run += 1) await runOn(points.at(-1) ?? null);
    const parts = points.map((point) => point?.check ?? 'all');
    expect([...new Set(parts)]).toEqual([
      'ledger',
      'articles',
      'posts',
      'jobs',
      'redactions',
      'search',
      'manifests',
      'blobs',
      'named blobs',
      'all',
    ]);
  });

  it('notes that manifests are behind, and that a blob is named by no row: no damage', async () => {
    const { store, found, notes } = await archive();
    await store.blobs.put(new Uint8Array([7]));
    expect(await found()).toEqual([]);
    expect(await notes()).toEqual([
      expect.stringContaining('manifests are a little behind'),
      expect.stringContaining('1 blob is named by no row'),
    ]);
    await store.manifests.flush();
    expect(await notes()).toHaveLength(1);
  });

  it('goes on where a damaged table makes a check stumble', async () => {
    const { database, found } = await archive();
    const connection = new Database(database);
    connection.unsafeMode();
    connection.pragma('writable_schema = ON');
    connection.exec("UPDATE sqlite_schema SET sql = replace(sql, 'wacz', 'wacy') WHERE name = 'captures'");
    connection.pragma(
      `schema_version = ${Number(connection.pragma('schema_version', { simple: true })) + 1}`,
    );
    connection.close();
    expect(await found()).toEqual(expect.arrayContaining(['database-damaged: blobs']));
  });

  it('finds a blob that is missing, once', async () => {
    const { found, blobPath } = await archive();
    await rm(blobPath);
    expect(await found()).toEqual([`blob-missing: blob ${blobPath.slice(-64)}`]);
  });

  const harms: readonly [what: string, harm: (text: string) => string][] = [
    ['was changed', (text) => text.replace('"title":"Frogs"', '"title":"Toads"')],
    ['is gone', (text) => text.replace(/^.*"kind":"article".*$/mu, (line) => ' '.repeat(line.length))],
  ];
  for (const [what, harm] of harms)
    it(`finds a line of a manifest that ${what}, and mends it`, async () => {
      const { store, manifest, found } = await archive();
      await store.manifests.flush();
      await writeFile(manifest, harm(await readFile(manifest, 'utf8')));
      const damages = await found();
      expect(damages[0]).toMatch(/^manifest-damaged: .*000001\.jsonl, byte \d+$/u);
      await store.repair();
      expect(await found()).toEqual([]);
    });

  it('finds that the manifests are ahead of the database', async () => {
    const { store, manifest, found } = await archive();
    await store.manifests.flush();
    const head = join(manifest, '..', 'head.json');
    await writeFile(head, (await readFile(head, 'utf8')).replace('"entry":2', '"entry":9'));
    expect(await found()).toEqual(['manifest-damaged: head.json']);
  });
});
