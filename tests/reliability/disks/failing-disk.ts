import { join } from 'node:path';
import { check, clean, linesOf } from '../checker.ts';
import { type Aim, ahead, aimAt, oneFileThread, readTrace, sabotageAt, traced } from '../crashes/strace.ts';
import type { Figure } from '../figure.ts';
import { inFolder } from '../folders.ts';
import { addPosts, endOf, openPlace, randomFrom, startWorker } from '../processes.ts';
import { troubleIn } from '../trouble.ts';

/** Calls that fail on real disks, and how. */
const faults = [
  { call: 'fsync', of: /\/snapshots\/tmp\/./u, what: 'EIO' },
  { call: 'fsync', of: /-wal$/u, what: 'EIO' },
  { call: 'fsync', of: /\/snapshots\/[0-9a-f]{2}$/u, what: 'EIO' },
  { call: 'pwrite64', of: /-wal$/u, what: 'EIO' },
  { call: 'pwrite64', of: /-wal$/u, what: 'ENOSPC' },
  { call: 'write', of: /\/snapshots\/tmp\/./u, what: 'ENOSPC' },
  { call: 'rename', of: /\/snapshots\/tmp\/./u, what: 'EIO' },
  { call: 'openat', of: /\/snapshots\//u, what: 'EMFILE' },
  { call: 'fsync', of: /./u, what: 'EIO' },
  { call: 'write', of: /./u, what: 'EIO' },
] as const;

const jobs = 8;

/** One call of a worker's fails. Nothing may be acknowledged after a failed sync, and the next worker finds all whole. */
export const figure: Figure = {
  id: 'R5 failing disk',
  aim: '0 acknowledged after a failed sync, 0 lost, all whole after the next run',
  run: async ({ full, seed }) => {
    const random = randomFrom(seed);
    const { calls } = await fail();
    const points = Array.from({ length: full ? 60 : 12 }, (_, index): Point => {
      const { call, of, what } = faults[index % faults.length] ?? faults[0];
      const fitting = calls.filter((one) => one.aim.call === call && of.test(one.path));
      const chosen = fitting[Math.floor(random() * fitting.length)];
      if (chosen === undefined) throw new Error(`there is no ${call} of ${of.source} that could fail`);
      return { ...chosen, what };
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
      trouble.map((text) => `${wordsOf(point)}: ${text}`),
    );
    return {
      value: `${wrong} acknowledged too late, ${trouble.length} wrong, after ${hit.length} failures at ${tried.length} points`,
      ok: wrong === 0 && trouble.length === 0 && hit.length >= tried.length * 0.6,
      detail: [
        ...trouble.map((text) => `FAILED ${text}`),
        ...hit.map(
          ({ point, failedAt, code, acknowledged }) =>
            `${wordsOf(point)}, hit ${plain(failedAt ?? '')}: ${acknowledged} of ${jobs} acknowledged, exit code ${code ?? 'none'}`,
        ),
      ],
    };
  },
};

interface Call {
  readonly aim: Aim;
  /** From the archive's folder. */
  readonly path: string;
}

interface Point extends Call {
  readonly what: 'EIO' | 'ENOSPC' | 'EMFILE';
}

function wordsOf({ aim, path, what }: Point): string {
  return `${what} at ${aim.call} ${aim.when} of ${plain(path)}`;
}

/** Without the names of chance. */
function plain(path: string): string {
  return path.replace(/\/tmp\/.*/u, '/tmp/…').slice(1);
}

interface Tried extends Failed {
  readonly point: Point;
}

interface Failed {
  /** About the archive's files. */
  readonly calls: readonly Call[];
  /** The path; null where no such call came. */
  readonly failedAt: string | null;
  readonly code: number | null;
  readonly acknowledged: number;
  /** Acknowledged after a sync had failed. */
  readonly late: number;
  readonly trouble: readonly string[];
}

async function fail(point?: Point): Promise<Failed> {
  return inFolder(async (folder) => {
    const place = { folder: join(folder, 'archive'), acks: join(folder, 'acks') };
    const log = join(folder, 'trace');
    const store = await openPlace(place);
    const posts = await addPosts(store, 1, jobs);
    await store.close();
    const sabotage = point === undefined ? undefined : sabotageAt(point.aim, place.folder, point.what);
    // One job at a time, so that nothing is under way elsewhere when it happens.
    const settings = { concurrency: 1, ahead };
    const start = { under: traced(log, sabotage), env: oneFileThread };
    const code = await endOf(await startWorker(place, 'until-idle', settings, start));
    const trace = readTrace(log);
    const calls = trace.filter(({ path }) => path.startsWith(`${place.folder}/`));
    const failure = calls.find(({ end }) => end === 'injected');
    const failed = point?.aim.call === 'fsync' ? failure : undefined;
    const times = linesOf(place.acks).map((line) => Number(line.split(' ')[2]));
    const late = failed === undefined ? 0 : times.filter((time) => time > failed.at).length;
    const after = check(place.folder, place.acks, posts);
    await endOf(await startWorker(place, 'until-idle'));
    const again = check(place.folder, place.acks, posts);
    const { lost, badBlobs, integrity, badLedger } = after;
    const trouble = [
      ...troubleIn(
        { lost, badBlobs, integrity, badLedger },
        { lost: 0, badBlobs: 0, integrity: 'ok', badLedger: 0 },
      ),
      ...troubleIn(again, { ...clean, posts: jobs }),
      // What fails as the last worker tidies up is tidied up by the next.
      ...(failed === undefined || failed.path.endsWith('.db') || code === 6
        ? []
        : [`exit code ${code ?? 'none'} after a failed sync`]),
    ];
    return {
      calls: calls.map((call) => ({
        aim: aimAt(call, place.folder),
        path: call.path.slice(place.folder.length),
      })),
      failedAt: failure === undefined ? null : failure.path.slice(place.folder.length),
      code,
      acknowledged: times.length,
      late,
      // What fails for the harness' own files, or Node's, says nothing of the archive.
      trouble: failure === undefined ? [] : trouble,
    };
  });
}
