import { loadavg } from 'node:os';
import { messageOf } from '../../src/errors.ts';
import { type Growth, measureGrowth } from './archive/growth.ts';
import { installPeers, type Peers } from './archive/peers.ts';
import { type Postgres, startPostgres } from './archive/postgres.ts';
import { counts, type Rates, runQueues, type Step, steps } from './archive/queue-rounds.ts';
import { openOurs, openPgBoss, openPlainjob, type Queue } from './archive/queues.ts';
import { measureRecheckPass, posts } from './archive/recheck-pass.ts';

/**
 * The durable queue beside pg-boss and plainjob, in turns on one disk; what a recheck without news costs in bytes; and
 * how long a recheck pass takes with nothing due. `--quick`: fewer rounds.
 */
export async function benchArchive(flags: readonly string[]): Promise<readonly string[]> {
  const isQuick = flags.includes('--quick');
  const load = loadavg()[0] ?? 0;
  return [
    `load at the start ${load.toFixed(2)}; figures are medians, in brackets the tenth and the ninetieth percentile`,
    ...(await compareQueues(isQuick ? 20 : 80)),
    ...(await tellPass()),
    ...[await measureGrowth(1), await measureGrowth(2)].flatMap(tellGrowth),
  ];
}

async function compareQueues(rounds: number): Promise<readonly string[]> {
  const queues: Queue[] = [await openOurs(counts.many)];
  const missing: string[] = [];
  const add = async (name: string, open: () => Promise<Queue>) => {
    try {
      queues.push(await open());
    } catch (error) {
      missing.push(`${name} is missing: ${messageOf(error).slice(0, 300)}`);
    }
  };
  let postgres: Postgres | null = null;
  try {
    const peers: Peers = await installPeers();
    await add('plainjob', () => openPlainjob(peers, 'FULL'));
    await add('plainjob as it comes', () => openPlainjob(peers, 'NORMAL'));
    await add('pg-boss', async () => {
      postgres = await startPostgres(peers);
      return await openPgBoss(peers, postgres);
    });
    const versions = Object.entries(peers.versions).map(([name, version]) => `${name} ${version}`);
    const rates = await runQueues(queues, rounds);
    return [versions.join(', '), ...missing, ...reportQueues(queues, rates)];
  } finally {
    for (const queue of queues) await queue.close();
    await (postgres as Postgres | null)?.close();
  }
}

const titles = {
  enqueue: 'enqueue, one at a time',
  claimAndSettle: 'claim and settle, one at a time',
  enqueueMany: `enqueue, ${counts.batch} at a time`,
  claimAndSettleMany: `claim and settle, ${counts.batch} at a time`,
} as const satisfies Record<Step, string>;

/** How many times the peer's rate ours is to be. */
const aims: Readonly<Record<string, Readonly<Record<Step, number>>>> = {
  'pg-boss': { enqueue: 2.5, claimAndSettle: 2.5, enqueueMany: 4, claimAndSettleMany: 4 },
  plainjob: { enqueue: 1, claimAndSettle: 1, enqueueMany: 1, claimAndSettleMany: 1 },
};

function reportQueues(queues: readonly Queue[], rates: ReadonlyMap<string, Rates>): readonly string[] {
  const notes = queues.map(({ name, note }) => `${name}: ${note}`);
  const tables = steps.flatMap((step) => [
    `${titles[step]}, jobs a second`,
    ...queues.map(({ name }) => `  ${name.padEnd(22)}${spread(rates.get(name)?.[step] ?? [])}`),
    ...Object.entries(aims).map(([peer, aim]) => {
      const ratio = at(rates.get('ours')?.[step] ?? [], 0.5) / at(rates.get(peer)?.[step] ?? [], 0.5);
      return `→ ${ratio.toFixed(2)} × ${peer} (aim ${aim[step]})`;
    }),
  ]);
  return [...notes, ...tables];
}

async function tellPass(): Promise<readonly string[]> {
  const times = await measureRecheckPass();
  return [
    `a recheck pass over ${posts} posts with nothing due, opening the archive included: ${spread(times)} ms (aim < 1000)`,
  ];
}

function tellGrowth({ sources, database, answers, wires, manifests }: Growth): readonly string[] {
  const [grown, asked, kept, lines] = [database, answers, wires, manifests].map(Math.round);
  return [
    `a recheck without news, ${sources === 1 ? 'one source' : `${sources} sources`} asked: the database grows by ${grown} bytes (aim ≤ 200)`,
    `  beside it ${kept} bytes of wires for ${asked} of answers, each with other numbers, and ${lines} of manifests`,
  ];
}

function spread(values: readonly number[]): string {
  const [low, middle, high] = [0.1, 0.5, 0.9].map((part) => Math.round(at(values, part)));
  return `${middle} [${low}–${high}]`;
}

function at(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;
}
