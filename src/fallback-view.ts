import { deletedBy } from './model/deletion.ts';
import type { Platform } from './model/platform.ts';
import { type Media, type Picture, type Post, picturesOf } from './model/post.ts';
import { meaningOf } from './model/snapshot.ts';
import { isGone } from './model/state.ts';
import type { FallbackView, ShownFilm, ShownPicture } from './render/view.ts';
import type { KeptSnapshot, PostRecord, Store } from './store/contract.ts';

/** What fallbacks say of the archive they come from. */
export interface Imprint {
  /** Who preserved the posts; null where that isn't told. */
  readonly preservedBy: string | null;
  /** Address of a post's evidence, `{ref}` standing for its written ref; null without such a place. */
  readonly proof: string | null;
  /** BCP 47: language of what they say; without, that of the article each stands in, else the post's own. */
  readonly language?: string | null;
}

/** Nothing is told of who preserved them or where the evidence is. */
export const noImprint: Imprint = { preservedBy: null, proof: null };

/** Where the copies a card shows are found. */
export interface ShownCopies {
  readonly pictureOf: (picture: Picture) => ShownPicture | null;
  readonly filmOf: (media: Media) => ShownFilm | null;
}

export interface ViewTools {
  readonly store: Store;
  readonly imprint: Imprint;
}

/**
 * A post's latest snapshot as the renderer wants it, its pictures inlined as `data:` addresses, so that a fallback
 * fetches nothing from outside. The same snapshot gives the same view.
 */
export async function viewOf(
  record: PostRecord,
  snapshot: KeptSnapshot,
  platform: Platform,
  { store, imprint }: ViewTools,
): Promise<FallbackView> {
  const told = await withFate(record, snapshot, store);
  return viewWith(told, snapshot, platform, imprint, await inlinedCopies(snapshot.post, store));
}

/** A post's record, and what else is to be told of one that is gone. */
export interface ToldRecord extends PostRecord {
  /** The platform has said so. */
  readonly deletedBy?: 'author';
  /** ISO 8601 in UTC: when what the snapshot shows was first had, where that was before the snapshot. */
  readonly keptAt?: string;
}

/** Reads what was heard and kept of a post that is gone; of any other there is nothing more to tell. */
export async function withFate(
  record: PostRecord,
  snapshot: KeptSnapshot,
  { posts }: Pick<Store, 'posts'>,
): Promise<ToldRecord> {
  if (!isGone(record.state)) return record;
  const who = record.state === 'deleted' ? deletedBy(await posts.observations(record.name)) : null;
  const keptAt = firstHad(snapshot, await posts.snapshots(record.name));
  return {
    ...record,
    ...(who === null ? {} : { deletedBy: who }),
    ...(keptAt === snapshot.takenAt ? {} : { keptAt }),
  };
}

/** The snapshot that tells of a post's end shows what an earlier one had. */
function firstHad(shown: KeptSnapshot, all: readonly KeptSnapshot[]): string {
  const shows = meaningOf(shown.post, 'live');
  const upToIt = all.slice(0, 1 + all.findIndex(({ id }) => id === shown.id)).toReversed();
  const other = upToIt.findIndex(({ post }) => meaningOf(post, 'live') !== shows);
  return (other === -1 ? upToIt : upToIt.slice(0, other)).at(-1)?.takenAt ?? shown.takenAt;
}

/** The same with copies that the caller has put somewhere. */
export function viewWith(
  record: ToldRecord,
  snapshot: KeptSnapshot,
  platform: Platform,
  { preservedBy, proof, language }: Imprint,
  { pictureOf, filmOf }: ShownCopies,
): FallbackView {
  return {
    name: record.name,
    ...(language === undefined || language === null ? {} : { lang: language }),
    ref: record.ref,
    post: snapshot.post,
    state: record.state,
    known: snapshot.known,
    takenAt: snapshot.takenAt,
    since: record.since,
    lastLive: isGone(record.state) ? record.lastLive : null,
    ...(record.deletedBy === undefined ? {} : { deletedBy: record.deletedBy }),
    ...(record.keptAt === undefined ? {} : { keptAt: record.keptAt }),
    preservedBy,
    proof: proof === null ? null : proof.replaceAll('{ref}', encodeURIComponent(record.name)),
    ...(record.redacted === undefined ? {} : { redacted: record.redacted }),
    platform: { name: platform.name, look: platform.look },
    pictureOf,
    filmOf,
  };
}

async function inlinedCopies(post: Post | null, store: Store): Promise<ShownCopies> {
  const shows = post === null ? [] : shownBlobs(post);
  const sources = new Map(
    await Promise.all(
      shows.map(async (hash) => {
        const bytes = Buffer.from(await store.blobs.get(hash));
        return [hash, `data:image/webp;base64,${bytes.toString('base64')}`] as const;
      }),
    ),
  );
  return {
    pictureOf: ({ show, width, height }) => {
      const src = show === null ? undefined : sources.get(show);
      return src === undefined ? null : { src, width, height };
    },
    filmOf: () => null,
  };
}

/** Hashes of the pictures for show of a post and what it shows. */
export function shownBlobs(post: Post): readonly string[] {
  return [...new Set(picturesOf(post).flatMap(({ show }) => (show === null ? [] : [show])))];
}
