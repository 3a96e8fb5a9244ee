import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { platforms } from '../../src/platforms/index.ts';
import { queueRechecks, type RecheckChoice, type RecheckOptions } from '../../src/queue/queue-rechecks.ts';
import { recheckAt } from '../../src/queue/recheck-plan.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { useFolders } from '../store/folders.ts';
import * as s from '../store/samples.ts';

const folders = useFolders();
const day = 24 * 3600;

async function openNew(): Promise<Store> {
  const folder = await folders.folder();
  const store = await openStore({
    database: join(folder, 'a.db'),
    blobs: join(folder, 'snapshots'),
    log: silentLog,
    plan: recheckAt,
    now: () => s.at(0),
  });
  return folders.closing(store);
}

async function queued(
  store: Store,
  which: RecheckChoice,
  { seconds = 0, ...options }: RecheckOptions & { readonly seconds?: number } = {},
): Promise<readonly (readonly string[])[]> {
  const tools = { store, platforms, now: () => s.at(seconds) };
  return await Array.fromAsync(queueRechecks(which, tools, options));
}

async function jobsOf(store: Store): Promise<readonly string[]> {
  const jobs = await store.jobs.list({ state: 'queued' });
  return jobs.map(({ kind, name, runAt }) => `${kind} ${name} ${(Date.parse(runAt) - s.start) / 1000}`);
}

describe('queueing rechecks', () => {
  it('takes those that are due, and leaves one that has a job to that', async () => {
    const store = await openNew();
    for (const id of ['1', '2', '3']) await store.recordPost(s.refOf(id), []);
    await store.jobs.enqueue({ kind: 'archive', name: 'pond:2' }, s.at(0));
    const lease = await s.leasePost(store, '3', 0);
    const heard = {
      observations: [s.observationOf('live', 0)],
      snapshot: s.snapshotOf('a', 'live', 'platform'),
    };
    await store.settle(lease, { ...s.nothing, ...heard }, s.done);
    expect(await queued(store, 'due')).toEqual([['pond:1', 'pond:2']]);
    expect(await jobsOf(store)).toEqual(['archive pond:2 0', 'recheck pond:1 0']);
    expect(await queued(store, 'due', { seconds: day })).toEqual([['pond:1', 'pond:2', 'pond:3']]);
    // new posts come first
    expect((await s.leaseOne(store, day)).job).toMatchObject({ kind: 'archive', name: 'pond:2' });
  });

  it('takes all that have an id, or those named, whose jobs wait no longer', async () => {
    const store = await openNew();
    const lost = { ...s.embedOf('9'), ref: null, name: 'pond:@toad/2024-04-30/aaaaaaaaaaaa' };
    await store.recordArticle(s.entryOf([lost], { jobs: [] }));
    for (const id of ['1', '2']) await store.recordPost(s.refOf(id), []);
    await store.settle(await s.leasePost(store, '1', 0), s.nothing, s.retryAt(500));
    expect(await queued(store, 'all')).toEqual([['pond:1', 'pond:2']]);
    expect(await jobsOf(store)).toEqual(['archive pond:1 500', 'recheck pond:2 0']);
    expect(await queued(store, ['pond:1', 'pond:1', lost.name], { seconds: 9 })).toEqual([['pond:1']]);
    expect(await jobsOf(store)).toEqual(['archive pond:1 9', 'recheck pond:2 0']);
    await expect(queued(store, ['x:7'])).rejects.toMatchObject({ name: 'unknown-post' });
  });

  it('goes through many in batches, up to a limit, the longest due first', async () => {
    const store = await openNew();
    const embeds = Array.from({ length: 1100 }, (_, n) => s.embedOf(String(n)));
    await store.recordArticle(s.entryOf(embeds.slice(0, 600), { jobs: [] }));
    const later = { at: s.isoAt(-60), jobs: [], name: 'news/toads.html' };
    await store.recordArticle(s.entryOf(embeds.slice(600), later));
    const batches = await queued(store, 'due', { limit: 700 });
    expect(batches.map(({ length }) => length)).toEqual([500, 200]);
    expect(batches[0]).toEqual(embeds.slice(600).map(({ name }) => name));
    const all = await queued(store, 'due');
    expect(all.map(({ length }) => length)).toEqual([500, 500, 100]);
    expect(new Set(all.flat()).size).toBe(1100);
    expect((await store.counts()).jobs.queued).toBe(1100);
  });
});
