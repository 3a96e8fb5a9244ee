import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCapturer } from '../../src/capture/capture.ts';
import type { Capturer } from '../../src/capture/capturer.ts';
import { openPageArchive } from '../../src/capture/page-archive.ts';
import { capturePost } from '../../src/capture-post.ts';
import { readConfig } from '../../src/config.ts';
import { noImprint, viewOf } from '../../src/fallback-view.ts';
import { silentLog } from '../../src/log.ts';
import { openImages } from '../../src/media/images.ts';
import type { Platform } from '../../src/model/platform.ts';
import { platformOf } from '../../src/model/platform-of.ts';
import { platforms } from '../../src/platforms/index.ts';
import { cardSelector, renderPage } from '../../src/render/page.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { archivePosts, leases, refOf, takenAt } from './archive-posts.ts';
import { embedPages } from './embed-pages.ts';
import type { SheetPost } from './made-post.ts';
import { worldOf } from './world.ts';

/** A post's picture as it was kept, and how it came to be. */
export interface TakenPicture {
  readonly post: SheetPost;
  readonly platform: Platform;
  readonly png: Uint8Array;
  /** The post was seen in it: a page of the platform's, not a card of ours. */
  readonly verified: boolean;
}

/**
 * Archives the posts in an archive of their own, runs the capture job of each as any run does, and reads back the picture
 * wanted of each. The outside world is ours.
 */
export async function takePictures(posts: readonly SheetPost[]): Promise<readonly TakenPicture[]> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-contact-sheet-'));
  const { cache, chrome } = readConfig({});
  const noSandbox = process.getuid?.() === 0;
  const fetch = worldOf(pagesOf(posts), takenAt);
  const paths = { database: join(folder, 'holdfast.db'), blobs: join(folder, 'blobs') };
  const store = await openStore({ ...paths, log: silentLog });
  const images = openImages();
  const capturer = openCapturer({ fetch, cache, chrome, work: folder, noSandbox, log: silentLog });
  try {
    const names = await archivePosts(posts, { store, fetch, images });
    for (const lease of await leases(store, 'capture'))
      await capturePost(lease, {
        store,
        imprint: noImprint,
        platforms,
        fetch,
        capturer,
        images,
        openPageArchive: () => openPageArchive({ fetch }),
        hearPage: async () => ({ observations: [], snapshot: null }),
        wishes: { context: false, pdf: false, wacz: false },
        now: () => new Date(),
        random: () => 0.5,
      });
    const pictures: TakenPicture[] = [];
    for (const [ordinal, post] of posts.entries())
      pictures.push(await pictureOf(post, names[ordinal] ?? '', store, capturer));
    return pictures;
  } finally {
    await capturer.close();
    await images.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** As in every archive: the width of a card's page in CSS pixels, and pixels to each of them. */
const cardPage = { width: 600, dpr: 2, selector: cardSelector } as const;

/** A run keeps our card in light only; in dark it is drawn the same way. */
async function pictureOf(
  post: SheetPost,
  name: string,
  store: Store,
  capturer: Capturer,
): Promise<TakenPicture> {
  const platform = platformOf(name, platforms);
  const { picture, theme } = post;
  const captures = await store.posts.captures(name);
  const kept = captures.find((capture) => capture.kind === picture && capture.theme === theme);
  if (kept !== undefined)
    return { post, platform, png: await store.blobs.get(kept.blob), verified: kept.verified };
  if (picture === 'embed') throw new Error(`no picture of its embed page was kept: ${post.caption}`);
  const [record, snapshots] = [await store.posts.get(name), await store.posts.snapshots(name)];
  const snapshot = snapshots.at(-1);
  if (record === null || snapshot === undefined) throw new Error(`nothing was kept of ${name}`);
  const html = renderPage(await viewOf(record, snapshot, platform, { store, imprint: noImprint }));
  const { png } = await capturer.card({ ...cardPage, html, theme });
  return { post, platform, png, verified: false };
}

/** Embed pages of the posts whose own are to be shot, by address. */
function pagesOf(posts: readonly SheetPost[]): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const told of posts.filter(({ picture }) => picture === 'embed')) {
    const { post, theme: wanted, caption } = told;
    const ref = refOf(told);
    const platform = platforms.find(({ id }) => id === told.platform);
    const draw = embedPages[told.platform];
    if (ref === null || !platform?.page || draw === undefined)
      throw new Error(`no embed page to stand in for: ${caption}`);
    // Where both themes have one address, the theme wanted is drawn last.
    for (const theme of [wanted === 'light' ? 'dark' : 'light', wanted] as const)
      pages.set(platform.page.url(ref, theme), draw({ post, ref, look: platform.look, theme }));
  }
  return pages;
}
