import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HoldfastError, messageOf } from '../errors.ts';
import { fateOf, ownMark } from './process-mark.ts';

/** A folder for what must not outlast this process, and that nobody else may look into. */
export interface PrivateFolder {
  readonly path: string;
  remove(): void;
}

/** Made among the system's temporary files; removes those of processes that are gone. Throws `archive-unavailable`. */
export function makePrivateFolder(): PrivateFolder {
  const place = tmpdir();
  try {
    for (const name of readdirSync(place)) {
      const mark = /^holdfast-([0-9a-f]+\.\d+\.\d+\.\d+)-\w{6}$/u.exec(name)?.[1];
      if (mark !== undefined && fateOf(mark) === 'gone') removeIfOurs(join(place, name));
    }
    const path = mkdtempSync(join(place, `holdfast-${ownMark}-`));
    const remove = () => rmSync(path, { recursive: true, force: true });
    process.once('exit', remove);
    return {
      path,
      remove: () => {
        process.removeListener('exit', remove);
        remove();
      },
    };
  } catch (cause) {
    throw new HoldfastError(
      'archive-unavailable',
      `reading this archive takes room for temporary files, and ${place} has none (${messageOf(cause)}): set TMPDIR to a folder that can be written to`,
      { facts: { path: place }, cause },
    );
  }
}

function removeIfOurs(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!['EACCES', 'EPERM', 'ENOTEMPTY'].includes(code)) throw error;
  }
}
