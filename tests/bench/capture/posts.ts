import type { EmbedPage, Platform } from '../../../src/model/platform.ts';
import { emptyPost, nobody, type Post } from '../../../src/model/post.ts';
import { meaningOf, type Snapshot } from '../../../src/model/snapshot.ts';
import type { Ref } from '../../../src/ref.ts';

/** The name the page server goes by where it is asked through the door to the network. */
export const pageHost = 'embeds.pond.test';

export const author = { name: 'Łucja Йованова 🌊', handle: 'lucja_pond' };

/** 38 words of Arabic. */
export const text =
  'وصلت صباح اليوم إلى الميناء القديم أول سفينة محملة بالقمح بعد انقطاع دام ثلاثة أشهر، وقال عمال الرصيف إن ' +
  'التفريغ سيستمر حتى مساء الخميس على الأقل، بينما تنتظر عشرات الشاحنات عند البوابة الشرقية دورها لنقل الحمولة ' +
  'إلى المطاحن في المدن الداخلية.';

export const createdAt = '2024-04-30T09:41:00.000Z';

export function refOf(post: number): Ref {
  return { platform: 'pond', id: String(post), url: `https://pond.test/${author.handle}/posts/${post}` };
}

/** Of the plain avatar: no two of 512 posts in a row have it in common, and no photo and no ink has any of it. */
export function markOf(post: number): readonly [red: number, green: number, blue: number] {
  const place = post % 512;
  return [(place % 16) * 16 + 8, (Math.floor(place / 16) % 16) * 16 + 8, place < 256 ? 200 : 248];
}

const page: EmbedPage = {
  url: (ref) => `http://${pageHost}/post/${ref.id}`,
  element: 'article.post',
  text: '.text',
  author: '.author',
  permalink: 'a.time',
  walls: [
    { text: 'log in to see this', kind: 'login' },
    { text: 'something went wrong', kind: 'error' },
  ],
  width: 550,
};

/** A network of this bench: an embed page, and nothing else. */
export const pond: Platform & { readonly page: EmbedPage } = {
  id: 'pond',
  name: 'Pond',
  hosts: ['pond.test'],
  match: () => null,
  refOf: (id) => refOf(Number(id)),
  exampleId: '1',
  markup: [],
  flattened: null,
  loaders: [],
  sources: [],
  page,
  addresses: ({ url }) => [url],
  timeOf: () => null,
  look: { colour: { light: '#0a6', dark: '#3d9' }, mark: 'M4 4h16v16H4z' },
  keep: 'all',
};

/** What an archive knows of the post before it is captured; `pictures` are blobs for its avatar and photo. */
export function snapshotOf(
  post: number,
  pictures: { readonly avatar: string; readonly photo: string } | null,
) {
  const ref = refOf(post);
  const kept = (blob: string, width: number, height: number) => ({
    urls: [`http://${pageHost}/of/${post}/${width}`],
    blob,
    show: blob,
    mediaType: 'image/webp',
    width,
    height,
    likeness: null,
    from: null,
    others: [],
    missing: null,
  });
  const content: Post = {
    ...emptyPost,
    ref,
    author: { ...nobody, ...author, avatar: pictures && kept(pictures.avatar, 96, 96) },
    segments: [{ kind: 'text', text }],
    createdAt,
    lang: 'ar',
    dir: 'rtl',
    media:
      pictures === null
        ? []
        : [
            {
              ...kept(pictures.photo, 1_200, 675),
              kind: 'photo',
              alt: 'A picture of no place',
              poster: null,
              durationMs: null,
              stream: null,
            },
          ],
  };
  return {
    takenAt: new Date().toISOString(),
    cause: 'first',
    meaning: meaningOf(content, 'live'),
    state: 'live',
    known: 'platform',
    post: content,
    witnesses: { text: ['pond'] },
    conflicts: [],
  } satisfies Snapshot;
}
