import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** Looks at a group's memory, in bytes; null where the system doesn't tell. May be called again and again. */
export type MemoryLook = () => Promise<number | null>;

/**
 * The memory a process group takes from the machine: what each process has for itself, and once the largest part any
 * of them shares. A sum of resident sizes would count the program's own pages once per process (2.8 times too much for
 * an idle browser); PSS, which is exact, takes the kernel 10 to 90 ms for a browser, and for sandboxed processes may be
 * read by root alone. This takes under 1 ms, is open to everybody, and lies within 60 MB of PSS.
 */
export function openMemoryLook(group: number): MemoryLook {
  if (process.platform === 'linux') {
    const members = followGroup(group);
    return async () => sumOf(members().map(sizesOf));
  }
  return process.platform === 'win32' ? async () => null : () => residentByPs(group);
}

/** A process and what it was started with, its arguments between spaces. */
export interface Process {
  readonly pid: number;
  readonly group: number;
  readonly command: string;
}

/** All processes of this machine that we may see; none on Windows. */
export async function listProcesses(): Promise<readonly Process[]> {
  if (process.platform === 'linux') return numbersIn('/proc').flatMap(processOf);
  return process.platform === 'win32' ? [] : listByPs();
}

/** Ends all processes of a group by force. */
export function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Whether any process of a group still runs; one that only waits for its parent to take notice doesn't. */
export function isGroupRunning(group: number): boolean {
  if (process.platform === 'win32') return false;
  if (process.platform === 'linux') return numbersIn('/proc').some((pid) => isRunningIn(pid, group));
  try {
    return process.kill(-group, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

interface Sizes {
  readonly own: number;
  readonly shared: number;
}

function sumOf(processes: readonly Sizes[]): number {
  const own = processes.reduce((sum, sizes) => sum + sizes.own, 0);
  return own + Math.max(0, ...processes.map(({ shared }) => shared));
}

/** Of /proc/<pid>/status, whose sizes are in KiB: its own memory, and what it shares with files and with others. */
function sizesOf(pid: string): Sizes {
  const status = readProc(pid, 'status');
  const bytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) * 1_024;
  return { own: bytes('RssAnon'), shared: bytes('RssFile') + bytes('RssShmem') };
}

/**
 * The group's processes at each call. A process stays in its group, so each is asked for it once, unless so much time
 * has passed that its number may be another's by now.
 */
function followGroup(group: number): () => readonly string[] {
  let known = new Map<string, boolean>();
  let lookedAt = 0;
  return () => {
    const before = performance.now() - lookedAt > 2_000 ? new Map<string, boolean>() : known;
    known = new Map(
      numbersIn('/proc').map((pid) => [pid, before.get(pid) ?? readState(pid)?.group === group]),
    );
    lookedAt = performance.now();
    return [...known].filter(([, isMember]) => isMember).map(([pid]) => pid);
  };
}

function isRunningIn(pid: string, group: number): boolean {
  const found = readState(pid);
  return found !== null && found.group === group && !/[ZX]/.test(found.state);
}

/** Fields 3 and 5 of /proc/<pid>/stat; the name in field 2 may hold spaces and brackets. Null when it has ended. */
function readState(pid: string): { readonly state: string; readonly group: number } | null {
  const stat = readProc(pid, 'stat');
  const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === undefined || group === undefined ? null : { state, group: Number(group) };
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch (error) {
    // It ended between the listing and the look.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}

function numbersIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => /^\d+$/.test(name));
}

function processOf(pid: string): readonly Process[] {
  const found = readState(pid);
  const command = readProc(pid, 'cmdline').replaceAll('\0', ' ');
  return found === null ? [] : [{ pid: Number(pid), group: found.group, command }];
}

/** Systems without /proc have ps, which tells resident sizes in KiB: a sum of them is too high, never too low. */
export async function residentByPs(group: number): Promise<number | null> {
  const rows = (await askPs('pgid=,rss=')).map((row) => row.split(/\s+/).map(Number));
  const sizes = rows.filter(([pgid]) => pgid === group).map(([, size = 0]) => size);
  return sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0) * 1_024;
}

/** As `listProcesses`, where there is no /proc. */
export async function listByPs(): Promise<readonly Process[]> {
  return (await askPs('pid=,pgid=,args=')).flatMap((row) => {
    const [, pid, group, command] = /^(\d+)\s+(\d+)\s(.*)$/.exec(row) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), group: Number(group), command }];
  });
}

async function askPs(columns: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', columns], { maxBuffer: 1 << 24 });
  return stdout.split('\n').map((row) => row.trim());
}
