import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HoldfastError } from '../errors.ts';
import type { Input, Listing } from './inputs.ts';
import { readArticleFile, readHead, unreadable } from './read-file.ts';
import { isArticleName, searchedNames } from './sniff.ts';
import { looksLikeFeed } from './sniff-container.ts';

/**
 * The articles of a folder and the folders below, sorted by path. Hidden entries and `node_modules` are passed over,
 * links to folders not followed, nor what a feed among them only lists: whoever gave the folder asked for what is in it.
 */
export async function* readFolder(folder: string): AsyncIterable<Input> {
  let found = false;
  for await (const entry of walk(folder)) {
    found = true;
    if (typeof entry !== 'string') yield entry;
    else
      try {
        for await (const each of readArticleFile(entry))
          yield each.kind === 'listing' ? notFollowed(entry, each) : each;
      } catch (error) {
        yield failed(entry, error);
      }
  }
  if (!found) {
    const message = `no article in it: folders are searched for ${searchedNames}`;
    yield { kind: 'warning', input: folder, message };
  }
}

function notFollowed(input: string, { what, addresses }: Listing): Input {
  const message = `what it only lists (${addresses.length}) is not read: give the ${what} itself for that`;
  return { kind: 'warning', input, message };
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
