import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HoldfastError, messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { folderTrouble, freeBytes, noRoom } from './folder-trouble.ts';
import { isLeftBehind, sweepFolders } from './left-behind.ts';
import { endOrphans } from './orphans.ts';
import { ownSelf, readOwner, writeOwner } from './owner.ts';

/**
 * A new, empty profile folder `<work>/profiles/hf-<owner>-<random>`. The owner stands in its name, so there is no
 * moment at which a profile lies there without one; and the name is short, as Chrome puts a socket into it, whose path
 * may have 107 bytes. Throws `config`, and `browser-failed` when the disk is full.
 */
export async function makeProfile(work: string): Promise<string> {
  const profiles = profilesIn(work);
  try {
    await mkdir(profiles, { recursive: true, mode: 0o700 });
    if (!(await isFolder(profiles))) throw leadsAway(profiles);
    if ((await freeBytes(profiles)) < leastRoom) throw noRoom(work);
    return await mkdtemp(join(profiles, `${prefix}${writeOwner(ownSelf())}-`));
  } catch (error) {
    throw folderTrouble(error, work);
  }
}

/** Retries: the last of a killed browser's processes may still be writing. What stays all the same is swept later. */
export async function removeProfile(profile: string): Promise<void> {
  try {
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}

export interface Janitor {
  stop(): void;
}

export interface Places {
  readonly work: string;
  readonly cache: string;
  readonly log: Log;
}

/** Sweeps now and every hour. Trouble with it is told; pictures can be taken in a room that isn't swept. */
export async function startJanitor(places: Places, everyMs = 3_600_000): Promise<Janitor> {
  const sweep = () =>
    sweepAll(places).catch((error: unknown) =>
      places.log('warn', 'what ended runs left behind can’t be removed', { error: messageOf(error) }),
    );
  await sweep();
  const timer = setInterval(() => void sweep(), everyMs).unref();
  return { stop: () => clearInterval(timer) };
}

/**
 * Removes what runs that ended by force left behind, and nothing else: browsers of ours that still run, their
 * profiles, half-made folders of the cache. No link is followed.
 */
export async function sweepAll({ work, cache, log }: Places): Promise<number> {
  const browsers = await endOrphans(join(profilesIn(work), prefix));
  const profiles = await sweepProfiles(work);
  const folders = await sweepFolders(cache);
  if (browsers + profiles + folders > 0)
    log('debug', 'removed what ended runs left behind', { browsers, profiles, folders });
  return browsers + profiles + folders;
}

async function sweepProfiles(work: string): Promise<number> {
  const profiles = profilesIn(work);
  if (!(await isFolder(profiles))) return 0;
  let count = 0;
  for (const name of await readdir(profiles)) {
    const owner = name.startsWith(prefix) ? readOwner(name.slice(prefix.length)) : null;
    const path = join(profiles, name);
    if (owner === null || !(await isFolder(path)) || !(await isLeftBehind(path, owner))) continue;
    await removeProfile(path);
    count += 1;
  }
  return count;
}

const prefix = 'hf-';

/** Bytes: what a browser's processes share lies in its profile, and without it they die in the middle of a page. */
const leastRoom = 64 * 1024 * 1024;

function profilesIn(work: string): string {
  return join(work, 'profiles');
}

/** A folder itself, not a link to one. */
async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function leadsAway(path: string): HoldfastError {
  return new HoldfastError(
    'config',
    `no browser can be started: ${path} is a link to somewhere else; remove it, or name a folder of your own with HOLDFAST_CACHE`,
    { facts: { folder: path } },
  );
}

function isBusy(error: unknown): boolean {
  return ['ENOTEMPTY', 'EBUSY', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
}
