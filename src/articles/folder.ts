import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HoldfastError } from '../errors.ts';
import type { Input } from './inputs.ts';
import { readArticleFile, unreadable } from './read-file.ts';
import { isArticleName } from './sniff.ts';

/**
 * The articles of a folder and the folders below, sorted by path. Hidden entries and `node_modules` are passed over,
 * links to folders not followed.
 */
export async function* readFolder(folder: string): AsyncIterable<Input> {
  let found = false;
  for await (const entry of walk(folder)) {
    found = true;
    if (typeof entry !== 'string') yield entry;
    else
      yield await readArticleFile(entry).then(
        (article): Input => ({ kind: 'article', article }),
        (error: unknown): Input => failed(entry, error),
      );
  }
  if (!found) {
    const message = 'no article in it: folders are searched for .html .htm .xhtml .md .markdown .mdx .txt';
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
    else if ((entry.isFile() || entry.isSymbolicLink()) && isArticleName(entry.name)) yield path;
  }
}

function failed(input: string, error: unknown): Input {
  if (!(error instanceof HoldfastError)) throw error;
  return { kind: 'unreadable', input, error };
}
