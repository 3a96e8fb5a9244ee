import { isHoldfastError } from './errors.ts';
import { type ViewTools, viewOf } from './fallback-view.ts';
import type { Platform } from './model/platform.ts';
import { type Post, picturesOf, withPictures } from './model/post.ts';
import type { FallbackView } from './render/view.ts';
import type { KeptSnapshot, PostRecord, Store } from './store/contract.ts';

/**
 * Any version of a post as the renderer wants it, in the state it was in then. A picture that is damaged or gone is one
 * that isn't there: what is wrong with it is `verify`'s to tell.
 */
export async function viewOfVersion(
  record: PostRecord,
  snapshot: KeptSnapshot,
  platform: Platform,
  tools: ViewTools,
): Promise<FallbackView> {
  const post = snapshot.post === null ? null : await withoutBroken(snapshot.post, tools.store);
  const view = await viewOf(record, { ...snapshot, post }, platform, tools);
  return { ...view, state: snapshot.state, since: snapshot.state === record.state ? record.since : null };
}

async function withoutBroken(post: Post, store: Store): Promise<Post> {
  const shows = new Set(picturesOf(post).flatMap(({ show }) => show ?? []));
  const broken = new Set<string>();
  for (const hash of shows) if (!(await isWhole(hash, store))) broken.add(hash);
  return broken.size === 0
    ? post
    : withPictures(post, (picture) =>
        picture.show !== null && broken.has(picture.show) ? { ...picture, show: null } : picture,
      );
}

async function isWhole(hash: string, store: Store): Promise<boolean> {
  return (await wholeBlob(hash, store)) !== null;
}

/** A picture for show (WebP) as a `data:` address; null where it is damaged or gone. */
export async function pictureAsData(hash: string, store: Store): Promise<string | null> {
  const bytes = await wholeBlob(hash, store);
  return bytes === null ? null : `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`;
}

/** A blob; null where it is damaged, gone or taken out. */
export async function wholeBlob(hash: string, { blobs }: Pick<Store, 'blobs'>): Promise<Uint8Array | null> {
  try {
    return await blobs.get(hash);
  } catch (error) {
    if (isHoldfastError(error, 'blob-missing', 'blob-damaged', 'redacted')) return null;
    throw error;
  }
}
