import { statfs } from 'node:fs/promises';
import { HoldfastError } from '../errors.ts';

/**
 * What the system's refusal to let us use a folder means: a `config` error where the operator must change something,
 * `browser-failed` (facts.kind `start`) where there is no room. Anything else is handed back as it came.
 */
export function folderTrouble(error: unknown, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return noRoom(folder, error);
  const why = typeof code === 'string' ? refusals[code] : undefined;
  if (why === undefined) return error;
  return new HoldfastError(
    'config',
    `no browser can be started: ${folder} ${why}; name a folder of your own with HOLDFAST_CACHE`,
    { cause: error, facts: { folder, code: code ?? null } },
  );
}

/** For a folder with too little room to start a browser in. */
export function noRoom(folder: string, cause?: unknown): HoldfastError {
  return new HoldfastError(
    'browser-failed',
    `no browser can be started: there is no room in ${folder}; free some space, or name a folder elsewhere with HOLDFAST_CACHE`,
    { retryable: true, cause, facts: { kind: 'start', why: 'work-dir-full', folder } },
  );
}

const refusals: Readonly<Record<string, string>> = {
  EACCES: 'can’t be written by this user',
  EPERM: 'can’t be written by this user',
  EROFS: 'lies on a disk that can only be read',
  ENOTDIR: 'is, or lies in, a file',
  EEXIST: 'is, or lies in, a file',
  ELOOP: 'is a link that leads round in circles',
  ENAMETOOLONG: 'has too long a name',
  ENOENT: 'lies in a folder that isn’t there and can’t be made',
};

/** Bytes free to us where a folder lies; no end of them when it is gone. */
export async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Infinity;
    throw error;
  }
}
