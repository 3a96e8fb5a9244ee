import type { FallbackLock } from '../model/fallbacks.ts';
import { readWrittenRef } from '../ref.ts';
import type { KeptSnapshot, PostRecord, Store } from '../store/contract.ts';
import type { LatestVersion } from '../store/latest-contract.ts';
import { markOf, showsTheSame, type VersionMark } from './fallback-lock.ts';

/** A post that is to be shown, by whichever of its names, and the article that embeds it. */
export interface WantedPost {
  readonly name: string;
  /** Null for one that was named itself. */
  readonly article: string | null;
}

/** A wanted post that can't be shown. */
export interface MissingPost {
  readonly name: string;
  readonly articles: readonly string[];
}

/** A version of a post that is to be shown. */
export interface ChosenVersion {
  /** The post as it is to be told. */
  readonly record: PostRecord;
  readonly mark: VersionMark;
  /** Its entry may stand in the folder already: nothing was taken out of it. */
  readonly isWhole: boolean;
  /** What it says; null where the archive doesn't have that version. */
  readonly read: () => Promise<KeptSnapshot | null>;
}

export interface Choice {
  readonly versions: readonly ChosenVersion[];
  readonly missing: readonly MissingPost[];
  /** How many of them have a later version. */
  readonly waiting: number;
}

/** The latest version of each wanted post, or of all there are. */
export async function latestVersions(wanted: readonly WantedPost[] | null, store: Store): Promise<Choice> {
  const all = await store.posts.latest();
  const found = await resolveNames(wanted ?? [], all, store);
  const names = new Set(found.values());
  const shown = all.filter(({ record }) => wanted === null || names.has(record.name));
  const versions = shown.toSorted(byName).flatMap((latest) => {
    const { record, snapshot } = latest;
    if (snapshot === null) return [];
    return [
      {
        record,
        mark: markOf(latest, snapshot),
        isWhole: isWhole(latest),
        read: async () => (await store.posts.snapshots(record.name)).at(-1) ?? null,
      },
    ];
  });
  const isShown = new Set(versions.map(({ record }) => record.name));
  return { versions, missing: missingOf(wanted ?? [], found, isShown), waiting: 0 };
}

/** Those of the lock, whatever came since; but nothing that was taken out of the archive comes back. */
export async function lockedVersions(
  lock: FallbackLock['posts'],
  wanted: readonly WantedPost[] | null,
  store: Store | null,
): Promise<Choice> {
  const all = (await store?.posts.latest()) ?? [];
  const byName = new Map(all.map((latest) => [latest.record.name, latest]));
  const names = Object.keys(lock).map((name) => ({ name, article: null }));
  const standing = await resolveNames(names, all, store);
  const versions: ChosenVersion[] = [];
  let waiting = 0;
  for (const [name, { entry: _entry, ...mark }] of Object.entries(lock)) {
    const latest = byName.get(standing.get(name) ?? name);
    if (latest === undefined || store === null) {
      versions.push({ record: unknownRecord(name, mark), mark, isWhole: true, read: async () => null });
      continue;
    }
    const { record, snapshot } = latest;
    if (snapshot !== null && !showsTheSame(mark, markOf(latest, snapshot))) waiting += 1;
    const { state, since, lastLive } = mark;
    versions.push({
      record: { ...record, name, state, since, lastLive },
      mark,
      isWhole: isWhole(latest),
      read: async () => versionOf(mark, await store.posts.snapshots(record.name), record),
    });
  }
  const found = await resolveNames(wanted ?? [], all, store);
  const aliases = Object.values(lock).flatMap((locked) => locked.aliases);
  const shown = new Set([...Object.keys(lock), ...standing.values(), ...aliases]);
  return { versions, missing: missingOf(wanted ?? [], found, shown), waiting };
}

/** What was taken out of a post is out of all its versions. */
function isWhole({ record, snapshot }: LatestVersion): boolean {
  return record.redacted === undefined && snapshot?.isCut !== true;
}

function versionOf(
  { snapshot: meaning, takenAt }: VersionMark,
  snapshots: readonly KeptSnapshot[],
  { redacted }: PostRecord,
): KeptSnapshot | null {
  const same = snapshots.filter((each) => each.takenAt === takenAt);
  const found = same.findLast((each) => each.meaning === meaning);
  // Of a version that lost something the meaning may be another one now.
  return found ?? (redacted === undefined ? null : (same.at(-1) ?? null));
}

function unknownRecord(name: string, { state, since, lastLive }: VersionMark): PostRecord {
  const written = readWrittenRef(name);
  const isKnown = written !== null && !written.provisional;
  const ref = isKnown ? { platform: written.platform, id: written.id, url: '' } : null;
  return { name, ref, state, edited: false, since, known: null, firstSeen: '', lastLive };
}

function byName({ record: one }: LatestVersion, { record: other }: LatestVersion): number {
  return one.name < other.name ? -1 : Number(one.name > other.name);
}

/** Each name with the name the archive knows the post by; without those of posts it doesn't know. */
async function resolveNames(
  wanted: readonly WantedPost[],
  all: readonly LatestVersion[],
  store: Store | null,
): Promise<ReadonlyMap<string, string>> {
  const known = new Map(all.flatMap(({ record, aliases }) => aliases.map((alias) => [alias, record.name])));
  for (const { record } of all) known.set(record.name, record.name);
  const found = new Map<string, string>();
  for (const { name } of wanted) {
    const standing = known.get(name) ?? (await store?.posts.get(name))?.name;
    if (standing !== undefined) found.set(name, standing);
  }
  return found;
}

function missingOf(
  wanted: readonly WantedPost[],
  found: ReadonlyMap<string, string>,
  shown: ReadonlySet<string>,
): readonly MissingPost[] {
  const missing = new Map<string, Set<string>>();
  for (const { name, article } of wanted) {
    if (shown.has(found.get(name) ?? name)) continue;
    const articles = missing.get(name) ?? new Set();
    if (article !== null) articles.add(article);
    missing.set(name, articles);
  }
  return [...missing].map(([name, articles]) => ({ name, articles: [...articles] }));
}
