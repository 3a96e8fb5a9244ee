import { sha256 } from '../model/canonical.ts';
import { assetsOfLine } from '../model/fallback-lines.ts';
import { fallbackFiles } from '../model/fallbacks.ts';
import type { Store } from '../store/contract.ts';
import type { FallbackFolder } from '../store/fallback-folder.ts';
import type { LackingBlob } from './evidence.ts';
import { type EntryTools, type LeftFilm, makeEntry } from './fallback-entry.ts';
import type { ChosenVersion, MissingPost } from './fallback-versions.ts';

/** A version with its entry. */
export interface ShownVersion extends ChosenVersion {
  readonly line: string | Uint8Array;
  /** SHA-256 of the line. */
  readonly entry: string;
}

/** All versions that could be made, and what is to be told of the rest. */
export interface Made {
  readonly shown: readonly ShownVersion[];
  readonly missing: readonly MissingPost[];
  readonly rendered: number;
  readonly added: number;
  readonly lacking: readonly LackingBlob[];
  readonly leftFilms: readonly LeftFilm[];
}

export interface Making {
  readonly folder: FallbackFolder;
  readonly tools: Omit<EntryTools, 'hasAsset' | 'putAsset' | 'store'> & { readonly store: Store | null };
  readonly stop: AbortSignal;
  readonly onProgress: (progress: { readonly done: number; readonly posts: number }) => void;
}

/** Each version's entry: as it lies there if it may stay so, else rendered anew. */
export async function makeAll(
  versions: readonly ChosenVersion[],
  { folder, tools, onProgress, stop }: Making,
  mayStay: (version: ChosenVersion, entry: string) => boolean,
): Promise<Made> {
  const shown: ShownVersion[] = [];
  const missing: MissingPost[] = [];
  const lacking: LackingBlob[] = [];
  const leftFilms: LeftFilm[] = [];
  let rendered = 0;
  let added = 0;
  const putAsset: FallbackFolder['putAsset'] = async (file, bytes) => {
    added += 1;
    await folder.putAsset(file, bytes);
  };
  const { store } = tools;
  const hasAsset = (file: string) => folder.hasAsset(file);
  for (const [done, version] of versions.entries()) {
    stop.throwIfAborted();
    const { record } = version;
    const line = folder.lines.get(record.name);
    const entry = line === undefined ? null : sha256(line);
    if (line !== undefined && entry !== null && version.isWhole && mayStay(version, entry))
      if (hasAllAssets(line, folder)) {
        shown.push({ ...version, line, entry });
        continue;
      }
    const snapshot = await version.read();
    if (snapshot === null || store === null) {
      missing.push({ name: record.name, articles: [] });
      continue;
    }
    const made = await makeEntry(version, snapshot, { ...tools, store, hasAsset, putAsset });
    rendered += 1;
    shown.push({ ...version, line: made.line, entry: sha256(made.line) });
    lacking.push(...made.lacking);
    leftFilms.push(...made.leftFilms);
    onProgress({ done: done + 1, posts: versions.length });
  }
  return { shown, missing, rendered, added, lacking, leftFilms };
}

function hasAllAssets(line: Uint8Array, folder: FallbackFolder): boolean {
  return assetsOfLine(line).every((path) => folder.hasAsset(fileOf(path)));
}

/** The name of an asset's file. */
export function fileOf(path: string): string {
  return path.slice(fallbackFiles.assets.length + 1);
}
