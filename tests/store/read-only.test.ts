import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { makePrivateFolder } from '../../src/store/private-folder.ts';
import { ownMark } from '../../src/store/process-mark.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { openConnection } from '../../src/store/sqlite-connection.ts';
import { openReadOnly } from '../../src/store/sqlite-read-only.ts';
import { useFolders } from './folders.ts';
import { makeArchiveOf } from './old-archives.ts';
import type { ReaderReport } from './reader.ts';
import * as s from './samples.ts';

const folders = useFolders();

interface Archive {
  readonly folder: string;
  readonly database: string;
  readonly blobs: string;
}

function placesIn(folder: string): Archive {
  return { folder, database: join(folder, 'data', 'a.db'), blobs: join(folder, 'snapshots') };
}

/** One with a post as it is on disk while it is open, and after it was closed; each test has copies of its own. */
let killedTemplate: string;
let template: string;
let blob: string;
beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'holdfast-store-'));
  killedTemplate = `${template}-killed`;
  const store = await openStore({ ...placesIn(template), log: silentLog });
  blob = await store.blobs.put(Buffer.from('the article'));
  await store.recordArticle(s.entryOf([s.embedOf('1')], { blob }));
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
  cpSync(template, killedTemplate, { recursive: true });
  await store.close();
});
afterAll(() => {
  for (const folder of [template, killedTemplate]) rmSync(folder, { recursive: true, force: true });
});

async function archive(): Promise<Archive> {
  const places = placesIn(await folders.folder());
  cpSync(template, places.folder, { recursive: true });
  return places;
}

async function killedArchive(...without: readonly string[]): Promise<Archive> {
  const places = placesIn(await folders.folder());
  cpSync(killedTemplate, places.folder, { recursive: true });
  for (const end of without) rmSync(places.database + end);
  return places;
}

/** Names, sizes and times of all files below. */
function stateOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    });
}

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
    const { folder, database } = await archive();
    const before = stateOf(folder);
    const connection = openReadOnly(database, silentLog);
    const own = openConnection(join(await folders.folder(), 'own.db'));
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
    for (const { database } of [await archive(), await killedArchive(), await killedArchive('-shm')]) {
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
    const killed = await killedArchive();
    expect(statSync(`${killed.database}-wal`).size).toBeGreaterThan(0);
    expect(statesIn(killed.database)).toEqual(wanted);

    const { folder, database } = await killedArchive('-shm');
    const bare = join(await folders.folder(), 'bare.db');
    cpSync(database, bare);
    expect(statesIn(bare)).not.toEqual(wanted);
    const before = stateOf(folder);
    expect(statesIn(database)).toEqual(wanted);
    expect(stateOf(folder)).toEqual(before);
    expect(privateFolders()).toEqual([]);
  });

  it('is read as a copy if it is of an older format, and stays of that', async () => {
    const database = join(await folders.folder(), 'a.db');
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
    const { database } = await archive();
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
    const { database } = await archive();
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
    const folder = await folders.folder();
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
    const { database } = await archive();
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

/** What a process reads there that can write nothing: one of another user, where this one may write everything. */
function readAsReader(places: readonly Archive[]): ReaderReport[] {
  for (const { folder } of places) setRights(folder, { mayWrite: false });
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const script = join(import.meta.dirname, 'reader.ts');
  const input = JSON.stringify(places.map((each) => ({ ...each, blob })));
  const ended = spawnSync(process.execPath, [script], { input, encoding: 'utf8', ...nobody });
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
    const unindexed = await archive();
    const database = new Database(unindexed.database);
    database.exec(`INSERT INTO search (search) VALUES ('delete-all'); DELETE FROM search_posts;
      INSERT OR IGNORE INTO search_pending SELECT id FROM posts`);
    database.close();
    const withoutBlobs = await archive();
    rmSync(withoutBlobs.blobs, { recursive: true });
    const archives = [
      await archive(),
      await killedArchive(),
      await killedArchive('-shm'),
      unindexed,
      withoutBlobs,
    ];
    const before = archives.map(({ folder }) => stateOf(folder));
    const reports = readAsReader(archives);
    expect(archives.map(({ folder }) => stateOf(folder))).toEqual(before);
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
