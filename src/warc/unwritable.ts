import { type ErrorName, HoldfastError } from '../errors.ts';

/**
 * The error of the family that a failed write means: `disk-full`, else the given one.
 * What is no failure of the file system comes back as it was.
 */
export function unwritable(
  error: unknown,
  path: string,
  name: Extract<ErrorName, 'archive-unavailable' | 'config'> = 'archive-unavailable',
): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return error;
  const code = String(error.code);
  const facts = { path, code };
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new HoldfastError(
      'disk-full',
      `no space left for ${path}: make room and run again with the same file, what was recorded so far is taken over`,
      { facts, cause: error },
    );
  return new HoldfastError(
    name,
    `${path} can't be written (${code}): name a file in a folder that exists and may be written`,
    { facts, cause: error },
  );
}
