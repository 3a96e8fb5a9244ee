import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';

/** A process, told apart from a later one that got the same number and from one that is numbered elsewhere. */
export interface Owner {
  readonly pid: number;
  /** Start in clock ticks since boot, as Linux tells it; null elsewhere. */
  readonly start: string | null;
  /** Where its number means something: this run of this machine, and the container; null where nothing tells. */
  readonly world: string | null;
}

/** This process. */
export function ownSelf(): Owner {
  return { pid: process.pid, start: startOf(process.pid), world: ownWorld };
}

/** As part of a file name: `1234-567890-a1b2c3`. */
export function writeOwner({ pid, start, world }: Owner): string {
  return `${pid}-${start ?? 'x'}-${world ?? 'x'}`;
}

/** Reads the start of a text made by `writeOwner`; null when there is none. */
export function readOwner(text: string): Owner | null {
  const match = /^(\d{1,10})-(\d+|x)-([\da-f]{6}|x)(?![\dA-Za-z])/.exec(text);
  if (match === null) return null;
  const orNull = (part: string | undefined) => (part === undefined || part === 'x' ? null : part);
  return { pid: Number(match[1]), start: orNull(match[2]), world: orNull(match[3]) };
}

/**
 * Whether that very process runs. `unknown`: it lives, or lived, in another container, on another machine that shares
 * the folder, or before this machine was started. Where starts can't be told, a running process of that number counts.
 */
export function fateOf(owner: Owner): 'alive' | 'gone' | 'unknown' {
  if (owner.world !== ownWorld) return 'unknown';
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return 'gone';
  }
  const start = startOf(owner.pid);
  return owner.start === null || start === null || start === owner.start ? 'alive' : 'gone';
}

/** Field 22 of /proc/<pid>/stat; the name in field 2 may hold spaces and brackets. Not of one that has ended. */
function startOf(pid: number): string | null {
  const stat = readOrNull(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return /[ZX]/.test(fields[0] ?? '') ? 'ended' : (fields[19] ?? null);
}

const ownWorld = worldOf();

function worldOf(): string | null {
  const boot = readOrNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  const space = readOrNull(() => readlinkSync('/proc/self/ns/pid'));
  if (boot === null) return null;
  return createHash('sha256').update(`${boot}\n${space}`).digest('hex').slice(0, 6);
}

function readOrNull(read: () => string): string | null {
  try {
    return read();
  } catch {
    // Only Linux has it.
    return null;
  }
}
