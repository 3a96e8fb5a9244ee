import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { sha256 } from '../../src/model/canonical.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { firstSchema } from '../../src/store/sqlite-schema.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

const folders = useFolders();
const words = 'The frogs have left the pond for the winter, says the heron.';
const lost = { ...s.embedOf('1', words), name: 'pond:@frog/2024-04-30/0a1b2c3d4e5f', ref: null };
const flat = s.entryOf([lost], { name: 'flat.txt', blob: sha256('flat') });

async function places() {
  const folder = await folders.folder();
  return { database: join(folder, 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
}

/** Does something to the file behind the store's back. */
function meddle<Result>(path: string, work: (database: Database.Database) => Result): Result {
  const database = new Database(path);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

describe('a meeting in SQLite', () => {
  it('is kept with the article that shows it, or neither is', async () => {
    const where = await places();
    const store = folders.closing(await openStore(where));
    await store.recordArticle(flat);
    const before = await store.counts();
    meddle(where.database, (database) =>
      database.exec(
        `CREATE TRIGGER killed BEFORE INSERT ON ledger WHEN NEW.kind = 'alias' BEGIN SELECT RAISE(ABORT, 'killed'); END`,
      ),
    );
    const found = s.entryOf([s.embedOf('1', words)]);
    await expect(store.recordArticle(found)).rejects.toThrow('killed');
    expect(await store.counts()).toEqual(before);
    expect(await store.posts.get('pond:1')).toBeNull();
    expect((await store.posts.get(lost.name))?.name).toBe(lost.name);

    meddle(where.database, (database) => database.exec('DROP TRIGGER killed'));
    await store.recordArticle(found);
    expect((await store.posts.get(lost.name))?.name).toBe('pond:1');
    expect(await s.collect(store.verifyRows())).toEqual([]);
  });

  it('comes about in archives of the first format too, with all they hold', async () => {
    const where = await places();
    const store = await openStore(where);
    await store.recordArticle(flat);
    const before = await store.counts();
    await store.close();
    meddle(where.database, (database) => {
      for (const index of ['aliases_by_post', 'embeds_by_account', 'snapshots_by_handle'])
        database.exec(`DROP INDEX ${index}`);
      for (const column of [
        'embeds.account',
        'embeds.lost',
        'embeds.day',
        'snapshots.handle',
        'snapshots.day',
        'observations.as_of',
        ...'parts avif thumb pdf wacz cut_from settings'.split(' ').map((name) => `captures.${name}`),
      ])
        database.exec(`ALTER TABLE ${column.replace('.', ' DROP COLUMN ')}`);
      database.exec('DROP TABLE hosts');
      database.exec(/CREATE TABLE pauses[^;]*;/u.exec(firstSchema)?.[0] ?? '');
      database.pragma('user_version = 1');
      const first = new Database(':memory:').exec(firstSchema);
      const columns =
        'SELECT m.name, p.name FROM sqlite_schema AS m, pragma_table_xinfo(m.name) AS p ORDER BY 1, 2';
      expect(database.prepare(columns).raw().all()).toEqual(first.prepare(columns).raw().all());
      first.close();
    });

    const again = folders.closing(await openStore(where));
    expect(await again.counts()).toEqual(before);
    await again.recordArticle(s.entryOf([s.embedOf('1', words)]));
    expect((await again.posts.get(lost.name))?.name).toBe('pond:1');
    expect(await s.collect(again.verifyRows())).toEqual([]);
  });

  it('is looked for by account and day, however many posts there are', async () => {
    const where = await places();
    folders.closing(await openStore(where));
    const plan = (sql: string) =>
      meddle(where.database, (database) =>
        database
          .prepare(`EXPLAIN QUERY PLAN ${sql}`)
          .all()
          .map((row) => (row as { detail: string }).detail)
          .join('\n'),
      );
    const account = "account = 'pond:frog'";
    const days = "day BETWEEN '2024-04-29' AND '2024-05-01'";
    expect(plan(`SELECT post FROM embeds WHERE ${account} AND lost = 1 AND ${days}`)).toContain(
      'INDEX embeds_by_account (account=? AND lost=? AND day>? AND day<?)',
    );
    expect(
      plan(`SELECT post FROM embeds WHERE ${account} AND lost = 0 AND (day IS NULL OR ${days})`),
    ).toMatch(/INDEX embeds_by_account \(account=\?/);
    expect(plan(`SELECT post FROM snapshots WHERE handle = 'frog' AND (day IS NULL OR ${days})`)).toMatch(
      /INDEX snapshots_by_handle \(handle=\?/,
    );
  });
});
