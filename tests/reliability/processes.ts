import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';

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

/** A worker process that has begun to run; see worker.ts. */
export async function startWorker(
  { folder, acks }: Place,
  mode: 'forever' | 'until-idle',
  settings: Readonly<Record<string, number>> = {},
): Promise<ChildProcess> {
  const given = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const child = spawn(process.execPath, [script, folder, acks, mode, ...given], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Half of a start is compiling the same sources again.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'holdfast-tests-compiled') },
  });
  child.stderr.resume();
  await once(child.stdout, 'data');
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
