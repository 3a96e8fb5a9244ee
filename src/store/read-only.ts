import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HoldfastError } from '../errors.ts';

/** What everything that writes ends with, where an archive is there and this process can only read it; else null. */
export function readOnlyError(database: string, blobs: string): HoldfastError | null {
  if (!existsSync(database)) return null;
  const written = [
    dirname(database),
    database,
    `${database}-wal`,
    `${database}-shm`,
    blobs,
    join(blobs, 'tmp'),
  ];
  for (const path of written) {
    const why = whyUnwritable(path);
    if (why !== null)
      return new HoldfastError(
        'archive-unavailable',
        `the archive can only be read here: ${why}. To write to it, ${advice}`,
        { facts: { path } },
      );
  }
  return null;
}

const advice =
  'make that writable, run this as the user it belongs to, or choose another place with --archive';

/** Null for what can be written, and for what isn't there. */
function whyUnwritable(path: string): string | null {
  try {
    accessSync(path, constants.W_OK);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') return null;
    return code === 'EROFS' ? `${path} is on a disk that is read-only` : `this user may not write to ${path}`;
  }
}
