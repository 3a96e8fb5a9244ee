import { messageOf } from '../../../src/errors.ts';
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
 * Every way takes its turn in every round, in reverse order every other one; all get the same posts. Before that comes
 * half a round that doesn't count. Every picture is checked, outside of the measured time.
 */
export async function runRounds(
  started: ReadonlyMap<WayName, WayProcess>,
  options: {
    readonly rounds: number;
    readonly trees: ProcessTrees;
    /** No round begins after that, but for the first; a busy machine gets fewer. */
    readonly mostMs: number;
    readonly progress: (words: string) => void;
  },
): Promise<Rounds> {
  const { rounds, trees } = options;
  const measured = new Map<WayName, { postsPerSecond: number[]; cpu: number[] }>();
  const broken = new Map<WayName, string>();
  const counts = new Map<WayName, number>();
  let next = 0;

  const turn = async (name: WayName, way: WayProcess, count: number) => {
    const posts = Array.from({ length: count }, (_, at) => next + at);
    const { ms, cpu, taken } = await way.run(posts, trees);
    for (const each of taken) await checkTaken(each, ways[name].gives);
    if (new Set(taken.map(({ post }) => post)).size !== count) throw new Error('a picture is missing');
    return { postsPerSecond: count / (ms / 1_000), cpu: cpu / count };
  };
  const takeTurn = async (name: WayName, way: WayProcess) => {
    const usual = ways[name].posts;
    const count = counts.get(name);
    if (count === undefined) {
      const { postsPerSecond } = await turn(name, way, evenly(usual / 2));
      counts.set(name, Math.min(usual, evenly(postsPerSecond * longTurnSeconds)));
      return;
    }
    const { postsPerSecond, cpu } = await turn(name, way, count);
    const all = measured.get(name) ?? { postsPerSecond: [], cpu: [] };
    measured.set(name, { postsPerSecond: [...all.postsPerSecond, postsPerSecond], cpu: [...all.cpu, cpu] });
  };

  const before = { machine: machineTime(), own: trees.cpuOf(process.pid) };
  const end = performance.now() + options.mostMs;
  for (let round = 0; round <= rounds && (round < 2 || performance.now() < end); round++) {
    const order = [...started];
    for (const [name, way] of round % 2 === 1 ? order : order.toReversed()) {
      if (broken.has(name)) continue;
      options.progress(`${round === 0 ? 'warm-up' : `round ${round} of ${rounds}`}: ${name}`);
      try {
        await takeTurn(name, way);
      } catch (error) {
        broken.set(name, messageOf(error));
      }
    }
    next += mostPosts;
  }
  const machine = machineTime();
  const own = trees.cpuOf(process.pid) - before.own;
  const others = (machine.busy - before.machine.busy - own) / (machine.all - before.machine.all);
  return { measured, broken, others: Math.max(0, others) };
}

/** Where a turn would take longer it gets fewer posts: so busy machines, too, see the ways take turns. */
const longTurnSeconds = 6;

const mostPosts = Math.max(...Object.values(ways).map(({ posts }) => posts));

/** A number of posts that leaves none of two workers idle at the end. */
function evenly(posts: number): number {
  return Math.max(2, Math.floor(posts / 2) * 2);
}
