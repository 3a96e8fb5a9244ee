import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { makePrivateFolder } from '../../src/store/private-folder.ts';
import { ownMark } from '../../src/store/process-mark.ts';
import { openConnection } from '../../src/store/sqlite-connection.ts';
import { openReadOnly } from '../../src/store/sqlite-read-only.ts';
import { makeArchiveOf } from './old-archives.ts';
import { stateOf, useReadArchives } from './read-archives.ts';

const archives = useReadArchives();

/** Of this process. */
function privateFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`holdfast-${ownMark}-`));
}

function statesIn(database: string) {
  const connection = openReadOnly(database, silentLog);
  try {
    return connection.all('SELECT name, state FROM posts');
  } finally {
    connection.close();
  }
}

describe('a database that can only be read', () => {
  it('is read where it lies, with no file beside it, and by values as when it is written', async () => {
    const { folder, database } = await archives.closed();
    const before = stateOf(folder);
    const connection = openReadOnly(database, silentLog);
    const own = openConnection(join(await archives.folder(), 'own.db'));
    const sql = `SELECT @text AS text, 1.5 AS real, x'00ff' AS bytes, NULL AS none, 12 AS n`;
    const row = connection.get(sql, { text: 'كيم', unknown: 1 });
    expect(row).toStrictEqual(own.get(sql, { text: 'كيم', unknown: 1 }));
    expect([...connection.each(`SELECT hash FROM ledger ORDER BY seq LIMIT 1`)]).toStrictEqual(
      connection.all('SELECT hash FROM ledger ORDER BY seq LIMIT 1'),
    );
    expect(connection.get('SELECT 1 AS one WHERE 0')).toBeUndefined();
    expect(stateOf(folder)).toEqual(before);
    connection.close();
    own.close();
  });

  it('refuses what would write, by whatever way it is read', async () => {
    for (const { database } of [
      await archives.closed(),
      await archives.killed(),
      await archives.killed('-shm'),
    ]) {
      const connection = openReadOnly(database, silentLog);
      expect(() => connection.write(() => connection.run('DELETE FROM posts'))).toThrow(
        expect.objectContaining({ name: 'archive-unavailable' }),
      );
      expect(connection.isInTransaction()).toBe(false);
      expect(() => connection.all('SELECT colour FROM posts')).toThrow('no such column');
      connection.close();
    }
  });

  it('shows what a killed process left in its log, whether or not its index lies there', async () => {
    const wanted = [{ name: 'pond:1', state: 'live' }];
    const killed = await archives.killed();
    expect(statSync(`${killed.database}-wal`).size).toBeGreaterThan(0);
    expect(statesIn(killed.database)).toEqual(wanted);

    const { folder, database } = await archives.killed('-shm');
    const bare = join(await archives.folder(), 'bare.db');
    cpSync(database, bare);
    expect(statesIn(bare)).not.toEqual(wanted);
    const before = stateOf(folder);
    expect(statesIn(database)).toEqual(wanted);
    expect(stateOf(folder)).toEqual(before);
    expect(privateFolders()).toEqual([]);
  });

  it('is read as a copy if it is of an older format, and stays of that', async () => {
    const database = join(await archives.folder(), 'a.db');
    const old = openConnection(database);
    makeArchiveOf(old, database, 5);
    old.close();
    const before = readFileSync(database);
    const connection = openReadOnly(database, silentLog);
    expect(connection.get('PRAGMA user_version')).not.toEqual({ user_version: 5 });
    expect(connection.get('SELECT count(*) AS n FROM derivatives')).toEqual({ n: 0 });
    connection.close();
    expect(readFileSync(database).equals(before)).toBe(true);
    expect(privateFolders()).toEqual([]);
  });

  it('gives nothing more once another process has written to the file', async () => {
    const { database } = await archives.closed();
    const connection = openReadOnly(database, silentLog);
    expect(connection.get('SELECT count(*) AS n FROM posts')).toEqual({ n: 1 });
    const rows = connection.each('SELECT * FROM ledger')[Symbol.iterator]();
    rows.next();
    const writer = new Database(database);
    writer.exec("INSERT INTO posts (name, state, edited, first_seen) VALUES ('pond:2', 'live', 0, '')");
    writer.close();
    const changed = expect.objectContaining({
      name: 'archive-unavailable',
      retryable: true,
      message: expect.stringContaining('start again'),
    });
    expect(() => connection.get('SELECT count(*) AS n FROM posts')).toThrow(changed);
    expect(() => rows.next()).toThrow(changed);
    connection.close();
    expect(statesIn(database)).toHaveLength(2);
  });

  it('is read while another process writes, as of a moment', async () => {
    const { database } = await archives.closed();
    const writer = openConnection(database);
    const add = (name: string) =>
      writer.run(`INSERT INTO posts (name, state, edited, first_seen) VALUES (@name, 'live', 0, '')`, {
        name,
      });
    add('pond:2');
    const reader = openReadOnly(database, silentLog);
    const count = () => reader.get('SELECT count(*) AS n FROM posts');
    expect(count()).toEqual({ n: 2 });
    reader.read(() => {
      expect(count()).toEqual({ n: 2 });
      add('pond:3');
      expect(count()).toEqual({ n: 2 });
    });
    expect(count()).toEqual({ n: 3 });
    reader.close();
    writer.close();
  });

  it("says so where it can't be read either, is no archive, or another program's, or newer", async () => {
    const folder = await archives.folder();
    const text = join(folder, 'text.db');
    writeFileSync(text, 'Dear diary, this is not a database at all.\n'.repeat(50));
    expect(() => openReadOnly(text, silentLog)).toThrow(
      expect.objectContaining({ name: 'archive-unavailable' }),
    );
    const gone = join(folder, 'gone.db');
    expect(() => openReadOnly(gone, silentLog)).toThrow(
      expect.objectContaining({
        name: 'archive-unavailable',
        message: expect.stringContaining('may not read'),
      }),
    );
    const { database } = await archives.closed();
    const newer = new Database(database);
    newer.pragma('user_version = 99');
    newer.close();
    expect(() => openReadOnly(database, silentLog)).toThrow(
      expect.objectContaining({ name: 'archive-newer' }),
    );
  });
});

it('a folder of an own is of no use to others, and goes with its process at the latest', () => {
  const gone = join(tmpdir(), `holdfast-${ownMark.replace(`.${process.pid}.`, '.999999999.')}-aaaaaa`);
  mkdirSync(gone);
  const folder = makePrivateFolder();
  const another = makePrivateFolder();
  expect(existsSync(gone)).toBe(false);
  expect(statSync(folder.path).mode & 0o077).toBe(0);
  folder.remove();
  another.remove();
  expect(privateFolders()).toEqual([]);
});
