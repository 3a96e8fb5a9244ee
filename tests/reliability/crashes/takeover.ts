import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { usualTiming } from '../../../src/queue/timing.ts';
import { linesOf } from '../checker.ts';
import type { Figure } from '../figure.ts';
import { inFolder } from '../folders.ts';
import { addPosts, endOf, kill, openPlace, type Place, randomFrom, startWorker } from '../processes.ts';

/** Seconds. The usual lease is 30 s and is looked for every second. */
const most = { known: 3.5, unknown: 35 };
const usual = { leaseMs: 30_000, heartbeatMs: 10_000, pollMs: 1000 };

/**
 * How long it takes until a dead worker's job runs again: at once where its process is known to be gone; where that
 * can't be told, since it lived in another process namespace (another container), when its lease is over.
 */
export const figure: Figure = {
  id: 'R2 takeover',
  aim: `at most ${most.known} s where the death is known, else ${most.unknown} s at the usual lease`,
  run: async ({ full, seed }) => {
    const random = randomFrom(seed);
    const runs = full ? 20 : 2;
    // Shorter by fifteen, in the same proportion; `--full` waits for the usual ones, all at the same time.
    const shortened = full ? 1 : 15;
    const isUsual = Object.entries(usual).every(
      ([name, ms]) => usualTiming[name as keyof typeof usual] === ms,
    );
    const timing = {
      ...usual,
      leaseMs: usual.leaseMs / shortened,
      heartbeatMs: usual.heartbeatMs / shortened,
    };
    if (spawnSync('unshare', [...elsewhere, 'true']).status !== 0)
      throw new Error('no process namespace can be made here: this needs root on Linux');
    const delays = Array.from({ length: runs }, () => random() * timing.heartbeatMs);
    const [known, unknown] = await Promise.all(
      [[], elsewhere].map((namespace) =>
        Promise.all(delays.map((delay) => takeOver(namespace, timing, delay))),
      ),
    );
    if (known === undefined || unknown === undefined) throw new Error('nothing was tried');
    const bound = (timing.leaseMs + usual.pollMs) / 1000 + 4;
    const isSlow = Math.max(...known) > most.known || Math.max(...unknown) > Math.min(bound, most.unknown);
    return {
      value: `${least(known)} known, ${least(unknown)} unknown with a lease of ${timing.leaseMs / 1000} s`,
      ok: isUsual && !isSlow,
      detail: [
        ...(isUsual
          ? []
          : [`FAILED the usual lease, heartbeat and poll are no longer ${JSON.stringify(usual)}`]),
        `known, s: ${known.map((time) => time.toFixed(2)).join(' ')}`,
        `unknown, s: ${unknown.map((time) => time.toFixed(2)).join(' ')}`,
      ],
    };
  },
};

const elsewhere = ['--pid', '--fork', '--kill-child', '--mount-proc'] as const;

/** Seconds from a worker's death in the midst of a job until another began that job. */
async function takeOver(
  namespace: readonly string[],
  timing: Readonly<Record<string, number>>,
  afterMs: number,
): Promise<number> {
  return inFolder(async (folder) => {
    const place: Place = { folder: join(folder, 'archive'), acks: join(folder, 'acks') };
    const store = await openPlace(place);
    await addPosts(store, 1, 1);
    const under = namespace.length === 0 ? [] : ['unshare', ...namespace];
    const dying = await startWorker(place, 'forever', { ...timing, sleepMs: 600_000 }, { under });
    await until(() => linesOf(`${place.acks}.runs`).length === 1);
    const heir = await startWorker(place, 'forever', timing);
    // It has looked for jobs by then and renewed its lease, or not yet.
    await sleep(300 + afterMs);
    // A process that is another's first one takes all of its namespace with it.
    await kill(dying);
    const died = performance.now();
    await until(() => linesOf(`${place.acks}.runs`).length > 1);
    const seconds = (performance.now() - died) / 1000;
    heir.kill('SIGKILL');
    await endOf(heir);
    await store.close();
    return seconds;
  });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(10);
}

function least(seconds: readonly number[]): string {
  const sorted = [...seconds].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `p50 ${middle.toFixed(1)} s, p100 ${(sorted.at(-1) ?? 0).toFixed(1)} s`;
}
