import PQueue from 'p-queue';
import type { JobKind, Lease } from '../model/job.ts';
import { type Run, type RunOptions, runJob } from './run-job.ts';
import { mostDeaths } from './schedule.ts';

/** What one worker did. Each job counts once for every time it was taken. */
export interface Tally {
  readonly done: number;
  /** Put back by their handlers, for later. */
  readonly retried: number;
  /** Failed for good. */
  readonly dead: number;
  /** Taken over by another worker meanwhile. */
  readonly lost: number;
  /** Given back when the run was stopped. */
  readonly released: number;
}

/** The jobs one worker has in hand. */
export interface Hands {
  readonly take: (lease: Lease) => void;
  /** How many more jobs it may take. */
  readonly free: () => number;
  readonly isEmpty: () => boolean;
  /** How many jobs of each kind are in hand. */
  readonly inHand: () => Readonly<Record<JobKind, number>>;
  readonly tally: () => Tally;
  /** Errors after which nothing can be kept any more. */
  readonly failures: readonly unknown[];
  /** Gives back what is still in hand; resolves when nothing is. */
  readonly breakOff: () => Promise<void>;
}

/** `onEnd` is called whenever a job has left the hands. */
export function createHands(
  concurrency: number,
  options: Omit<RunOptions, 'signal'>,
  onEnd: () => void,
): Hands {
  const queue = new PQueue({ concurrency });
  const inHand = new Set<Lease>();
  const tally = { done: 0, retried: 0, dead: 0, lost: 0, released: 0 };
  const failures: unknown[] = [];
  const breakOff = new AbortController();

  function note(run: Run): void {
    if (run.kind === 'fatal') failures.push(run.error);
    else tally[run.kind] += 1;
  }

  async function hold(lease: Lease): Promise<void> {
    note(await runJob(lease, { ...options, signal: breakOff.signal }));
    inHand.delete(lease);
    onEnd();
  }

  return {
    take: (lease) => {
      inHand.add(lease);
      void queue.add(() => hold(lease));
    },
    free: () => (isAnyOnLastChance(inHand) ? 0 : concurrency - inHand.size),
    isEmpty: () => inHand.size === 0,
    inHand: () => {
      const counts = { archive: 0, recheck: 0, capture: 0 };
      for (const { job } of inHand) counts[job.kind] += 1;
      return counts;
    },
    tally: () => ({ ...tally }),
    failures,
    breakOff: async () => {
      breakOff.abort(new DOMException('the run was stopped', 'AbortError'));
      await queue.onIdle();
    },
  };
}

function isAnyOnLastChance(leases: ReadonlySet<Lease>): boolean {
  return [...leases].some(({ job }) => job.deaths >= mostDeaths - 1);
}
