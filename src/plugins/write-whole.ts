import { renameSync, rmSync } from 'node:fs';

/** Makes a file under another name first: two builds may write at once, and one may be stopped. */
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
