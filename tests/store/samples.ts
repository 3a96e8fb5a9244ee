import type { Observation, Outcome } from '../../src/model/answer.ts';
import { sha256 } from '../../src/model/canonical.ts';
import type { Capture } from '../../src/model/capture.ts';
import type { Embed } from '../../src/model/embed.ts';
import type { JobEnd, Lease } from '../../src/model/job.ts';
import { emptyPost, nobody, type Post } from '../../src/model/post.ts';
import { meaningOf, type Snapshot } from '../../src/model/snapshot.ts';
import type { Known, State } from '../../src/model/state.ts';
import type { Ref } from '../../src/ref.ts';
import type { ArticleEntry, Learned, LeaseOptions, Store } from '../../src/store/contract.ts';

/** The clock of these tests starts here. */
export const start = Date.parse('2024-05-01T12:00:00.000Z');

export function at(seconds: number): Date {
  return new Date(start + seconds * 1000);
}

export function isoAt(seconds: number): string {
  return at(seconds).toISOString();
}

export function refOf(id: string): Ref {
  return { platform: 'pond', id, url: `https://pond.test/posts/${id}` };
}

/** The time in ids that carry one: noon of 2024-04-30 in `20240430-1`. */
export function timeOf({ id }: Ref): string | null {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)-/u.exec(id) ?? [];
  return year === undefined ? null : `${year}-${month}-${day}T12:00:00.000Z`;
}

export function embedOf(id: string, text: string | null = `words of ${id}`): Embed {
  const quoted =
    text === null
      ? null
      : { name: 'Frog', handle: 'frog', date: '2024-04-30', text, lang: 'en', dir: null, links: [] };
  const ref = refOf(id);
  return {
    platform: 'pond',
    kind: 'blockquote',
    name: `pond:${id}`,
    ref,
    quoted,
    confidence: 1,
    start: 0,
    end: 9,
  };
}

/** An article of these embeds, its bytes as good as its text says. */
export function entryOf(embeds: readonly Embed[], changes: Partial<ArticleEntry> = {}): ArticleEntry {
  return {
    name: 'news/frogs.html',
    format: 'html',
    charset: 'UTF-8',
    title: 'Frogs',
    blob: sha256('the article'),
    at: isoAt(0),
    embeds,
    jobs: embeds.map(({ name }) => ({ kind: 'archive', name })),
    ...changes,
  };
}

export function postOf(text: string): Post {
  return {
    ...emptyPost,
    author: { ...nobody, name: 'Frog', handle: 'frog' },
    segments: [{ kind: 'text', text }],
  };
}

export function snapshotOf(text: string, state: State, known: Known, seconds = 0): Snapshot {
  const post = postOf(text);
  return {
    takenAt: isoAt(seconds),
    cause: 'platform',
    meaning: meaningOf(post, state),
    state,
    known,
    post,
    witnesses: { text: ['pond-api'] },
    conflicts: [],
  };
}

export function observationOf(
  outcome: Outcome,
  seconds = 0,
  changes: Partial<Observation> = {},
): Observation {
  return {
    source: 'pond-api',
    rank: 'platform',
    at: isoAt(seconds),
    asOf: null,
    outcome,
    reason: null,
    url: 'https://pond.test/api',
    status: 200,
    wire: sha256(`wire ${outcome} ${seconds}`),
    ...changes,
  };
}

export function captureOf(seconds = 0): Capture {
  return {
    kind: 'embed',
    theme: 'light',
    at: isoAt(seconds),
    url: 'https://pond.test/embed',
    blob: sha256('png'),
    show: sha256('webp'),
    width: 1100,
    height: 640,
    verified: true,
    reconstruction: false,
    reason: null,
    missing: ['https://pond.test/font'],
    browser: 'Chromium 1',
    parts: [sha256('png below')],
    avif: sha256('avif'),
    thumb: sha256('thumb'),
    pdf: sha256('pdf'),
    wacz: sha256('wacz'),
    cutFrom: null,
    settings: {
      width: 550,
      dpr: 2,
      locale: 'en-US',
      timeZone: 'UTC',
      fonts: 'fonts-1',
      consent: null,
    },
  };
}

export const nothing: Learned = { observations: [], snapshot: null, captures: [], aliases: [], next: [] };
export const done: JobEnd = { kind: 'done' };

export function retryAt(seconds: number, counted = true): JobEnd {
  return { kind: 'retry', at: isoAt(seconds), reason: 'network', detail: 'no answer came', counted };
}

export function leaseOptions(seconds: number, changes: Partial<LeaseOptions> = {}): LeaseOptions {
  return { now: at(seconds), ms: 30_000, limit: 10, alone: true, mostDeaths: 3, ...changes };
}

/** Leases the one job that is due. */
export async function leaseOne(
  store: Store,
  seconds: number,
  changes: Partial<LeaseOptions> = {},
): Promise<Lease> {
  const [lease] = await store.jobs.lease({ id: 'w' }, leaseOptions(seconds, { limit: 1, ...changes }));
  if (lease === undefined) throw new Error('no job is due');
  return lease;
}

/** Records a post by itself with an archive job due at once by the tests' clock; leases that. */
export async function leasePost(store: Store, id: string, seconds = 0): Promise<Lease> {
  await store.recordPost(refOf(id), []);
  await store.jobs.enqueue({ kind: 'archive', name: `pond:${id}` }, at(seconds));
  return await leaseOne(store, seconds, { names: [`pond:${id}`] });
}

/** Everything an iterable yields. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
