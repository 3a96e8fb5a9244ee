import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { openConnection } from '../../src/store/sqlite-connection.ts';
import { useFolders } from './folders.ts';

const folders = useFolders();

function placesIn(folder: string) {
  return {
    database: join(folder, 'deep', 'data', 'a.db'),
    blobs: join(folder, 'deep', 'snapshots'),
    log: silentLog,
  };
}

describe('opening an archive', () => {
  it('makes the folders, and a file that says what it is', async () => {
    const places = placesIn(await folders.folder());
    folders.closing(await openStore(places));
    expect((await stat(places.blobs)).isDirectory()).toBe(true);
    const database = new Database(places.database, { readonly: true });
    expect(database.pragma('application_id', { simple: true })).toBe(0x484f4c44);
    expect(database.pragma('user_version', { simple: true })).toBe(12);
    database.close();
  });

  it('writes through to the disk, and never maps the file', async () => {
    const connection = openConnection(join(await folders.folder(), 'a.db'));
    const pragma = (name: string) => Object.values(connection.get<object>(`PRAGMA ${name}`) ?? {})[0];
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('trusted_schema')).toBe(0);
    expect(pragma('secure_delete')).toBe(1);
    expect(pragma('mmap_size') ?? 0).toBe(0);
    connection.close();
  });

  it('refuses an archive of a newer Holdfast with words and leaves it as it was', async () => {
    const places = placesIn(await folders.folder());
    await (await openStore(places)).close();
    const newer = new Database(places.database);
    newer.pragma('user_version = 99');
    newer.close();
    const before = await readFile(places.database);
    await expect(openStore(places)).rejects.toMatchObject({
      name: 'archive-newer',
      message: expect.stringMatching(/format 99.*update Holdfast/),
    });
    expect((await readFile(places.database)).equals(before)).toBe(true);
  });

  it("refuses another program's database", async () => {
    const places = placesIn(await folders.folder());
    await mkdir(join(places.database, '..'), { recursive: true });
    const other = new Database(places.database);
    other.exec('CREATE TABLE recipes (name TEXT)');
    other.close();
    await expect(openStore(places)).rejects.toMatchObject({
      name: 'archive-unavailable',
      message: expect.stringContaining('another program'),
    });
  });

  it('refuses what is no database, a file where a folder should be, and a folder where the file should be', async () => {
    const refused = async (places: ReturnType<typeof placesIn>) =>
      await expect(openStore(places)).rejects.toMatchObject({
        name: 'archive-unavailable',
        message: expect.stringContaining('--archive'),
      });
    const text = placesIn(await folders.folder());
    await mkdir(join(text.database, '..'), { recursive: true });
    await writeFile(text.database, 'Dear diary, this is not a database at all.\n'.repeat(50));
    await refused(text);

    const inTheWay = await folders.folder();
    await writeFile(join(inTheWay, 'deep'), '');
    await refused(placesIn(inTheWay));

    const folder = placesIn(await folders.folder());
    await mkdir(folder.database, { recursive: true });
    await refused(folder);

    const blobs = placesIn(await folders.folder());
    await mkdir(join(blobs.blobs, '..'), { recursive: true });
    await writeFile(blobs.blobs, '');
    await refused(blobs);
  });

  it.skipIf(process.platform === 'win32')('refuses a place it may not write to', async () => {
    // Rights are nothing to root, but even root makes no folder in /proc.
    const isRoot = process.getuid?.() === 0;
    const readOnly = isRoot ? '/proc/holdfast' : await folders.folder();
    if (!isRoot) await chmod(readOnly, 0o500);
    await expect(openStore(placesIn(readOnly))).rejects.toMatchObject({ name: 'archive-unavailable' });
  });

  it('keeps evidence from being changed or removed by a plain statement', async () => {
    const places = placesIn(await folders.folder());
    folders.closing(await openStore(places));
    const database = new Database(places.database);
    for (const table of ['tellings', 'observations', 'snapshots', 'captures', 'aliases', 'ledger']) {
      const triggers = database
        .prepare(
          "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? AND name LIKE '%_no_%'",
        )
        .pluck();
      expect(triggers.get(table)).toBe(2);
    }
    database.exec("INSERT INTO posts (name, state, edited, first_seen) VALUES ('pond:1', 'live', 0, '')");
    database.exec("INSERT INTO aliases (alias, post, reason) VALUES ('a', 1, '')");
    expect(() => database.exec('DELETE FROM aliases')).toThrow('can only be added to');
    expect(() => database.exec("UPDATE aliases SET alias = 'b'")).toThrow('can only be added to');
    database.close();
  });
});
