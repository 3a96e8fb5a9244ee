import { randomUUID } from 'node:crypto';
import { chmod, link, lstat, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HoldfastError } from '../errors.ts';
import { folderTrouble } from './folder-trouble.ts';
import { ownerOfLock, sweepFolders } from './left-behind.ts';
import { fateOf, ownSelf, writeOwner } from './owner.ts';

/**
 * A folder made once and used by everybody: returned as it is when there, else filled by `fill` beside its place
 * and renamed into it whole. A lock keeps two processes from doing the work twice; that the result is whole comes
 * from the rename alone, so a lock taken over from the dead, or after two minutes, can do no harm. Throws `config` when
 * the folder belongs to somebody else or can't be made, `browser-failed` when the disk is full.
 */
export async function readyFolder(folder: string, fill: (into: string) => Promise<void>): Promise<string> {
  const parent = dirname(folder);
  const lock = `${folder}.lock`;
  try {
    if (await isThere(folder)) return folder;
    await mkdir(parent, { recursive: true, mode: 0o700 });
    await keepPrivate(parent);
    while (!(await takeLock(lock))) {
      await sleep(100);
      if (await isThere(folder)) return folder;
    }
  } catch (error) {
    throw folderTrouble(error, parent);
  }
  try {
    if (!(await isThere(folder))) await make(folder, fill);
    return folder;
  } catch (error) {
    throw isFull(error) ? folderTrouble(error, parent) : error;
  } finally {
    await rm(lock, { force: true });
  }
}

async function make(folder: string, fill: (into: string) => Promise<void>): Promise<void> {
  await sweepFolders(dirname(folder));
  const beside = `${folder}.new-${writeOwner(ownSelf())}-${randomUUID()}`;
  try {
    await mkdir(beside, { mode: 0o700 });
    await fill(beside);
    await rename(beside, folder);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    if (await isThere(folder)) return;
    throw error;
  }
}

/** What lies there is going to be executed, so a folder others can write is refused, not used. */
async function isThere(folder: string): Promise<boolean> {
  const found = await orNothing(stat(folder));
  if (found === null) return false;
  if (isOurs(found) && (found.mode & 0o022) === 0) return true;
  throw notOurs(folder);
}

async function keepPrivate(folder: string): Promise<void> {
  const found = await stat(folder);
  if (!isOurs(found)) throw notOurs(folder);
  if ((found.mode & 0o022) !== 0) await chmod(folder, found.mode & 0o755);
}

/** Systems without user ids guard a user's own folders themselves. */
function isOurs(found: { readonly uid: number }): boolean {
  const uid = process.getuid?.();
  return uid === undefined || found.uid === uid;
}

function notOurs(folder: string): HoldfastError {
  return new HoldfastError(
    'config',
    `${folder} can be written by others, so nothing in it can be run: name a cache folder of your own (HOLDFAST_CACHE)`,
    { facts: { folder } },
  );
}

/** Our name is linked into place, so that a lock never stands without its owner in it. */
async function takeLock(lock: string): Promise<boolean> {
  const own = `${lock}-${randomUUID()}`;
  await writeFile(own, writeOwner(ownSelf()));
  try {
    await link(own, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await removeIfStale(lock);
    return false;
  } finally {
    await rm(own, { force: true });
  }
}

async function removeIfStale(lock: string): Promise<void> {
  const [holder, found] = await Promise.all([ownerOfLock(lock), orNothing(lstat(lock))]);
  if (found === null) return;
  // Nothing takes so long that it could still be under way.
  const isOld = Date.now() - found.mtimeMs > 120_000;
  if (holder === null || isOld || fateOf(holder) === 'gone') await rm(lock, { force: true });
}

async function orNothing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
}
