import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openCapturer } from '../../../src/capture/capture.ts';
import { openPageArchive } from '../../../src/capture/page-archive.ts';
import { capturePost } from '../../../src/capture-post.ts';
import { readConfig } from '../../../src/config.ts';
import { noImprint, viewOf } from '../../../src/fallback-view.ts';
import { silentLog } from '../../../src/log.ts';
import { openImages } from '../../../src/media/images.ts';
import type { Lease } from '../../../src/model/job.ts';
import { textOf } from '../../../src/model/post.ts';
import { openNet } from '../../../src/net/net.ts';
import { work } from '../../../src/queue/work.ts';
import { writeRef } from '../../../src/ref.ts';
import { cardSelector, renderPage } from '../../../src/render/page.ts';
import { openStore } from '../../../src/store/sqlite.ts';
import { pageHost, pond, refOf, snapshotOf } from './posts.ts';
import { inTurns, type Taken, type Way, type WaySettings } from './way.ts';

type Part = (tools: OurTools) => Pick<Way, 'run'>;

/** Holdfast from a queued job to a row that names blobs on disk, one picture for each post: the page, verified. */
export const openPipeline = open(
  (tools) => ({
    run: async (posts) => {
      await workThrough(posts, tools, (lease) => capturePage(lease, tools));
      return await pathsOf(posts, 'embed', tools);
    },
  }),
  { pictures: false },
);

/** The whole of a capture job: light, dark and our card, AVIF too, and the page as loaded. */
export const openJob = open(
  (tools) => ({
    run: async (posts) => {
      const { store, capturer, images, fetch } = tools;
      await workThrough(posts, tools, (lease) =>
        capturePost(lease, {
          store,
          imprint: noImprint,
          capturer,
          images,
          fetch,
          platforms: [pond],
          openPageArchive: () => openPageArchive({ fetch }),
          hearPage: async () => ({ observations: [], snapshot: null }),
          wishes: { context: false, pdf: false, wacz: true },
          now: () => new Date(),
          random: Math.random,
        }),
      );
      return await pathsOf(posts, 'embed', tools);
    },
  }),
  { pictures: true },
);

/** Our own card of a post with a photo, from the archive to a picture. */
export const openCards = open(
  (tools) => ({
    run: (posts) =>
      inTurns(posts, tools.settings.atOnce, async (post) => {
        const { record, snapshot } = await knownOf(writeRef(refOf(post)), tools);
        const html = renderPage(await viewOf(record, snapshot, pond, { ...tools, imprint: noImprint }));
        const card = { html, selector: cardSelector, theme: 'light', width: 600, dpr: 2 } as const;
        const { png } = await tools.capturer.card(card);
        const path = join(tools.settings.folder, `${post}.png`);
        await writeFile(path, png);
        return { post, path };
      }),
  }),
  { pictures: true },
);

type OurTools = Awaited<ReturnType<typeof openTools>>;

function open(part: Part, options: { readonly pictures: boolean }) {
  return async (settings: WaySettings): Promise<Way> => {
    const tools = await openTools(settings);
    return {
      ...part(tools),
      prepare: (posts) => archive(posts, options.pictures, tools),
      close: async () => {
        await tools.capturer.close();
        await tools.images.close();
        await tools.net.close();
        await tools.store.close();
      },
    };
  };
}

async function openTools(settings: WaySettings) {
  const { cache, chrome } = readConfig({});
  const store = await openStore({
    database: join(settings.folder, 'data', 'holdfast.db'),
    blobs: join(settings.folder, 'snapshots'),
    log: silentLog,
  });
  const connectTo = [`${pageHost}:80:127.0.0.1:${settings.port}`];
  const net = openNet({ log: silentLog, contact: null, version: '0', connectTo, ca: null });
  const capturer = openCapturer({
    cache,
    chrome,
    work: join(settings.folder, 'work'),
    noSandbox: process.getuid?.() === 0,
    log: silentLog,
    atOnce: settings.atOnce,
    fetch: net.fetch,
  });
  return { settings, store, net, fetch: net.fetch, capturer, images: openImages() };
}

async function workThrough(
  posts: readonly number[],
  { store, settings }: OurTools,
  handle: (lease: Lease) => Promise<void>,
): Promise<void> {
  for (const post of posts)
    await store.jobs.enqueue({ kind: 'capture', name: writeRef(refOf(post)) }, new Date());
  // As by default: twice as many jobs in hand as pages open, so that one is kept while the next is shown.
  const { done } = await work({ store, handle, concurrency: 2 * settings.atOnce, untilIdle: true });
  if (done !== posts.length) {
    const jobs = await store.jobs.list();
    throw new Error(`jobs went wrong: ${jobs.map(({ state, detail }) => `${state} ${detail}`).join(', ')}`);
  }
}

/** Open, verify, shoot, hash, WebP, thumbnail, store: the same steps that a job takes for its first picture. */
async function capturePage(lease: Lease, tools: OurTools): Promise<void> {
  const { capturer, images, store } = tools;
  const { record, snapshot } = await knownOf(lease.job.name, tools);
  if (record.ref === null || snapshot.post === null) throw new Error('nothing is known of the post');
  const { handle, name } = snapshot.post.author;
  const shot = await capturer.page({
    url: pond.page.url(record.ref, 'light'),
    page: pond.page,
    expect: { id: record.ref.id, handle, name, text: textOf(snapshot.post.segments) },
    theme: 'light',
  });
  const [blob, shown] = await Promise.all([
    store.blobs.put(shot.png),
    images.toShow(shot.png, { avif: false }),
  ]);
  const [show, thumb] = await Promise.all([store.blobs.put(shown.webp), store.blobs.put(shown.thumb)]);
  const { width, height, cutFrom, at, url, missing, browser, settings } = shot;
  const what = {
    kind: 'embed',
    theme: 'light',
    url,
    verified: true,
    reconstruction: false,
    reason: null,
  } as const;
  const pictures = { blob, parts: [], show, avif: null, thumb, width, height, cutFrom };
  const capture = { ...what, ...pictures, at, pdf: null, wacz: null, missing, browser, settings };
  const learned = { observations: [], snapshot: null, captures: [capture], aliases: [], next: [] };
  await store.settle(lease, learned, { kind: 'done' });
}

async function knownOf(name: string, { store }: OurTools) {
  const [record, snapshots] = await Promise.all([store.posts.get(name), store.posts.snapshots(name)]);
  const snapshot = snapshots.at(-1);
  if (record === null || snapshot === undefined) throw new Error(`${name} is not in the archive`);
  return { record, snapshot };
}

async function pathsOf(posts: readonly number[], kind: 'embed', { store }: OurTools): Promise<Taken[]> {
  return Promise.all(
    posts.map(async (post) => {
      const captures = await store.posts.captures(writeRef(refOf(post)));
      const capture = captures.find((each) => each.kind === kind && each.verified);
      if (capture === undefined) throw new Error(`there is no verified picture of post ${post}`);
      return { post, path: store.blobs.pathOf(capture.blob) };
    }),
  );
}

/** What an archive job leaves of each post: who said what, and small copies of its pictures. */
async function archive(posts: readonly number[], withPictures: boolean, tools: OurTools): Promise<void> {
  const { store, images, settings } = tools;
  const bytesOf = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${settings.port}/${path}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const keep = async (path: string, maxWidth: number) =>
    store.blobs.put((await images.derivative(await bytesOf(path), { maxWidth })).webp);
  for (const post of posts) {
    const pictures = withPictures
      ? { avatar: await keep(`avatar/${post}.png`, 96), photo: await keep(`photo/${post}.jpg`, 1_200) }
      : null;
    const name = writeRef(refOf(post));
    await store.recordPost(refOf(post), [{ kind: 'archive', name }]);
    const now = new Date();
    const worker = { id: 'bench' };
    const options = { now, ms: 30_000, limit: 1, alone: true, mostDeaths: 3, names: [name] };
    const [lease] = await store.jobs.lease(worker, options);
    if (lease === undefined) throw new Error(`there is no job of ${name}`);
    const at = now.toISOString();
    const seen = { source: 'pond', rank: 'platform', at, asOf: null, outcome: 'live', reason: null } as const;
    const observation = { ...seen, url: refOf(post).url, status: 200, wire: null };
    const snapshot = snapshotOf(post, pictures);
    const learned = { observations: [observation], snapshot, captures: [], aliases: [], next: [] };
    await store.settle(lease, learned, { kind: 'done' });
  }
}
