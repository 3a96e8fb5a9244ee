import { open, readFile, stat } from 'node:fs/promises';
import { HoldfastError } from '../errors.ts';
import { readRecords } from '../warc/read-file.ts';
import type { Input, Listing } from './inputs.ts';
import { largestArticle } from './make-article.ts';
import { openDocument } from './open-document.ts';
import { formatByName } from './sniff.ts';
import { containerKind, headBytes } from './sniff-container.ts';
import { unpackedHead } from './unpacked-head.ts';
import { readPages } from './web-archive.ts';

/** The articles a file is or holds, named by its path. Web archives may be of any size. Throws `unreadable-input`. */
export async function* readArticleFile(path: string): AsyncIterable<Input | Listing> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw unreadable(path, 'it is no regular file (pipe it in and give "-")');
    if (await isWebArchive(path)) {
      yield* readPages(path, readRecords(path));
      return;
    }
    if (found.size > largestArticle)
      throw unreadable(path, `it has ${found.size} bytes, more than the ${largestArticle} allowed`);
    const bytes = await readFile(path);
    yield* openDocument({ name: path, bytes, format: formatByName(path), charset: null, url: null });
  } catch (cause) {
    throw cause instanceof HoldfastError || !isOfFiles(cause) ? cause : unreadable(path, undefined, cause);
  }
}

/** The first bytes of a file. Throws what the file system throws. */
export async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The error for an input that can't be read, with the reason in words. */
export function unreadable(input: string, reason?: string, cause?: unknown): HoldfastError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null;
  const words =
    reason ?? reasons[code ?? ''] ?? (cause instanceof Error ? cause.message : 'it could not be read');
  return new HoldfastError('unreadable-input', `${input}: ${words}`, { cause, facts: { input, code } });
}

/** What the file system throws; anything else is a bug and stays one. */
function isOfFiles(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

async function isWebArchive(path: string): Promise<boolean> {
  const head = await readHead(path);
  const kind = containerKind(head);
  const inner = kind === 'gzip' ? containerKind(unpackedHead(head)) : kind;
  return inner === 'warc' || inner === 'wacz';
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
