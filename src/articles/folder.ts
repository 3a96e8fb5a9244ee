import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HoldfastError } from '../errors.ts';
import type { Fetch } from '../model/wire.ts';
import type { Input } from './inputs.ts';
import { readArticleFile, readHead, unreadable } from './read-file.ts';
import { isArticleName, searchedNames } from './sniff.ts';
import { looksLikeFeed } from './sniff-container.ts';

/**
 * The articles of a folder and the folders below, sorted by path. Hidden entries and `node_modules` are passed over,
 * links to folders not followed.
 */
export async function* readFolder(folder: string, fetch: Fetch): AsyncIterable<Input> {
  let found = false;
  for await (const entry of walk(folder)) {
    found = true;
    if (typeof entry !== 'string') yield entry;
    else
      try {
        yield* readArticleFile(entry, fetch);
      } catch (error) {
        yield failed(entry, error);
      }
  }
  if (!found) {
    const message = `no article in it: folders are searched for ${searchedNames}`;
    yield { kind: 'warning', input: folder, message };
  }
}

async function* walk(folder: string): AsyncIterable<string | Input> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield failed(folder, unreadable(folder, undefined, error));
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if ((entry.isFile() || entry.isSymbolicLink()) && (await isWanted(path, entry.name))) yield path;
  }
}

async function isWanted(path: string, name: string): Promise<boolean> {
  const wanted = isArticleName(name);
  if (wanted !== 'feed') return wanted;
  // what can't be read is told when it is read
  return readHead(path).then(looksLikeFeed, () => true);
}

function failed(input: string, error: unknown): Input {
  if (!(error instanceof HoldfastError)) throw error;
  return { kind: 'unreadable', input, error };
}
