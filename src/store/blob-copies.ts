import { constants } from 'node:fs';
import { chmod, copyFile, link, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isHoldfastError } from '../errors.ts';
import { makeFolder, syncFolder } from '../make-folder.ts';
import type { Blobs } from './contract.ts';
import { fileError } from './storage-error.ts';

export interface CopyTotals {
  /** Were there already. */
  readonly kept: number;
  readonly linked: number;
  readonly copied: number;
  /** Bytes of those that are new. */
  readonly bytes: number;
  /** Missing or damaged where they were to come from, in words. */
  readonly problems: readonly string[];
}

export interface CopyOptions {
  readonly from: { readonly folder: string; readonly blobs: Pick<Blobs, 'get'> };
  readonly to: string;
  /** Hard links where the file system has them: the same bytes on the disk under two names. */
  readonly mayLink: boolean;
  readonly onCopied?: (done: number) => void;
  /** Breaks off, with its reason as error; what was brought stays. */
  readonly signal?: AbortSignal;
}

/**
 * Brings blobs into another folder, each as it lies and checked against its name before; all on disk once it returns.
 * One that is there in its full length is left. What can't be brought is named, the rest comes.
 */
export async function copyBlobs(hashes: Iterable<string>, options: CopyOptions): Promise<CopyTotals> {
  const { from, to } = options;
  const totals = { kept: 0, linked: 0, copied: 0, bytes: 0 };
  const problems: string[] = [];
  const shelves = new Set<string>();
  let done = 0;
  for (const hash of hashes) {
    options.signal?.throwIfAborted();
    const problem = await problemOf(hash, from.blobs);
    const files = problem === null ? await filesOf(from.folder, hash) : [];
    if (problem !== null) problems.push(problem);
    for (const { name, size } of files) {
      const target = join(to, hash.slice(0, 2), name);
      shelves.add(dirname(target));
      const how = await bring(join(from.folder, hash.slice(0, 2), name), target, size, options.mayLink);
      totals[how] += 1;
      if (how !== 'kept') totals.bytes += size;
    }
    done += 1;
    options.onCopied?.(done);
  }
  for (const shelf of shelves) syncFolder(shelf);
  return { ...totals, problems };
}

/** Null for one that is whole, or was taken out meanwhile. */
async function problemOf(hash: string, blobs: Pick<Blobs, 'get'>): Promise<string | null> {
  try {
    await blobs.get(hash);
    return null;
  } catch (error) {
    if (isHoldfastError(error, 'blob-missing', 'blob-damaged')) return error.message;
    if (isHoldfastError(error, 'redacted')) return null;
    throw error;
  }
}

/** It lies plain or packed. */
async function filesOf(folder: string, hash: string): Promise<{ name: string; size: number }[]> {
  const found: { name: string; size: number }[] = [];
  for (const name of [hash, `${hash}.zst`]) {
    const size = await sizeOf(join(folder, hash.slice(0, 2), name));
    if (size !== null) found.push({ name, size });
  }
  return found;
}

async function bring(
  source: string,
  target: string,
  size: number,
  mayLink: boolean,
): Promise<'kept' | 'linked' | 'copied'> {
  try {
    makeFolder(dirname(target));
    if ((await sizeOf(target)) === size) return 'kept';
    await rm(target, { force: true });
    if (mayLink && (await linked(source, target))) return 'linked';
    const draft = `${target}.part`;
    await copyFile(source, draft, constants.COPYFILE_FICLONE);
    // The rights come along, too: of a source that is read-only these would be too few to sync it.
    await chmod(draft, 0o644);
    await syncFile(draft);
    await rename(draft, target);
    return 'copied';
  } catch (error) {
    throw fileError(error, target);
  }
}

/** False where files can't be linked: another disk, or a file system without links. */
async function linked(source: string, target: string): Promise<boolean> {
  try {
    await link(source, target);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'ENOSYS'].includes(code)) return false;
    throw error;
  }
}

export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
