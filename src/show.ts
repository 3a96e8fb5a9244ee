import { isHoldfastError } from './errors.ts';
import type { Observation, Outcome } from './model/answer.ts';
import { bestPicture } from './model/capture.ts';
import type { JobReason } from './model/job.ts';
import { bestFirst, fileOf, type PictureForm } from './model/picture-files.ts';
import type { Platform } from './model/platform.ts';
import { platformOf } from './model/platform-of.ts';
import { type Media, type Post, type PostLink, textOf } from './model/post.ts';
import type { RedactionMark } from './model/redaction.ts';
import { namedConflict, type Witnesses } from './model/snapshot.ts';
import type { Known, State } from './model/state.ts';
import type { Ref } from './ref.ts';
import { idWitness } from './resolve/conclude.ts';
import { hearAgain } from './resolve/hear-again.ts';
import { witnessesOf } from './resolve/merge.ts';
import type { KeptCapture, KeptSnapshot, PostRecord, Store } from './store/contract.ts';
import { findPost } from './store/find-post.ts';

export interface ShowTools {
  readonly store: Store;
  readonly platforms: readonly Platform[];
}

/** A post as `archive` and `recheck` report it. */
export interface PostReport {
  readonly name: string;
  readonly ref: Ref | null;
  readonly state: State;
  readonly known: Known | null;
  /** As a reader sees it; empty when nothing is known. */
  readonly text: string;
  /** What was taken out of it. */
  readonly redacted: RedactionMark | null;
  readonly picture: ShownCapture | null;
  /** A job that waits for a later try. */
  readonly waiting: {
    readonly reason: JobReason | null;
    readonly runAt: string;
    readonly detail: string | null;
  } | null;
  /** A job that failed for good. */
  readonly dead: { readonly reason: JobReason | null; readonly detail: string | null } | null;
}

export interface ShownCapture extends Omit<KeptCapture, 'missing'> {
  /** Where the picture for show lies. */
  readonly path: string;
  /** Where each form of it lies; null where it isn't kept so. */
  readonly files: Readonly<Record<PictureForm, string | null>>;
}

export interface ShownPost extends Omit<Post, 'media' | 'quote' | 'parent' | 'thread'> {
  readonly text: string;
  readonly media: readonly (Omit<Media, 'urls'> & { readonly url: string | null })[];
  readonly quote: ShownPost | null;
  readonly parent: (PostLink & { readonly post: ShownPost | null }) | null;
  readonly thread: { readonly before: readonly ShownPost[]; readonly after: readonly ShownPost[] } | null;
}

/** `show --json`: all there is to say of a post. */
export type Shown = Awaited<ReturnType<typeof showPost>>;

/** Of each post one report, in the order of the names; two of them may be one post's. */
export async function reportOn(names: readonly string[], { store }: ShowTools): Promise<PostReport[]> {
  const records = await Promise.all(names.map((name) => store.posts.get(name)));
  const posts = new Map(records.flatMap((record) => (record === null ? [] : [[record.name, record]])));
  return Promise.all([...posts.values()].map((record) => reportOnPost(record, store)));
}

export async function showPost(refOrUrl: string, tools: ShowTools) {
  const { store } = tools;
  const record = await findPost(refOrUrl, tools);
  const [snapshots, observations, captures, appearances, aliases] = await Promise.all([
    store.posts.snapshots(record.name),
    store.posts.observations(record.name),
    store.posts.captures(record.name),
    store.posts.appearances(record.name),
    store.posts.aliases(record.name),
  ]);
  const latest = snapshots.at(-1) ?? null;
  return {
    name: record.name,
    ref: record.ref,
    state: record.state,
    edited: record.edited,
    since: record.since,
    lastLive: record.lastLive,
    proof: proofOf(record.state, observations),
    known: record.known,
    redacted: record.redacted ?? null,
    held: await store.redactions.holdOf(record.name),
    post: latest?.post ? shownPost(latest.post) : null,
    captures: bestFirst(captures).map((capture) => shownCapture(capture, store)),
    snapshots: snapshots.map(shownSnapshot),
    observations,
    witnesses: await witnessesNow(record, latest, observations, tools),
    conflicts: (latest?.conflicts ?? []).map(namedConflict),
    aliases,
    articles: appearances.map(({ article, start, end, kind, quoted }) => ({
      article,
      start,
      end,
      kind,
      quoted,
    })),
  };
}

/** The observation that last proved the present state; null while that is unknown. */
function proofOf(state: State, observations: readonly Observation[]): Observation | null {
  const says = (wanted: Outcome) =>
    observations.findLast(({ rank, outcome }) => rank === 'platform' && outcome === wanted) ?? null;
  // A post that was seen is deleted when it is not found any more.
  return state === 'unknown' ? null : (says(state) ?? (state === 'deleted' ? says('not-found') : null));
}

/** The snapshot's witnesses, and whoever has said the same since: that makes no new snapshot. */
async function witnessesNow(
  { name, ref }: PostRecord,
  snapshot: KeptSnapshot | null,
  observations: readonly Observation[],
  { store, platforms }: ShowTools,
): Promise<Witnesses> {
  if (snapshot === null || snapshot.post === null || ref === null) return snapshot?.witnesses ?? {};
  const platform = platformOf(name, platforms);
  const claims = await hearAgain(ref, platform, observations, (hash) => bodyOf(hash, store));
  const since = witnessesOf(snapshot.post, claims, idWitness(ref, platform));
  const fields = [...new Set([...Object.keys(snapshot.witnesses), ...Object.keys(since)])];
  return Object.fromEntries(
    fields.map((field) => [
      field,
      [...new Set([...(snapshot.witnesses[field] ?? []), ...(since[field] ?? [])])],
    ]),
  );
}

/** Damage is `verify`'s to tell: here it is one witness less. */
async function bodyOf(hash: string, { blobs }: Store): Promise<Uint8Array | null> {
  try {
    return await blobs.get(hash);
  } catch (error) {
    if (isHoldfastError(error, 'blob-missing', 'blob-damaged', 'redacted')) return null;
    throw error;
  }
}

async function reportOnPost(record: PostRecord, store: Store): Promise<PostReport> {
  const [snapshots, captures, queued, dead] = await Promise.all([
    store.posts.snapshots(record.name),
    store.posts.captures(record.name),
    store.jobs.list({ name: record.name, state: 'queued' }),
    store.jobs.list({ name: record.name, state: 'dead' }),
  ]);
  const [waits] = queued;
  const [failed] = dead;
  const post = snapshots.at(-1)?.post ?? null;
  return {
    name: record.name,
    ref: record.ref,
    state: record.state,
    known: record.known,
    text: post === null ? '' : textOf(post.segments),
    redacted: record.redacted ?? null,
    picture: bestPicture(
      captures
        .filter((capture) => capture.redacted === undefined)
        .map((capture) => shownCapture(capture, store)),
    ),
    waiting: waits === undefined ? null : { reason: waits.reason, runAt: waits.runAt, detail: waits.detail },
    dead: failed === undefined ? null : { reason: failed.reason, detail: failed.detail },
  };
}

function shownSnapshot({ id, takenAt, cause, state, known, redacted }: KeptSnapshot) {
  return { id, takenAt, cause, state, known, ...(redacted === undefined ? {} : { redacted }) };
}

function shownCapture({ missing: _, ...capture }: KeptCapture, store: Store): ShownCapture {
  const pathOf = (form: PictureForm) => {
    const hash = fileOf(capture, form);
    return hash === null ? null : store.blobs.pathOf(hash);
  };
  return {
    ...capture,
    path: store.blobs.pathOf(capture.show ?? capture.blob),
    files: {
      png: pathOf('png'),
      webp: pathOf('webp'),
      avif: pathOf('avif'),
      pdf: pathOf('pdf'),
      wacz: pathOf('wacz'),
    },
  };
}

/** A post with its text spelled out and one address per picture. */
export function shownPost(post: Post): ShownPost {
  const { segments, media, quote, parent, thread, metrics, ...rest } = post;
  return {
    ...rest,
    text: textOf(segments),
    segments,
    media: media.map(({ urls, ...item }) => ({ ...item, url: urls[0] ?? null })),
    quote: quote === null ? null : shownPost(quote),
    parent:
      parent === null ? null : { ...parent, post: parent.post === null ? null : shownPost(parent.post) },
    thread:
      thread === null ? null : { before: thread.before.map(shownPost), after: thread.after.map(shownPost) },
    metrics,
  };
}
