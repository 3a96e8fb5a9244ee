import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { isAlive, ownSelf, readOwner, writeOwner } from './owner.ts';

/**
 * A new, empty profile folder `<work>/profiles/holdfast-<pid>-<start>-<random>`. The owner stands in its name, so
 * there is no moment at which a profile lies there without one.
 */
export async function makeProfile(work: string): Promise<string> {
  await mkdir(profilesIn(work), { recursive: true, mode: 0o700 });
  return mkdtemp(join(profilesIn(work), `${prefix}${writeOwner(ownSelf())}-`));
}

/** Retries: the last of a killed browser's processes may still be writing. */
export async function removeProfile(profile: string): Promise<void> {
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** Removes what runs that ended by force left behind: profiles of ours whose owner is gone, and nothing else. */
export async function sweepProfiles(work: string, log: Log): Promise<number> {
  const names = await readdir(profilesIn(work)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const left = names.filter((name) => {
    const owner = name.startsWith(prefix) ? readOwner(name.slice(prefix.length)) : null;
    return owner !== null && !isAlive(owner);
  });
  for (const name of left) await removeProfile(join(profilesIn(work), name));
  if (left.length > 0) log('debug', 'removed browser profiles of ended runs', { profiles: left.length });
  return left.length;
}

const prefix = 'holdfast-';

function profilesIn(work: string): string {
  return join(work, 'profiles');
}
