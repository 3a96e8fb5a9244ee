import { lstat, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fateOf, type Owner, readOwner, writeOwner } from './owner.ts';

/** Removes half-made folders, and locks, of makers that are gone; nothing else, and no link is followed. */
export async function sweepFolders(parent: string): Promise<number> {
  const names = (await orNothing(readdir(parent))) ?? [];
  let count = 0;
  for (const name of names) {
    const path = join(parent, name);
    const owner = makerIn(name) ?? (await ownerOfLock(path));
    if (owner === null || !(await isLeftBehind(path, owner))) continue;
    await rm(path, { recursive: true, force: true });
    count += 1;
  }
  return count;
}

/**
 * Whether nobody will come back for what an owner made. Of one that can't be looked for from here, it is what hasn't
 * been touched for a day.
 */
export async function isLeftBehind(path: string, owner: Owner): Promise<boolean> {
  const fate = fateOf(owner);
  if (fate !== 'unknown') return fate === 'gone';
  const found = await orNothing(lstat(path));
  return found !== null && Date.now() - found.mtimeMs > 24 * 3_600_000;
}

/** Who wrote a lock, `….lock`; null for whatever is none. */
export async function ownerOfLock(path: string): Promise<Owner | null> {
  if (!/\.lock(?:-[\da-f-]{36})?$/.test(path)) return null;
  const found = await orNothing(lstat(path));
  if (found === null || !found.isFile() || found.size > 64) return null;
  return wholeOwner((await orNothing(readFile(path, 'utf8'))) ?? '');
}

/** Who makes a folder that is called so, `….new-<owner>-<uuid>`, until it is ready. */
function makerIn(name: string): Owner | null {
  const match = /\.new-(.+)-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.exec(name);
  return match?.[1] === undefined ? null : wholeOwner(match[1]);
}

function wholeOwner(text: string): Owner | null {
  const owner = readOwner(text);
  return owner !== null && writeOwner(owner) === text ? owner : null;
}

async function orNothing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
