import { type ErrorName, HoldfastError } from './errors.ts';
import { fetchPostMedia } from './media/fetch-post-media.ts';
import type { Images } from './media/images.ts';
import type { Lease, NewJob } from './model/job.ts';
import type { OperatorLeave, Platform } from './model/platform.ts';
import { platformOf } from './model/platform-of.ts';
import { type Picture, type Post, picturesOf, textOf } from './model/post.ts';
import { type Cause, meaningOf, type Snapshot } from './model/snapshot.ts';
import type { Fetch } from './model/wire.ts';
import type { FindMementos } from './resolve/ask-archives.ts';
import type { SnapshotParts } from './resolve/conclude.ts';
import { decideEnd } from './resolve/decide-end.ts';
import { resolvePost } from './resolve/resolve.ts';
import type { KeptSnapshot, Store } from './store/contract.ts';

export interface ArchiveTools {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  readonly fetch: Fetch;
  readonly images: Images;
  readonly leave: OperatorLeave;
  /** Null where the operator wants no web archive asked. */
  readonly findMementos: FindMementos | null;
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
  const { observations, snapshotParts, trueName, failures, askAgain } = await resolvePost(
    record?.ref ?? null,
    platformOf(name, tools.platforms),
    {
      fetch: tools.fetch,
      leave: tools.leave,
      findMementos: tools.findMementos,
      keepWire: (body) => store.blobs.put(body),
      articleWitnesses: appearances,
      history,
      former: latest,
    },
  );
  const post = await withCopies(snapshotParts, latest, tools);
  const snapshot = snapshotOf({ ...snapshotParts, post }, latest, now());
  const next: NewJob[] = snapshot === null ? [] : [{ kind: 'capture', name }];
  const lacking = post === null ? [] : lackingPictures(post);
  const moment = { now: now(), attempts: lease.job.attempts, random: tools.random() };
  await store.settle(
    lease,
    { observations, snapshot, captures: [], aliases: [], trueName, next },
    decideEnd({ observations, failures: [...failures, ...lacking], askAgain }, moment),
  );
}

/**
 * The post with our copies of its pictures, those of its latest snapshot where the address is the same. A post that
 * only an article vouches for names no pictures of its own to fetch.
 */
async function withCopies(
  { post, known }: SnapshotParts,
  latest: KeptSnapshot | null,
  { fetch, images, store }: ArchiveTools,
): Promise<Post | null> {
  if (post === null || known === 'quoted') return post;
  const kept = new Map(
    picturesOfSnapshot(latest).flatMap((picture) =>
      picture.blob === null ? [] : [[picture.urls[0] ?? '', picture] as const],
    ),
  );
  return fetchPostMedia(post, { fetch, images, kept, keep: (bytes) => store.blobs.put(bytes) });
}

/** The snapshot these parts make, or null when it would say nothing new. */
function snapshotOf(parts: SnapshotParts, latest: KeptSnapshot | null, now: Date): Snapshot | null {
  const { known, state, post } = parts;
  if (known === null) return null;
  const meaning = meaningOf(post, state);
  if (latest !== null && latest.meaning === meaning && latest.known === known) return null;
  return { ...parts, known, meaning, takenAt: now.toISOString(), cause: causeOf(parts, latest) };
}

/** A picture that was lacking and is had now, beside the same words, is our doing and not the platform's. */
function causeOf({ known, state, post }: SnapshotParts, latest: KeptSnapshot | null): Cause {
  if (latest === null) return 'first';
  if (latest.known !== known) return 'source';
  const wasLacking = picturesOfSnapshot(latest).some(({ missing }) => missing !== null);
  const saysTheSame = latest.state === state && wordsOf(latest.post) === wordsOf(post);
  return wasLacking && saysTheSame ? 'source' : 'platform';
}

function wordsOf(post: Post | null): string {
  return post === null ? '' : textOf(post.segments);
}

function picturesOfSnapshot(snapshot: KeptSnapshot | null): readonly Picture[] {
  return snapshot?.post ? picturesOf(snapshot.post) : [];
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
