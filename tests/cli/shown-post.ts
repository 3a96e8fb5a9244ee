import sharp from 'sharp';
import type { Media } from '../../src/model/post.ts';
import { emptyPost, nobody, pictureAt } from '../../src/model/post.ts';
import { meaningOf } from '../../src/model/snapshot.ts';
import type { Store } from '../../src/store/contract.ts';
import * as s from '../store/samples.ts';

export const arabic =
  'رصدت فرق المتابعة عودة آلاف الطيور إلى البحيرة (2023) هذا الأسبوع، بعد غياب دام ثلاث سنوات، وقالت إن المياه باتت أنظف مما كانت عليه.';

/** A post with a text of both directions, two photos and a picture, heard of that many times. */
export async function fillShown(store: Store, heard = 3): Promise<{ photos: string[]; picture: string }> {
  const colours = ['#c03', '#063'];
  const photos = await Promise.all(colours.map((colour) => blobOf(store, 320, 240, colour)));
  const picture = await blobOf(store, 1100, 640, '#eef');
  const ref = { platform: 'x', id: '20', url: 'https://x.com/frog/status/20' };
  await store.recordPost(ref, []);
  await store.recordArticle(
    s.entryOf([{ ...s.embedOf('20'), platform: 'x', name: 'x:20', ref }], { jobs: [] }),
  );
  const post = {
    ...emptyPost,
    ref,
    author: { ...nobody, name: 'مرصد الساحل', handle: 'frog' },
    createdAt: '2023-09-14T08:30:00.000Z',
    segments: [{ kind: 'text' as const, text: `${arabic}\nAnd a line in English.` }],
    media: photos.map((blob, index) => photoOf(blob, index === 0 ? 'طيور على الماء' : null)),
  };
  for (let turn = 0; turn < heard; turn++) {
    await store.jobs.enqueue({ kind: 'archive', name: 'x:20' }, s.at(turn * 3600));
    const lease = await s.leaseOne(store, turn * 3600, { names: ['x:20'] });
    await store.settle(
      lease,
      {
        ...s.nothing,
        observations: [s.observationOf('live', turn * 3600, { url: ref.url })],
        snapshot:
          turn > 0
            ? null
            : {
                takenAt: s.isoAt(0),
                cause: 'first',
                meaning: meaningOf(post, 'live'),
                state: 'live',
                known: 'platform',
                post,
                witnesses: { text: ['pond-api'] },
                conflicts: [],
              },
        captures:
          turn > 0
            ? []
            : [{ ...s.captureOf(0), blob: picture, show: picture, avif: null, thumb: null, parts: [] }],
      },
      s.done,
    );
  }
  return { photos, picture };
}

function photoOf(blob: string, alt: string | null): Media {
  return {
    ...pictureAt('https://pond.test/photo.jpg'),
    kind: 'photo',
    alt,
    blob,
    poster: null,
    stream: null,
    durationMs: null,
  };
}

async function blobOf(store: Store, width: number, height: number, background: string): Promise<string> {
  return store.blobs.put(
    await sharp({ create: { width, height, channels: 3, background } })
      .png()
      .toBuffer(),
  );
}
