import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { HoldfastError } from '../errors.ts';
import type { Article } from '../model/article.ts';
import type { ListedAddress } from '../model/document.ts';
import type { Fetch } from '../model/wire.ts';
import { type Ref, readWrittenRef, writeRef } from '../ref.ts';
import { readFolder } from './folder.ts';
import { listsArticles, readList } from './list-file.ts';
import { followed, type LookTools, lookAt } from './look-at.ts';
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

/** Articles that are as they were when they were last taken in. */
export interface UnchangedInput {
  readonly kind: 'unchanged';
  readonly articles: readonly string[];
}

/** What a sitemap, or a feed without words, lists: not read yet. */
export interface Listing {
  readonly kind: 'listing';
  /** Its name. */
  readonly document: string;
  readonly what: 'sitemap' | 'feed';
  readonly addresses: readonly ListedAddress[];
}

export interface InputTools {
  readonly fetch: Fetch;
  /** The post that a URL or a written ref is, if it is one. */
  matchPost(text: string): Ref | null;
  /** All of standard input. */
  stdin(): Promise<Uint8Array>;
}

/**
 * Reads the inputs in the order given: `-`, files, folders, addresses of articles, posts by URL or written ref, and
 * `@FILE`, a list of such inputs. What can't be read is told and passed over; only bugs are thrown. One article is held
 * at a time.
 */
export async function* readInputs(inputs: readonly string[], tools: InputTools): AsyncIterable<Input> {
  const anew = { ...tools, memory: null, now: () => new Date(0) };
  for await (const input of readChanges(inputs, anew)) if (input.kind !== 'unchanged') yield input;
}

export type ChangeTools = InputTools & LookTools;

/** As `readInputs`, but what is at an address is only named where it is as it was when last looked at. */
export async function* readChanges(
  inputs: readonly string[],
  tools: ChangeTools,
): AsyncIterable<Input | UnchangedInput> {
  for (const input of inputs) {
    try {
      if (input.startsWith('@')) {
        const listed = await readList(input, () => tools.stdin());
        if (listed.length === 0) yield { kind: 'warning', input, message: 'there is no input in this list' };
        yield* readChanges(listed, tools);
        continue;
      }
      for await (const each of readInput(input, tools)) {
        if (each.kind === 'article') yield* warningsOf(each.article, tools);
        yield each;
      }
    } catch (error) {
      if (!(error instanceof HoldfastError)) throw error;
      yield { kind: 'unreadable', input, error };
    }
  }
}

export function* warningsOf(article: Article, tools: InputTools): Iterable<Input> {
  const { name: input, bytes } = article;
  if (isBlank(bytes)) yield { kind: 'warning', input, message: 'there is no text in it' };
  else if (article.url === null && listsArticles(article, (line) => tools.matchPost(line))) {
    const message = `it holds only addresses: give @${input} to have what is there read`;
    yield { kind: 'warning', input, message };
  }
}

async function* readInput(input: string, tools: ChangeTools): AsyncIterable<Input | UnchangedInput> {
  if (input === '-') {
    yield* followed(readStdin(tools), tools);
    return;
  }
  const ref = tools.matchPost(input);
  if (ref !== null) {
    yield { kind: 'post', name: writeRef(ref), ref };
    return;
  }
  if (/^https?:\/\//iu.test(input)) {
    yield* lookAt(input, tools);
    return;
  }
  const path = pathOf(input);
  const found = await stat(path).catch((cause: unknown) => {
    throw missing(input, cause);
  });
  if (found.isDirectory()) yield* readFolder(path);
  else yield* followed(readArticleFile(path), tools);
}

async function* readStdin(tools: InputTools): AsyncIterable<Input | Listing> {
  const bytes = await tools.stdin();
  if (bytes.length > largestArticle)
    throw unreadable('-', `standard input is larger than ${largestArticle} bytes`);
  yield* openDocument({ name: '-', bytes, format: null, charset: null, url: null });
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
