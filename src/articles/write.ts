import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { HoldfastError, isHoldfastError, messageOf } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { outputPathOf } from './output-path.ts';
import { unreadable } from './read-file.ts';

/**
 * A folder that articles are written to, each whole or not at all. Nothing in it is made to outlast a power cut: it can be
 * made again. Throws `usage` where it may not be written, `disk-full`.
 */
export interface OutputFolder {
  readonly path: string;
  /**
   * Where an article of that name goes. Never outside of the folder, by `..` or by links, and never where the article
   * itself stands, or another one of this run. `ending`: for one without a name.
   */
  targetOf(name: string, ending?: string): string;
  /** Nothing happens where those bytes stand already. */
  write(target: string, bytes: Uint8Array): void;
  /** A copy that shares its place on disk where the disk can do that. */
  copy(from: string, target: string): void;
  link(target: string, to: string): void;
  /** The same, by a path below the folder. */
  put(path: string, bytes: Uint8Array): void;
  /** Size and time of what stands there; null where nothing does. */
  stampOf(target: string): string | null;
  /** What stands there goes, and the folders that only held it. */
  remove(target: string): void;
  /** Null where there is none, or none that can be read. */
  read(path: string): Uint8Array | null;
  close(): void;
}

/** `root`: the folder whose contents go into `out` itself; without it paths stay as they are given. */
export function openOutput(out: string, root: string | null = null): OutputFolder {
  if (root !== null && statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new HoldfastError('usage', `--root ${root}: there is no such folder`, { facts: { path: root } });
  const claimed = new Map<string, string>();
  /** Where folders really are. */
  const known = new Map<string, string>();
  const checked = new Set<string>();
  const drafts = join(out, `${draftFolder}${process.pid}`);
  let count = 0;

  function realFolder(folder: string): string {
    const found = known.get(folder);
    if (found !== undefined) return found;
    const real = realpathSync(folder);
    known.set(folder, real);
    return real;
  }

  function isSamePlace(name: string, target: string): boolean {
    if (resolve(name) === resolve(target)) return true;
    if (basename(name) !== basename(target) || !existsSync(dirname(target)) || !existsSync(name))
      return false;
    return realFolder(dirname(name)) === realFolder(dirname(target));
  }

  function guarded<Result>(target: string, work: () => Result): Result {
    try {
      return work();
    } catch (cause) {
      throw isHoldfastError(cause) ? cause : failure(target, cause);
    }
  }

  function ready(folder: string): void {
    if (checked.has(folder)) return;
    makeFolder(folder, { isLasting: false });
    refuseEscape(out, folder);
    checked.add(folder);
  }

  /** In the place of what stands there, at once. */
  function place(target: string, make: (draft: string) => void): void {
    guarded(target, () => {
      ready(dirname(target));
      if (count === 0) {
        sweep(out);
        makeFolder(drafts, { isLasting: false });
      }
      count += 1;
      const draft = join(drafts, String(count));
      try {
        make(draft);
        renameSync(draft, target);
      } catch (error) {
        rmSync(draft, { force: true });
        throw error;
      }
    });
  }

  const folder: OutputFolder = {
    path: out,
    targetOf: (name, ending) => {
      const target = join(out, outputPathOf(name, root, ending));
      const other = claimed.get(target);
      if (other !== undefined && other !== name)
        throw new HoldfastError(
          'usage',
          `${name} and ${other} would both be ${target}: give one of them, or each its own --out`,
          { facts: { path: target } },
        );
      if (isSamePlace(name, target))
        throw new HoldfastError('usage', `${name} would be written over: choose another folder for --out`, {
          facts: { path: target },
        });
      claimed.set(target, name);
      return target;
    },
    write: (target, bytes) => {
      // what builds on it is spared, too; and disks are slow to replace a file
      if (!holds(target, bytes)) place(target, (draft) => writeFileSync(draft, bytes, { flag: 'wx' }));
    },
    copy: (from, target) => {
      refuseUnreadable(from);
      place(target, (draft) => copyFileSync(from, draft, constants.COPYFILE_FICLONE));
    },
    link: (target, to) => {
      if (linkAt(target) !== to) place(target, (draft) => symlinkSync(to, draft));
    },
    put: (path, bytes) => folder.write(join(out, path), bytes),
    stampOf: (target) => {
      try {
        const found = statSync(target, { bigint: true, throwIfNoEntry: false });
        return found?.isFile() === true ? `${found.size} ${found.mtimeNs}` : null;
      } catch {
        return null;
      }
    },
    remove: (target) => {
      guarded(target, () => {
        refuseEscape(out, dirname(target));
        rmSync(target, { force: true });
        for (let above = dirname(target); relative(out, above) !== ''; above = dirname(above)) {
          if (readdirSync(above).length > 0) break;
          rmdirSync(above);
          checked.delete(above);
        }
      });
    },
    read: (path) => {
      try {
        return readFileSync(join(out, path));
      } catch {
        return null;
      }
    },
    close: () => rmSync(drafts, { recursive: true, force: true }),
  };
  return folder;
}

const draftFolder = '.holdfast-rewrite-';

/** What killed runs left. */
function sweep(out: string): void {
  for (const name of readdirSync(out)) {
    const pid = name.startsWith(draftFolder) ? Number(name.slice(draftFolder.length)) : Number.NaN;
    if (Number.isInteger(pid) && !isRunning(pid)) rmSync(join(out, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function holds(target: string, bytes: Uint8Array): boolean {
  try {
    const found = lstatSync(target, { throwIfNoEntry: false });
    if (found?.isFile() !== true || found.size !== bytes.length) return false;
    return Buffer.compare(readFileSync(target), bytes) === 0;
  } catch {
    // why it can't be looked at is told when it is written
    return false;
  }
}

function refuseUnreadable(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw unreadable(path, undefined, error);
  }
}

function linkAt(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

/** A link inside the output folder may lead out of it. */
function refuseEscape(outDir: string, folder: string): void {
  const [root, real] = [realpathSync(outDir), realpathSync(folder)];
  if (real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)) return;
  throw new HoldfastError(
    'usage',
    `${folder} leads out of ${outDir}: remove that link or choose another folder`,
    { facts: { path: real } },
  );
}

function failure(path: string, cause: unknown): HoldfastError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null;
  // said of a place that is there: nothing can be made in it
  const why = code === 'ENOENT' ? 'no file or folder can be made there' : (code ?? messageOf(cause));
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new HoldfastError('disk-full', `no room to write ${path}: free some space and run it again`, {
      cause,
    });
  }
  const message = `${path} can't be written (${why}): choose another folder for --out`;
  return new HoldfastError('usage', message, { cause, facts: { path, code } });
}
