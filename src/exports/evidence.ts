import { isHoldfastError } from '../errors.ts';
import type { Observation } from '../model/answer.ts';
import type { Platform } from '../model/platform.ts';
import { type Picture, picturesOf } from '../model/post.ts';
import type { State } from '../model/state.ts';
import { type Shown, showPost } from '../show.ts';
import type { ArticleRecord, KeptCapture, Store } from '../store/contract.ts';
import { findPost } from '../store/find-post.ts';

export interface ExportTools {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  /** Name and version of what exports. */
  readonly software: string;
  /** A post as a page that needs nothing else. Throws `unknown-post` for one that nothing is known of. */
  readonly page: (name: string) => Promise<string>;
}

/** Which posts: these, or all; of those the ones that match. */
export interface ExportChoice {
  /** Written refs or URLs; empty for all. */
  readonly refs: readonly string[];
  readonly platform?: string;
  readonly state?: State;
  /** An article's name, as `articles` lists it. */
  readonly article?: string;
}

/** All that is kept of one post. */
export interface PostEvidence {
  readonly shown: Shown;
  readonly captures: readonly KeptCapture[];
  /** What was heard with the bytes it was heard in, articles left out. */
  readonly heard: readonly (Observation & { readonly wire: string })[];
  /** Pictures, films and their other forms, of all its versions. */
  readonly media: readonly Picture[];
  /** The articles that embed it, as they were read last. */
  readonly articles: readonly ArticleRecord[];
}

/** A blob of the export and what it is. */
export interface NamedBlob {
  readonly hash: string;
  readonly role: 'answer' | 'media' | 'picture' | 'page' | 'article';
  /** Null where only its bytes tell. */
  readonly mediaType: string | null;
}

/** A blob that can't be exported, and why. */
export interface LackingBlob {
  readonly blob: string;
  readonly post: string;
  readonly why: string;
  /** It was taken out of the archive, and so is nothing that could be mended. */
  readonly removed: boolean;
}

/** Names of the posts chosen, each once, sorted. Throws `bad-ref`, `unknown-post`. */
export async function chosenPosts(choice: ExportChoice, tools: ExportTools): Promise<readonly string[]> {
  const { store } = tools;
  const { refs, platform, state, article } = choice;
  const records =
    refs.length === 0 ? await store.posts.list() : await Promise.all(refs.map((ref) => findPost(ref, tools)));
  const names: string[] = [];
  for (const record of records) {
    if (platform !== undefined && !record.name.startsWith(`${platform}:`)) continue;
    if (state !== undefined && record.state !== state) continue;
    if (article !== undefined && !(await isIn(article, record.name, store))) continue;
    names.push(record.name);
  }
  return [...new Set(names)].sort();
}

async function isIn(article: string, name: string, store: Store): Promise<boolean> {
  const places = await store.posts.appearances(name);
  return places.some((place) => place.article === article);
}

export async function evidenceOf(name: string, tools: ExportTools): Promise<PostEvidence> {
  const { posts } = tools.store;
  const shown = await showPost(name, tools);
  const [snapshots, captures, records] = await Promise.all([
    posts.snapshots(name),
    posts.captures(name),
    articlesWith(name, tools),
  ]);
  return {
    shown,
    captures,
    heard: shown.observations.flatMap((seen) =>
      seen.rank === 'article' || seen.wire === null ? [] : [{ ...seen, wire: seen.wire }],
    ),
    media: snapshots.flatMap(({ post }) => (post === null ? [] : picturesOf(post))),
    articles: records,
  };
}

async function articlesWith(name: string, { store }: ExportTools): Promise<readonly ArticleRecord[]> {
  const places = await store.posts.appearances(name);
  const names = [...new Set(places.map(({ article }) => article))];
  const records = await Promise.all(names.map((each) => store.articles.get(each)));
  return records.filter((record) => record !== null);
}

/** Every blob an export of the post holds, each once, in an order that doesn't change. */
export function blobsOf(evidence: PostEvidence): readonly NamedBlob[] {
  const blobs = new Map<string, NamedBlob>();
  const add = (hash: string | null, role: NamedBlob['role'], mediaType: string | null) => {
    if (hash !== null && !blobs.has(hash)) blobs.set(hash, { hash, role, mediaType });
  };
  for (const capture of evidence.captures) {
    for (const png of [capture.blob, ...capture.parts]) add(png, 'picture', 'image/png');
    add(capture.show, 'picture', 'image/webp');
    add(capture.avif, 'picture', 'image/avif');
    add(capture.thumb, 'picture', 'image/webp');
    add(capture.pdf, 'page', 'application/pdf');
    add(capture.wacz, 'page', 'application/wacz');
  }
  for (const { wire } of evidence.heard) add(wire, 'answer', null);
  for (const picture of evidence.media) {
    for (const hash of [picture.blob, ...picture.others]) add(hash, 'media', picture.mediaType);
    add(picture.show, 'media', 'image/webp');
  }
  for (const { blob, format } of evidence.articles) add(blob, 'article', articleTypes[format]);
  return [...blobs.values()];
}

export const articleTypes = {
  html: 'text/html',
  markdown: 'text/markdown',
  text: 'text/plain',
  json: 'application/json',
} as const satisfies Record<ArticleRecord['format'], string>;

/** A blob's bytes, checked; or why they can't be had, which an export tells and goes on. */
export async function bytesOf(
  blob: string,
  post: string,
  { store }: Pick<ExportTools, 'store'>,
): Promise<Uint8Array | LackingBlob> {
  try {
    return await store.blobs.get(blob);
  } catch (error) {
    if (!isHoldfastError(error, 'blob-missing', 'blob-damaged', 'redacted')) throw error;
    return { blob, post, why: error.message, removed: error.name === 'redacted' };
  }
}

export function isLacking(found: Uint8Array | LackingBlob): found is LackingBlob {
  return !(found instanceof Uint8Array);
}

/** The newest moment anything of these posts tells of; the epoch where nothing does. */
export function newestMoment(posts: readonly PostEvidence[]): string {
  return posts.map(({ shown, ...rest }) => lastMoment({ ...shown, ...rest })).reduce(laterOf, epoch);
}

/** The same of posts by name, with nothing read but times. */
export async function newestMomentOf(names: readonly string[], tools: ExportTools): Promise<string> {
  const { posts } = tools.store;
  let newest = epoch;
  for (const name of names) {
    const [observations, snapshots, captures, articles] = await Promise.all([
      posts.observations(name),
      posts.snapshots(name),
      posts.captures(name),
      articlesWith(name, tools),
    ]);
    newest = laterOf(newest, lastMoment({ observations, snapshots, captures, articles }));
  }
  return newest;
}

const epoch = '1970-01-01T00:00:00.000Z';

interface Dated {
  readonly observations: readonly { readonly at: string }[];
  readonly snapshots: readonly { readonly takenAt: string }[];
  readonly captures: readonly { readonly at: string }[];
  readonly articles: readonly { readonly seenAt: string }[];
}

function lastMoment({ observations, snapshots, captures, articles }: Dated): string {
  return [
    ...observations.map(({ at }) => at),
    ...snapshots.map(({ takenAt }) => takenAt),
    ...captures.map(({ at }) => at),
    ...articles.map(({ seenAt }) => seenAt),
  ].reduce(laterOf, '');
}

export function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}

/** What `show --json` tells, without where files lie on this machine. */
export function tellable(shown: Shown): object {
  const captures = shown.captures.map(({ path: _path, files: _files, ...capture }) => capture);
  return { ...shown, captures };
}
