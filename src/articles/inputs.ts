import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { HoldfastError } from '../errors.ts';
import type { Article } from '../model/article.ts';
import type { Fetch } from '../model/wire.ts';
import { type Ref, readWrittenRef, writeRef } from '../ref.ts';
import { fetchDocument } from './fetch-document.ts';
import { readFolder } from './folder.ts';
import { isBlank, largestArticle } from './make-article.ts';
import { openDocument } from './open-document.ts';
import { readArticleFile, unreadable } from './read-file.ts';

/**
 * What one of the user's inputs turned out to be. A folder, a feed, a sitemap or a web archive gives many, an empty
 * file a warning and its article.
 */
export type Input =
  | { readonly kind: 'article'; readonly article: Article }
  | { readonly kind: 'post'; readonly name: string; readonly ref: Ref }
  | { readonly kind: 'unreadable'; readonly input: string; readonly error: HoldfastError }
  | { readonly kind: 'warning'; readonly input: string; readonly message: string };

export interface InputTools {
  readonly fetch: Fetch;
  /** The post that a URL or a written ref is, if it is one. */
  matchPost(text: string): Ref | null;
  /** All of standard input. */
  stdin(): Promise<Uint8Array>;
}

/**
 * Reads the inputs in the order given: `-`, files, folders, addresses of articles, and posts by URL or written ref.
 * What can't be read is told and passed over; only bugs are thrown. One article is held at a time.
 */
export async function* readInputs(inputs: readonly string[], tools: InputTools): AsyncIterable<Input> {
  for (const input of inputs) {
    try {
      for await (const each of readInput(input, tools)) {
        if (each.kind === 'article' && isBlank(each.article.bytes)) {
          yield { kind: 'warning', input: each.article.name, message: 'there is no text in it' };
        }
        yield each;
      }
    } catch (error) {
      if (!(error instanceof HoldfastError)) throw error;
      yield { kind: 'unreadable', input, error };
    }
  }
}

async function* readInput(input: string, tools: InputTools): AsyncIterable<Input> {
  if (input === '-') {
    yield* readStdin(tools);
    return;
  }
  const ref = tools.matchPost(input);
  if (ref !== null) {
    yield { kind: 'post', name: writeRef(ref), ref };
    return;
  }
  if (/^https?:\/\//iu.test(input)) {
    yield* openDocument(await fetchDocument(input, tools.fetch), tools.fetch);
    return;
  }
  const path = pathOf(input);
  const found = await stat(path).catch((cause: unknown) => {
    throw missing(input, cause);
  });
  if (found.isDirectory()) yield* readFolder(path, tools.fetch);
  else yield* readArticleFile(path, tools.fetch);
}

async function* readStdin(tools: InputTools): AsyncIterable<Input> {
  const bytes = await tools.stdin();
  if (bytes.length > largestArticle)
    throw unreadable('-', `standard input is larger than ${largestArticle} bytes`);
  yield* openDocument({ name: '-', bytes, format: null, charset: null, url: null }, tools.fetch);
}

function pathOf(input: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//iu.exec(input)?.[1]?.toLowerCase();
  if (scheme === undefined) return input;
  if (scheme !== 'file') {
    throw new HoldfastError('bad-url', `${input}: only http, https and file addresses can be read`);
  }
  try {
    return fileURLToPath(input);
  } catch (cause) {
    throw new HoldfastError('bad-url', `${input} names no file on this machine`, { cause });
  }
}

/** Says what was probably meant by an input that is no file. */
function missing(input: string, cause: unknown): HoldfastError {
  const written = readWrittenRef(input);
  if (written?.provisional) {
    const message = `${input} is known only as quoted and has no address: give the article that quotes it`;
    return new HoldfastError('bad-ref', message, { cause });
  }
  if (written !== null) {
    const message = `${input} is neither a file nor a post that can be archived: check the id, or give the post's URL`;
    return new HoldfastError('bad-ref', message, { cause });
  }
  const isAddress = /^(?:www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/)/iu.test(input);
  return unreadable(input, isAddress ? `no such file (an address begins with https://)` : undefined, cause);
}
