import { readFile, stat } from 'node:fs/promises';
import { HoldfastError } from '../errors.ts';
import type { Article } from '../model/article.ts';
import { largestArticle, makeArticle } from './make-article.ts';
import { formatByName } from './sniff.ts';

/** Reads one file as an article named by its path. Throws `unreadable-input`. */
export async function readArticleFile(path: string): Promise<Article> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw unreadable(path, 'it is no regular file (pipe it in and give "-")');
    if (found.size > largestArticle)
      throw unreadable(path, `it has ${found.size} bytes, more than the ${largestArticle} allowed`);
    const bytes = await readFile(path);
    return makeArticle({ name: path, bytes, format: formatByName(path), charset: null, url: null });
  } catch (cause) {
    throw cause instanceof HoldfastError ? cause : unreadable(path, undefined, cause);
  }
}

/** The error for an input that can't be read, with the reason in words. */
export function unreadable(input: string, reason?: string, cause?: unknown): HoldfastError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null;
  const words =
    reason ?? reasons[code ?? ''] ?? (cause instanceof Error ? cause.message : 'it could not be read');
  return new HoldfastError('unreadable-input', `${input}: ${words}`, { cause, facts: { input, code } });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file: a part of the path is no folder',
  EACCES: 'it may not be read: check its permissions',
  EPERM: 'it may not be read: check its permissions',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'the path is too long',
  EMFILE: 'too many files are open: raise the limit (ulimit -n)',
  EIO: 'the disk reports an error',
  ERR_INVALID_ARG_VALUE: 'a path may not hold a NUL character',
};
