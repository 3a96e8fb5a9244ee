import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Longer than the longest stream takes to be put together. */
const longest = 20 * 60_000;

/** Removes the folders of streams that an ended process never put together; how many. `now` in milliseconds. */
export async function removeLeftStreams(work: string, now: number): Promise<number> {
  let removed = 0;
  for (const name of await namesIn(work)) {
    if (!name.startsWith('stream-')) continue;
    const path = join(work, name);
    const found = await stat(path).catch(() => null);
    if (found === null || !found.isDirectory() || now - found.mtimeMs < longest) continue;
    await rm(path, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
