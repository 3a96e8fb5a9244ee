import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { verifyArchive } from '../../src/verify.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

const folders = useFolders();

/** An archive with a row of every kind; closed. */
async function archive({ indexed = false } = {}) {
  const folder = await folders.folder();
  const places = { database: join(folder, 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
  const store = await openStore(places);
  await store.recordArticle(s.entryOf([s.embedOf('1', 'Unmistakable words of a frog')]));
  for (const seconds of [1, 2, 3])
    await store.settle(
      await s.leasePost(store, '1', seconds),
      {
        observations: [s.observationOf('live', seconds)],
        snapshot: s.snapshotOf(`Unmistakable snapshot ${seconds}`, 'live', 'platform', seconds),
        captures: [s.captureOf(seconds)],
        aliases: [{ alias: `pond:@frog/${seconds}`, reason: 'named by the answer' }],
        next: [],
      },
      s.done,
    );
  if (indexed) await store.repair();
  await store.close();
  return {
    places,
    /** What somebody could do to the file who knows SQL. */
    meddle: (sql: string) => {
      const database = new Database(places.database);
      database.pragma('foreign_keys = OFF');
      const triggers = database
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .all() as readonly { readonly name: string; readonly sql: string }[];
      for (const { name } of triggers) database.exec(`DROP TRIGGER "${name}"`);
      database.exec(sql);
      for (const trigger of triggers) database.exec(trigger.sql);
      database.close();
    },
    verify: async () => {
      const again = folders.closing(await openStore(places));
      return (await s.collect(again.verifyRows())).map(({ kind, what }) => `${kind}: ${what}`);
    },
  };
}

describe('verifying rows', () => {
  it('finds nothing wrong with an archive that is whole', async () => {
    expect(await (await archive()).verify()).toEqual([]);
  });

  const changes: readonly [sql: string, ...found: string[]][] = [
    ['UPDATE observations SET at = at + 1 WHERE id = 2', 'row-changed: observation 2'],
    [
      "UPDATE tellings SET outcome = 'deleted' WHERE rank = 'platform'",
      'row-changed: observation 2',
      'row-changed: observation 3',
      'row-changed: observation 4',
      'row-changed: post pond:1',
    ],
    ['UPDATE observations SET wire = NULL WHERE id = 3', 'row-changed: observation 3'],
    [
      "UPDATE snapshots SET content = replace(content, 'snapshot 2', 'snapshot Z')",
      'row-changed: snapshot 2',
    ],
    ['UPDATE snapshots SET taken_at = taken_at || 0 WHERE id = 1', 'row-changed: snapshot 1'],
    ['UPDATE captures SET verified = 0 WHERE id = 2', 'row-changed: capture 2'],
    ["UPDATE aliases SET reason = '' WHERE id = 1", 'row-changed: alias 1'],
    ['DELETE FROM captures WHERE id = 3', 'row-missing: capture 3'],
    ["UPDATE versions SET charset = 'KOI8-R'", 'row-changed: article news/frogs.html'],
    ["UPDATE embeds SET embed = '{'", 'row-changed: article news/frogs.html'],
    ['DELETE FROM embeds', 'row-changed: article news/frogs.html'],
    ['DELETE FROM ledger WHERE seq = 1', 'ledger-broken: ledger 2', 'ledger-broken: observation 1'],
    [
      "UPDATE ledger SET rows = replace(rows, 'o2', 'o3') WHERE seq = 2",
      'row-changed: observation 3',
      'ledger-broken: observation 2',
    ],
    ["UPDATE ledger SET rows = 'x' WHERE seq = 1", 'ledger-broken: ledger 1', 'ledger-broken: observation 1'],
    ['UPDATE ledger SET marks = zeroblob(2) WHERE seq = 1', 'row-changed: observation 1'],
    [
      'INSERT INTO observations SELECT 9, post, telling, at, as_of, wire FROM observations WHERE id = 1',
      'ledger-broken: observation 9',
    ],
    [
      'UPDATE ledger SET hash = zeroblob(32) WHERE seq = 2',
      'ledger-broken: ledger 2',
      'ledger-broken: ledger 3',
    ],
    ["UPDATE posts SET known = 'archive'", 'row-changed: post pond:1'],
    ['UPDATE posts SET last_live = NULL', 'row-changed: post pond:1'],
    ["UPDATE jobs SET token = 'mine'", 'row-impossible: job 1 (archive, done)'],
    ["UPDATE jobs SET state = 'dead'", 'row-impossible: job 1 (archive, dead)'],
    ["UPDATE jobs SET kind = 'tidy'", 'row-impossible: job 1 (tidy, done)'],
    [
      "INSERT INTO redacted_blobs VALUES ('a', 1)",
      'row-missing: redacted_blobs',
      'row-changed: redacted_blobs',
    ],
    ['DROP INDEX hosts_twice', 'database-damaged: schema of index hosts_twice'],
    ['CREATE TABLE notes (a)', 'database-damaged: schema of table notes'],
  ];
  for (const [sql, ...found] of changes)
    it(`names what was done by ${sql.slice(0, 60)}`, async () => {
      const { meddle, verify } = await archive();
      meddle(sql);
      expect(await verify()).toEqual(found);
    });

  it('holds the search index against the words it should have', async () => {
    const whole = await archive({ indexed: true });
    expect(await whole.verify()).toEqual([]);
    whole.meddle("INSERT INTO search (search) VALUES ('delete-all')");
    expect(await whole.verify()).toEqual(['index-damaged: search']);
    const other = await archive({ indexed: true });
    other.meddle("UPDATE search_posts SET made_at = '1999-01-01'");
    expect(await other.verify()).toEqual(['index-damaged: search, post 1']);
  });

  it("finds that a post's evidence was hung on another name", async () => {
    const { meddle, verify } = await archive();
    meddle("UPDATE posts SET name = 'pond:2'");
    expect((await verify()).filter((line) => line.startsWith('row-changed'))).toHaveLength(13);
  });

  it('finds one flipped bit in a row, where SQLite sees nothing', async () => {
    const { places, verify } = await archive();
    const bytes = await readFile(places.database);
    const place = bytes.lastIndexOf('Unmistakable snapshot 2');
    expect(place).toBeGreaterThan(0);
    await flipBit(places.database, place + 3);
    const database = new Database(places.database);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
    expect(await verify()).toEqual(['row-changed: snapshot 2']);
  });

  it('reports a page that lost its structure, and goes on', async () => {
    const { places, verify } = await archive();
    const database = new Database(places.database);
    const page = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'captures'").pluck().get();
    database.close();
    await writeFile(places.database, await withPageZeroed(places.database, Number(page)));
    const damages = await verify();
    expect(damages).toContain('database-damaged: database');
  });
});

describe('verifying while others write', () => {
  it('takes nothing for damage that came meanwhile', async () => {
    const { places } = await archive();
    const [reader, writer] = [
      folders.closing(await openStore(places)),
      folders.closing(await openStore(places)),
    ];
    await writer.manifests.flush();
    const verifying = s.collect(verifyArchive(withoutBlobs(reader)));
    for (const seconds of [11, 12, 13, 14, 15]) {
      const observations = [s.observationOf('live', seconds)];
      await writer.settle(await s.leasePost(writer, '1', seconds), { ...s.nothing, observations }, s.done);
      await writer.recordArticle(
        s.entryOf([s.embedOf('1'), s.embedOf(String(seconds))], { title: `${seconds}` }),
      );
      await writer.manifests.flush();
      if (seconds % 2 === 0) await writer.repair();
    }
    expect(await verifying).toEqual([]);
  });
});

/** Blobs of these archives are only named. */
function withoutBlobs(store: Store): Store {
  return {
    ...store,
    blobsNamed: async function* none() {},
    namedBlobs: async function* none() {},
  };
}

async function flipBit(path: string, offset: number): Promise<void> {
  const file = await open(path, 'r+');
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, offset);
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, offset);
  await file.close();
  await rm(`${path}-wal`, { force: true });
}

async function withPageZeroed(path: string, page: number): Promise<Buffer> {
  const bytes = await readFile(path);
  const size = bytes.readUInt16BE(16);
  return bytes.fill(0, (page - 1) * size, page * size);
}
