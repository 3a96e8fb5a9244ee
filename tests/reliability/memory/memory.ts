import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Figure } from '../figure.ts';
import { inFolder } from '../folders.ts';

/** Held after so many jobs. */
interface Held {
  readonly jobs: number;
  /** Bytes: resident, and of values that are still in use. */
  readonly rss: number;
  readonly heap: number;
  readonly files: number;
}

const MiB = 1024 ** 2;
const most = { slope: 1, files: 5, step: 64 };

/** glibc's allocator keeps no more than that of what was given back to it, so that what is resident is in use. */
const givingBack = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '131072',
};

/** Archiving without a browser, for long: what a process holds doesn't grow with what it has done. */
export const figure: Figure = {
  id: 'R32 memory',
  aim: `at most ${most.slope} MiB in use per 1,000 jobs after a third of them, resident no more over 20,000 but for steps, which are ${most.step} MiB at most, open files ± ${most.files}`,
  run: ({ full, seed }) =>
    inFolder(async (folder) => {
      const jobs = full ? 20_000 : 2000;
      const script = join(import.meta.dirname, 'long-work.ts');
      const args = ['--expose-gc', script, folder, String(jobs), String(seed)];
      const env = { ...process.env, ...givingBack };
      const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 64 * MiB });
      const lines = stdout.trim().split('\n');
      const held = lines.slice(0, -1).map((line) => JSON.parse(line) as Held);
      const last = lines.at(-1) ?? '{}';
      const late = held.slice(Math.floor(held.length / 3));
      // A leak shows in either half, a step in one of them.
      const middle = Math.floor(late.length / 2);
      const halves = [late.slice(0, middle), late.slice(middle)];
      const slope = Math.min(...halves.map((half) => slopeOf(half, 'rss')));
      const inUse = slopeOf(late, 'heap');
      const step = (Math.max(...late.map(({ rss }) => rss)) - (late[0]?.rss ?? 0)) / MiB;
      const files = late.map((moment) => moment.files);
      const grown = Math.max(...files) - Math.min(...files);
      return {
        value: `${slope.toFixed(2)} MiB resident, ${inUse.toFixed(2)} MiB in use per 1,000 jobs, grown by ${Math.round(step)} MiB, open files ± ${grown}, over ${held.at(-1)?.jobs ?? 0} jobs`,
        // What V8 and SQLite keep for later comes in steps, which a short run takes for a slope.
        ok:
          inUse <= most.slope &&
          (slope <= most.slope || !full) &&
          step <= most.step &&
          grown <= most.files &&
          held.at(-1)?.jobs === jobs,
        detail: [
          `ended as ${last}`,
          `resident, MiB: ${every(held, 20)
            .map(({ rss }) => Math.round(rss / MiB))
            .join(' ')}`,
          `in use, MiB: ${every(held, 20)
            .map(({ heap }) => Math.round(heap / MiB))
            .join(' ')}`,
        ],
      };
    }),
};

/** MiB per 1,000 jobs: the middle one of the slopes between any two moments (Theil and Sen), so that no single step counts. */
function slopeOf(held: readonly Held[], what: 'rss' | 'heap'): number {
  const slopes = held.flatMap((from, index) =>
    held.slice(index + 1).map((to) => (to[what] - from[what]) / (to.jobs - from.jobs)),
  );
  const sorted = slopes.sort((a, b) => a - b);
  return ((sorted[Math.floor(sorted.length / 2)] ?? 0) / MiB) * 1000;
}

function every(held: readonly Held[], count: number): readonly Held[] {
  return held.filter((_, index) => index % Math.ceil(held.length / count) === 0);
}
