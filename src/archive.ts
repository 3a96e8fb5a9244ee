import { HoldfastError } from './errors.ts';
import { troubleIn } from './media/ask-addresses.ts';
import { fetchPostMedia, type StreamTools } from './media/fetch-post-media.ts';
import type { Images } from './media/images.ts';
import { keptCopies, withKeptLikeness } from './media/kept-copies.ts';
import type { Observation } from './model/answer.ts';
import { sha256 } from './model/canonical.ts';
import { causeOf } from './model/cause.ts';
import type { Lease, NewJob } from './model/job.ts';
import type { Recover } from './model/memento.ts';
import type { OperatorLeave, Platform } from './model/platform.ts';
import { platformOf } from './model/platform-of.ts';
import { type Post, picturesOf } from './model/post.ts';
import { meaningOf, type Snapshot, saysTheSame } from './model/snapshot.ts';
import type { Fetch } from './model/wire.ts';
import type { FindMementos } from './resolve/ask-archives.ts';
import { type Background, conclude, type Resolution, type SnapshotParts } from './resolve/conclude.ts';
import { decideEnd } from './resolve/decide-end.ts';
import type { HeardSource } from './resolve/heard.ts';
import { resolvePost } from './resolve/resolve.ts';
import type { KeptSnapshot, Learned, PostRecord, Store } from './store/contract.ts';

export interface ArchiveTools {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  readonly fetch: Fetch;
  readonly images: Images;
  readonly leave: OperatorLeave;
  /** Null where the operator wants no web archive asked. */
  readonly findMementos: FindMementos | null;
  /** Looks in web archives for media whose own host has it no more; null where none is to be asked. */
  readonly recover: Recover | null;
  /** How streams are put together. */
  readonly streams: StreamTools;
  readonly now: () => Date;
  /** 0…1, for the jitter of retries. */
  readonly random: () => number;
}

type CopyTools = Pick<ArchiveTools, 'store' | 'fetch' | 'images' | 'recover' | 'streams'>;

/**
 * Runs one `archive` or `recheck` job: asks the post's sources, keeps every answer, fetches what the post shows,
 * and settles the job with the snapshot all of that makes. The picture is a job of its own, queued with it.
 */
export async function archivePost(lease: Lease, tools: ArchiveTools): Promise<void> {
  const { store, now } = tools;
  const { name } = lease.job;
  const [record, background] = await Promise.all([store.posts.get(name), backgroundOf(name, store)]);
  const { fetch, leave, findMementos } = tools;
  // Answers about a post whose words were taken out are heard, not kept.
  const isSilent = record?.redacted !== undefined && record.redacted.what !== 'media';
  const keepWire = async (body: Uint8Array) => (isSilent ? sha256(body) : await store.blobs.put(body));
  const resolution = await resolvePost(record?.ref ?? null, platformOf(name, tools.platforms), {
    ...background,
    fetch,
    leave,
    findMementos,
    keepWire,
  });
  const { observations, trueName, failures, askAgain } = resolution;
  const { snapshot, lacking } = await snapshotOf(resolution, background, tools);
  const next: NewJob[] = snapshot === null ? [] : [{ kind: 'capture', name }];
  const moment = { now: now(), attempts: lease.job.attempts, random: tools.random() };
  await store.settle(
    lease,
    { observations, snapshot, captures: [], aliases: [], trueName, next },
    decideEnd({ observations, failures: [...failures, ...lacking], askAgain }, moment),
  );
}

/**
 * Hears the post's own page, as it stood in the browser when it was verified and shot: a witness beside the sources that
 * were asked, and the one that tells what they cut off. Nothing for a platform whose page can't be read.
 */
export async function hearPage(
  { name, ref }: PostRecord,
  page: { readonly url: string; readonly toldAt: string; readonly source: string | null },
  tools: CopyTools & Pick<ArchiveTools, 'platforms' | 'now'>,
): Promise<Pick<Learned, 'observations' | 'snapshot'>> {
  const platform = platformOf(name, tools.platforms);
  if (ref === null || page.source === null || platform.page?.read === undefined)
    return { observations: [], snapshot: null };
  const body = new TextEncoder().encode(page.source);
  const wire = { url: page.url, status: 200, headers: [], body, at: page.toldAt };
  const hash = await tools.store.blobs.put(body);
  const answer = platform.page.read(wire, ref);
  return hear(
    { name, ref },
    [{ source: `${platform.id}-page`, rank: 'platform', wire, hash, answer, asOf: null }],
    tools,
  );
}

/** What is to be kept of witnesses who were not asked by a job: their bytes are blobs already. */
export async function hear(
  { name, ref }: Pick<PostRecord, 'name' | 'ref'>,
  heard: readonly HeardSource[],
  tools: CopyTools & Pick<ArchiveTools, 'platforms' | 'now'>,
): Promise<Pick<Learned, 'observations' | 'snapshot'>> {
  const background = await backgroundOf(name, tools.store);
  const platform = platformOf(name, tools.platforms);
  const resolution = conclude(ref, platform, { heard, failures: [] }, background);
  const { snapshot } = await snapshotOf(resolution, background, tools);
  return { observations: resolution.observations, snapshot };
}

interface KnownBefore extends Background {
  readonly former: KeptSnapshot | null;
  /** Its pictures were taken out of the archive and stay out. */
  readonly isBare: boolean;
}

async function backgroundOf(name: string, store: Store): Promise<KnownBefore> {
  const [record, snapshots, history, articleWitnesses] = await Promise.all([
    store.posts.get(name),
    store.posts.snapshots(name),
    store.posts.observations(name),
    store.posts.appearances(name),
  ]);
  const isBare = record?.redacted !== undefined && record.redacted.what !== 'text';
  return { former: snapshots.at(-1) ?? null, history, articleWitnesses, isBare };
}

/** The snapshot that a resolution makes, with copies of what the post shows, and what of that is to be had later. */
async function snapshotOf(
  { snapshotParts, observations }: Resolution,
  { former: latest, history, isBare }: KnownBefore,
  tools: CopyTools & Pick<ArchiveTools, 'now'>,
): Promise<{ readonly snapshot: Snapshot | null; readonly lacking: readonly HoldfastError[] }> {
  const post = isBare ? snapshotParts.post : await withCopies(snapshotParts, latest, tools);
  const snapshot = newsIn({ ...snapshotParts, post }, latest, {
    isSameAnswer: saysTheSameBytes(observations, history),
    now: tools.now(),
  });
  return { snapshot, lacking: post === null ? [] : lackingPictures(post) };
}

/**
 * The post with our copies of its pictures, those of its latest snapshot where the address is the same. A post that
 * only an article vouches for names no pictures of its own to fetch.
 */
async function withCopies(
  { post, known }: SnapshotParts,
  latest: KeptSnapshot | null,
  { fetch, images, store, recover, streams }: CopyTools,
): Promise<Post | null> {
  if (post === null || known === 'quoted') return post;
  const former = latest?.post ?? null;
  const copied = await fetchPostMedia(post, {
    fetch,
    images,
    streams,
    kept: keptCopies(former),
    keep: (bytes) => store.blobs.put(bytes),
    ...(recover === null ? {} : { recover }),
  });
  return withKeptLikeness(copied, former);
}

/** The snapshot these parts make, or null when it would say nothing new. */
function newsIn(
  parts: SnapshotParts,
  latest: KeptSnapshot | null,
  { isSameAnswer, now }: { readonly isSameAnswer: boolean; readonly now: Date },
): Snapshot | null {
  const { known, state, post } = parts;
  if (known === null) return null;
  const meaning = meaningOf(post, state);
  const isKnown = latest !== null && latest.known === known;
  if (isKnown && (latest.meaning === meaning || saysTheSame(parts, latest))) return null;
  const cause = causeOf({ ...parts, known }, latest, isSameAnswer);
  return { ...parts, known, meaning, takenAt: now.toISOString(), cause };
}

/** Every source that shows the post now did so before, with the very bytes of its last answer. */
function saysTheSameBytes(observations: readonly Observation[], history: readonly Observation[]): boolean {
  const shows = ({ rank, outcome }: Observation) => rank !== 'article' && outcome === 'live';
  const now = observations.filter(shows);
  const before = new Map(history.filter(shows).map(({ source, wire }) => [source, wire]));
  return now.length > 0 && now.every(({ source, wire }) => wire !== null && before.get(source) === wire);
}

/** Pictures that trouble of the moment kept from us: the job comes back for them. */
function lackingPictures(post: Post): readonly HoldfastError[] {
  return picturesOf(post).flatMap(({ missing, urls }) => {
    const trouble = missing === null ? null : troubleIn(missing);
    if (trouble === null) return [];
    const what = `a picture of the post could not be had (${missing}): ${urls[0] ?? 'no address'}`;
    return [new HoldfastError(trouble, what, { retryable: true })];
  });
}
