import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { openZip } from '../warc/read-zip.ts';
import { unreadable } from './read-file.ts';

/** Files below one root, of a folder or a zip. */
export interface FileTree {
  /** Paths below the root, with `/`, sorted. */
  readonly paths: readonly string[];
  stream(path: string): AsyncIterable<Uint8Array>;
  /** Throws `unreadable-input` for one that is larger. */
  read(path: string, maxBytes: number): Promise<Uint8Array>;
  close(): void;
}

/** Opens one. Links are not followed. Throws `unreadable-input`. */
export async function openFileTree(path: string): Promise<FileTree> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, undefined, cause);
  });
  return found.isDirectory() ? openFolder(path) : openPacked(path);
}

async function openFolder(root: string): Promise<FileTree> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  return {
    paths,
    stream: (path) => createReadStream(join(root, path)),
    read: async (path, maxBytes) => {
      const { size } = await stat(join(root, path));
      if (size > maxBytes) throw unreadable(join(root, path), `it is larger than ${maxBytes} bytes`);
      return readFile(join(root, path));
    },
    close: () => {},
  };
}

async function openPacked(path: string): Promise<FileTree> {
  const zip = await openZip(path);
  return {
    paths: zip.names.filter((name) => !name.endsWith('/')).toSorted(),
    stream: (name) => zip.stream(name),
    read: async (name, maxBytes) => {
      const bytes = await zip.read(name, maxBytes);
      if (bytes === null) throw unreadable(`${path}#${name}`);
      return bytes;
    },
    close: () => {
      zip.close();
    },
  };
}
