import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/log.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { refOf } from '../store/samples.ts';

const script = join(import.meta.dirname, 'worker.ts');

export interface Place {
  readonly folder: string;
  /** The file of acknowledgements, outside of the archive's folder. */
  readonly acks: string;
}

export function openPlace({ folder }: Place) {
  return openStore({
    database: join(folder, 'data', 'holdfast.db'),
    blobs: join(folder, 'snapshots'),
    log: silentLog,
  });
}

/** Adds archive jobs of the posts `pond:1` and so on, one after the other; gives their names. */
export async function addPosts(store: Store, from: number, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => String(from + index));
  for (const id of ids) await store.recordPost(refOf(id), [{ kind: 'archive', name: `pond:${id}` }]);
  return ids.map((id) => `pond:${id}`);
}

/** How a worker's process is started otherwise than usual. */
export interface Start {
  /** A command that is given the worker's to run, as `strace` is. */
  readonly under?: readonly string[];
  /** Node's own options. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Another checkout, to run its worker. */
  readonly checkout?: string;
}

/** A worker process that has begun to run, or has ended already; see worker.ts. */
export async function startWorker(
  { folder, acks }: Place,
  mode: 'forever' | 'until-idle',
  settings: Readonly<Record<string, number>> = {},
  { under = [], flags = [], env = {}, checkout }: Start = {},
): Promise<ChildProcess> {
  const given = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const program = checkout === undefined ? script : join(checkout, 'tests/reliability/worker.ts');
  const [command = '', ...args] = [
    ...under,
    process.execPath,
    ...flags,
    program,
    folder,
    acks,
    mode,
    ...given,
  ];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Half of a start is compiling the same sources again.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'holdfast-tests-compiled'), ...env },
  });
  child.stderr.resume();
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  return child;
}

/** Its exit code, null when it was killed. */
export async function endOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

export async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await endOf(child);
}

/** Numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
