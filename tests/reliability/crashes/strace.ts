import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * `strace` as the kernel's saboteur: it lets a process die, or a call fail, at the n-th call of a kind that one of its
 * threads makes. Node has one thread for SQLite and, told so, one for files: so the n-th call is always the same one.
 */
export const oneFileThread = { UV_THREADPOOL_SIZE: '1' } as const;

const watchedCalls = ['openat', 'write', 'pwrite64', 'fsync', 'rename', 'ftruncate', 'unlink'] as const;
export type WatchedCall = (typeof watchedCalls)[number];

export interface Sabotage {
  readonly call: WatchedCall;
  /** From 1, counted by thread. */
  readonly when: number;
  /** `KILL`, or the name of an error. */
  readonly what: 'KILL' | 'EIO' | 'ENOSPC' | 'EMFILE';
  /** Only for calls of that very path. */
  readonly path?: string;
}

/** More calls of each kind than SQLite's thread makes: told to make them first, the one of files counts apart. */
export const ahead = 80;

/** A call to strike at. */
export type Aim = Pick<Sabotage, 'call' | 'when' | 'path'>;

/**
 * A call that was seen: files of chance names are told by how many calls their thread made, others by their path, from
 * the folder.
 */
export function aimAt({ call, path, nth, nthOfPath }: Seen, folder: string): Aim {
  if (path.includes('/snapshots/tmp/') || /\/[0-9a-f]{2}$/u.test(path)) return { call, when: nth };
  return { call, when: nthOfPath, path: relative(folder, path) };
}

export function sabotageAt({ path, ...aim }: Aim, folder: string, what: Sabotage['what']): Sabotage {
  return { ...aim, what, ...(path === undefined ? {} : { path: join(folder, path) }) };
}

/** The command that runs another under strace, which writes what it saw to `log`. */
export function traced(log: string, sabotage?: Sabotage): string[] {
  const calls = `trace=${watchedCalls.join(',')}`;
  const command = ['strace', '-f', '-y', '-qq', '-ttt', '-s', '0', '-o', log, '-e', calls];
  if (sabotage === undefined) return command;
  const { call, when, what, path } = sabotage;
  const effect = what === 'KILL' ? 'signal=KILL' : `error=${what}`;
  return [
    ...command,
    ...(path === undefined ? [] : ['-P', path]),
    '-e',
    `inject=${call}:${effect}:when=${when}`,
  ];
}

/** A call as it was seen. */
export interface Seen {
  readonly thread: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly call: WatchedCall;
  /** How many of its kind the thread has made with it, and how many of these on that path. */
  readonly nth: number;
  readonly nthOfPath: number;
  /** The file or folder it was about. */
  readonly path: string;
  /** `injected`: it was made to fail. `cut`: its process died before it came back. */
  readonly end: 'ended' | 'injected' | 'cut';
}

export function readTrace(log: string): Seen[] {
  const seen: Seen[] = [];
  const unfinished = new Map<string, number>();
  const counts = new Map<string, number>();
  const counted = (...of: readonly string[]) => {
    const count = (counts.get(of.join(' ')) ?? 0) + 1;
    counts.set(of.join(' '), count);
    return count;
  };
  for (const line of readFileSync(log, 'latin1').split('\n')) {
    const [, thread = '', time = '', resumed, name, rest = ''] =
      /^(\d+) +([\d.]+) (?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)$/u.exec(line) ?? [];
    const call = watchedCalls.find((known) => known === name);
    if (resumed !== undefined) {
      const index = unfinished.get(thread) ?? -1;
      const begun = seen[index];
      if (begun !== undefined) seen[index] = { ...begun, end: endIn(rest) };
    } else if (call !== undefined) {
      const path = /^(?:AT_FDCWD(?:<[^>]*>)?, |\d+<)?"?([^">]*)/u.exec(rest)?.[1] ?? '';
      if (rest.endsWith('<unfinished ...>')) unfinished.set(thread, seen.length);
      const [nth, nthOfPath] = [counted('', thread, call), counted(path, thread, call)];
      seen.push({ thread, at: Number(time) * 1000, call, nth, nthOfPath, path, end: endIn(rest) });
    }
  }
  return seen;
}

function endIn(rest: string): Seen['end'] {
  if (rest.includes('(INJECTED)')) return 'injected';
  return rest.endsWith('= ?') ? 'cut' : 'ended';
}
