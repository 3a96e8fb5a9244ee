import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { hashOf, sha256 } from '../../src/model/canonical.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { makeEarlyArchive } from './early-formats.ts';
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
        `CREATE TRIGGER killed BEFORE INSERT ON ledger WHEN instr(NEW.rows, 'a') > 0 BEGIN SELECT RAISE(ABORT, 'killed'); END`,
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
    const early = makeEarlyArchive(where.database, 1);
    early.insert('posts', { name: lost.name, state: 'unknown', edited: 0, first_seen: flat.at });
    const { name: article, blob, format, charset, title, at: seen_at, embeds } = flat;
    const reading = Buffer.from(hashOf({ name: article, blob, format, charset, title, embeds }), 'hex');
    early.insert('versions', { article, blob, format, charset, title, seen_at, reading });
    early.insert('articles', { name: article, version: 1 });
    early.insert('embeds', { version: 1, ordinal: 0, post: 1, embed: JSON.stringify(lost) });
    const quote = { source: 'article', rank: 'article', at: seen_at, outcome: 'quoted' };
    const answer = { reason: null, url: article, status: null, wire: blob };
    early.enter('observation', lost.name, { post: 1, ...quote, ...answer });
    early.close();

    const again = folders.closing(await openStore(where));
    expect(await again.counts()).toMatchObject({ articles: 1, embeds: 1, posts: { unknown: 1 } });
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
