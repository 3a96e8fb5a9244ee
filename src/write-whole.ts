import { renameSync, rmSync } from 'node:fs';

/**
 * Makes a file under another name first: what stood there stays if the disk is full or the process is stopped, and two
 * may write it at once.
 */
export function writeWhole(path: string, make: (draft: string) => void): void {
  const draft = `${path}.${process.pid}.part`;
  try {
    make(draft);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
