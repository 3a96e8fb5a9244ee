import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessTrees } from './process-trees.ts';
import type { WayAnswer, WayRequest, WaySettings } from './way.ts';

/** A way in a process of its own, which stays from round to round. */
export interface WayProcess {
  readonly pid: number;
  /** Takes pictures of the posts and measures that. */
  run(posts: readonly number[], trees: ProcessTrees): Promise<Run>;
  close(): Promise<void>;
}

export type Run = Extract<WayAnswer, { kind: 'taken' }> & {
  /** CPU milliseconds of the way's whole tree. */
  readonly cpu: number;
};

export interface Surroundings extends Omit<WaySettings, 'folder'> {
  /** Where each way gets a folder. */
  readonly work: string;
  /** What its browsers need to run and to write. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts it and waits until it is ready; what went wrong there is thrown. */
export async function startWay(name: string, { work, env, ...rest }: Surroundings): Promise<WayProcess> {
  const folder = join(work, name);
  mkdirSync(folder);
  const settings: WaySettings = { ...rest, folder };
  const child = fork(join(import.meta.dirname, 'run-way.ts'), [name, JSON.stringify(settings)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ready = await nextAnswer(child);
  if (ready.kind === 'failed') {
    await end(child);
    throw new Error(ready.error);
  }
  const { pid } = child;
  if (pid === undefined) throw new Error('it has no process');
  const ask = async (request: WayRequest) => {
    const answer = nextAnswer(child);
    child.send(request);
    return await answer;
  };
  return {
    pid,
    run: async (posts, trees) => {
      const prepared = await ask({ kind: 'prepare', posts });
      if (prepared.kind === 'failed') throw new Error(prepared.error);
      await sleep(settleMs);
      const before = trees.cpuOf(pid);
      const run = await ask({ kind: 'run', posts });
      // Pages and browsers may still be closing: that belongs to the picture's price.
      await sleep(settleMs);
      if (run.kind !== 'taken') throw new Error(run.kind === 'failed' ? run.error : 'it took no picture');
      return { ...run, cpu: trees.cpuOf(pid) - before };
    },
    close: () => end(child),
  };
}

const settleMs = 250;

async function nextAnswer(child: ChildProcess): Promise<WayAnswer> {
  const gone = new AbortController();
  const answer = once(child, 'message', { signal: gone.signal }).then(([message]) => message as WayAnswer);
  const exit = once(child, 'exit', { signal: gone.signal }).then(
    ([code]): WayAnswer => ({ kind: 'failed', error: `its process ended with ${code}` }),
  );
  try {
    return await Promise.race([answer, exit]);
  } finally {
    gone.abort();
    await Promise.allSettled([answer, exit]);
  }
}

/** It closes what it opened once its channel is gone. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await exit;
  clearTimeout(timer);
}
