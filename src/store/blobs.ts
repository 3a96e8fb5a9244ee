import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HoldfastError } from '../errors.ts';
import type { Log } from '../log.ts';
import { makeFolder } from '../make-folder.ts';
import { sha256 } from '../model/canonical.ts';
import { packed, unpacked } from './blob-packing.ts';
import type { Blobs } from './contract.ts';
import { fateOf, ownMark } from './process-mark.ts';
import { fileError, isDiskFailure } from './storage-error.ts';

/**
 * Opens a folder of blobs, made if it isn't there: `ab/abcdef…` for each, or `ab/abcdef….zst` where it is text and so
 * much smaller; `tmp/` for those being written.
 * Removes what killed processes left in `tmp/`. Throws `archive-unavailable` and `disk-full`, here and later.
 */
export async function openBlobs(folder: string, log: Log): Promise<Blobs> {
  const unfinished = join(folder, 'tmp');
  /** Shelves that are known to be on disk: whoever made one may have died before it was. */
  const lasting = new Set<string>();
  let broken: unknown = null;
  const read = readOnlyBlobs(folder);
  const { pathOf } = read;

  await guarded(folder, async () => {
    makeFolder(unfinished);
    await removeLeftovers(unfinished, log);
    for (const shelf of (await readdir(folder)).filter(isShelf)) lasting.add(join(folder, shelf));
    await syncFolder(folder);
  });

  async function keep(hash: string, bytes: Uint8Array): Promise<void> {
    const path = pathOf(hash);
    const shelf = dirname(path);
    if (!lasting.has(shelf)) {
      if (!makeFolder(shelf)) await syncFolder(folder);
      lasting.add(shelf);
    }
    const size = await sizeOf(path);
    if (size === null) await keepPacked(path, bytes);
    else if (size !== bytes.length) await write(path, bytes);
    // Also for one that was there: whoever renamed it may have died before it lasted.
    await syncFolder(shelf);
  }

  /** What is there already is read: a damaged file may have any size. */
  async function keepPacked(path: string, bytes: Uint8Array): Promise<void> {
    const before = await readOrNull(packedAt(path));
    const held = before === null ? null : await unpacked(before);
    if (held !== null && Buffer.compare(held, bytes) === 0) return;
    const frame = await packed(bytes);
    await write(frame === null ? path : packedAt(path), frame ?? bytes);
  }

  async function write(path: string, bytes: Uint8Array): Promise<void> {
    const draft = join(unfinished, `${ownMark}.${randomUUID()}`);
    try {
      await writeSynced(draft, bytes);
      await rename(draft, path);
    } catch (error) {
      // What can't be removed now is when the archive is opened next.
      await rm(draft, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  return {
    ...read,
    put: async (bytes) => {
      // After a failed fsync a later success proves nothing: only a new process may go on.
      if (broken !== null) throw broken;
      const hash = sha256(bytes);
      try {
        await guarded(pathOf(hash), async () => await keep(hash, bytes));
      } catch (error) {
        if (error instanceof HoldfastError && isDiskFailure(error.cause)) broken = error;
        throw error;
      }
      return hash;
    },
  };
}

/** Blobs of a folder that is only read, and may not be there at all. */
export function readOnlyBlobs(folder: string): Omit<Blobs, 'put'> {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), checked(hash));
  return {
    pathOf,
    get: (hash) => readBlob(pathOf(hash), hash),
    has: (hash) => guarded(folder, () => isThere(pathOf(hash))),
    list: () => listBlobs(folder),
  };
}

/** Nothing but a hash becomes part of a path. */
function checked(hash: string): string {
  if (/^[0-9a-f]{64}$/.test(hash)) return hash;
  throw new Error(`"${hash}" is not the name of a blob`);
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows knows no such thing and refuses.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Where it lies if it was packed. */
function packedAt(path: string): string {
  return `${path}.zst`;
}

async function isThere(path: string): Promise<boolean> {
  return ((await sizeOf(path)) ?? (await sizeOf(packedAt(path)))) !== null;
}

async function readBlob(path: string, hash: string): Promise<Uint8Array> {
  const { bytes, at } = await guarded(path, async () => await readEither(path, hash));
  if (bytes !== null && sha256(bytes) === hash) return bytes;
  throw new HoldfastError(
    'blob-damaged',
    `${at} is damaged, its bytes no longer match its name: restore it from a backup, or move it away and archive the post again`,
    { facts: { hash, path: at, bytes: bytes?.length ?? null } },
  );
}

/** Null for a packed file that can't be unpacked. */
async function readEither(
  path: string,
  hash: string,
): Promise<{ readonly bytes: Uint8Array | null; readonly at: string }> {
  const plain = await readOrNull(path);
  if (plain !== null) return { bytes: plain, at: path };
  const at = packedAt(path);
  const frame = await readOrNull(at);
  if (frame !== null) return { bytes: await unpacked(frame), at };
  throw new HoldfastError(
    'blob-missing',
    `${path} is missing: restore it from a backup, or archive the post again`,
    { facts: { hash, path } },
  );
}

/** Null where there is no such file. */
async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isOf(error, 'ENOENT', 'EISDIR')) return null;
    throw error;
  }
}

async function* listBlobs(folder: string): AsyncIterable<string> {
  const shelves = await guarded(folder, async () => (await namesIn(folder)).filter(isShelf).sort());
  for (const shelf of shelves) {
    const files = await guarded(folder, async () => readdir(join(folder, shelf)));
    const names = files.flatMap((name) => /^([0-9a-f]{64})(?:\.zst)?$/.exec(name)?.[1] ?? []);
    yield* [...new Set(names)].filter((name) => name.startsWith(shelf)).sort();
  }
}

/** None of a folder that isn't there. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isOf(error, 'ENOENT')) return [];
    throw error;
  }
}

function isShelf(name: string): boolean {
  return /^[0-9a-f]{2}$/.test(name);
}

/** Null when it isn't there. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : null;
  } catch (error) {
    if (isOf(error, 'ENOENT')) return null;
    throw error;
  }
}

const day = 24 * 60 * 60 * 1000;

/** Only files that bear a mark: of processes that are gone, or, where that can't be told, older than a day. */
async function removeLeftovers(folder: string, log: Log): Promise<void> {
  for (const name of await readdir(folder)) {
    const mark = /^([0-9a-f]+\.\d+\.\d+\.\d+)\.[0-9a-f-]{36}$/.exec(name)?.[1];
    if (mark === undefined) continue;
    const path = join(folder, name);
    const fate = fateOf(mark);
    const isLeft = fate === 'gone' || (fate === 'unknown' && (await ageOf(path)) > day);
    if (!isLeft) continue;
    await rm(path, { force: true });
    log('debug', 'removed a blob left unfinished by a process that is gone', { path });
  }
}

/** Milliseconds; 0 when somebody else has removed it. */
async function ageOf(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch (error) {
    if (isOf(error, 'ENOENT')) return 0;
    throw error;
  }
}

function isOf(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

async function guarded<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw fileError(error, path);
  }
}
