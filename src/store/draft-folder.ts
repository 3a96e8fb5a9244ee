import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HoldfastError, isHoldfastError, messageOf } from '../errors.ts';
import { makeFolder, syncFolder } from '../make-folder.ts';
import { sha256 } from '../model/canonical.ts';
import { fileError } from './storage-error.ts';

/** A file of the folder, as its list names it. */
export interface DraftedFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A folder in the making: it stands under its name only once it is whole and on disk. */
export interface DraftFolder {
  /** Where it lies meanwhile. */
  readonly path: string;
  /** Writes a file; nothing happens if it is there already. */
  put(path: string, bytes: Uint8Array): Promise<void>;
  /** Adds to a file's end. */
  append(path: string, text: string): Promise<void>;
  /** Takes a file into the list that was written into the folder by somebody else. */
  adopt(path: string): Promise<void>;
  /** All written so far, by path. Files added to are closed with it. */
  files(): Promise<readonly DraftedFile[]>;
  finish(): Promise<void>;
  /** Leaves nothing of it. */
  abandon(): Promise<void>;
}

/**
 * Begins a folder that is to stand at `out`. Throws `usage` where something stands there, unless it may be `replaced`, and
 * where none can be made; `disk-full`, here and later, `archive-unavailable` later.
 */
export async function openDraftFolder(
  out: string,
  { replace }: { readonly replace: boolean },
): Promise<DraftFolder> {
  const path = `${out}.part`;
  const former = `${out}.former`;
  const listed = new Map<string, DraftedFile>();
  const growing = new Map<string, Growing>();

  await refuseWhatIsThere(out, replace);
  try {
    await rm(path, { recursive: true, force: true });
    makeFolder(path);
  } catch (error) {
    throw unmade(error, out);
  }

  async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw fileError(error, out);
    }
  }

  async function growingFile(name: string): Promise<Growing> {
    const known = growing.get(name);
    if (known !== undefined) return known;
    makeFolder(dirname(join(path, name)));
    const begun = { file: await open(join(path, name), 'wx'), hash: createHash('sha256'), bytes: 0 };
    growing.set(name, begun);
    return begun;
  }

  async function closeGrowing(): Promise<void> {
    for (const [name, { file, hash, bytes }] of growing) {
      await file.sync();
      await file.close();
      listed.set(name, { path: name, sha256: hash.digest('hex'), bytes });
    }
    growing.clear();
  }

  return {
    path,
    put: (name, bytes) =>
      guarded(async () => {
        if (listed.has(name)) return;
        makeFolder(dirname(join(path, name)));
        const file = await open(join(path, name), 'wx');
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        listed.set(name, { path: name, sha256: sha256(bytes), bytes: bytes.length });
      }),
    append: (name, text) =>
      guarded(async () => {
        const growing = await growingFile(name);
        const bytes = Buffer.from(text);
        await growing.file.writeFile(bytes);
        growing.hash.update(bytes);
        growing.bytes += bytes.length;
      }),
    adopt: (name) =>
      guarded(async () => {
        const file = await open(join(path, name), 'r');
        const hash = createHash('sha256');
        let bytes = 0;
        for await (const chunk of file.createReadStream() as AsyncIterable<Buffer>) {
          hash.update(chunk);
          bytes += chunk.length;
        }
        listed.set(name, { path: name, sha256: hash.digest('hex'), bytes });
      }),
    files: () =>
      guarded(async () => {
        await closeGrowing();
        return [...listed.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
      }),
    finish: () =>
      guarded(async () => {
        await closeGrowing();
        for (const folder of foldersOf(listed.keys())) syncFolder(join(path, folder));
        await rm(former, { recursive: true, force: true });
        if (replace && (await isThere(out))) await rename(out, former);
        await rename(path, out);
        syncFolder(dirname(out));
        await rm(former, { recursive: true, force: true });
      }),
    abandon: async () => {
      for (const { file } of growing.values()) await file.close();
      growing.clear();
      await rm(path, { recursive: true, force: true });
    },
  };
}

function unmade(error: unknown, out: string): unknown {
  const told = fileError(error, out);
  if (isHoldfastError(told, 'disk-full') || !(error instanceof Error && 'code' in error)) return told;
  return new HoldfastError(
    'usage',
    `${out} can't be written (${messageOf(error)}): name another folder with --out`,
    {
      cause: error,
    },
  );
}

/** Throws `usage` for a path where something stands already. */
export async function refuseWhatIsThere(out: string, mayReplace: boolean): Promise<void> {
  if (mayReplace || !(await isThere(out))) return;
  throw new HoldfastError('usage', `${out} is there already: name another path, or replace it with --force`, {
    facts: { path: out },
  });
}

interface Growing {
  readonly file: FileHandle;
  readonly hash: ReturnType<typeof createHash>;
  bytes: number;
}

/** Every folder that holds a file, the innermost first. */
function foldersOf(paths: Iterable<string>): readonly string[] {
  const folders = new Set(['']);
  for (const path of paths)
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.add(folder);
  return [...folders].toSorted((a, b) => b.length - a.length);
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
