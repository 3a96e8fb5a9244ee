import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { silentLog } from '../../../src/log.ts';
import type { Lease } from '../../../src/model/job.ts';
import { recheckAt } from '../../../src/queue/recheck-plan.ts';
import { mostDeaths } from '../../../src/queue/schedule.ts';
import { openStore } from '../../../src/store/sqlite.ts';
import { done, embedOf, entryOf, nothing } from '../../store/samples.ts';
import type { Peers } from './peers.ts';
import type { Postgres } from './postgres.ts';

/** A queue as a bench sees it. What was claimed is settled at once, as done. */
export interface Queue {
  readonly name: string;
  /** How it keeps what it was given. */
  readonly note: string;
  readonly enqueue: (job: number) => Promise<void> | void;
  readonly claimAndSettle: () => Promise<void> | void;
  readonly enqueueMany: (jobs: readonly number[]) => Promise<void> | void;
  /** Gives how many there were. */
  readonly claimAndSettleMany: (limit: number) => Promise<number> | number;
  readonly close: () => Promise<void> | void;
}

/** Jobs of so many posts: each has one of a kind at a time. */
export async function openOurs(posts: number): Promise<Queue> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const store = await openStore({
    database: join(folder, 'a.db'),
    blobs: join(folder, 'blobs'),
    log: silentLog,
    plan: recheckAt,
  });
  const ids = Array.from({ length: posts }, (_, index) => String(index));
  for (let from = 0; from < posts; from += 1000) {
    const embeds = ids.slice(from, from + 1000).map((id) => embedOf(id));
    await store.recordArticle(entryOf(embeds, { name: `articles/${from}.html`, jobs: [] }));
  }
  const jobOf = (job: number) => ({ kind: 'capture', name: `pond:${job % posts}` }) as const;
  const lease = async (limit: number) => {
    const options = { now: new Date(), ms: 30_000, limit, alone: true, mostDeaths };
    return await store.jobs.lease({ id: 'bench' }, options);
  };
  const settle = (held: Lease) => store.settle(held, nothing, done);
  return {
    name: 'ours',
    note: 'SQLite, WAL, synchronous=FULL, each lease fenced by a token',
    enqueue: async (job) => {
      const { added } = await store.jobs.enqueue(jobOf(job), new Date());
      if (!added) throw new Error(`job ${job} was there already`);
    },
    claimAndSettle: async () => {
      const [held] = await lease(1);
      if (held === undefined) throw new Error('no job is due');
      await settle(held);
    },
    enqueueMany: async (jobs) => {
      const { added } = await store.jobs.enqueueAll(jobs.map(jobOf), new Date());
      if (added !== jobs.length) throw new Error('some jobs were there already');
    },
    claimAndSettleMany: async (limit) => {
      const held = await lease(limit);
      await Promise.all(held.map(settle));
      return held.length;
    },
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Plainjob {
  readonly better: (database: Database.Database) => unknown;
  readonly defineQueue: (options: { readonly connection: unknown; readonly logger: object }) => {
    readonly add: (type: string, data: unknown) => unknown;
    readonly addMany: (type: string, data: readonly unknown[]) => unknown;
    readonly getAndMarkJobAsProcessing: (type: string) => { readonly id: number } | undefined;
    readonly markJobAsDone: (id: number) => void;
    readonly close: () => void;
  };
}

/** `FULL`: as durable as ours; `NORMAL`: as it comes. It takes one job at a time: many within a transaction around their claims, and one around their ends. */
export async function openPlainjob(peers: Peers, synchronous: 'FULL' | 'NORMAL'): Promise<Queue> {
  const { better, defineQueue } = (await peers.load('plainjob')) as Plainjob;
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const database = new Database(join(folder, 'a.db'));
  const silent = { error() {}, warn() {}, info() {}, debug() {} };
  const queue = defineQueue({ connection: better(database), logger: silent });
  database.pragma(`synchronous = ${synchronous}`);
  const claim = () => {
    const job = queue.getAndMarkJobAsProcessing('bench');
    if (job === undefined) throw new Error('no job is due');
    return job.id;
  };
  const claimMany = database.transaction((limit: number) => Array.from({ length: limit }, claim));
  const settleMany = database.transaction((ids: readonly number[]) => {
    for (const id of ids) queue.markJobAsDone(id);
  });
  return {
    name: synchronous === 'FULL' ? 'plainjob' : 'plainjob as it comes',
    note:
      synchronous === 'FULL'
        ? 'SQLite, WAL, synchronous=FULL, set by us; no token'
        : 'SQLite, WAL, synchronous=NORMAL: a power cut loses what was acknowledged',
    enqueue: (job) => void queue.add('bench', { name: `pond:${job}` }),
    claimAndSettle: () => queue.markJobAsDone(claim()),
    enqueueMany: (jobs) => {
      const data = jobs.map((job) => ({ name: `pond:${job}` }));
      queue.addMany('bench', data);
    },
    claimAndSettleMany: (limit) => {
      const held = claimMany.immediate(limit);
      settleMany.immediate(held);
      return held.length;
    },
    close: () => {
      queue.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface PgBoss {
  readonly PgBoss: new (
    options: object,
  ) => {
    on: (event: 'error', listener: (error: unknown) => void) => void;
    start: () => Promise<unknown>;
    stop: (options: object) => Promise<unknown>;
    createQueue: (name: string) => Promise<unknown>;
    send: (name: string, data: object) => Promise<string | null>;
    insert: (name: string, jobs: readonly { readonly data: object }[]) => Promise<unknown>;
    fetch: (name: string, options: object) => Promise<readonly { readonly id: string }[]>;
    complete: (name: string, ids: string | readonly string[]) => Promise<unknown>;
  };
}

export async function openPgBoss(peers: Peers, { host }: Postgres): Promise<Queue> {
  const { PgBoss: Boss } = (await peers.load('pg-boss')) as PgBoss;
  const boss = new Boss({ host, user: 'postgres', database: 'postgres', supervise: false, schedule: false });
  boss.on('error', (error) => {
    throw error;
  });
  await boss.start();
  await boss.createQueue('bench');
  return {
    name: 'pg-boss',
    note: 'Postgres over its socket, fsync and synchronous_commit on, as they come',
    enqueue: async (job) => void (await boss.send('bench', { name: `pond:${job}` })),
    claimAndSettle: async () => {
      const [job] = await boss.fetch('bench', { batchSize: 1 });
      if (job === undefined) throw new Error('no job is due');
      await boss.complete('bench', job.id);
    },
    enqueueMany: async (jobs) => {
      await boss.insert(
        'bench',
        jobs.map((job) => ({ data: { name: `pond:${job}` } })),
      );
    },
    claimAndSettleMany: async (limit) => {
      const held = await boss.fetch('bench', { batchSize: limit });
      if (held.length > 0)
        await boss.complete(
          'bench',
          held.map(({ id }) => id),
        );
      return held.length;
    },
    close: async () => void (await boss.stop({ graceful: false })),
  };
}
