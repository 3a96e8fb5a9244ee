import { readFileSync } from 'node:fs';

/**
 * `strace` as the kernel's saboteur: it lets a process die, or a call fail, at the n-th call of a kind that one of its
 * threads makes. Node has one thread for SQLite and, told so, one for files: so the n-th call is always the same one.
 */
export const oneFileThread = { UV_THREADPOOL_SIZE: '1' } as const;

export const watchedCalls = ['write', 'pwrite64', 'fsync', 'rename', 'ftruncate', 'unlink'] as const;
export type WatchedCall = (typeof watchedCalls)[number];

export interface Sabotage {
  readonly call: WatchedCall | 'openat';
  /** From 1, counted by thread. */
  readonly when: number;
  /** `KILL`, or the name of an error. */
  readonly what: 'KILL' | 'EIO' | 'ENOSPC' | 'EMFILE';
  /** Only for calls of that very path. */
  readonly path?: string;
}

/** The command that runs another under strace, which writes what it saw to `log`. */
export function traced(log: string, sabotage?: Sabotage): string[] {
  const calls = [...new Set([...watchedCalls, ...(sabotage === undefined ? [] : [sabotage.call])])].join(',');
  const command = ['strace', '-f', '-y', '-qq', '-ttt', '-s', '0', '-o', log, '-e', `trace=${calls}`];
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
  readonly call: string;
  /** The file or folder it was about. */
  readonly path: string;
  /** `injected`: it was made to fail. `cut`: its process died before it came back. */
  readonly end: 'ended' | 'injected' | 'cut';
}

export function readTrace(log: string): Seen[] {
  const seen: Seen[] = [];
  const unfinished = new Map<string, number>();
  for (const line of readFileSync(log, 'latin1').split('\n')) {
    const [, thread = '', time = '', resumed, call, rest = ''] =
      /^(\d+) +([\d.]+) (?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)$/u.exec(line) ?? [];
    if (resumed !== undefined) {
      const index = unfinished.get(thread) ?? -1;
      const begun = seen[index];
      if (begun !== undefined) seen[index] = { ...begun, end: endIn(rest) };
    } else if (call !== undefined) {
      const path = /^(?:AT_FDCWD(?:<[^>]*>)?, |\d+<)?"?([^">]*)/u.exec(rest)?.[1] ?? '';
      if (rest.endsWith('<unfinished ...>')) unfinished.set(thread, seen.length);
      seen.push({ thread, at: Number(time) * 1000, call, path, end: endIn(rest) });
    }
  }
  return seen;
}

function endIn(rest: string): Seen['end'] {
  if (rest.includes('(INJECTED)')) return 'injected';
  return rest.endsWith('= ?') ? 'cut' : 'ended';
}
