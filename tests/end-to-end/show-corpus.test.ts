import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archivePost } from '../../src/archive.ts';
import { silentLog } from '../../src/log.ts';
import { type Images, openImages } from '../../src/media/images.ts';
import { webArchives } from '../../src/memento/archives.ts';
import { findMementos } from '../../src/memento/find-mementos.ts';
import { matchPost } from '../../src/model/platform-of.ts';
import { textOf } from '../../src/model/post.ts';
import { platforms } from '../../src/platforms/index.ts';
import { showPost } from '../../src/show.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { expectGolden } from '../platforms/golden.ts';
import { withoutCorpus } from '../platforms/platform-corpus.ts';
import { essentials } from '../platforms/x-corpus.ts';
import { folders, type RecordedPost, recordedPosts } from './recorded-posts.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-corpus-'));
let images: Images;
beforeAll(() => {
  images = openImages();
});
afterAll(async () => {
  await images.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One for each folder: some posts were recorded in several ways. */
function openArchive(kind: string): Promise<Store> {
  const home = join(folder, kind);
  return openStore({
    database: join(home, 'a.db'),
    blobs: join(home, 'blobs'),
    log: silentLog,
    timeOf: () => null,
  });
}

/** Archives a recorded post as a job does, but for the browser; gives what `show --json --witnesses` would. */
async function show({ name, fetch }: RecordedPost, store: Store): Promise<unknown> {
  const ref = matchPost(name, platforms);
  if (ref === null) throw new Error(`${name} is no post`);
  await store.recordPost(ref, [{ kind: 'archive', name }]);
  const now = new Date('2026-11-02T03:04:06.000Z');
  const options = { now: new Date(), ms: 60_000, limit: 1, alone: true, mostDeaths: 3 };
  const [lease] = await store.jobs.lease({ id: 'w' }, { ...options, kinds: ['archive'], names: [name] });
  if (lease !== undefined)
    await archivePost(lease, {
      store,
      platforms,
      fetch,
      images,
      leave: { mirrors: true, metaToken: null },
      findMementos: (addresses, near) => findMementos(addresses, near, { archives: webArchives, fetch }),
      recover: null,
      streams: { ffmpeg: null, work: folder },
      now: () => now,
      random: () => 0.5,
    });
  const shown = await showPost(name, { store, platforms });
  const post = (await store.posts.snapshots(name)).at(-1)?.post ?? null;
  expect(shown.post?.text ?? null).toBe(post === null ? null : textOf(post.segments));
  return {
    name: shown.name,
    state: shown.state,
    proof: shown.proof?.source ?? null,
    known: shown.known,
    post: post === null ? null : essentials(post),
    witnesses: shown.witnesses,
    conflicts: shown.conflicts.map(({ kind, claims }) => [kind, ...claims.map(({ source }) => source)]),
    observations: outcomes(shown.observations),
    aliases: shown.aliases.map(({ alias }) => alias),
  };
}

/** Each source's outcome once: an archive is asked for many addresses. */
function outcomes(
  observations: readonly { source: string; outcome: string; reason: string | null }[],
): string[] {
  const told = observations.map(({ source, outcome, reason }) =>
    outcome === 'bad-shape' ? `${source} ${outcome}: ${reason}` : `${source} ${outcome}`,
  );
  return [...new Set(told)];
}

const missing = recordedPosts('x/syndication') === null ? ` (${withoutCorpus})` : '';

describe.each(Object.keys(folders))(`what is shown of recorded posts${missing}: %s`, (kind) => {
  const posts = recordedPosts(kind);
  it.skipIf(posts === null)('is as its golden says', async () => {
    const shown: Record<string, unknown> = {};
    const store = await openArchive(kind);
    for (const post of posts ?? []) shown[post.file] = await show(post, store);
    expect(Object.keys(shown).length).toBeGreaterThan(0);
    expectGolden(`show/${kind.replace('/', '-')}.json`, shown);
    expect(await damagesOf(store)).toEqual([]);
    await store.close();
  });
});

async function damagesOf(store: Store): Promise<unknown[]> {
  const damages: unknown[] = [];
  for await (const damage of store.verifyRows()) damages.push(damage);
  return damages;
}
