import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

export interface Archive {
  readonly folder: string;
  readonly database: string;
  readonly blobs: string;
}

export function placesIn(folder: string): Archive {
  return { folder, database: join(folder, 'data', 'a.db'), blobs: join(folder, 'snapshots') };
}

/**
 * Archives with one post, as they are on disk after they were closed and while they are open (as if the process had been
 * killed); each test has copies of its own.
 */
export function useReadArchives() {
  const folders = useFolders();
  const templates = { closed: '', killed: '', blob: '' };
  beforeAll(async () => {
    templates.closed = mkdtempSync(join(tmpdir(), 'holdfast-store-'));
    templates.killed = `${templates.closed}-killed`;
    const store = await openStore({ ...placesIn(templates.closed), log: silentLog });
    templates.blob = await store.blobs.put(Buffer.from('the article'));
    await store.recordArticle(s.entryOf([s.embedOf('1')], { blob: templates.blob }));
    await store.settle(
      await s.leasePost(store, '1', 1),
      {
        ...s.nothing,
        observations: [s.observationOf('live', 1, { wire: null })],
        snapshot: s.snapshotOf('a song of frogs', 'live', 'platform', 1),
      },
      s.done,
    );
    await store.search.catchUp();
    cpSync(templates.closed, templates.killed, { recursive: true });
    await store.close();
  });
  afterAll(() => {
    for (const folder of [templates.closed, templates.killed])
      rmSync(folder, { recursive: true, force: true });
  });

  async function copyOf(template: string, without: readonly string[] = []): Promise<Archive> {
    const places = placesIn(await folders.folder());
    cpSync(template, places.folder, { recursive: true });
    for (const end of without) rmSync(places.database + end);
    return places;
  }

  return {
    folder: folders.folder,
    /** Of its article. */
    blob: () => templates.blob,
    closed: () => copyOf(templates.closed),
    /** `without`: ends of the names of files that are not there. */
    killed: (...without: readonly string[]) => copyOf(templates.killed, without),
  };
}

/** Names, sizes and times of all files below. */
export function stateOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    });
}
