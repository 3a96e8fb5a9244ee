import { fetchPostMedia } from '../../src/media/fetch-post-media.ts';
import type { Images } from '../../src/media/images.ts';
import type { Observation } from '../../src/model/answer.ts';
import type { Lease } from '../../src/model/job.ts';
import { textOf } from '../../src/model/post.ts';
import { meaningOf } from '../../src/model/snapshot.ts';
import type { Fetch } from '../../src/model/wire.ts';
import { platforms } from '../../src/platforms/index.ts';
import { provisionalName, type Ref, writeRef } from '../../src/ref.ts';
import type { Store } from '../../src/store/contract.ts';
import type { SheetPost } from './made-post.ts';

export interface ArchiveTools {
  readonly store: Store;
  readonly fetch: Fetch;
  readonly images: Images;
}

/** When all of them were archived; ISO 8601 in UTC. */
export const takenAt = '2026-05-16T09:00:00.000Z';

/**
 * Archives the posts as a run does, but for asking their sources, which would know nothing of them: one article embeds
 * them all, their media are had and made small, what is told of each is settled with its job. Gives their written refs.
 */
export async function archivePosts(
  posts: readonly SheetPost[],
  tools: ArchiveTools,
): Promise<readonly string[]> {
  const names = posts.map(nameOf);
  await recordAll(posts, names, tools.store);
  for (const lease of await leases(tools.store, 'archive')) {
    const told = posts[names.indexOf(lease.job.name)];
    if (told === undefined) throw new Error(`a job of no post of the sheet: ${lease.job.name}`);
    await settleOne(lease, told, tools);
  }
  return names;
}

/** Takes all jobs of one kind. */
export function leases(store: Store, kind: 'archive' | 'capture'): Promise<Lease[]> {
  const ms = 600_000;
  const options = { kinds: [kind], now: new Date(), ms, limit: 100, alone: false, mostDeaths: 3 };
  return store.jobs.lease({ id: 'contact-sheet' }, options);
}

/** Null for a post that only an article tells of. */
export function refOf({ platform: id, url }: SheetPost): Ref | null {
  if (url === null) return null;
  const ref = platforms.find((platform) => platform.id === id)?.match(new URL(url), 'markup') ?? null;
  if (ref === null) throw new Error(`no address of a post: ${url}`);
  return ref;
}

const article = 'harbour.html';

function nameOf(post: SheetPost, ordinal: number): string {
  const ref = refOf(post);
  if (ref !== null) return writeRef(ref);
  const { author, createdAt, segments } = post.post;
  const parts = { platform: post.platform, handle: author.handle, date: createdAt, text: textOf(segments) };
  return provisionalName(parts, { article, ordinal });
}

async function recordAll(posts: readonly SheetPost[], names: readonly string[], store: Store): Promise<void> {
  const blob = await store.blobs.put(Buffer.from(names.join('\n')));
  const embeds = posts.map((told, ordinal) => {
    const { author, createdAt, segments, lang, dir } = told.post;
    const date = createdAt?.slice(0, 10) ?? null;
    return {
      platform: told.platform,
      kind: told.url === null ? ('flattened' as const) : ('blockquote' as const),
      name: names[ordinal] ?? '',
      ref: refOf(told),
      quoted: {
        name: author.name,
        handle: author.handle,
        date,
        text: textOf(segments),
        lang,
        dir,
        links: [],
      },
      confidence: 1,
      start: ordinal,
      end: ordinal + 1,
    };
  });
  const jobs = names.map((name) => ({ kind: 'archive' as const, name }));
  const entry = { format: 'html', charset: 'UTF-8', title: 'Harbour', at: takenAt } as const;
  await store.recordArticle({ ...entry, name: article, blob, embeds, jobs });
}

async function settleOne(lease: Lease, told: SheetPost, { store, ...tools }: ArchiveTools): Promise<void> {
  const { state, known } = told;
  const keep = (bytes: Uint8Array) => store.blobs.put(bytes);
  // What only an article tells of names no pictures to fetch.
  const post =
    known === 'quoted'
      ? told.post
      : await fetchPostMedia({ ...told.post, ref: refOf(told) }, { ...tools, keep });
  const meaning = meaningOf(post, state);
  const content = { meaning, state, known, post, witnesses: {}, conflicts: [] };
  const snapshot = { takenAt, cause: 'first' as const, ...content };
  const next = [{ kind: 'capture' as const, name: lease.job.name }];
  const learned = { observations: [heard(told)], snapshot, captures: [], aliases: [], next };
  await store.settle(lease, learned, { kind: 'done' });
}

function heard({ state, known, url }: SheetPost): Observation {
  return {
    source: 'contact-sheet',
    rank: known === 'quoted' ? 'article' : known,
    at: takenAt,
    asOf: null,
    outcome: known === 'quoted' ? 'quoted' : state,
    reason: null,
    url: url ?? article,
    status: null,
    wire: null,
  };
}
