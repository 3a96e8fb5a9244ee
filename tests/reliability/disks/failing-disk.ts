import { join } from 'node:path';
import { check, clean, linesOf } from '../checker.ts';
import { oneFileThread, readTrace, type Sabotage, type Seen, traced } from '../crashes/strace.ts';
import type { Figure } from '../figure.ts';
import { inFolder } from '../folders.ts';
import { addPosts, endOf, openPlace, randomFrom, startWorker } from '../processes.ts';
import { troubleIn } from '../trouble.ts';

/** Calls that fail on real disks, and how. */
const faults = [
  { call: 'fsync', what: 'EIO' },
  { call: 'pwrite64', what: 'EIO' },
  { call: 'pwrite64', what: 'ENOSPC' },
  { call: 'write', what: 'ENOSPC' },
  { call: 'rename', what: 'EIO' },
  { call: 'openat', what: 'EMFILE' },
] as const;

const jobs = 8;

/** One call of a worker's fails. Nothing may be acknowledged after a failed sync, and the next worker finds all whole. */
export const figure: Figure = {
  id: 'R5 failing disk',
  aim: '0 acknowledged after a failed sync, 0 lost, all whole after the next run',
  run: async ({ full, seed }) => {
    const random = randomFrom(seed);
    const { trace } = await fail();
    const points = Array.from({ length: full ? 60 : 12 }, (_, index) => {
      const fault = faults[index % faults.length] ?? faults[0];
      const calls = trace.filter(({ call }) => call === fault.call);
      return { ...fault, when: calls[Math.floor(random() * calls.length)]?.nth ?? 1 };
    });
    const tried: Tried[] = [];
    const left = [...points];
    const tryOneAfterTheOther = async () => {
      for (let point = left.pop(); point !== undefined; point = left.pop())
        tried.push({ point, ...(await fail(point)) });
    };
    await Promise.all([tryOneAfterTheOther(), tryOneAfterTheOther()]);
    const hit = tried.filter(({ failedAt }) => failedAt !== null);
    const wrong = tried.reduce((sum, { late }) => sum + late, 0);
    const trouble = tried.flatMap(({ point, trouble }) =>
      trouble.map((text) => `${point.call} ${point.what} at ${point.when}: ${text}`),
    );
    return {
      value: `${wrong} acknowledged too late, ${trouble.length} wrong, after ${hit.length} failures at ${tried.length} points`,
      ok: wrong === 0 && trouble.length === 0 && hit.length >= tried.length * 0.6,
      detail: [
        ...trouble.map((text) => `FAILED ${text}`),
        ...hit.map(
          ({ point, failedAt, code, acknowledged }) =>
            `${point.call} ${point.what} at ${point.when}: ${failedAt ?? ''}; ${acknowledged} of ${jobs} acknowledged, exit code ${code ?? 'none'}`,
        ),
      ],
    };
  },
};

interface Tried extends Failed {
  readonly point: Sabotage;
}

interface Failed {
  /** The calls about the archive's files. */
  readonly trace: readonly Seen[];
  /** The path; null where no such call came. */
  readonly failedAt: string | null;
  readonly code: number | null;
  readonly acknowledged: number;
  /** Acknowledged after a sync had failed. */
  readonly late: number;
  readonly trouble: readonly string[];
}

async function fail(point?: Sabotage): Promise<Failed> {
  return inFolder(async (folder) => {
    const place = { folder: join(folder, 'archive'), acks: join(folder, 'acks') };
    const log = join(folder, 'trace');
    const store = await openPlace(place);
    const posts = await addPosts(store, 1, jobs);
    await store.close();
    // One job at a time, so that nothing is under way elsewhere when it happens.
    const start = { under: traced(log, point), env: oneFileThread };
    const code = await endOf(await startWorker(place, 'until-idle', { concurrency: 1 }, start));
    // What fails for the harness' own files, or Node's, says nothing of the archive.
    const trace = readTrace(log).filter(({ path }) => path.startsWith(place.folder));
    const failure = trace.find(({ end }) => end === 'injected');
    const failed = point?.call === 'fsync' ? failure : undefined;
    const times = linesOf(place.acks).map((line) => Number(line.split(' ')[2]));
    const late = failed === undefined ? 0 : times.filter((time) => time > failed.at).length;
    const after = check(place.folder, place.acks, posts);
    await endOf(await startWorker(place, 'until-idle'));
    const again = check(place.folder, place.acks, posts);
    const { lost, badBlobs, integrity, badLedger } = after;
    return {
      trace,
      failedAt: failure === undefined ? null : failure.path.slice(place.folder.length + 1),
      code,
      acknowledged: times.length,
      late,
      trouble: [
        ...troubleIn(
          { lost, badBlobs, integrity, badLedger },
          { lost: 0, badBlobs: 0, integrity: 'ok', badLedger: 0 },
        ),
        ...troubleIn(again, { ...clean, posts: jobs }),
        ...(failed === undefined || code === 6 ? [] : [`exit code ${code ?? 'none'} after a failed sync`]),
      ],
    };
  });
}
