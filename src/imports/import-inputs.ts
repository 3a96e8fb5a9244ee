import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { type FileTree, openFileTree } from '../articles/file-tree.ts';
import { type Input, type InputTools, readInputs } from '../articles/inputs.ts';
import { HoldfastError, isHoldfastError } from '../errors.ts';
import { ingest } from '../ingest.ts';
import type { Embed } from '../model/embed.ts';
import { isOwnPage } from '../model/own-page.ts';
import type { Platform } from '../model/platform.ts';
import { matchPost } from '../model/platform-of.ts';
import { type Ref, writeRef } from '../ref.ts';
import { importAccount, recogniseAccount } from './account-export.ts';
import { importArchive, isArchive } from './holdfast-archive.ts';
import type { Imported } from './imported.ts';
import type { ImportTools } from './tools.ts';
import { importAnswers, postsAmong } from './web-archive.ts';

/**
 * Takes in what others kept: an account's own export, a web archive (WARC, WACZ), another archive of ours, told apart
 * by what is in them. What is no archive of ours is evidence of rank `archive`. The same twice adds nothing, so an import that was killed is simply
 * run again. What can't be read is told and passed over.
 */
export async function* importInputs(
  paths: readonly string[],
  tools: ImportTools & { readonly inputs: InputTools },
): AsyncGenerator<Imported> {
  for (const path of paths) {
    try {
      yield* importInput(path, tools);
    } catch (error) {
      if (!isHoldfastError(error, 'unreadable-input', 'bad-url')) throw error;
      yield { kind: 'unreadable', input: path, error };
    }
  }
}

async function* importInput(
  named: string,
  tools: ImportTools & { readonly inputs: InputTools },
): AsyncGenerator<Imported> {
  const path = exportAround(named, tools.platforms) ?? named;
  const tree = await treeOf(path);
  try {
    if (tree !== null && isArchive(tree)) {
      yield* importArchive(path, tools);
      return;
    }
    const account = tree === null ? null : recogniseAccount(tree, tools.platforms);
    if (account !== null) {
      yield* importAccount(path, account, tools);
      return;
    }
    if (tree !== null && !tree.paths.some((name) => name.startsWith('archive/'))) throw unknownKind(path);
  } finally {
    tree?.close();
  }
  try {
    yield* importWebArchive(path, tools);
  } catch (error) {
    if (isHoldfastError(error, 'unreadable-input') && !looksLikeWebArchive.test(path))
      throw unknownKind(path, error);
    throw error;
  }
}

const looksLikeWebArchive = /\.(?:warc|wacz|zip)(?:\.gz)?$/iu;

/** The export that a file of posts lies in, unpacked: alone it doesn't tell whose they are. */
function exportAround(path: string, platforms: readonly Platform[]): string | null {
  const whole = resolve(path);
  const inside = whole.split(sep).slice(-2).join('/').toLowerCase();
  if (!platforms.some(({ accountExport }) => accountExport?.partOf(inside) === 'posts')) return null;
  const folder = dirname(dirname(whole));
  return isAbsolute(path) ? folder : relative('', folder) || '.';
}

/** Its pages are articles like any others, but for those of posts; then what its records say of the posts those embed, or are. */
async function* importWebArchive(
  path: string,
  tools: ImportTools & { readonly inputs: InputTools },
): AsyncGenerator<Imported> {
  const sought = new Map<string, { ref: Ref; handles: Set<string> }>();
  const seek = (ref: Ref, handle: string | null) => {
    const name = writeRef(ref);
    const known = sought.get(name) ?? { ref, handles: new Set() };
    if (handle !== null) known.handles.add(handle);
    sought.set(name, known);
  };
  for (const ref of await postsAmong(path, tools)) seek(ref, null);
  const articles = withoutPostPages(readInputs([path], tools.inputs), tools.platforms);
  for await (const taken of ingest(articles, tools)) {
    if (taken.kind === 'article') for (const embed of taken.embeds) seekEmbed(embed, seek);
    yield taken;
  }
  yield* importAnswers(path, sought, tools);
}

/** A post's own page, the frame it is shown in and our page of it embed nothing: as articles they would count twice. */
async function* withoutPostPages(
  inputs: AsyncIterable<Input>,
  platforms: readonly Platform[],
): AsyncGenerator<Input> {
  const framed = platforms.filter(({ hosts }) => hosts !== 'any');
  for await (const input of inputs) {
    const url = input.kind === 'article' ? URL.parse(input.article.url ?? '') : null;
    const isOfPost =
      url !== null &&
      (isOwnPage(url) ||
        matchPost(url.href, platforms) !== null ||
        framed.some((platform) => platform.match(url, 'markup') !== null));
    if (!isOfPost) yield input;
  }
}

function seekEmbed({ ref, quoted }: Embed, seek: (ref: Ref, handle: string | null) => void): void {
  if (ref !== null) seek(ref, quoted?.handle ?? null);
}

/** Null for what is neither a folder nor a zip. */
async function treeOf(path: string): Promise<FileTree | null> {
  try {
    return await openFileTree(path);
  } catch (error) {
    if (isHoldfastError(error, 'unreadable-input') && error.message.includes("can't be read as a zip"))
      return null;
    throw error;
  }
}

function unknownKind(path: string, cause?: unknown): HoldfastError {
  return new HoldfastError(
    'unreadable-input',
    `${path} is none of what can be imported: an account's own export (its zip or folder, with data/tweets.js), a web archive (.warc, .warc.gz, .wacz), or the home of another archive of Holdfast`,
    { cause },
  );
}
