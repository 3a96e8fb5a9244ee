import { join } from 'node:path';
import { HoldfastError } from '../errors.ts';
import type { Imprint } from '../fallback-view.ts';
import type { Images } from '../media/images.ts';
import { hashOf } from '../model/canonical.ts';
import { lockText } from '../model/fallback-lines.ts';
import { type FallbackLock, fallbackFiles } from '../model/fallbacks.ts';
import type { Platform } from '../model/platform.ts';
import { readCardLanguage } from '../render/card-languages.ts';
import type { Store } from '../store/contract.ts';
import { type FallbackFolder, openFallbackFolder } from '../store/fallback-folder.ts';
import type { LackingBlob } from './evidence.ts';
import { inWords, readServedAt, type ServedAt, usualBase } from './fallback-base.ts';
import type { LeftFilm } from './fallback-entry.ts';
import { type Moved, movedBetween, readLock, showsTheSame } from './fallback-lock.ts';
import { type Made, type Making, makeAll } from './fallback-making.ts';
import {
  type Choice,
  type ChosenVersion,
  latestVersions,
  lockedVersions,
  type MissingPost,
  type WantedPost,
} from './fallback-versions.ts';
import { writeAll } from './fallback-writing.ts';

export type { Moved } from './fallback-lock.ts';
export type { MissingPost, WantedPost } from './fallback-versions.ts';

export interface FallbacksRequest {
  /** The folder to write, or to bring up to date. */
  readonly out: string;
  /** Posts to be shown; null for all the archive can show. Of a frozen export: those that are looked for. */
  readonly wanted: readonly WantedPost[] | null;
  /** What is locked stays, wanted or not: for when not all that is wanted could be found out. */
  readonly keepLocked?: boolean;
  /** Where the site serves the folder, as a path or whole address; as locked, or `/holdfast/`, without. */
  readonly base?: string;
  /** Exactly the versions of the lock. */
  readonly frozen?: boolean;
  /** Bytes above which of a film only the still is shown; as locked, or 20 MB, without. */
  readonly filmLimit?: number;
  /** BCP 47: languages of which each post has cards besides, for pages in these; as locked, or none, without. */
  readonly languages?: readonly string[];
  /** Breaks off, with its reason as error; what the folder tells is as it was. */
  readonly stop?: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly posts: number }) => void;
}

export interface FallbacksTools {
  /** Null where there is no archive: a frozen export then goes by what lies in the folder. */
  readonly store: Store | null;
  readonly platforms: readonly Platform[];
  readonly images: Pick<Images, 'sizes'>;
  readonly imprint: Imprint;
  readonly memory: MadeMemory;
}

/** What made the fallbacks that lie in a folder, so that what is as it was need not be made again. */
export interface MadeMemory {
  /** Another one for each version of the code that renders. */
  readonly code: string;
  recall(out: string): Promise<string | null>;
  remember(out: string, made: string): Promise<void>;
}

export interface ExportedFallbacks {
  readonly path: string;
  readonly base: string;
  readonly posts: number;
  /** How many had to be rendered; the others lay there. */
  readonly rendered: number;
  /** Files of assets that weren't there before, and that are needed no more. */
  readonly added: number;
  readonly removed: number;
  /** Nothing in the folder is other than it was. */
  readonly isUnchanged: boolean;
  readonly moved: readonly Moved[];
  readonly missing: readonly MissingPost[];
  /** Posts with a later version than a frozen export shows. */
  readonly waiting: number;
  /** Names of posts that are not told as when they were locked: by another Holdfast or setting, or since taken out. */
  readonly unlike: readonly string[];
  readonly lacking: readonly LackingBlob[];
  readonly leftFilms: readonly LeftFilm[];
}

const usualFilmLimit = 20_000_000;

interface Settings extends ServedAt {
  readonly filmLimit: number;
  readonly languages: readonly string[];
}

/**
 * Writes what a site build needs to show posts: see `model/fallbacks.ts`. The same archive gives the same bytes. Assets
 * come first and the lock last, each file whole or not at all, so a build may read meanwhile. Throws `usage` for a base
 * that is none, a language that cards don't speak, a frozen export without a lock or for another base or language, a folder
 * that can't be written; `disk-full`.
 */
export async function exportFallbacks(
  request: FallbacksRequest,
  tools: FallbacksTools,
): Promise<ExportedFallbacks> {
  const base = request.base === undefined ? null : readServedAt(request.base);
  const wish = { base, languages: languagesOf(request) };
  const folder = await openFallbackFolder(request.out);
  try {
    const lockPath = join(request.out, fallbackFiles.lock);
    const lock = folder.lock === null ? null : readLock(folder.lock, lockPath);
    if (request.frozen === true) return await exportFrozen(lock, lockPath, wish, request, folder, tools);
    return await exportLatest(lock, wish, request, folder, tools);
  } finally {
    await folder.close();
  }
}

/** What was asked for; null for what is to be as it is. */
interface Wish {
  readonly base: ServedAt | null;
  readonly languages: readonly string[] | null;
}

function languagesOf({ languages }: FallbacksRequest): readonly string[] | null {
  return languages === undefined ? null : [...new Set(languages.map(readCardLanguage))].sort();
}

async function exportLatest(
  lock: FallbackLock | null,
  { base, languages }: Wish,
  request: FallbacksRequest,
  folder: FallbackFolder,
  tools: FallbacksTools,
): Promise<ExportedFallbacks> {
  const { out, keepLocked = false } = request;
  const locked = keepLocked ? Object.keys(lock?.posts ?? {}) : [];
  const wanted = request.wanted && [...request.wanted, ...locked.map((name) => ({ name, article: null }))];
  const settings = {
    ...(base ?? (lock === null ? { base: usualBase, site: null } : servedAt(lock))),
    filmLimit: request.filmLimit ?? lock?.filmLimit ?? usualFilmLimit,
    languages: languages ?? lock?.languages ?? [],
  };
  const anew =
    folder.lock === null ? null : await toRenderAnew(out, madeBy(folder.lock, settings, tools), tools);
  if (tools.store === null) throw new Error('there is no archive to take the latest versions from');
  const choice = await latestVersions(wanted, tools.store);
  const made = await makeAll(
    choice.versions,
    makingOf(request, settings, folder, tools),
    ({ mark, record }, entry) => {
      const was = lock?.posts[record.name];
      return anew?.has(record.name) === false && was?.entry === entry && showsTheSame(was, mark);
    },
  );
  const posts = Object.fromEntries(
    made.shown.map(({ record, mark, entry }) => [record.name, { ...mark, entry }]),
  );
  const text = lockText({ holdfast: 1, ...settings, posts });
  const written = await writeAll(made, settings, folder, text, tools.platforms);
  const lacking = [...new Set(made.lacking.map(({ post }) => post))];
  await tools.memory.remember(out, [madeBy(text, settings, tools), ...lacking].join('\n'));
  return {
    ...reportOf(request, choice, made, settings, written),
    moved: movedBetween(lock?.posts ?? {}, posts),
    unlike: [],
  };
}

async function exportFrozen(
  lock: FallbackLock | null,
  lockPath: string,
  { base, languages }: Wish,
  request: FallbacksRequest,
  folder: FallbackFolder,
  tools: FallbacksTools,
): Promise<ExportedFallbacks> {
  if (lock === null)
    throw new HoldfastError(
      'usage',
      `there is no ${lockPath} to go by: run it once without --frozen and commit that file`,
      { facts: { path: lockPath } },
    );
  const { languages: locked = [] } = lock;
  const settings = {
    ...servedAt(lock),
    filmLimit: request.filmLimit ?? lock.filmLimit,
    languages: locked,
  };
  if (base !== null && inWords(base) !== inWords(lock))
    throw new HoldfastError(
      'usage',
      `${lockPath} was written for --base ${inWords(lock)}, not ${inWords(base)}: leave --base out, or run it once without --frozen`,
      { facts: { path: lockPath, base: inWords(base) } },
    );
  if (languages !== null && languages.join() !== locked.join())
    throw new HoldfastError(
      'usage',
      `${lockPath} was written ${locked.length === 0 ? 'without --language' : `for --language ${locked.join()}`}, not for ${languages.join() || 'none'}: leave --language out, or run it once without --frozen`,
      { facts: { path: lockPath, languages: languages.join() } },
    );
  const choice = await lockedVersions(lock.posts, request.wanted, tools.store);
  const isLocked = ({ record }: ChosenVersion, entry: string) => lock.posts[record.name]?.entry === entry;
  const made = await makeAll(choice.versions, makingOf(request, settings, folder, tools), isLocked);
  const unlike = made.shown.filter((version) => !isLocked(version, version.entry));
  const written = await writeAll(made, settings, folder, null, tools.platforms);
  return {
    ...reportOf(request, choice, made, settings, written),
    moved: [],
    unlike: unlike.map(({ record }) => record.name),
  };
}

function servedAt({ base, site }: ServedAt): ServedAt {
  return { base, site };
}

/** Posts that lacked something, which may be there by now; null for all, where the folder was made otherwise. */
async function toRenderAnew(
  out: string,
  made: string,
  { memory }: FallbacksTools,
): Promise<ReadonlySet<string> | null> {
  const [by, ...lacking] = (await memory.recall(out))?.split('\n') ?? [];
  return by === made ? new Set(lacking) : null;
}

/** What decides about an entry besides its version. */
function madeBy(lock: string, settings: Settings, { memory, imprint, platforms }: FallbacksTools): string {
  const looks = platforms.map(({ id, name, look }) => ({ id, name, look }));
  return hashOf({ lock, settings, code: memory.code, imprint, looks });
}

function makingOf(
  { onProgress = () => {}, stop = new AbortController().signal }: FallbacksRequest,
  settings: Settings,
  folder: FallbackFolder,
  tools: FallbacksTools,
): Making {
  return { folder, tools: { ...tools, ...settings }, onProgress, stop };
}

function reportOf(
  { out, wanted }: FallbacksRequest,
  choice: Choice,
  { shown, missing, rendered, added, lacking, leftFilms }: Made,
  { base }: ServedAt,
  { isUnchanged, removed }: { readonly isUnchanged: boolean; readonly removed: number },
): Omit<ExportedFallbacks, 'moved' | 'unlike'> {
  return {
    path: out,
    base,
    posts: shown.length,
    rendered,
    added,
    removed,
    isUnchanged: isUnchanged && added === 0 && removed === 0,
    missing: [
      ...choice.missing,
      ...missing.map(({ name }) => ({
        name,
        articles: (wanted ?? []).flatMap((each) => (each.name === name ? (each.article ?? []) : [])),
      })),
    ],
    waiting: choice.waiting,
    lacking,
    leftFilms,
  };
}
