import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { HoldfastError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import type { JobKind, Lease } from '../../src/model/job.ts';
import { createRate } from '../../src/queue/rate.ts';
import { type WorkOptions, type WorkProgress, work } from '../../src/queue/work.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { useFolders } from '../store/folders.ts';
import { done, embedOf, entryOf, nothing, refOf, snapshotOf } from '../store/samples.ts';

const folders = useFolders();
const timing = { progressMs: 10 };

async function storeWith(posts: number): Promise<{ store: Store; names: readonly string[] }> {
  const folder = await folders.folder();
  const places = { database: join(folder, 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
  const store = folders.closing(await openStore(places));
  const names = Array.from({ length: posts }, (_, n) => `pond:${n + 1}`);
  for (const name of names) await store.recordPost(refOf(name.slice(5)), [{ kind: 'archive', name }]);
  return { store, names };
}

/** Works until idle and gives all that was told; `told` has it as it comes. */
async function follow(
  store: Store,
  handle: WorkOptions['handle'],
  options: Partial<WorkOptions> = {},
  told: WorkProgress[] = [],
) {
  const onProgress = (progress: WorkProgress) => void told.push(progress);
  const report = await work({
    store,
    handle,
    concurrency: 2,
    untilIdle: true,
    onProgress,
    timing,
    ...options,
  });
  return { told, report, last: told.at(-1) };
}

describe('progress of work', () => {
  it('counts posts down to none, with what is in hand and what lacks only a picture', async () => {
    const { store } = await storeWith(0);
    const names = Array.from({ length: 12 }, (_, n) => `pond:${n + 1}`);
    await store.recordArticle(entryOf(names.map((name) => embedOf(name.slice(5)))));
    const told: WorkProgress[] = [];
    // However slow the machine is, no job ends before its kind was told of.
    const isTold = (kind: JobKind) =>
      told.some(({ inHand, onlyPicture }) => (kind === 'archive' ? inHand.archive === 2 : onlyPicture > 0));
    const handle = async (lease: Lease) => {
      while (!isTold(lease.job.kind)) await sleep(5);
      const next = [{ kind: 'capture', name: lease.job.name } as const];
      const isFirst = lease.job.kind === 'archive';
      const learned = { ...nothing, snapshot: snapshotOf(lease.job.name, 'live', 'platform', 0), next };
      await store.settle(lease, isFirst ? learned : nothing, done);
    };
    const { last } = await follow(store, handle, { names }, told);
    expect(told.length).toBeGreaterThan(2);
    for (const { posts, done: over, left, later, inHand } of told) {
      expect([posts, over + left + later]).toEqual([12, 12]);
      expect(inHand.archive + inHand.capture).toBeLessThanOrEqual(2);
    }
    expect(told.map(({ left }) => left)).toEqual(told.map(({ left }) => left).sort((a, b) => b - a));
    expect(told.every(({ left, onlyPicture }) => onlyPicture <= left)).toBe(true);
    expect(last).toMatchObject({ posts: 12, done: 12, left: 0, later: 0, failed: 0, stopping: false });
  });

  it('goes on counting where a run before it was stopped, and counts posts that came since', async () => {
    const { store, names } = await storeWith(6);
    const stop = new AbortController();
    const handle = async (lease: Lease) => {
      await sleep(5);
      await store.settle(lease, nothing, done);
    };
    const first = await follow(
      store,
      async (lease) => {
        if (lease.job.name === 'pond:3') stop.abort();
        await handle(lease);
      },
      { names, concurrency: 1, stop: stop.signal },
    );
    expect(first.last).toMatchObject({ posts: 6, done: 3, left: 3, stopping: true });
    const told = await follow(store, handle, { names });
    expect(told.last).toMatchObject({ posts: 6, done: 6, left: 0 });
    expect(told.told.every(({ done: over }) => over >= 3)).toBe(true);

    await store.jobs.enqueue({ kind: 'recheck', name: 'pond:1' }, new Date());
    const all = await follow(store, async (lease) => {
      if (lease.job.kind === 'recheck')
        await store.recordPost(refOf('new'), [{ kind: 'archive', name: 'pond:new' }]);
      await handle(lease);
    });
    expect(all.last).toMatchObject({ posts: 2, done: 2, left: 0 });
  });

  it('tells what waits, for which host and until when, and what failed', async () => {
    const { store } = await storeWith(4);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await store.hosts.change('pond.test', (host) => ({
      ...host,
      askedUntil: until,
      askedWith: 'HTTP 429',
    }));
    const retry = { kind: 'retry', at: until, detail: '', counted: false } as const;
    const ends = {
      'pond:1': { ...retry, reason: 'rate-limited' },
      'pond:2': { ...retry, reason: 'browser-missing' },
      'pond:3': { kind: 'dead', reason: 'gave-up', detail: '' },
    } as const;
    const { last } = await follow(store, async (lease) => {
      await store.settle(lease, nothing, ends[lease.job.name as keyof typeof ends] ?? done);
    });
    expect(last).toMatchObject({
      posts: 4,
      done: 2,
      left: 0,
      later: 2,
      failed: 1,
      waiting: [
        { reason: 'browser-missing', jobs: 1, nextAt: until },
        { reason: 'rate-limited', jobs: 1, nextAt: until },
      ],
      hosts: [{ host: 'pond.test', why: 'asked', askedWith: 'HTTP 429', until }],
    });
  });

  it('tells of nothing to do once, as nothing', async () => {
    const { store } = await storeWith(0);
    const { told } = await follow(store, () => Promise.reject(new Error('there is no job')));
    expect(told).toEqual([
      expect.objectContaining({ posts: 0, done: 0, left: 0, later: 0, perMinute: null }),
    ]);
  });

  it('looks at the queue no more often than told, whatever the number of jobs', async () => {
    const { store } = await storeWith(150);
    let looks = 0;
    const jobs = {
      ...store.jobs,
      outlook: (...args: Parameters<Store['jobs']['outlook']>) => {
        looks += 1;
        return store.jobs.outlook(...args);
      },
    };
    const handle = async (lease: Lease) => {
      await nextTurn();
      await store.settle(lease, nothing, done);
    };
    const slowly = { timing: { progressMs: 60_000 } };
    const { last } = await follow({ ...store, jobs }, handle, slowly);
    expect(last).toMatchObject({ done: 150 });
    expect(looks).toBe(2);
  });

  it("is in nobody's way when it fails: neither the archive's trouble nor the listener's ends the work", async () => {
    const { store } = await storeWith(3);
    const broken = new HoldfastError('archive-unavailable', 'not now');
    const jobs = { ...store.jobs, outlook: () => Promise.reject(broken) };
    const handle = async (lease: Lease) => {
      await sleep(15);
      await store.settle(lease, nothing, done);
    };
    expect((await follow({ ...store, jobs }, handle)).report).toMatchObject({ done: 3 });
    await store.jobs.enqueue({ kind: 'recheck', name: 'pond:1' }, new Date());
    const onProgress = () => {
      throw new TypeError('a listener of the caller');
    };
    expect((await follow(store, handle, { onProgress })).report).toMatchObject({ done: 1 });
  });

  it('keeps its counts whole when the clock jumps a day back, and then to the right time again', async () => {
    const { store, names } = await storeWith(5);
    let shift = 0;
    const handle = async (lease: Lease) => {
      await sleep(12);
      await store.settle(lease, nothing, done);
      if (lease.job.name === 'pond:2') shift = -86_400_000;
    };
    const now = () => new Date(Date.now() + shift);
    const { told, last } = await follow(store, handle, { names, now, concurrency: 1 });
    expect(last).toMatchObject({ posts: 5, done: 2, left: 0, later: 3 });
    shift = 0;
    const again = await follow(store, handle, { names, now, concurrency: 1 });
    expect(again.last).toMatchObject({ posts: 5, done: 5, later: 0 });
    for (const { posts, done: over, left, later, perMinute } of [...told, ...again.told]) {
      expect(over + left + later).toBe(posts);
      expect(perMinute ?? 0).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('a rate', () => {
  it('is of the last minute, and nothing while there is too little to go by', () => {
    let at = 0;
    const rate = createRate(() => at);
    expect(rate.perMinute()).toBeNull();
    rate.note(100);
    at = 2_000;
    rate.note(101);
    expect(rate.perMinute()).toBeNull();
    for (at = 10_000; at <= 120_000; at += 10_000) rate.note(100 + at / 1_000);
    at = 120_000;
    expect(rate.perMinute()).toBe(60);
    for (at = 130_000; at <= 190_000; at += 10_000) rate.note(220);
    at = 190_000;
    expect(rate.perMinute()).toBe(0);
  });

  it('starts anew when a count shrinks, and falls while nothing is noted', () => {
    let at = 0;
    const rate = createRate(() => at);
    rate.note(0);
    at = 10_000;
    rate.note(100);
    expect(rate.perMinute()).toBe(600);
    at = 20_000;
    expect(rate.perMinute()).toBe(300);
    rate.note(90);
    expect(rate.perMinute()).toBeNull();
  });
});
