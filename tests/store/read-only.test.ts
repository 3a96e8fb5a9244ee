import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { type Archive, placesIn, stateOf, useReadArchives } from './read-archives.ts';
import type { ReaderReport } from './reader.ts';
import * as s from './samples.ts';

const archives = useReadArchives();

/** What a process reads there that can write nothing: one of another user, where this one may write everything. */
function readAsReader(places: readonly Archive[]): ReaderReport[] {
  for (const { folder } of places) setRights(folder, { mayWrite: false });
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const script = join(import.meta.dirname, 'reader.ts');
  const input = JSON.stringify(places.map((each) => ({ ...each, blob: archives.blob() })));
  const ended = spawnSync(process.execPath, ['--no-warnings', script], {
    input,
    encoding: 'utf8',
    ...nobody,
  });
  for (const { folder } of places) setRights(folder, { mayWrite: true });
  expect(ended.stderr).toBe('');
  return JSON.parse(ended.stdout) as ReaderReport[];
}

function setRights(folder: string, { mayWrite }: { readonly mayWrite: boolean }): void {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const path of [folder, ...names.map((name) => join(folder, name))])
    chmodSync(path, (statSync(path).isDirectory() ? 0o555 : 0o444) | (mayWrite ? 0o200 : 0));
}

it.skipIf(process.platform === 'win32')(
  'an archive that this user may only read is read whole, and refuses the rest',
  async () => {
    const unindexed = await archives.closed();
    const database = new Database(unindexed.database);
    database.exec(`INSERT INTO search (search) VALUES ('delete-all'); DELETE FROM search_posts;
      INSERT OR IGNORE INTO search_pending SELECT id FROM posts`);
    database.close();
    const withoutBlobs = await archives.closed();
    rmSync(withoutBlobs.blobs, { recursive: true });
    const all = [
      await archives.closed(),
      await archives.killed(),
      await archives.killed('-shm'),
      unindexed,
      withoutBlobs,
    ];
    const before = all.map(({ folder }) => stateOf(folder));
    const reports = readAsReader(all);
    expect(all.map(({ folder }) => stateOf(folder))).toEqual(before);
    const whole: ReaderReport = {
      why: expect.stringMatching(
        /^the archive can only be read here: this user may not write to .+\/data\. /u,
      ) as string,
      state: 'live',
      said: 'a song of frogs',
      found: ['pond:1'],
      article: 'the article',
      damages: [],
      made: { bytes: 'made', has: true, widths: [340] },
      refused: 'archive-unavailable',
      left: [],
    };
    expect(reports).toEqual([
      whole,
      whole,
      whole,
      whole,
      { ...whole, article: 'blob-missing', damages: ['blob-missing'] },
    ]);
  },
);

it('an archive on a disk that is read-only is read even by root', async (context) => {
  const disk = await archives.folder();
  const all = { closed: archives.closed(), killed: archives.killed(), bare: archives.killed('-shm') };
  for (const [name, places] of Object.entries(all))
    cpSync((await places).folder, join(disk, name), { recursive: true });
  context.skip(!mountReadOnly(disk), 'only root may mount, and not in every container');
  try {
    for (const name of Object.keys(all)) {
      const store = await openStore({ ...placesIn(join(disk, name)), log: silentLog });
      expect(store.readOnly?.message).toContain('is on a disk that is read-only');
      expect(await store.posts.get('pond:1')).toMatchObject({ state: 'live' });
      expect(String(await store.blobs.get(archives.blob()))).toBe('the article');
      await expect(store.recordPost(s.refOf('9'), [])).rejects.toMatchObject({ name: 'archive-unavailable' });
      await store.close();
    }
  } finally {
    execFileSync('umount', ['-l', disk]);
  }
});

function mountReadOnly(folder: string): boolean {
  try {
    execFileSync('mount', ['--bind', folder, folder], { stdio: 'ignore' });
  } catch {
    return false;
  }
  execFileSync('mount', ['-o', 'remount,ro,bind', folder]);
  return true;
}
