import type { FileTree } from '../articles/file-tree.ts';
import { HoldfastError, isHoldfastError } from '../errors.ts';
import type { Answer } from '../model/answer.ts';
import type { AccountExport, ExportedPost, Platform } from '../model/platform.ts';
import type { Fetch } from '../model/wire.ts';
import type { Ref } from '../ref.ts';
import type { HeardSource } from '../resolve/heard.ts';
import type { Imported } from './imported.ts';
import { keepHeard } from './keep-heard.ts';
import { splitRecords } from './split-records.ts';
import type { ImportTools } from './tools.ts';

/** An account's own export, recognised. */
export interface OpenedAccount {
  readonly platform: Platform;
  readonly format: AccountExport;
  readonly tree: FileTree;
  /** What stands before every path of it: some zips hold the export in a folder. */
  readonly root: string;
}

/** Null when these files are no account's export. */
export function recogniseAccount(tree: FileTree, platforms: readonly Platform[]): OpenedAccount | null {
  for (const platform of platforms) {
    const format = platform.accountExport;
    if (format === undefined) continue;
    for (const path of tree.paths) {
      const parts = path.split('/');
      for (const depth of [0, 1]) {
        if (format.partOf(parts.slice(depth).join('/').toLowerCase()) !== 'posts') continue;
        const root = parts
          .slice(0, depth)
          .map((part) => `${part}/`)
          .join('');
        return { platform, format, tree, root };
      }
    }
  }
  return null;
}

/** At the same time, so that they share transactions. */
const atOnce = 16;
const mostOfAccount = 2 ** 20;
const mostOfMedia = 512 * 2 ** 20;

/**
 * Takes in an account's own posts, each as an archive's word of rank `archive`: what its record says, byte for byte,
 * and the pictures beside it. Reposts are passed over; what is private is never opened. Throws `unreadable-input`.
 */
export async function* importAccount(
  name: string,
  opened: OpenedAccount,
  tools: ImportTools,
): AsyncGenerator<Imported> {
  const { format, tree, root } = opened;
  const pathsOf = (part: ReturnType<AccountExport['partOf']>) =>
    tree.paths.filter(
      (path) => path.startsWith(root) && format.partOf(path.slice(root.length).toLowerCase()) === part,
    );
  const texts = await Promise.all(
    pathsOf('account').map(async (path) => new TextDecoder().decode(await tree.read(path, mostOfAccount))),
  );
  const owner = format.readAccount(texts);
  if (owner === null)
    throw new HoldfastError(
      'unreadable-input',
      `${name}: whose posts these are is not told: the part of the export that names the account is missing or not understood`,
    );
  const more: string[] = [];
  for (const path of pathsOf('more'))
    for await (const record of splitRecords(tree.stream(path))) more.push(record);
  const fetch = fetchFrom(tree, root, pathsOf('media'), format);
  let passed = 0;
  const kept = together(exportedPosts(), ({ post, record, path }) =>
    keepPost(post, record, `${name}#${path}`, { ...tools, fetch: fetch(post.ref) }, opened),
  );
  yield* kept;
  if (passed > 0) {
    const why = "not the account's own words: reposts, and records that are no posts";
    yield { kind: 'passed-over', what: name, why, count: passed };
  }

  async function* exportedPosts() {
    if (owner === null) return;
    for (const path of pathsOf('posts')) {
      for await (const record of splitRecords(tree.stream(path))) {
        const post = format.readPost(record, owner, more);
        if (post?.answer.kind === 'post') yield { post, record, path };
        else passed += 1;
      }
    }
  }
}

/** Works on a few at a time; where the source fails, those in work are told first. */
async function* together<Item, Result>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  let inWork: Promise<Result>[] = [];
  let failure: { readonly error: unknown } | null = null;
  try {
    for await (const item of items) {
      inWork.push(work(item));
      if (inWork.length < atOnce) continue;
      const batch = inWork;
      inWork = [];
      yield* await Promise.all(batch);
    }
  } catch (error) {
    failure = { error };
  }
  yield* await Promise.all(inWork);
  if (failure !== null) throw failure.error;
}

async function keepPost(
  post: ExportedPost,
  record: string,
  from: string,
  tools: ImportTools & { readonly fetch: Fetch },
  { platform }: OpenedAccount,
): Promise<Imported> {
  const { ref, answer, whole } = post;
  const source = `${platform.id}-account-export`;
  const heard = [await heardOf(source, record, answer, from, tools)];
  if (whole !== null) heard.push(await heardOf(source, whole.record, whole.answer, from, tools));
  return keepHeard(ref, heard, from, tools);
}

/** The time it speaks of is the post's own: nothing tells when the export was made. */
async function heardOf(
  source: string,
  record: string,
  answer: Answer,
  url: string,
  { store }: Pick<ImportTools, 'store'>,
): Promise<HeardSource> {
  const body = new TextEncoder().encode(record);
  const hash = await store.blobs.put(body);
  const asOf = answer.kind === 'post' ? answer.post.createdAt : null;
  const at = asOf ?? new Date(0).toISOString();
  const wire = { url, status: 200, headers: [], body, at };
  return { source, rank: 'archive', wire, hash, answer, asOf };
}

/** Media come from the files beside the posts; what isn't there is not asked for elsewhere now. */
function fetchFrom(tree: FileTree, root: string, media: readonly string[], format: AccountExport) {
  return (ref: Ref): Fetch =>
    async ({ url }) => {
      const path = media.find((each) => format.isMediaOf(each.slice(root.length), ref, url));
      if (path === undefined)
        throw new HoldfastError('not-recorded', `${url} is not in the export`, { retryable: true });
      const body = await tree.read(path, mostOfMedia).catch((error: unknown) => {
        if (!isHoldfastError(error, 'unreadable-input')) throw error;
        throw new HoldfastError('too-large', error.message, { cause: error });
      });
      return { url, status: 200, headers: [], body, at: new Date(0).toISOString() };
    };
}
