import type { Platform } from './model/platform.ts';
import { type Post, picturesOf } from './model/post.ts';
import type { FallbackView } from './render/view.ts';
import type { KeptSnapshot, PostRecord, Store } from './store/contract.ts';

/**
 * A post's latest snapshot as the renderer wants it, its pictures inlined as `data:` addresses, so that a fallback
 * fetches nothing from outside. The same snapshot gives the same view.
 */
export async function viewOf(
  record: PostRecord,
  snapshot: KeptSnapshot,
  platform: Platform,
  store: Store,
): Promise<FallbackView> {
  const sources = await inlinedPictures(snapshot.post, store);
  return {
    name: record.name,
    ref: record.ref,
    post: snapshot.post,
    state: record.state,
    known: snapshot.known,
    takenAt: snapshot.takenAt,
    since: record.since,
    ...(record.redacted === undefined ? {} : { redacted: record.redacted }),
    platform: { name: platform.name, look: platform.look },
    pictureOf: (picture) => {
      const src = picture.show === null ? undefined : sources.get(picture.show);
      return src === undefined ? null : { src, width: picture.width, height: picture.height };
    },
  };
}

async function inlinedPictures(post: Post | null, store: Store): Promise<ReadonlyMap<string, string>> {
  const shows = post === null ? [] : shownBlobs(post);
  const sources = await Promise.all(
    shows.map(async (hash) => {
      const bytes = Buffer.from(await store.blobs.get(hash));
      return [hash, `data:image/webp;base64,${bytes.toString('base64')}`] as const;
    }),
  );
  return new Map(sources);
}

function shownBlobs(post: Post): readonly string[] {
  return [...new Set(picturesOf(post).flatMap(({ show }) => (show === null ? [] : [show])))];
}
