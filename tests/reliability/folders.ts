import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where files cost the least: in memory, where the machine has such a place. */
export const memoryFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Gives `work` a folder of its own, removed after it whatever happens. */
export async function inFolder<Result>(
  work: (folder: string) => Promise<Result>,
  parent = tmpdir(),
): Promise<Result> {
  const folder = await mkdtemp(join(parent, 'holdfast-reliability-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
