import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Marks of processes, so that what a killed one left behind (leases, unfinished files) is known for what it is at
 * once. A mark is `boot.space.pid.start`, fit for a file name: which run of the machine, which process namespace,
 * which process, and when that started, since process numbers are used again. What the system doesn't tell is `0`.
 */
export const ownMark = `${bootOf()}.${spaceOf()}.${process.pid}.${startOf(process.pid) ?? '0'}`;

/** What can be said of the process that left a mark. `unknown`: it may live in another container. */
export function fateOf(mark: string): 'alive' | 'gone' | 'unknown' {
  const [boot, space, pid, start] = mark.split('.');
  if (boot === undefined || space === undefined || !/^\d{1,9}$/.test(pid ?? '')) return 'unknown';
  const [ownBoot, ownSpace] = ownMark.split('.');
  // A database in WAL mode can't be shared between machines, so another boot is an earlier one of this machine.
  if (boot !== ownBoot) return 'gone';
  if (space !== ownSpace) return 'unknown';
  return isRunning(Number(pid), start ?? '0') ? 'alive' : 'gone';
}

function isRunning(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Not permitted means that it is there, under another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const startNow = startOf(pid);
  return startNow === null || start === '0' || startNow === start;
}

/** Clock ticks from the machine's start to the process's; null where there is no `/proc`. `dead` for a zombie. */
function startOf(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The second field is the program's name in parentheses and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? 'dead' : (fields[19] ?? null);
}

function bootOf(): string {
  return readOrNull('/proc/sys/kernel/random/boot_id')?.trim().replaceAll('-', '').slice(0, 12) ?? '0';
}

function spaceOf(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
