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
const most = { slope: 1, files: 5 };

/** Archiving without a browser, for long: what a process holds doesn't grow with what it has done. */
export const figure: Figure = {
  id: 'R32 memory',
  aim: `at most ${most.slope} MiB per 1,000 jobs after a third of them, open files ± ${most.files}`,
  run: ({ full, seed }) =>
    inFolder(async (folder) => {
      const jobs = full ? 20_000 : 2000;
      const script = join(import.meta.dirname, 'long-work.ts');
      const args = ['--expose-gc', script, folder, String(jobs), String(seed)];
      const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * MiB });
      const lines = stdout.trim().split('\n');
      const held = lines.slice(0, -1).map((line) => JSON.parse(line) as Held);
      const last = lines.at(-1) ?? '{}';
      const late = held.slice(Math.floor(held.length / 3));
      const slope = slopeOf(late, 'rss');
      const files = late.map((moment) => moment.files);
      const grown = Math.max(...files) - Math.min(...files);
      return {
        value: `${slope.toFixed(2)} MiB resident, ${slopeOf(late, 'heap').toFixed(2)} MiB in use per 1,000 jobs, open files ± ${grown}, over ${held.at(-1)?.jobs ?? 0} jobs`,
        ok: slope <= most.slope && grown <= most.files && (held.at(-1)?.jobs ?? 0) >= jobs,
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

/** MiB per 1,000 jobs: the line that lies nearest to all (least squares). */
function slopeOf(held: readonly Held[], what: 'rss' | 'heap'): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(held.map(({ jobs }) => jobs));
  const y = mean(held.map((moment) => moment[what]));
  const above = held.reduce((sum, moment) => sum + (moment.jobs - x) * (moment[what] - y), 0);
  const below = held.reduce((sum, { jobs }) => sum + (jobs - x) ** 2, 0);
  return (above / below / MiB) * 1000;
}

function every(held: readonly Held[], count: number): readonly Held[] {
  return held.filter((_, index) => index % Math.ceil(held.length / count) === 0);
}
