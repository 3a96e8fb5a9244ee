import { articlePage } from './article-page.ts';
import type { Capturer, PageShot, Shot } from './capture/capturer.ts';
import type { PageArchive } from './capture/page-archive.ts';
import { type ErrorName, type HoldfastError, isHoldfastError } from './errors.ts';
import { type ViewTools, viewOf } from './fallback-view.ts';
import type { Images } from './media/images.ts';
import type { CaptureKind, CaptureWishes } from './model/capture.ts';
import type { PlannedShot } from './model/capture-plan.ts';
import type { JobEnd, JobReason, Lease } from './model/job.ts';
import type { Platform } from './model/platform.ts';
import { platformOf } from './model/platform-of.ts';
import { textOf } from './model/post.ts';
import type { Fetch } from './model/wire.ts';
import { backoff } from './queue/schedule.ts';
import { cardSelector, renderPage } from './render/page.ts';
import { lackingShots, type ShotSubject } from './shot-places.ts';
import type { KeptSnapshot, Learned, NewCapture, PostRecord, Store } from './store/contract.ts';

/** What one more witness of a post brings: its observation, and the snapshot it makes of what was known. */
export type Heard = Pick<Learned, 'observations' | 'snapshot'>;

export interface CaptureTools extends ViewTools {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  readonly fetch: Fetch;
  readonly capturer: Capturer;
  readonly images: Images;
  /** Begins to remember what the pages of one job load. */
  readonly openPageArchive: () => PageArchive;
  /** Reads the page that was verified and shot, as a witness of the post. */
  readonly hearPage: (
    record: PostRecord,
    page: Pick<PageShot, 'url' | 'toldAt' | 'source'>,
  ) => Promise<Heard>;
  readonly wishes: CaptureWishes;
  readonly now: () => Date;
  /** 0…1, for the jitter of retries. */
  readonly random: () => number;
}

/**
 * Runs one `capture` job: takes the pictures that the post's latest snapshot lacks. Of the platform's own pages what is
 * verified is kept; the card we render is kept always, a reconstruction, with the reason where it stands in for them.
 * Where only trouble of the moment stood in the way, what was taken is kept and the rest is tried again later.
 */
export async function capturePost(lease: Lease, tools: CaptureTools): Promise<void> {
  const { store } = tools;
  const { name } = lease.job;
  const [record, snapshots] = await Promise.all([store.posts.get(name), store.posts.snapshots(name)]);
  const snapshot = snapshots.at(-1) ?? null;
  if (record === null || snapshot === null) return settle(lease, learnedNothing, { kind: 'done' }, store);
  const subject = { record, snapshot, platform: platformOf(record.name, tools.platforms) };
  const { due, barred } = await lackingShots(subject, tools.wishes, store);
  const round = await takeAll(due, subject, barred, tools);
  const next = round.heard.snapshot === null ? [] : [{ kind: 'capture' as const, name }];
  const { heard, captures } = round;
  const learned = { ...heard, captures, aliases: [], next };
  await settle(lease, learned, endAfter(round.trouble, lease, tools), store);
}

async function settle(lease: Lease, learned: Learned, end: JobEnd, store: Store): Promise<void> {
  await store.settle(lease, learned, end);
}

const learnedNothing: Learned = { observations: [], snapshot: null, captures: [], aliases: [], next: [] };

interface Round {
  readonly captures: readonly NewCapture[];
  readonly heard: Heard;
  /** What is worth another try; null when nothing is. */
  readonly trouble: HoldfastError | null;
}

/** Takes one picture after another. Where the embed page doesn't show the post, it isn't asked again in other colours. */
async function takeAll(
  due: readonly PlannedShot[],
  subject: ShotSubject,
  barred: string | null,
  tools: CaptureTools,
): Promise<Round> {
  const archive = tools.wishes.wacz ? tools.openPageArchive() : null;
  const captures: NewCapture[] = [];
  let heard: Heard = { observations: [], snapshot: null };
  let reason = barred;
  let trouble: HoldfastError | null = null;
  for (const shot of due) {
    if (shot.kind === 'embed' && shot.theme === 'dark' && reason !== null) continue;
    const taken = await take(shot, subject, reason, archive, tools);
    if (taken.kind === 'shot') captures.push(taken.capture);
    if (taken.kind === 'shot' && taken.shown !== null && heard.observations.length === 0)
      heard = await tools.hearPage(subject.record, taken.shown);
    // In light it was kept where only the dark one failed: our card stands in for nothing then.
    if (taken.kind === 'failed' && shot.kind === 'embed' && shot.theme === 'light')
      reason = taken.error.message;
    // A page of its own that is closed to strangers is nothing unusual.
    if (taken.kind === 'failed' && (shot.kind !== 'post' || taken.error.retryable)) trouble ??= taken.error;
  }
  const wacz = await archive?.finish();
  const hash = wacz ? await tools.store.blobs.put(wacz) : null;
  const ofPage = (capture: NewCapture) => capture.kind !== 'card';
  return {
    captures: captures.map((capture) => (ofPage(capture) ? { ...capture, wacz: hash } : capture)),
    heard,
    trouble,
  };
}

type Taken =
  | {
      readonly kind: 'shot';
      readonly capture: NewCapture;
      /** What a witness is heard from; null for what is no embed page. */
      readonly shown: Pick<PageShot, 'url' | 'toldAt' | 'source'> | null;
    }
  | { readonly kind: 'failed'; readonly error: HoldfastError }
  /** There is nothing to be shot after all. */
  | { readonly kind: 'nothing' };

async function take(
  planned: PlannedShot,
  subject: ShotSubject,
  reason: string | null,
  archive: PageArchive | null,
  tools: CaptureTools,
): Promise<Taken> {
  const ways = {
    embed: () => takePage(planned, subject, archive, tools),
    post: () => takePage(planned, subject, archive, tools),
    context: () => takeContext(planned, subject, archive, tools),
    card: () => takeCard(planned, subject, reason, tools),
  } as const satisfies Record<CaptureKind, () => Promise<Taken>>;
  try {
    return await ways[planned.kind]();
  } catch (error) {
    if (!isHoldfastError(error) || isOursToFail(error.name)) throw error;
    return { kind: 'failed', error };
  }
}

async function takePage(
  { kind, theme }: PlannedShot,
  { record: { ref }, snapshot, platform }: ShotSubject,
  archive: PageArchive | null,
  tools: CaptureTools,
): Promise<Taken> {
  const page = kind === 'embed' ? platform.page : platform.postPage;
  if (ref === null || page === null || page === undefined) return { kind: 'nothing' };
  // As the platform writes it, which may tell more than the id.
  const told = snapshot.post?.ref?.id === ref.id ? snapshot.post.ref : ref;
  const url = page.url(told, theme);
  const expect = expectedOf(ref.id, snapshot);
  const pdf = tools.wishes.pdf && theme === 'light';
  const shot = await tools.capturer.page({ url, page, expect, theme, pdf, ...throughArchive(archive) });
  archive?.add(shot, theme);
  const what = { kind, theme, url, verified: true, reconstruction: false, reason: null } as const;
  return { kind: 'shot', capture: await keep(shot, what, tools), shown: kind === 'embed' ? shot : null };
}

function expectedOf(id: string, { post }: KeptSnapshot) {
  return {
    id,
    handle: post?.author?.handle ?? null,
    name: post?.author?.name ?? null,
    // A server's own emoji are pictures on its page.
    text: post && textOf(post.segments.filter(({ kind }) => kind !== 'emoji')),
  };
}

async function takeContext(
  { theme, article }: PlannedShot,
  { record, platform }: ShotSubject,
  archive: PageArchive | null,
  tools: CaptureTools,
): Promise<Taken> {
  const { capturer, store, wishes } = tools;
  if (article === null) return { kind: 'nothing' };
  const addresses = record.ref === null ? [] : [record.ref.url, ...platform.addresses(record.ref)];
  const page = await articlePage(record, article, { store, addresses, fetch: tools.fetch });
  if (page === null) return { kind: 'nothing' };
  const fetch = archive?.through(page.fetch) ?? page.fetch;
  const shot = await capturer.context({ ...page, fetch, pdf: wishes.pdf });
  archive?.add(shot, theme);
  const what = { kind: 'context', theme, url: article, verified: false, reconstruction: false } as const;
  return { kind: 'shot', capture: await keep(shot, { ...what, reason: null }, tools), shown: null };
}

const cardWidth = 600;
const cardDpr = 2;

async function takeCard(
  { kind, theme }: PlannedShot,
  { record, snapshot, platform }: ShotSubject,
  reason: string | null,
  tools: CaptureTools,
): Promise<Taken> {
  const view = await viewOf(record, snapshot, platform, tools);
  const shot = await tools.capturer.card({
    html: renderPage(view),
    selector: cardSelector,
    theme,
    width: cardWidth,
    dpr: cardDpr,
  });
  const what = { kind, theme, url: null, verified: false, reconstruction: true, reason } as const;
  return { kind: 'shot', capture: await keep(shot, { ...what, snapshot: snapshot.id }, tools), shown: null };
}

function throughArchive(archive: PageArchive | null): { readonly fetch?: PageArchive['fetch'] } {
  return archive === null ? {} : { fetch: archive.fetch };
}

type What = Pick<
  NewCapture,
  'kind' | 'theme' | 'url' | 'verified' | 'reconstruction' | 'reason' | 'snapshot'
>;

/** Keeps the PNG as evidence and what is made of it for show. */
async function keep(shot: Shot, what: What, { store, images }: CaptureTools): Promise<NewCapture> {
  const { png, width, height, cutFrom, at, missing, browser, settings } = shot;
  const put = (bytes: Uint8Array) => store.blobs.put(bytes);
  const putOr = async (bytes: Uint8Array | null) => (bytes === null ? null : await put(bytes));
  const [blob, parts, pdf, shown] = await Promise.all([
    put(png),
    Promise.all(shot.parts.map(put)),
    putOr(shot.pdf),
    images.toShow(png, { avif: true }),
  ]);
  const [show, avif, thumb] = await Promise.all([put(shown.webp), putOr(shown.avif), put(shown.thumb)]);
  const pictures = { blob, parts, show, avif, thumb, width, height, cutFrom };
  return { ...what, ...pictures, at, pdf, wacz: null, missing, browser, settings };
}

/** Trouble of the archive itself is not the picture's. */
function isOursToFail(name: ErrorName): boolean {
  return [
    'disk-full',
    'archive-unavailable',
    'lease-lost',
    'blob-missing',
    'blob-damaged',
    'redacted',
  ].includes(name);
}

const mostAttempts = 4;

/** A missing browser or network is waited for; a page that does not show the post is tried a few times. */
function endAfter(error: HoldfastError | null, lease: Lease, { now, random }: CaptureTools): JobEnd {
  if (error === null) return { kind: 'done' };
  const reason = reasonOf(error);
  const counted = !['offline', 'browser-missing', 'rate-limited', 'host-down'].includes(reason);
  if (counted && lease.job.attempts >= mostAttempts)
    return reason === 'browser-failed' ? { kind: 'dead', reason, detail: error.message } : { kind: 'done' };
  const wait = backoff(counted ? lease.job.attempts : mostAttempts, random());
  const at = error.retryAt ?? new Date(now().getTime() + wait);
  return { kind: 'retry', at: at.toISOString(), reason, detail: error.message, counted };
}

function reasonOf({ name, facts }: HoldfastError): JobReason {
  // One that can't be started is no fault of the post's, either.
  if (facts['kind'] === 'start' || facts['kind'] === 'paused') return 'browser-missing';
  return reasons[name] ?? 'network';
}

const reasons: Partial<Record<ErrorName, JobReason>> = {
  offline: 'offline',
  'rate-limited': 'rate-limited',
  'host-down': 'host-down',
  'not-recorded': 'not-recorded',
  config: 'browser-missing',
  'browser-missing': 'browser-missing',
  'browser-failed': 'browser-failed',
  'image-unreadable': 'browser-failed',
  'capture-unverified': 'capture-unverified',
};
