import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLog } from '../../../src/log.ts';
import { openStore } from '../../../src/store/sqlite.ts';
import { verifyArchive } from '../../../src/verify.ts';
import { canariesIn, plantCanaries } from '../../store/canaries.ts';
import { collect } from '../../store/samples.ts';
import type { Figure } from '../figure.ts';
import { inFolder } from '../folders.ts';
import { randomFrom } from '../processes.ts';

export const figure: Figure = {
  id: 'R40 takedowns',
  aim: '0 bytes left, 0 damaged',
  run: async ({ full, seed }) => {
    const { kills, before, trouble } = await inFolder((folder) =>
      killRedactions(folder, full ? 5 : 1, randomFrom(seed)),
    );
    return {
      value: `${trouble.length} of ${kills} kills left something`,
      ok: kills > 0 && trouble.length === 0,
      detail: [`${before} of them before anything was taken out`, ...trouble],
    };
  },
};

/** The steps of a takedown after its rows are out, in their order. */
const redactionSteps = [
  'rows taken out',
  'first blob gone',
  'blobs gone',
  'manifests written',
  'log emptied',
  'file clean',
  'done',
] as const;

interface KilledRedactions {
  readonly kills: number;
  /** Of them, those at a moment before anything had been taken out. */
  readonly before: number;
  /** What was not as it has to be once the archive was opened again. */
  readonly trouble: readonly string[];
}

export function placesIn(folder: string) {
  return { database: join(folder, 'data', 'holdfast.db'), blobs: join(folder, 'snapshots') };
}

/**
 * Kills a takedown at each of its steps `rounds` times, and at random moments as often in all; opened again, an archive
 * holds all of the post or no byte of it, and is whole.
 */
async function killRedactions(
  folder: string,
  rounds: number,
  random: () => number,
): Promise<KilledRedactions> {
  const template = join(folder, 'planted');
  const store = await openStore({ ...placesIn(template), log: silentLog });
  await plantCanaries(store);
  await store.close();
  const whole = await timeOf(folder, template);
  const steps = Array.from({ length: rounds }, () => redactionSteps).flat();
  const seen: Seen[] = [];
  for (const step of steps) seen.push(await killed(folder, template, { step, ms: null }));
  for (const _ of steps) seen.push(await killed(folder, template, { step: null, ms: random() * whole }));
  return {
    kills: seen.filter(({ isKilled }) => isKilled).length,
    before: seen.filter(({ isBefore }) => isBefore).length,
    trouble: seen.flatMap(({ trouble }) => trouble),
  };
}

interface Aim {
  readonly step: string | null;
  /** After the archive was opened. */
  readonly ms: number | null;
}

interface Seen {
  readonly isKilled: boolean;
  readonly isBefore: boolean;
  readonly trouble: readonly string[];
}

async function killed(folder: string, template: string, { step, ms }: Aim): Promise<Seen> {
  const own = join(folder, 'copy');
  await cp(template, own, { recursive: true });
  const child = redacting(own, step ?? '');
  const ended = once(child, 'exit');
  await once(child.stdout ?? child, 'data');
  if (ms !== null) {
    await sleep(ms);
    child.kill('SIGKILL');
  }
  const [, signal] = (await ended) as [number | null, string | null];
  const again = await openStore({ ...placesIn(own), log: silentLog });
  const isBefore = (await again.redactions.list()).length === 0;
  const damages = await collect(verifyArchive(again));
  const left = await canariesIn(own);
  await again.close();
  await rm(own, { recursive: true });
  const where = step ?? `${Math.round(ms ?? 0)} ms`;
  return {
    isKilled: signal === 'SIGKILL',
    isBefore,
    trouble: [
      ...damages.map(({ kind, what }) => `${where}: ${kind}: ${what}`),
      ...(isBefore ? [] : left.map((canary) => `${where}: left ${canary}`)),
      ...(isBefore && step !== null ? [`${where}: nothing was taken out`] : []),
      ...(step !== null && signal !== 'SIGKILL' ? [`${where}: was never reached`] : []),
    ],
  };
}

/** Milliseconds that a takedown takes which nobody kills. */
async function timeOf(folder: string, template: string): Promise<number> {
  const own = join(folder, 'timed');
  await cp(template, own, { recursive: true });
  const child = redacting(own, '');
  const ended = once(child, 'exit');
  await once(child.stdout ?? child, 'data');
  const start = performance.now();
  await ended;
  await rm(own, { recursive: true });
  return performance.now() - start;
}

function redacting(folder: string, step: string): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'redacting.ts'), folder, step], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
