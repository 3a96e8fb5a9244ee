import { readFile } from 'node:fs/promises';
import { HoldfastError } from '../errors.ts';
import type { Article } from '../model/article.ts';
import type { Ref } from '../ref.ts';
import { unreadable } from './read-file.ts';

/** Bytes of the longest list that is read: 16 MiB, some 200,000 addresses. */
const longestList = 16 * 1024 * 1024;

/**
 * The inputs that `@FILE` (`@-`: standard input) lists: one a line, in UTF-8; empty lines and those that begin with `#`
 * are passed over. Paths are taken as if they were given themselves. Throws `unreadable-input`.
 */
export async function readList(input: string, stdin: () => Promise<Uint8Array>): Promise<readonly string[]> {
  const path = input.slice(1);
  const bytes =
    path === '-'
      ? await stdin()
      : await readFile(path).catch((cause: unknown) => {
          throw unreadable(input, undefined, cause);
        });
  if (bytes.length > longestList)
    throw unreadable(input, `a list may have ${longestList} bytes at most: make several of it`);
  const lines = linesOf(bytes);
  const list = lines.find((line) => line.startsWith('@'));
  if (list === undefined) return lines;
  throw new HoldfastError(
    'unreadable-input',
    `${input}: a list can't name another list (${list}): give both, each by itself`,
    { facts: { input } },
  );
}

/** It is a text of nothing but addresses, and not all are posts: its owner may have meant a list. */
export function listsArticles(article: Article, matchPost: (text: string) => Ref | null): boolean {
  if (article.format !== 'text' || article.container !== undefined || article.bytes.length > longestList)
    return false;
  if (!/^\uFEFF?\s*(?:#|https?:)/iu.test(new TextDecoder().decode(article.bytes.subarray(0, 100))))
    return false;
  const lines = linesOf(article.bytes);
  return (
    lines.length > 0 &&
    lines.every((line) => /^https?:\/\/\S+$/iu.test(line)) &&
    lines.some((line) => matchPost(line) === null)
  );
}

function linesOf(bytes: Uint8Array): readonly string[] {
  return new TextDecoder()
    .decode(bytes)
    .split(/[\r\n]+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
