import { type ErrorName, HoldfastError } from './errors.ts';
import { fetchPostMedia } from './media/fetch-post-media.ts';
import type { Images } from './media/images.ts';
import type { Lease, NewJob } from './model/job.ts';
import type { Platform } from './model/platform.ts';
import { platformOf } from './model/platform-of.ts';
import { type Post, picturesOf } from './model/post.ts';
import { type Cause, meaningOf, type Snapshot } from './model/snapshot.ts';
import type { Known } from './model/state.ts';
import type { Fetch } from './model/wire.ts';
import { decideEnd } from './resolve/decide-end.ts';
import { resolvePost, type SnapshotParts } from './resolve/resolve.ts';
import type { KeptSnapshot, Store } from './store/contract.ts';

export interface ArchiveTools {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  readonly fetch: Fetch;
  readonly images: Images;
  readonly now: () => Date;
  /** 0…1, for the jitter of retries. */
  readonly random: () => number;
}

/**
 * Runs one `archive` or `recheck` job: asks the post's sources, keeps every answer, fetches what the post shows,
 * and settles the job with the snapshot all of that makes. The picture is a job of its own, queued with it.
 */
export async function archivePost(lease: Lease, tools: ArchiveTools): Promise<void> {
  const { store, now } = tools;
  const { name } = lease.job;
  const [record, snapshots, history, appearances] = await Promise.all([
    store.posts.get(name),
    store.posts.snapshots(name),
    store.posts.observations(name),
    store.posts.appearances(name),
  ]);
  const latest = snapshots.at(-1) ?? null;
  const { observations, snapshotParts, failures } = await resolvePost(
    record?.ref ?? null,
    platformOf(name, tools.platforms),
    {
      fetch: tools.fetch,
      keepWire: (body) => store.blobs.put(body),
      articleWitnesses: appearances,
      history,
      former: latest,
    },
  );
  const snapshot = await snapshotOf(snapshotParts, latest, tools);
  const next: NewJob[] = snapshot === null ? [] : [{ kind: 'capture', name }];
  const lacking = snapshot?.post ? lackingPictures(snapshot.post) : [];
  const moment = { now: now(), attempts: lease.job.attempts, random: tools.random() };
  await store.settle(
    lease,
    { observations, snapshot, captures: [], aliases: [], next },
    decideEnd({ observations, failures: [...failures, ...lacking] }, moment),
  );
}

/** The snapshot these parts make with our copies of its media, or null when it would say nothing new. */
async function snapshotOf(
  parts: SnapshotParts,
  latest: KeptSnapshot | null,
  tools: ArchiveTools,
): Promise<Snapshot | null> {
  const { known, state } = parts;
  if (known === null) return null;
  const post = parts.post === null ? null : await withCopies(parts.post, known, tools);
  const meaning = meaningOf(post, state);
  if (latest !== null && latest.meaning === meaning && latest.known === known) return null;
  return {
    ...parts,
    known,
    post,
    meaning,
    takenAt: tools.now().toISOString(),
    cause: causeOf(known, latest),
  };
}

/** A post that only an article vouches for names no media of its own to fetch. */
async function withCopies(post: Post, known: Known, { fetch, images, store }: ArchiveTools): Promise<Post> {
  if (known === 'quoted') return post;
  return fetchPostMedia(post, { fetch, images, keep: (bytes) => store.blobs.put(bytes) });
}

function causeOf(known: Known, latest: KeptSnapshot | null): Cause {
  if (latest === null) return 'first';
  return latest.known === known ? 'platform' : 'source';
}

/** Pictures that trouble of the moment kept from us: the job comes back for them. */
function lackingPictures(post: Post): readonly HoldfastError[] {
  return picturesOf(post).flatMap(({ missing, urls }) => {
    const name =
      missing?.startsWith('status 5') === true
        ? 'server-error'
        : passing.find((trouble) => trouble === missing);
    if (name === undefined) return [];
    return [
      new HoldfastError(name, `a picture of the post could not be had: ${urls[0] ?? 'no address'}`, {
        retryable: true,
      }),
    ];
  });
}

const passing = [
  'offline',
  'dns',
  'connect',
  'tls',
  'timeout',
  'truncated',
  'rate-limited',
] as const satisfies readonly ErrorName[];
