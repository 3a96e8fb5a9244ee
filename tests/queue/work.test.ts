import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { HoldfastError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import type { Lease } from '../../src/model/job.ts';
import { type WorkOptions, work } from '../../src/queue/work.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { useFolders } from '../store/folders.ts';
import { done, nothing, refOf } from '../store/samples.ts';

const folders = useFolders();

async function openIn(folder: string): Promise<Store> {
  const places = { database: join(folder, 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
  return folders.closing(await openStore(places));
}

/** A store with an archive job for each of that many posts. */
async function storeWith(jobs: number): Promise<Store> {
  const store = await openIn(await folders.folder());
  for (let id = 1; id <= jobs; id++)
    await store.recordPost(refOf(String(id)), [{ kind: 'archive', name: `pond:${id}` }]);
  return store;
}

function run(store: Store, handle: WorkOptions['handle'], options: Partial<WorkOptions> = {}) {
  return work({ store, handle, concurrency: 2, untilIdle: true, ...options });
}

const zero = { done: 0, retried: 0, dead: 0, lost: 0, released: 0, stopped: false, waiting: [] };
const later = () => new Date(Date.now() + 3_600_000).toISOString();

describe('work', () => {
  it('does every job once, no more at a time than told, and ends when nothing is due', async () => {
    const store = await storeWith(12);
    const seen: string[] = [];
    let running = 0;
    let most = 0;
    const report = await run(
      store,
      async (lease) => {
        most = Math.max(most, ++running);
        seen.push(lease.job.name);
        await sleep(5);
        running -= 1;
        await store.settle(lease, nothing, done);
      },
      { concurrency: 3 },
    );
    expect(report).toEqual({ ...zero, done: 12 });
    expect(new Set(seen).size).toBe(12);
    expect(seen).toHaveLength(12);
    expect(most).toBe(3);
    expect(await run(store, () => Promise.reject(new Error('no job is left')))).toEqual(zero);
  });

  it('goes on with what its jobs bring', async () => {
    const store = await storeWith(3);
    const kinds: string[] = [];
    const handle = async (lease: Lease) => {
      kinds.push(lease.job.kind);
      const { kind, name } = lease.job;
      const next = kind === 'archive' ? [{ kind: 'capture', name } as const] : [];
      await store.settle(lease, { ...nothing, next }, done);
    };
    expect(await run(store, handle, { concurrency: 1 })).toEqual({ ...zero, done: 6 });
    expect(kinds.filter((kind) => kind === 'capture')).toHaveLength(3);
  });

  it("isn't held by jobs that wait for later, and says why they wait", async () => {
    const store = await storeWith(3);
    const at = later();
    const report = await run(store, async (lease) => {
      const isFirst = lease.job.name === 'pond:1';
      const retry = { kind: 'retry', at, reason: 'rate-limited', detail: '429', counted: false } as const;
      await store.settle(lease, nothing, isFirst ? retry : done);
    });
    expect(report).toEqual({
      ...zero,
      done: 2,
      retried: 1,
      waiting: [{ reason: 'rate-limited', jobs: 1, nextAt: at }],
    });
  });

  it('takes only the kinds and posts it was told', async () => {
    const store = await storeWith(4);
    await store.jobs.enqueue({ kind: 'capture', name: 'pond:1' }, new Date());
    const seen: string[] = [];
    const handle = async (lease: Lease) => {
      seen.push(`${lease.job.kind} ${lease.job.name}`);
      await store.settle(lease, nothing, done);
    };
    await run(store, handle, { kinds: ['archive'], names: ['pond:1', 'pond:3'] });
    expect(seen.sort()).toEqual(['archive pond:1', 'archive pond:3']);
  });

  it('ends a job by a bug in its handler, or one that forgets to settle, and goes on', async () => {
    const store = await storeWith(4);
    const report = await run(store, async (lease) => {
      if (lease.job.name === 'pond:1') throw new TypeError('undefined is not a frog');
      if (lease.job.name === 'pond:2') return;
      await store.settle(lease, nothing, done);
    });
    expect(report).toEqual({ ...zero, done: 2, dead: 2 });
    const dead = await store.jobs.list({ state: 'dead' });
    expect(dead.map(({ reason, detail }) => [reason, detail])).toEqual([
      ['bug', 'undefined is not a frog'],
      ['bug', 'its handler ended without settling it'],
    ]);
  });

  it('ends the whole run when nothing can be kept, and gives every job back', async () => {
    const store = await storeWith(6);
    let calls = 0;
    const full = run(store, async (lease) => {
      if (++calls > 2) throw new HoldfastError('disk-full', 'the disk is full: free some space');
      await store.settle(lease, nothing, done);
    });
    await expect(full).rejects.toMatchObject({ name: 'disk-full' });
    const jobs = await store.jobs.list();
    expect(jobs.filter(({ state }) => state === 'done')).toHaveLength(2);
    const rest = jobs.filter(({ state }) => state === 'queued');
    expect(rest).toHaveLength(4);
    expect(rest.map(({ attempts, deaths }) => [attempts, deaths])).toEqual(rest.map(() => [0, 0]));
    expect(rest.filter(({ reason }) => reason === 'disk-full').length).toBeGreaterThan(0);
    const again = await run(store, async (lease) => void (await store.settle(lease, nothing, done)));
    expect(again).toEqual({ ...zero, done: 4 });
  });

  it('keeps the lease of a job that takes longer', async () => {
    const folder = await folders.folder();
    const [store, other] = [await openIn(folder), await openIn(folder)];
    await store.recordPost(refOf('1'), [{ kind: 'archive', name: 'pond:1' }]);
    let clock = Date.now();
    const now = () => new Date(clock);
    let onRenewed = (_at: Date) => {};
    const renew: Store['jobs']['renew'] = async (lease, at, ms) => {
      const renewed = await store.jobs.renew(lease, at, ms);
      onRenewed(at);
      return renewed;
    };
    const handle = async (lease: Lease) => {
      for (let time = 0; time < 3; time++) {
        clock += 20_000;
        await new Promise<void>((resolve) => {
          onRenewed = (at) => at.getTime() === clock && resolve();
        });
        expect(await run(other, () => Promise.reject(new Error('it is held')), { now })).toEqual(zero);
      }
      await store.settle(lease, nothing, done);
    };
    const timing = { leaseMs: 30_000, heartbeatMs: 10 };
    const slow = run({ ...store, jobs: { ...store.jobs, renew } }, handle, { timing, now });
    expect(await slow).toEqual({ ...zero, done: 1 });
  });

  it('takes a job over whose worker is stuck, and refuses what that one brings later', async () => {
    const folder = await folders.folder();
    const [store, other] = [await openIn(folder), await openIn(folder)];
    await store.recordPost(refOf('1'), [{ kind: 'archive', name: 'pond:1' }]);
    let wasToldSo = false;
    const stuck = run(
      store,
      async (lease, signal) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        wasToldSo = true;
        await store.settle(lease, nothing, done);
      },
      { timing: { leaseMs: 100, heartbeatMs: 1200 } },
    );
    const handle = async (lease: Lease) => void (await other.settle(lease, nothing, done));
    const rescue = { names: ['pond:1'], timing: { pollMs: 20 } };
    await sleep(50);
    expect(await run(other, handle, rescue)).toEqual({ ...zero, done: 1 });
    expect(await stuck).toEqual({ ...zero, lost: 1 });
    expect(wasToldSo).toBe(true);
    expect(await store.jobs.list()).toMatchObject([{ state: 'done', deaths: 1, attempts: 2 }]);
  });

  it('with names, waits for another worker that holds one of them, and for what that brings', async () => {
    const folder = await folders.folder();
    const [store, other] = [await openIn(folder), await openIn(folder)];
    await store.recordPost(refOf('1'), [{ kind: 'archive', name: 'pond:1' }]);
    const slow = run(
      store,
      async (lease) => {
        await sleep(200);
        await store.settle(lease, { ...nothing, next: [{ kind: 'capture', name: 'pond:1' }] }, done);
      },
      { kinds: ['archive'] },
    );
    await sleep(30);
    const handle = async (lease: Lease) => void (await other.settle(lease, nothing, done));
    const report = await run(other, handle, { names: ['pond:1'], timing: { pollMs: 20 } });
    expect(report).toEqual({ ...zero, done: 1 });
    expect(await slow).toEqual({ ...zero, done: 1 });
  });

  it('looks for jobs of others until stopped, then lets the jobs in hand end', async () => {
    const folder = await folders.folder();
    const [store, other] = [await openIn(folder), await openIn(folder)];
    const stop = new AbortController();
    const handle = async (lease: Lease) => {
      setTimeout(() => stop.abort(), 10);
      await sleep(80);
      await store.settle(lease, nothing, done);
    };
    const working = run(store, handle, { untilIdle: false, stop: stop.signal, timing: { pollMs: 10 } });
    await sleep(50);
    await other.recordPost(refOf('1'), [{ kind: 'archive', name: 'pond:1' }]);
    await other.jobs.enqueue({ kind: 'capture', name: 'pond:1', runAt: later() }, new Date());
    expect(await working).toEqual({ ...zero, done: 1, stopped: true });
  });

  it('gives back what does not end in time after a stop, and at once after the second', async () => {
    for (const stops of ['one', 'two'] as const) {
      const store = await storeWith(5);
      const [stop, stopNow] = [new AbortController(), new AbortController()];
      const deaf = () => new Promise<void>(() => {});
      const timing = { drainMs: stops === 'one' ? 60 : 60_000, graceMs: 20, pollMs: 10 };
      const working = run(store, deaf, { stop: stop.signal, stopNow: stopNow.signal, timing });
      await sleep(50);
      stop.abort();
      await sleep(20);
      if (stops === 'two') stopNow.abort();
      expect(await working).toMatchObject({ released: 2, stopped: true });
      const jobs = await store.jobs.list();
      expect(jobs.map(({ state, attempts, deaths }) => [state, attempts, deaths])).toEqual(
        Array.from({ length: 5 }, () => ['queued', 0, 0]),
      );
    }
  });

  it('gives jobs in hand no more time after a stop when the clock goes back a day', async () => {
    const store = await storeWith(1);
    const stop = new AbortController();
    const deaf = () => new Promise<void>(() => {});
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const timing = { drainMs: 100, graceMs: 20, pollMs: 10 };
      const working = run(store, deaf, { stop: stop.signal, timing });
      await sleep(50);
      stop.abort();
      await sleep(20);
      vi.setSystemTime(Date.now() - 86_400_000);
      expect(await working).toMatchObject({ released: 1, stopped: true });
    } finally {
      vi.useRealTimers();
    }
  });

  it('takes no job when it is stopped before it begins', async () => {
    const store = await storeWith(1);
    const report = await run(store, () => Promise.reject(new Error('stopped')), {
      stop: AbortSignal.abort(),
    });
    expect(report).toEqual({ ...zero, stopped: true });
  });
});
