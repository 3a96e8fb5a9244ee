import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A disk of memory, of so many megabytes. Needs root on Linux. */
export async function makeSmallDisk(folder: string, megabytes: number) {
  await mkdir(folder);
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  return {
    grow: async (to: number) => {
      await run('mount', ['-o', `remount,size=${to}m`, folder]);
    },
    remove: async () => {
      await run('umount', ['-l', folder]);
    },
  };
}
