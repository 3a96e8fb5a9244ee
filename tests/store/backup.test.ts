import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { verifyArchive } from '../../src/verify.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

const folders = useFolders();

async function archive() {
  const folder = await folders.folder();
  const places = { database: join(folder, 'data', 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
  const store = folders.closing(await openStore(places));
  const hear = async (seconds: number) => {
    const wire = await store.blobs.put(new TextEncoder().encode(`answer ${seconds}`));
    const observations = [s.observationOf('live', seconds, { wire })];
    await store.settle(await s.leasePost(store, '1', seconds), { ...s.nothing, observations }, s.done);
    return wire;
  };
  const to = {
    database: join(folder, 'backup', 'data', 'a.db'),
    blobs: join(folder, 'backup', 'snapshots'),
    marker: join(folder, 'backup', 'unfinished-backup.json'),
  };
  const backup = (options = {}) => store.backups.make(to, { copy: false, prune: false, ...options });
  return { folder, places, store, hear, to, backup };
}

describe('a backup', () => {
  it('is an archive itself, whole, with what every row names', async () => {
    const { hear, to, backup } = await archive();
    const wires = [await hear(1), await hear(2)];
    const report = await backup();
    expect(report).toMatchObject({ linked: 2, copied: 0, kept: 0, problems: [], entries: 2, unnamed: 0 });
    expect(existsSync(to.marker)).toBe(false);
    const copy = folders.closing(await openStore({ ...to, log: silentLog }));
    expect(await s.collect(copy.verifyRows())).toEqual([]);
    expect((await copy.posts.observations('pond:1')).map(({ wire }) => wire)).toEqual(wires);
    for (const wire of wires) expect(await copy.blobs.has(wire)).toBe(true);
    expect(await readFile(join(to.blobs, 'manifests', '000001.jsonl'), 'utf8')).toContain('"seq":2');
  });

  it('brings only what is new the next time', async () => {
    const { store, hear, to, backup } = await archive();
    await hear(1);
    await store.manifests.flush();
    await backup();
    await hear(2);
    await store.manifests.flush();
    expect(await backup()).toMatchObject({ linked: 1, kept: 1, entries: 2 });
    const copy = folders.closing(await openStore({ ...to, log: silentLog }));
    expect(await s.collect(verifyArchive(copy))).toEqual([]);
    expect(await copy.posts.observations('pond:1')).toHaveLength(2);
  });

  it('shares no bytes with the archive if asked to copy', async () => {
    const { places, to, hear, backup } = await archive();
    const wire = await hear(1);
    expect(await backup({ copy: true })).toMatchObject({ linked: 0, copied: 1 });
    const inodes = await Promise.all(
      [places.blobs, to.blobs].map(async (folder) => (await stat(join(folder, wire.slice(0, 2), wire))).ino),
    );
    expect(new Set(inodes).size).toBe(2);
  });

  it('goes on where one was cut short, which never looks whole', async () => {
    const { to, hear, backup } = await archive();
    await hear(1);
    const stop = () => {
      throw new Error('the power went');
    };
    await expect(backup({ onProgress: stop })).rejects.toThrow('the power went');
    expect(existsSync(to.marker)).toBe(true);
    expect(existsSync(to.database)).toBe(false);
    expect(await backup()).toMatchObject({ kept: 1, linked: 0 });
    expect(existsSync(to.marker)).toBe(false);
  });

  it('stays as it was while the next is cut short', async () => {
    const { to, hear, backup } = await archive();
    await hear(1);
    await backup();
    await hear(2);
    const stop = () => {
      throw new Error('the power went');
    };
    await expect(backup({ onProgress: stop })).rejects.toThrow('the power went');
    const copy = folders.closing(await openStore({ ...to, log: silentLog }));
    expect(await copy.posts.observations('pond:1')).toHaveLength(1);
    expect(await s.collect(copy.verifyRows())).toEqual([]);
  });

  it('names a blob that is damaged, and brings the others', async () => {
    const { places, hear, backup } = await archive();
    const wire = await hear(1);
    await hear(2);
    await writeFile(join(places.blobs, wire.slice(0, 2), wire), 'another');
    const report = await backup();
    expect(report.problems).toEqual([expect.stringContaining(`${wire} is damaged`)]);
    expect(report.linked).toBe(1);
  });

  it('is refused where another archive or its backup lies', async () => {
    const [one, other] = [await archive(), await archive()];
    await one.hear(1);
    await one.backup();
    await other.hear(9);
    await expect(other.store.backups.make(one.to, { copy: false, prune: false })).rejects.toMatchObject({
      name: 'usage',
      message: expect.stringContaining('no backup of this archive'),
    });
    await expect(
      one.store.backups.make({ ...one.to, database: one.places.database }, { copy: false, prune: false }),
    ).rejects.toMatchObject({ name: 'usage', message: expect.stringContaining('the archive itself') });
  });

  it('removes what no row names any more only if asked to', async () => {
    const { to, hear, backup, store } = await archive();
    await hear(1);
    await backup();
    const copy = await openStore({ ...to, log: silentLog });
    const stray = await copy.blobs.put(new Uint8Array([1]));
    await copy.close();
    expect(await backup()).toMatchObject({ unnamed: 1, pruned: 0 });
    expect(await backup({ prune: true })).toMatchObject({ unnamed: 0, pruned: 1 });
    expect(existsSync(join(to.blobs, stray.slice(0, 2), stray))).toBe(false);
    expect(await store.blobs.has(stray)).toBe(false);
  });

  it('is of one moment and whole while another process writes, and is killed', async () => {
    const { places, to, backup } = await archive();
    const script = join(import.meta.dirname, 'busy-writer.ts');
    const writer = spawn(process.execPath, [script, places.database, places.blobs]);
    const ended = once(writer, 'exit');
    await once(writer.stdout, 'data');
    const first = await backup();
    // What was written during the backup may have lain in the pipe.
    for (let time = 0; time < 3; time++) await once(writer.stdout, 'data');
    const second = await backup();
    writer.kill('SIGKILL');
    await ended;
    expect(second.entries).toBeGreaterThan(first.entries);
    expect([...first.problems, ...second.problems]).toEqual([]);
    const copy = folders.closing(await openStore({ ...to, log: silentLog }));
    expect(await s.collect(verifyArchive(copy))).toEqual([]);
    const again = folders.closing(await openStore(places));
    await again.manifests.flush();
    expect(await s.collect(verifyArchive(again))).toEqual([]);
  });
});
