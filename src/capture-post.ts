import type { Capturer, PageShot, Shot } from './capture/capture.ts';
import { type ErrorName, type HoldfastError, isHoldfastError } from './errors.ts';
import { viewOf } from './fallback-view.ts';
import type { Images } from './media/images.ts';
import type { Theme } from './model/capture.ts';
import type { JobEnd, JobReason, Lease } from './model/job.ts';
import type { Platform } from './model/platform.ts';
import { platformOf } from './model/platform-of.ts';
import { textOf } from './model/post.ts';
import { isGone } from './model/state.ts';
import { backoff } from './queue/schedule.ts';
import { cardSelector, renderPage } from './render/page.ts';
import type { KeptSnapshot, Learned, NewCapture, PostRecord, Store } from './store/contract.ts';

/** What one more witness of a post brings: its observation, and the snapshot it makes of what was known. */
export type Heard = Pick<Learned, 'observations' | 'snapshot'>;

export interface CaptureTools {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  readonly capturer: Capturer;
  readonly images: Images;
  /** Reads the page that was verified and shot, as a witness of the post. */
  readonly hearPage: (
    record: PostRecord,
    page: Pick<PageShot, 'url' | 'toldAt' | 'source'>,
  ) => Promise<Heard>;
  readonly now: () => Date;
  /** 0…1, for the jitter of retries. */
  readonly random: () => number;
}

/**
 * Runs one `capture` job: the platform's own embed page where the post shows there and is verified, else the card we
 * render, marked as a reconstruction with the reason. Where only trouble of the moment stood in the way, the card is
 * kept and the page is tried again later.
 */
export async function capturePost(lease: Lease, tools: CaptureTools): Promise<void> {
  const { store } = tools;
  const { name } = lease.job;
  const [record, snapshots, taken] = await Promise.all([
    store.posts.get(name),
    store.posts.snapshots(name),
    store.posts.captures(name),
  ]);
  const snapshot = snapshots.at(-1) ?? null;
  const ofSnapshot = taken.filter((capture) => capture.snapshot === snapshot?.id);
  if (record === null || snapshot === null || ofSnapshot.some(({ verified }) => verified))
    return settle(lease, tools, [], { kind: 'done' });

  const page = await shootPage(record, snapshot, tools);
  if (page.kind === 'shot') {
    const heard = await tools.hearPage(record, page.shown);
    // Where the page told more, the picture is of the snapshot that says so.
    const { snapshot: _, ...ofNewest } = page.capture;
    const capture = heard.snapshot === null ? page.capture : ofNewest;
    return settle(lease, tools, [capture], { kind: 'done' }, heard);
  }
  const card = ofSnapshot.length > 0 ? null : await shootCard(record, snapshot, page.reason, tools);
  if (card?.kind === 'failed') return settle(lease, tools, [], endAfter(card.error, lease, tools));
  const end: JobEnd = page.error === null ? { kind: 'done' } : endAfter(page.error, lease, tools);
  await settle(lease, tools, card === null ? [] : [card.capture], end);
}

type Taken = { readonly kind: 'shot'; readonly capture: NewCapture };
interface TakenOfPage extends Taken {
  readonly shown: Pick<PageShot, 'url' | 'toldAt' | 'source'>;
}
/** `error` is null when trying again would change nothing. */
type NotTaken = {
  readonly kind: 'not-taken';
  readonly reason: string | null;
  readonly error: HoldfastError | null;
};
type Failed = { readonly kind: 'failed'; readonly error: HoldfastError };

const theme: Theme = 'light';
const cardWidth = 600;
const cardDpr = 2;

async function shootPage(
  record: PostRecord,
  snapshot: KeptSnapshot,
  tools: CaptureTools,
): Promise<TakenOfPage | NotTaken> {
  const { page } = platformOf(record.name, tools.platforms);
  const { ref } = record;
  if (ref === null)
    return { kind: 'not-taken', reason: 'the article does not tell which post it is', error: null };
  if (page === null) return { kind: 'not-taken', reason: 'the platform has no embed page', error: null };
  if (isGone(record.state)) return { kind: 'not-taken', reason: `the post is ${record.state}`, error: null };
  // As the platform writes it, which may tell more than the id.
  const told = snapshot.post?.ref?.id === ref.id ? snapshot.post.ref : ref;
  const url = page.url(told, theme);
  const author = snapshot.post?.author;
  const expect = {
    id: ref.id,
    handle: author?.handle ?? null,
    name: author?.name ?? null,
    // A server's own emoji are pictures on its page.
    text: snapshot.post && textOf(snapshot.post.segments.filter(({ kind }) => kind !== 'emoji')),
  };
  try {
    const shot = await tools.capturer.page({ url, page, expect, theme });
    const verified = {
      snapshot: snapshot.id,
      kind: 'embed',
      url,
      verified: true,
      reconstruction: false,
      reason: null,
    } as const;
    return { kind: 'shot', capture: await keep(shot, verified, tools), shown: shot };
  } catch (error) {
    if (!isHoldfastError(error) || isOursToFail(error.name)) throw error;
    return { kind: 'not-taken', reason: error.message, error };
  }
}

async function shootCard(
  record: PostRecord,
  snapshot: KeptSnapshot,
  reason: string | null,
  tools: CaptureTools,
): Promise<Taken | Failed> {
  const view = await viewOf(record, snapshot, platformOf(record.name, tools.platforms), tools.store);
  try {
    const shot = await tools.capturer.card({
      html: renderPage(view),
      selector: cardSelector,
      theme,
      width: cardWidth,
      dpr: cardDpr,
    });
    const drawn = {
      snapshot: snapshot.id,
      kind: 'card',
      url: null,
      verified: false,
      reconstruction: true,
      reason,
    } as const;
    return { kind: 'shot', capture: await keep(shot, drawn, tools) };
  } catch (error) {
    if (!isHoldfastError(error) || isOursToFail(error.name)) throw error;
    return { kind: 'failed', error };
  }
}

type What = Pick<NewCapture, 'kind' | 'url' | 'verified' | 'reconstruction' | 'reason' | 'snapshot'>;

/** Keeps the PNG as evidence and a WebP of it for show. */
async function keep(shot: Shot, what: What, { store, images }: CaptureTools): Promise<NewCapture> {
  const { png, width, height, at, missing, browser } = shot;
  const [blob, small] = await Promise.all([store.blobs.put(png), images.toShow(png)]);
  const show = await store.blobs.put(small.webp);
  return { ...what, theme, at, blob, show, width, height, missing, browser };
}

async function settle(
  lease: Lease,
  { store }: CaptureTools,
  captures: readonly NewCapture[],
  end: JobEnd,
  heard: Heard = { observations: [], snapshot: null },
): Promise<void> {
  await store.settle(lease, { ...heard, captures, aliases: [], next: [] }, end);
}

/** Trouble of the archive itself is not the picture's. */
function isOursToFail(name: ErrorName): boolean {
  return ['disk-full', 'archive-unavailable', 'lease-lost', 'blob-missing', 'blob-damaged'].includes(name);
}

const mostAttempts = 4;

/** A missing browser or network is waited for; a page that does not show the post is tried a few times. */
function endAfter(error: HoldfastError, lease: Lease, { now, random }: CaptureTools): JobEnd {
  const reason = reasonOf(error);
  const counted = !['offline', 'browser-missing', 'rate-limited', 'host-down'].includes(reason);
  if (counted && lease.job.attempts >= mostAttempts)
    return reason === 'browser-failed' ? { kind: 'dead', reason, detail: error.message } : { kind: 'done' };
  const wait = backoff(counted ? lease.job.attempts : mostAttempts, random());
  const at = error.retryAt ?? new Date(now().getTime() + wait);
  return { kind: 'retry', at: at.toISOString(), reason, detail: error.message, counted };
}

function reasonOf({ name }: HoldfastError): JobReason {
  return reasons[name] ?? 'network';
}

const reasons: Partial<Record<ErrorName, JobReason>> = {
  offline: 'offline',
  'rate-limited': 'rate-limited',
  'host-down': 'host-down',
  'not-recorded': 'not-recorded',
  'browser-missing': 'browser-missing',
  'browser-failed': 'browser-failed',
  'image-unreadable': 'browser-failed',
  'capture-unverified': 'capture-unverified',
};
