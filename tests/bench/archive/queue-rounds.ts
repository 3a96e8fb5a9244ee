import type { Queue } from './queues.ts';

/** Jobs of each turn, one at a time and in batches: few, so that what else the disk does falls on all queues alike. */
export const counts = { single: 20, many: 500, batch: 100 } as const;

export const steps = ['enqueue', 'claimAndSettle', 'enqueueMany', 'claimAndSettleMany'] as const;
export type Step = (typeof steps)[number];

/** Jobs a second of each step, one figure for each turn. */
export type Rates = Readonly<Record<Step, number[]>>;

/** All queues do the same in turns, the order reversed every other round. The first rounds are not counted. */
export async function runQueues(
  queues: readonly Queue[],
  rounds: number,
  warmUps = 5,
): Promise<ReadonlyMap<string, Rates>> {
  const rates = new Map<string, Rates>(
    queues.map(({ name }) => [
      name,
      { enqueue: [], claimAndSettle: [], enqueueMany: [], claimAndSettleMany: [] },
    ]),
  );
  for (let round = -warmUps; round < rounds; round++)
    for (const step of steps)
      for (const queue of round % 2 === 0 ? queues : queues.toReversed()) {
        const begun = performance.now();
        const jobs = await turns[step](queue);
        const rate = (jobs / (performance.now() - begun)) * 1000;
        if (round >= 0) rates.get(queue.name)?.[step].push(rate);
      }
  return rates;
}

const { single, many, batch } = counts;

/** Each gives how many jobs it did. */
const turns: Readonly<Record<Step, (queue: Queue) => Promise<number>>> = {
  enqueue: async (queue) => {
    for (let job = 0; job < single; job++) await queue.enqueue(job);
    return single;
  },
  claimAndSettle: async (queue) => {
    for (let job = 0; job < single; job++) await queue.claimAndSettle();
    return single;
  },
  enqueueMany: async (queue) => {
    for (let from = 0; from < many; from += batch)
      await queue.enqueueMany(Array.from({ length: batch }, (_, index) => from + index));
    return many;
  },
  claimAndSettleMany: async (queue) => {
    for (let left = many; left > 0; left -= batch)
      if ((await queue.claimAndSettleMany(batch)) !== batch) throw new Error(`${queue.name} lost jobs`);
    return many;
  },
};
