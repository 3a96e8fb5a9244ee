import type { Seen } from './strace.ts';

/** Where the power of a kill can strike, told by the call that doesn't happen any more, in the order of a job. */
export const steps = {
  'lease: before its log is written': /^pwrite64 .*-wal$/u,
  'lease: before the log is synced': /^fsync .*-wal$/u,
  'log: before its folder is synced': /^fsync .*\/data$/u,
  'reserve: before it is written': /^write .*-reserve$/u,
  'run: after the lease, before it begins': /^write .*\.runs$/u,
  'blob: before its bytes are written': /^write .*\/snapshots\/tmp\/./u,
  'blob: before its bytes are synced': /^fsync .*\/snapshots\/tmp\/./u,
  'blob: before it gets its name': /^rename .*\/snapshots\/tmp\/./u,
  'blob: before its shelf is synced': /^fsync .*\/snapshots\/[0-9a-f]{2}$/u,
  'blob: before the folder of shelves is synced': /^fsync .*\/snapshots$/u,
  'settle: before its log is written': /^pwrite64 .*-wal$/u,
  'settle: before the log is synced': /^fsync .*-wal$/u,
  'settle: committed, before it is acknowledged': /^write .*\/acks$/u,
  'manifest: before it is written': /^p?write(?:64)? .*\/manifests\/\d+\.jsonl$/u,
  'manifest: before it is synced': /^fsync .*\/manifests\/\d+\.jsonl$/u,
  'manifest: before its head is written': /^write .*\/head\.json\.new$/u,
  'manifest: before its head is synced': /^fsync .*\/head\.json\.new$/u,
  'manifest: before its head gets its name': /^rename .*\/head\.json\.new$/u,
  'manifest: before their folder is synced': /^fsync .*\/manifests$/u,
  'end: before the log is moved into the database': /^pwrite64 .*\/holdfast\.db$/u,
  'end: before the database is synced': /^fsync .*\/holdfast\.db$/u,
  'end: before the log is removed': /^unlink .*-wal$/u,
} as const satisfies Readonly<Record<string, RegExp>>;

export type Step = keyof typeof steps;
export const stepNames = Object.keys(steps) as Step[];

/**
 * The step that each call was; null for calls that are none. What is written to the log before a job has its blob is
 * the lease's, after that the settlement's.
 */
export function stepsOf(trace: readonly Seen[]): (Step | null)[] {
  let hasBlob = false;
  return trace.map(({ call, path }) => {
    const told = `${call} ${path}`;
    if (steps['blob: before its shelf is synced'].test(told)) hasBlob = true;
    if (steps['run: after the lease, before it begins'].test(told)) hasBlob = false;
    const owner = hasBlob ? 'settle:' : 'lease:';
    const fits = stepNames.filter((name) => steps[name].test(told));
    return fits.find((name) => fits.length === 1 || name.startsWith(owner)) ?? null;
  });
}
