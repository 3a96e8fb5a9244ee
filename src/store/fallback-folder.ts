import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HoldfastError, messageOf } from '../errors.ts';
import { makeFolder, syncFolder } from '../make-folder.ts';
import { sha256 } from '../model/canonical.ts';
import { assetsOfLine, entryLines } from '../model/fallback-lines.ts';
import { fallbackFiles } from '../model/fallbacks.ts';
import { fateOf, ownMark } from './process-mark.ts';
import { fileError } from './storage-error.ts';

type Piece = string | Uint8Array;

/** The folder of an export of fallbacks, while this process alone writes there. */
export interface FallbackFolder {
  /** Entries as they stand there, by name. */
  readonly lines: ReadonlyMap<string, Uint8Array>;
  /** Text of the lock that stands there; null without one. */
  readonly lock: string | null;
  /** False for an asset that has yet to be put. */
  hasAsset(file: string): boolean;
  putAsset(file: string, bytes: Uint8Array): Promise<void>;
  /**
   * Writes a file unless it stands there with these very bytes: whoever reads it meanwhile has the old or the new one.
   * The pieces are gone through twice, so that they need not be held together.
   */
  replace(file: string, pieces: () => Iterable<Piece>): Promise<boolean>;
  /** Removes the assets an export made that are not among these; never anybody else's files. */
  keepOnly(files: ReadonlySet<string>): Promise<number>;
  close(): Promise<void>;
}

/**
 * Takes the folder, made if it isn't there. Throws `usage` where it can't be written or another export is at work in
 * it, `disk-full`, here and later.
 */
export async function openFallbackFolder(out: string): Promise<FallbackFolder> {
  const assets = join(out, fallbackFiles.assets);
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw folderError(error, out);
    }
  };
  const mark = await guarded(async () => {
    makeFolder(assets);
    return await takeFolder(out);
  });
  try {
    const [fallbacks, lock, there] = await guarded(async () => [
      await withoutDrafts(out).then(() => readOrNull(join(out, fallbackFiles.fallbacks))),
      (await readOrNull(join(out, fallbackFiles.lock)))?.toString('utf8') ?? null,
      new Set(await withoutDrafts(assets)),
    ]);
    const lines = fallbacks === null ? new Map<string, Uint8Array>() : entryLines(fallbacks);
    return {
      lines,
      lock,
      hasAsset: (file) => there.has(file),
      putAsset: (file, bytes) =>
        guarded(async () => {
          if (there.has(file)) return;
          await writeDraft(assets, file, [bytes]);
          there.add(file);
        }),
      replace: (file, pieces) =>
        guarded(async () => {
          const before = file === fallbackFiles.fallbacks ? fallbacks : await readOrNull(join(out, file));
          if (before !== null && isSame(before, pieces())) return false;
          await writeDraft(out, file, pieces());
          syncFolder(out);
          return true;
        }),
      keepOnly: (files) =>
        guarded(async () => {
          const spare = [...there].filter((file) => !files.has(file) && assetName.test(file));
          if (spare.length === 0) return 0;
          const listed = new Set([...lines.values()].flatMap((line) => assetsOfLine(line)));
          let removed = 0;
          for (const file of spare) {
            const path = join(assets, file);
            if (!listed.has(`${fallbackFiles.assets}/${file}`) && !(await bearsItsHash(path, file))) continue;
            await rm(path, { force: true });
            there.delete(file);
            removed += 1;
          }
          return removed;
        }),
      close: async () => rm(mark, { force: true }),
    };
  } catch (error) {
    await rm(mark, { force: true });
    throw error;
  }
}

/** The first 32 hex digits of the SHA-256 of its bytes, and what it is. */
const assetName = /^([0-9a-f]{32})\.[a-z0-9]+$/u;

/** Whose folder it is, as a file in it; of a process that is gone it is nobody's. */
async function takeFolder(out: string): Promise<string> {
  const path = join(out, '.fallbacks-in-work');
  for (let tries = 0; ; tries += 1)
    try {
      await writeFile(path, ownMark, { flag: 'wx' });
      return path;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST') || tries === 3) throw error;
      const holder = await holderOf(path);
      const fate = holder === '' ? 'gone' : fateOf(holder);
      if (fate !== 'gone') throw isTaken(out, path, fate);
      // Somebody else may have done so just now: what is moved aside must be what was read.
      const aside = `${path}-${randomUUID()}`;
      await rename(path, aside).catch(() => undefined);
      const moved = (await readOrNull(aside))?.toString('utf8') ?? holder;
      if (moved === holder) rmSync(aside, { force: true });
      else await rename(aside, path);
    }
}

/** Whose name is in it. It is empty for a moment, until whoever made it has written that; for long only of a killed one. */
async function holderOf(path: string): Promise<string> {
  const found = await readOrNull(path);
  if (found?.length === 0) await sleep(1_000);
  const holder = found?.length === 0 ? await readOrNull(path) : found;
  return holder?.toString('utf8') ?? '';
}

function isTaken(out: string, path: string, fate: 'alive' | 'unknown'): HoldfastError {
  const then =
    fate === 'alive'
      ? 'wait until it is done, or name another folder with --out'
      : `if none is, on no machine, delete ${path}`;
  return new HoldfastError('usage', `another export writes to ${out} just now: ${then}`, {
    facts: { path: out },
  });
}

/** Names of files; what a killed export left half written goes. */
async function withoutDrafts(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  for (const name of names.filter(isDraft)) await rm(join(folder, name), { force: true });
  return names.filter((name) => !isDraft(name));
}

function isDraft(name: string): boolean {
  return /^\.draft-[0-9a-f-]{36}$/u.test(name);
}

async function writeDraft(folder: string, file: string, pieces: Iterable<Piece>): Promise<void> {
  const draft = join(folder, `.draft-${randomUUID()}`);
  try {
    const handle = openSync(draft, 'wx', 0o644);
    try {
      for (const piece of pieces) {
        const part = asBytes(piece);
        for (let at = 0; at < part.length; ) at += writeSync(handle, part, at);
      }
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    await rename(draft, join(folder, file));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}

function isSame(before: Buffer, pieces: Iterable<Piece>): boolean {
  let at = 0;
  for (const piece of pieces) {
    const part = asBytes(piece);
    if (before.compare(part, 0, part.length, at, Math.min(before.length, at + part.length)) !== 0)
      return false;
    at += part.length;
  }
  return at === before.length;
}

function asBytes(piece: Piece): Uint8Array {
  return typeof piece === 'string' ? Buffer.from(piece) : piece;
}

async function bearsItsHash(path: string, file: string): Promise<boolean> {
  const bytes = await readOrNull(path);
  return bytes !== null && sha256(bytes).startsWith(assetName.exec(file)?.[1] ?? ' ');
}

/** Null where there is no such file. */
async function readOrNull(path: string): Promise<Buffer | null> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return null;
  try {
    return await readFile(file);
  } finally {
    await file.close();
  }
}

function folderError(error: unknown, out: string): unknown {
  const known = fileError(error, out);
  if (!(known instanceof HoldfastError) || known.name !== 'archive-unavailable') return known;
  return new HoldfastError(
    'usage',
    `${out} can't be written (${messageOf(error)}): make it a folder this user may write to, or name another with --out`,
    { facts: { path: out }, cause: error },
  );
}
