import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { firstSchema, likenessSchema, mementoSchema } from '../../src/store/sqlite-schema.ts';
import { useFolders } from './folders.ts';

const folders = useFolders();

async function places() {
  const folder = await folders.folder();
  return { database: join(folder, 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
}

describe('what SQLite keeps of hosts', () => {
  it('begins with the rests of formats that knew nothing else', async () => {
    const where = await places();
    const old = new Database(where.database);
    old.exec(firstSchema + likenessSchema + mementoSchema);
    old.exec("INSERT INTO pauses VALUES ('pond.test', '2026-11-24T12:00:00.000Z', 'HTTP 429')");
    old.pragma('application_id = 0x484f4c44');
    old.pragma('user_version = 3');
    old.close();
    const store = folders.closing(await openStore(where));
    expect(await store.hosts.get('pond.test')).toMatchObject({
      askedUntil: '2026-11-24T12:00:00.000Z',
      askedWith: 'HTTP 429',
      unsaid: 0,
      failures: [],
      rests: 0,
      fullAt: null,
    });
  });

  it('is seen at once by all who have the archive open', async () => {
    const where = await places();
    const one = folders.closing(await openStore(where));
    const other = folders.closing(await openStore(where));
    await one.hosts.change('pond.test', (record) => ({ ...record, rests: 1 }));
    expect((await other.hosts.get('pond.test'))?.rests).toBe(1);
    await other.hosts.change('pond.test', (record) => ({ ...record, rests: record.rests + 1 }));
    expect((await one.hosts.get('pond.test'))?.rests).toBe(2);
  });

  it('is not written when it stays as it is', async () => {
    const where = await places();
    const store = folders.closing(await openStore(where));
    await store.hosts.change('pond.test', (record) => ({ ...record, rests: 1 }));
    const watcher = new Database(where.database, { readonly: true });
    const version = () => watcher.pragma('data_version', { simple: true });
    const before = version();
    for (let time = 0; time < 100; time++) await store.hosts.change('pond.test', (record) => record);
    expect(version()).toBe(before);
    await store.hosts.change('pond.test', (record) => ({ ...record, rests: 2 }));
    expect(version()).not.toBe(before);
    watcher.close();
  });
});
