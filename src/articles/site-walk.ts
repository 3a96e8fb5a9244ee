import {
  closeSync,
  type Dirent,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type FileStamp, stampOfStats } from './file-stamp.ts';
import type { Input } from './inputs.ts';
import { unreadable } from './read-file.ts';
import { isArticleName } from './sniff.ts';
import { headBytes, looksLikeFeed } from './sniff-container.ts';

/** A file of a site, not opened yet. */
export interface SiteFile {
  readonly kind: 'file';
  readonly path: string;
  readonly stamp: FileStamp;
  /** Found in a folder, not named itself: it may be just a part of the site. */
  readonly isFound: boolean;
  /** By its name; where that leaves it open the file is opened. */
  isArticle(): boolean;
}

/** A link to a folder of the same site. */
export interface SiteLink {
  readonly kind: 'link';
  readonly path: string;
  readonly target: string;
}

export type SitePart = SiteFile | SiteLink | Exclude<Input, { readonly kind: 'post' | 'article' }>;

/** What of a site is never looked at: folders and files, by their paths, and names that begin with such a path. */
export interface LeftOut {
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** Files that links out of the folder lead to are taken. */
  readonly takesLinked?: boolean;
}

/** A file that was named itself. Throws `unreadable-input`. */
export function namedFile(path: string): SiteFile | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found?.isFile() !== true) return null;
  return { kind: 'file', path, stamp: stampOfStats(found), isFound: false, isArticle: () => true };
}

/**
 * All files of a folder and of those below, sorted by path, but for what version control and packages keep there. Links
 * to files in it are files; those to folders are told, not followed. A link that leads out of the folder is told and left
 * out: whoever could put it there would publish what the site's owner alone may read. What is hidden is no article.
 */
export function* walkSite(folder: string, leftOut: LeftOut): Iterable<SitePart> {
  const folders = leftOut.folders.map((path) => resolve(path));
  const numbers = new Set(folders.flatMap((path) => numberOf(path) ?? []));
  // one that is made only while we walk has no number yet
  const isLeftOut = (path: string) =>
    folders.length > 0 && (folders.includes(resolve(path)) || numbers.has(numberOf(path) ?? ''));
  yield* walk(folder, {
    root: realpathSync(folder),
    takesLinked: leftOut.takesLinked === true,
    isLeftOut,
    files: leftOut.files.map((path) => resolve(path)),
  });
}

interface Walk {
  readonly root: string;
  readonly takesLinked: boolean;
  /** Folders by where they are, whatever they are called here. */
  readonly isLeftOut: (path: string) => boolean;
  readonly files: readonly string[];
}

function* walk(folder: string, within: Walk, isHidden = false): Iterable<SitePart> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    yield { kind: 'unreadable', input: folder, error: unreadable(folder, undefined, error) };
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (neverCopied.has(entry.name) || entry.name.startsWith('.holdfast-rewrite')) continue;
    const path = join(folder, entry.name);
    if (within.files.length > 0 && within.files.some((file) => resolve(path).startsWith(file))) continue;
    const isOut = isHidden || entry.name.startsWith('.');
    if (entry.isDirectory()) {
      if (!within.isLeftOut(path)) yield* walk(path, within, isOut);
    } else if (entry.isFile()) yield* fileAt(path, within, isOut);
    else if (entry.isSymbolicLink()) yield* linkedAt(path, within, isOut);
  }
}

const neverCopied: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn', '.DS_Store']);

function* linkedAt(path: string, within: Walk, isHidden: boolean): Iterable<SitePart> {
  const outside = within.takesLinked ? null : leadsOut(path, within.root);
  if (outside === null) yield* fileAt(path, within, isHidden);
  else
    yield {
      kind: 'warning',
      input: path,
      message: `it leads to ${outside}, outside of this folder, and is left out: --copy-links copies such files`,
    };
}

/** Where a link to a file outside of the folder leads; null for any other. */
function leadsOut(path: string, root: string): string | null {
  try {
    const real = realpathSync(path);
    const isInside = real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
    return isInside || !statSync(real).isFile() ? null : real;
  } catch {
    // why it can't be looked at is told when it is opened
    return null;
  }
}

function* fileAt(path: string, within: Walk, isHidden: boolean): Iterable<SitePart> {
  try {
    const found = statSync(path, { bigint: true });
    if (found.isDirectory()) yield linkAt(path, within.root);
    else if (found.isFile())
      yield {
        kind: 'file',
        path,
        stamp: stampOfStats(found),
        isFound: true,
        isArticle: () => !isHidden && isWanted(path),
      };
  } catch (error) {
    yield { kind: 'unreadable', input: path, error: unreadable(path, undefined, error) };
  }
}

function linkAt(path: string, root: string): SitePart {
  const target = readlinkSync(path);
  const away = relative(root, resolve(realpathSync(dirname(path)), target));
  if (!isAbsolute(target) && away !== '..' && !away.startsWith(`..${sep}`))
    return { kind: 'link', path, target };
  const message = `it leads to ${target}, outside of this folder, and is left out: give that folder itself`;
  return { kind: 'warning', input: path, message };
}

function isWanted(path: string): boolean {
  const wanted = isArticleName(basename(path));
  return wanted === 'feed' ? looksLikeFeed(headOf(path)) : wanted;
}

function headOf(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    return head.subarray(0, readSync(file, head, 0, headBytes, 0));
  } finally {
    closeSync(file);
  }
}

function numberOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true ? `${found.dev} ${found.ino}` : null;
}
