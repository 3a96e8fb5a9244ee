import { readFileSync } from 'node:fs';

/** A process, told apart from a later one that got the same number. */
export interface Owner {
  readonly pid: number;
  /** Start in clock ticks since boot, as Linux tells it; null elsewhere. */
  readonly start: string | null;
}

/** This process. */
export function ownSelf(): Owner {
  return { pid: process.pid, start: startOf(process.pid) };
}

/** As part of a file name: `1234-567890`. */
export function writeOwner(owner: Owner): string {
  return `${owner.pid}-${owner.start ?? 'x'}`;
}

/** Reads the start of a text made by `writeOwner`; null when there is none. */
export function readOwner(text: string): Owner | null {
  const match = /^(\d{1,10})-(\d+|x)(?![\dx])/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { pid: Number(match[1]), start: match[2] === 'x' ? null : match[2] };
}

/** True while that very process runs. Where starts can't be told, a running process of that number counts. */
export function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const start = startOf(owner.pid);
  return owner.start === null || start === null || start === owner.start;
}

/** Field 22 of /proc/<pid>/stat; the name in field 2 may hold spaces and brackets. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
