import type { Media, Post, Segment } from '../../src/model/post.ts';
import type { FallbackView } from '../../src/render/view.ts';
import { author, filmBeside, photo, post, sound, text, video, view } from './views.ts';

/** Every slot that somebody else than us fills, filled with the same text. */
export const hostileSlots: Readonly<Record<string, (evil: string) => FallbackView>> = {
  name: (evil) => view({ post: post({ author: { ...author('Ada', 'ada'), name: evil } }) }),
  handle: (evil) =>
    view({ post: post({ author: { ...author('Ada', 'ada'), handle: evil, url: evil, verified: evil } }) }),
  text: (evil) => view({ post: post({ segments: [text(evil), ...linkedWith(evil)], lang: evil }) }),
  alt: (evil) => view({ filmOf: filmBeside, post: post({ media: mediaWith(evil) }) }),
  // Films that are not kept are linked to, and pictures told in words.
  still: (evil) => view({ pictureOf: () => null, post: post({ media: mediaWith(evil) }) }),
  title: (evil) =>
    view({
      post: post({
        card: { url: evil, title: evil, description: evil, site: evil, picture: null },
        note: { text: evil, url: evil },
        poll: { options: [{ text: evil, votes: 1 }], endsAt: evil },
      }),
    }),
  reason: (evil) =>
    view({
      state: 'deleted',
      lastLive: evil,
      since: evil,
      takenAt: evil,
      preservedBy: evil,
      proof: evil,
      lang: evil,
      redacted: { at: evil, what: 'media', reason: evil },
      post: post({
        omissions: [
          { part: evil, reason: evil, count: 1 },
          { part: 'media', reason: evil, count: 2 },
        ],
      }),
    }),
  url: (evil) =>
    view({
      post: post({
        segments: linkedWith('words').map((segment) => ({ ...segment, url: evil })),
        ref: { platform: 'social', id: evil, url: evil },
        parent: { name: evil, url: evil, handle: evil, post: null },
      }),
    }),
  quote: (evil) =>
    view({
      post: post({ quote: postOf(evil), createdAt: evil, edits: { ids: [evil, evil], stale: true } }),
    }),
  around: (evil) =>
    view({
      post: post({
        parent: { name: evil, url: 'https://a.example/9', handle: evil, post: postOf(evil) },
        thread: {
          before: [postOf(evil)],
          after: [postOf(evil)],
        },
      }),
    }),
};

/** All of them at once. */
export function hostileEverywhere(evil: string): FallbackView {
  const views = Object.values(hostileSlots).map((fill) => fill(evil));
  const posts = views.flatMap(({ post: one }) => one ?? []);
  const own = posts.flatMap((one) =>
    Object.entries(one).filter(([key, value]) => value !== plain[key as keyof Post]),
  );
  return Object.assign({}, ...views, { post: post(Object.fromEntries(own)), name: evil }) as FallbackView;
}

const plain = post({});

function postOf(evil: string): Post {
  return post({
    ref: { platform: 'social', id: evil, url: evil },
    segments: [text(evil), ...linkedWith(evil)],
    author: { ...author(evil, evil), url: evil, verified: evil },
    media: mediaWith(evil),
    createdAt: evil,
    lang: evil,
  });
}

function mediaWith(evil: string): Media[] {
  return [
    photo('boat', 3, 2, evil),
    { ...photo('boat', 3, 2, evil), urls: [evil] },
    video('boat', 'video', 9000, evil),
    { ...sound(9000, evil), missing: evil },
  ];
}

function linkedWith(evil: string): Segment[] {
  return [
    { kind: 'link', text: evil, url: `https://a.example/${evil}` },
    { kind: 'mention', text: evil, handle: evil, url: 'https://a.example/x' },
    { kind: 'tag', text: evil, tag: evil, url: evil },
  ];
}
