import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOf, sha256 } from '../model/canonical.ts';
import { type FallbackLock, type Fallbacks, fallbackFiles } from '../model/fallbacks.ts';
import type { Damage } from './verify-contract.ts';

/**
 * An export of fallbacks: its lock against its entries, the style sheet against its integrity, and every asset that an
 * entry names, or that bears a hash, against that.
 */
export async function* verifyFallbacks(folder: string): AsyncIterable<Damage> {
  const fallbacks = await readJson<Fallbacks>(folder, fallbackFiles.fallbacks);
  const lock = await readJson<FallbackLock>(folder, fallbackFiles.lock);
  if (typeof fallbacks === 'string') yield damaged(fallbackFiles.fallbacks, fallbacks);
  if (typeof lock === 'string') yield damaged(fallbackFiles.lock, lock);
  if (typeof fallbacks !== 'string') {
    if (typeof lock !== 'string') yield* againstLock(fallbacks, lock);
    yield* styleOf(folder, fallbacks);
  }
  yield* assetsOf(folder, typeof fallbacks === 'string' ? null : fallbacks);
}

/** Why not, where it can't be read. */
async function readJson<Kind extends Fallbacks | FallbackLock>(
  folder: string,
  file: string,
): Promise<Kind | string> {
  const text = await readFile(join(folder, file), 'utf8').catch(() => null);
  if (text === null) return 'it is missing';
  try {
    const json = JSON.parse(text) as Kind;
    const isIt = json.holdfast === 1 && typeof json.posts === 'object';
    return isIt ? json : 'it is of another format';
  } catch {
    return 'it is no JSON';
  }
}

function* againstLock({ posts, base }: Fallbacks, lock: FallbackLock): Iterable<Damage> {
  if (base !== lock.base)
    yield damaged(fallbackFiles.lock, `it is for ${lock.base}, the fallbacks are for ${base}`);
  for (const name of [...new Set([...Object.keys(posts), ...Object.keys(lock.posts)])].sort()) {
    const [entry, locked] = [posts[name], lock.posts[name]];
    if (entry === undefined) yield damaged(name, 'it is locked, but not among the fallbacks');
    else if (locked === undefined) yield damaged(name, 'the lock says nothing of it');
    else if (hashOf(entry) !== locked.entry) yield damaged(name, 'it is not what the lock says');
  }
}

async function* styleOf(folder: string, { stylesheet }: Fallbacks): AsyncIterable<Damage> {
  const bytes = await readFile(join(folder, fallbackFiles.stylesheet)).catch(() => null);
  const integrity = bytes === null ? null : `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
  if (integrity === null) yield damaged(fallbackFiles.stylesheet, 'it is missing');
  else if (integrity !== stylesheet.integrity)
    yield damaged(fallbackFiles.stylesheet, 'it is not what fallbacks.json says');
}

async function* assetsOf(folder: string, fallbacks: Fallbacks | null): AsyncIterable<Damage> {
  const { assets } = fallbackFiles;
  const named = new Set(Object.values(fallbacks?.posts ?? {}).flatMap((entry) => entry.assets));
  const there = await readdir(join(folder, assets)).catch(() => []);
  const hashed = there.map((file) => `${assets}/${file}`).filter((path) => hashIn(path) !== null);
  for (const path of [...new Set([...named, ...hashed])].sort()) {
    const hash = hashIn(path);
    if (hash === null) {
      yield damaged(path, 'it is no name of an asset');
      continue;
    }
    const bytes = await readFile(join(folder, path)).catch(() => null);
    if (bytes === null) yield damaged(path, 'it is missing');
    else if (!sha256(bytes).startsWith(hash))
      yield damaged(path, 'it is not what its name says: delete it, then export again');
  }
}

function hashIn(path: string): string | null {
  return /^assets\/([0-9a-f]{32})\.[a-z0-9]+$/u.exec(path)?.[1] ?? null;
}

function damaged(what: string, detail: string): Damage {
  return { kind: 'file-damaged', what, detail };
}
