import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { useFolders } from './folders.ts';
import { at, leaseOptions } from './samples.ts';

const folders = useFolders();

async function storeWith(names: readonly string[]): Promise<Store> {
  const folder = await folders.folder();
  const places = { database: join(folder, 'a.db'), blobs: join(folder, 'blobs') };
  const store = folders.closing(await openStore({ ...places, log: silentLog, now: () => at(0) }));
  for (const name of names) await add(store, name);
  return store;
}

async function add(store: Store, name: string, priority = 0): Promise<void> {
  const [platform = '', id = ''] = name.split(':');
  await store.recordPost({ platform, id, url: `https://${platform}.test/${id}` }, [
    { kind: 'archive', name, priority },
  ]);
}

async function lease(store: Store, limit: number): Promise<string[]> {
  const taken = await store.jobs.lease({ id: 'w' }, leaseOptions(1, { limit, alone: false }));
  return taken.map(({ job }) => job.name);
}

const many = Array.from({ length: 50 }, (_, n) => `pond:${n}`);

describe('jobs of several networks', () => {
  it('share the hands, however many one of them has waiting before the others', async () => {
    const store = await storeWith([...many, 'lake:1', 'lake:2', 'sea:1']);
    expect(await lease(store, 4)).toEqual(['pond:0', 'lake:1', 'sea:1', 'pond:1']);
    // two of the pond, one of the lake, one of the sea are in hand
    expect(await lease(store, 1)).toEqual(['lake:2']);
    expect(await lease(store, 3)).toEqual(['pond:2', 'pond:3', 'pond:4']);
  });

  it('count what other workers have in hand', async () => {
    const store = await storeWith(many);
    expect(await lease(store, 3)).toHaveLength(3);
    for (const name of ['lake:1', 'lake:2', 'lake:3', 'lake:4']) await add(store, name);
    expect(await lease(store, 4)).toEqual(['lake:1', 'lake:2', 'lake:3', 'pond:3']);
  });

  it('have their turn by priority first', async () => {
    const store = await storeWith(['pond:1', 'lake:1']);
    await add(store, 'pond:2', 5);
    await add(store, 'pond:3', 5);
    expect(await lease(store, 3)).toEqual(['pond:2', 'pond:3', 'pond:1']);
  });

  it("don't hide one another while they wait for later", async () => {
    const store = await storeWith(['lake:1', 'sea:1']);
    const later = { kind: 'recheck', runAt: at(1_000).toISOString() } as const;
    await store.jobs.enqueueAll(
      ['lake:1', 'sea:1'].map((name) => ({ ...later, name, priority: 9 })),
      at(0),
    );
    expect(await lease(store, 4)).toEqual(['lake:1', 'sea:1']);
    expect(await lease(store, 4)).toEqual([]);
  });
});
