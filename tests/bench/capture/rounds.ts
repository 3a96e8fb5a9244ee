import { checkTaken } from './check-taken.ts';
import { machineTime, type ProcessTrees } from './process-trees.ts';
import type { WayProcess } from './way-process.ts';
import { type WayName, ways } from './ways.ts';

/** What the rounds of one way gave, a number for each round. */
export interface Measured {
  readonly postsPerSecond: readonly number[];
  /** CPU milliseconds a post. */
  readonly cpu: readonly number[];
}

export interface Rounds {
  readonly measured: ReadonlyMap<WayName, Measured>;
  /** Ways that broke, and how. */
  readonly broken: ReadonlyMap<WayName, string>;
  /** Of the whole machine, what neither the ways nor this process used, 0…1. */
  readonly others: number;
}

/**
 * Every way takes its turn in every round, in reverse order every other one; all get the same posts. Before that comes a
 * round that doesn't count. Every picture is checked, outside of the measured time.
 */
export async function runRounds(
  started: ReadonlyMap<WayName, WayProcess>,
  options: {
    readonly rounds: number;
    readonly posts: (name: WayName) => number;
    readonly trees: ProcessTrees;
    /** No round begins after that, but for the first; a busy machine gets fewer. */
    readonly mostMs: number;
    readonly progress: (words: string) => void;
  },
): Promise<Rounds> {
  const { rounds, trees } = options;
  const measured = new Map<WayName, { postsPerSecond: number[]; cpu: number[] }>();
  const broken = new Map<WayName, string>();
  let next = 0;
  const most = Math.max(...[...started.keys()].map(options.posts));

  const turn = async (name: WayName, way: WayProcess, isCounted: boolean) => {
    const count = isCounted ? options.posts(name) : Math.ceil(options.posts(name) / 2);
    const posts = Array.from({ length: count }, (_, at) => next + at);
    const { ms, cpu, taken } = await way.run(posts, trees);
    for (const each of taken) await checkTaken(each, ways[name].gives);
    if (new Set(taken.map(({ post }) => post)).size !== posts.length) throw new Error('a picture is missing');
    if (!isCounted) return;
    const all = measured.get(name) ?? { postsPerSecond: [], cpu: [] };
    measured.set(name, all);
    all.postsPerSecond.push(posts.length / (ms / 1_000));
    all.cpu.push(cpu / posts.length);
  };

  const before = { machine: machineTime(), own: trees.cpuOf(process.pid) };
  const end = performance.now() + options.mostMs;
  for (let round = -1; round < rounds && (round < 1 || performance.now() < end); round++) {
    const order = [...started];
    for (const [name, way] of round % 2 === 0 ? order : order.toReversed()) {
      if (broken.has(name)) continue;
      options.progress(`round ${round + 1} of ${rounds}: ${name}`);
      try {
        await turn(name, way, round >= 0);
      } catch (error) {
        broken.set(name, error instanceof Error ? error.message : String(error));
      }
    }
    next += most;
  }
  const machine = machineTime();
  const own = trees.cpuOf(process.pid) - before.own;
  const others = (machine.busy - before.machine.busy - own) / (machine.all - before.machine.all);
  return { measured, broken, others: Math.max(0, others) };
}
