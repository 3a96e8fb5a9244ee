import { readFileSync, type Stats, statSync } from 'node:fs';
import { HoldfastError } from '../errors.ts';
import type { Article } from '../model/article.ts';
import { type Input, type InputTools, readInputs, warningsOf } from './inputs.ts';
import { readList } from './list-file.ts';
import { largestArticle } from './make-article.ts';
import { openDocument } from './open-document.ts';
import { readArticleFile, unreadable } from './read-file.ts';
import { type LeftOut, namedFile, type SiteFile, type SiteLink, walkSite } from './site-walk.ts';
import { formatByName, searchedNames } from './sniff.ts';
import { containerKind } from './sniff-container.ts';

export type SiteInput = Input | SiteFile | SiteLink;

/**
 * The inputs in the order given, as `readInputs` does, but files are only named, so that those that are as they were need
 * not be opened, and of folders every file is named, articles or not.
 */
export async function* readSite(
  inputs: readonly string[],
  leftOut: LeftOut,
  tools: InputTools,
): AsyncIterable<SiteInput> {
  for (const input of inputs) {
    try {
      if (input.startsWith('@')) {
        const listed = await readList(input, () => tools.stdin());
        if (listed.length === 0) yield { kind: 'warning', input, message: 'there is no input in this list' };
        yield* readSite(listed, leftOut, tools);
      } else if (isNoPath(input, tools)) yield* readInputs([input], tools);
      else yield* filesOf(input, leftOut, tools);
    } catch (error) {
      if (!(error instanceof HoldfastError)) throw error;
      yield { kind: 'unreadable', input, error };
    }
  }
}

function isNoPath(input: string, tools: InputTools): boolean {
  return input === '-' || /^[a-z][a-z0-9+.-]*:\/\//iu.test(input) || tools.matchPost(input) !== null;
}

async function* filesOf(input: string, leftOut: LeftOut, tools: InputTools): AsyncIterable<SiteInput> {
  const found = statsOf(input);
  const file = found?.isFile() === true ? namedFile(input) : null;
  if (file !== null) yield file;
  else if (found?.isDirectory() === true) {
    let isEmpty = true;
    for (const part of walkSite(input, leftOut)) {
      isEmpty = false;
      yield part;
    }
    if (isEmpty)
      yield {
        kind: 'warning',
        input,
        message: `there is nothing in it: folders are searched for ${searchedNames}`,
      };
  } else yield* readInputs([input], tools);
}

/** Null for what can't be looked at: why, is told when it is read. */
function statsOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

/** What a file of a site holds. Throws `unreadable-input`. */
export async function openSiteFile({ path, stamp }: SiteFile, tools: InputTools): Promise<readonly Input[]> {
  const inputs: Input[] = [];
  for await (const each of contentsOf(path, stamp.size)) {
    if (each.kind === 'article') inputs.push(...warningsOf(each.article, tools));
    if (each.kind !== 'listing') inputs.push(each);
  }
  return inputs;
}

/** The bytes that stand in a file. Throws `unreadable-input`. */
export function bytesOfFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadable(path, undefined, error);
  }
}

async function* contentsOf(path: string, size: number) {
  // larger ones may still be web archives
  const bytes = size > largestArticle ? null : bytesOfFile(path);
  const kind = bytes === null ? 'gzip' : containerKind(bytes);
  if (bytes === null || kind === 'gzip' || kind === 'warc' || kind === 'wacz') yield* readArticleFile(path);
  else yield* openDocument({ name: path, bytes, format: formatByName(path), charset: null, url: null });
}

/** Articles that stand in one file, in order. */
export function articlesIn(inputs: readonly Input[]): readonly Article[] {
  return inputs.flatMap((input) => (input.kind === 'article' ? [input.article] : []));
}
