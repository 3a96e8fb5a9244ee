import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import { emptyPost, nobody, type Post } from '../../src/model/post.ts';
import { fxtwitter } from '../../src/platforms/x/fxtwitter.ts';
import { expectGolden } from './golden.ts';
import { casesOf, corpus, essentials, ref, wireOf, withoutCorpus } from './x-corpus.ts';

const id = '1703436713362870723';
const author = {
  id: '12',
  screen_name: 'nadia',
  name: 'Nadia',
  avatar_url: 'https://pbs.twimg.com/profile_images/7/A_200x200.jpg',
};
const status = {
  type: 'status',
  id,
  url: `https://x.com/nadia/status/${id}`,
  text: 'Kelp & rock https://kelp.example/a/long/path',
  raw_text: {
    text: '🌊 Kelp &amp; rock @bo #kelp https://t.co/abcdefghij',
    display_text_range: [2, 52],
    facets: [
      { type: 'mention', indices: [19, 22], original: 'bo', id: '13' },
      { type: 'hashtag', indices: [23, 28], original: 'kelp' },
      {
        type: 'url',
        indices: [29, 52],
        original: 'https://t.co/abcdefghij',
        replacement: 'https://kelp.example/a/long/path',
        display: 'kelp.example/a/long…',
      },
    ],
  },
  created_at: 'Sun Sep 17 15:52:15 +0000 2023',
  author,
  likes: 5,
  reposts: 4,
  replies: 3,
  views: 1000,
  lang: 'en',
};

describe('asking FxTwitter', () => {
  it('is for the operator to allow, and for long posts and threads only', () => {
    expect(fxtwitter.needs).toBe('mirrors');
    expect(fxtwitter.rank).toBe('archive');
    const own = { ...emptyPost, author: { ...nobody, handle: 'Nadia' } };
    const parent = { name: 'x:20', url: 'https://x.com/i/status/20', handle: 'nadia', post: null };
    expect(fxtwitter.completes?.(own)).toBe(false);
    expect(fxtwitter.completes?.({ ...own, truncated: true })).toBe(true);
    expect(fxtwitter.completes?.({ ...own, parent })).toBe(true);
    expect(fxtwitter.completes?.({ ...own, parent: { ...parent, handle: 'bo' } })).toBe(false);
    expect(fxtwitter.completes?.({ ...emptyPost, parent: { ...parent, handle: null } })).toBe(false);
  });

  it('asks for the thread of a reply to oneself, else for the post', async () => {
    const asked: string[] = [];
    const fetch = (request: { url: string }) => {
      asked.push(request.url);
      return Promise.resolve(wireOf('{}'));
    };
    const leave = { mirrors: true, metaToken: null };
    const parent = { name: 'x:20', url: 'https://x.com/i/status/20', handle: 'nadia', post: null };
    const reply: Post = { ...emptyPost, author: { ...nobody, handle: 'nadia' }, parent };
    await fxtwitter.ask(ref(id), fetch);
    await fxtwitter.ask(ref(id), fetch, { post: null, leave });
    await fxtwitter.ask(ref(id), fetch, { post: reply, leave });
    expect(asked).toEqual([
      `https://api.fxtwitter.com/2/status/${id}`,
      `https://api.fxtwitter.com/2/status/${id}`,
      `https://api.fxtwitter.com/2/thread/${id}`,
    ]);
  });
});

describe('what FxTwitter answers', () => {
  it('is read by its raw text and what is marked in it', () => {
    const post = postOf({ code: 200, message: 'OK', status });
    expect(post.segments).toEqual([
      { kind: 'text', text: 'Kelp & rock ' },
      { kind: 'mention', text: '@bo', handle: 'bo', url: 'https://x.com/bo' },
      { kind: 'text', text: ' ' },
      { kind: 'tag', text: '#kelp', tag: 'kelp', url: 'https://x.com/hashtag/kelp' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'kelp.example/a/long…', url: 'https://kelp.example/a/long/path' },
    ]);
  });

  it('is the same as tweet in version 1, with its own names', () => {
    const tweet = {
      ...status,
      type: undefined,
      raw_text: undefined,
      reposts: undefined,
      retweets: 4,
      replying_to: 'ada',
      replying_to_status: '20',
    };
    const post = postOf({ code: 200, message: 'OK', tweet });
    expect(post).toMatchObject({
      createdAt: '2023-09-17T15:52:15.000Z',
      author: { id: '12', handle: 'nadia' },
      parent: { name: 'x:20', handle: 'ada' },
      metrics: { likes: 5, reposts: 4, replies: 3, views: 1000 },
      truncated: false,
    });
    expect(post.segments).toEqual([
      { kind: 'text', text: 'Kelp & rock ' },
      { kind: 'link', text: 'https://kelp.example/a/long/path', url: 'https://kelp.example/a/long/path' },
    ]);
  });

  it('has media of all kinds, polls, notes and quotes', () => {
    const media = {
      all: [
        {
          type: 'photo',
          url: 'https://pbs.twimg.com/media/P1.jpg?name=orig',
          width: 3,
          height: 2,
          altText: 'A stipe',
        },
        { type: 'mosaic_photo', formats: {} },
        {
          type: 'video',
          url: 'https://video.twimg.com/ext_tw_video/5/pu/vid/640x360/a.mp4',
          thumbnail_url: 'https://pbs.twimg.com/ext_tw_video_thumb/5/pu/img/V.jpg',
          width: 640,
          height: 360,
          duration: 1.5,
          format: 'video/mp4',
          formats: [
            { container: 'm3u8', url: 'https://video.twimg.com/ext_tw_video/5/pu/pl/a.m3u8' },
            {
              container: 'mp4',
              bitrate: 9,
              url: 'https://video.twimg.com/ext_tw_video/5/pu/vid/1280x720/b.mp4',
            },
          ],
        },
      ],
    };
    const poll = {
      choices: [
        { label: 'Yes', count: 2, percentage: 100 },
        { label: 'No', count: 0, percentage: 0 },
      ],
      ends_at: '2023-09-18T15:52:15.000Z',
    };
    const quote = {
      type: 'tombstone',
      reason: 'suspended',
      message: 'This Post is from a suspended account.',
      id: '20',
    };
    const post = postOf({
      code: 200,
      status: { ...status, media, poll, quote, community_note: { text: 'Wrong <year>', facets: [] } },
    });
    expect(post.media).toMatchObject([
      { kind: 'photo', alt: 'A stipe', width: 3 },
      {
        kind: 'video',
        durationMs: 1500,
        urls: [
          'https://video.twimg.com/ext_tw_video/5/pu/vid/1280x720/b.mp4',
          'https://video.twimg.com/ext_tw_video/5/pu/vid/640x360/a.mp4',
        ],
      },
    ]);
    expect(post.poll).toEqual({
      options: [
        { text: 'Yes', votes: 2 },
        { text: 'No', votes: 0 },
      ],
      endsAt: '2023-09-18T15:52:15.000Z',
    });
    expect(post.note).toEqual({ text: 'Wrong <year>', url: null });
    expect(post.quote).toMatchObject({
      ref: { id: '20' },
      unavailable: 'This Post is from a suspended account.',
    });
  });

  it('has the thread both ways, without strangers', () => {
    const part = (name: string, replied: string | null, by = author) => ({
      ...status,
      id: name,
      author: by,
      replying_to: replied === null ? null : { screen_name: 'nadia', status: replied },
    });
    const thread = [
      part('1', null),
      part(id, '1'),
      part('3', id),
      part('4', '3'),
      part('5', id, { ...author, id: '13' }),
    ];
    const post = postOf({ code: 200, status: part(id, '1'), thread });
    expect(post.thread?.before.map(({ ref: each }) => each?.id)).toEqual(['1']);
    expect(post.thread?.after.map(({ ref: each }) => each?.id)).toEqual(['3', '4']);
  });

  it.each([
    ['a private post', 401, { code: 401, message: 'PRIVATE_TWEET' }, 'refused'],
    ['the same under 200', 200, { code: 401, message: 'PRIVATE_TWEET', tweet: null }, 'withheld-unknown'],
    ['none found', 404, { code: 404, message: 'NOT_FOUND' }, 'not-found'],
    ['the same under 200', 200, { code: 404, message: 'NOT_FOUND' }, 'not-found'],
    ['their trouble', 500, { code: 500, message: 'API_FAIL' }, 'server-error'],
    ['the same under 200', 200, { code: 500, message: 'API_FAIL' }, 'server-error'],
    [
      'a tombstone, which is hearsay',
      200,
      { code: 200, status: { type: 'tombstone', reason: 'deleted', message: 'deleted', id } },
      'withheld-unknown',
    ],
    ['another post', 200, { code: 200, status: { ...status, id: '20' } }, 'bad-shape'],
    ['no author', 200, { code: 200, status: { ...status, author: null } }, 'bad-shape'],
    ['neither', 200, { code: 200, message: 'OK' }, 'bad-shape'],
  ])('is never a state: %s (%i)', (_what, http, body, outcome) => {
    expect(read(body, http)).toMatchObject({ kind: 'unknown', outcome });
  });

  it.skipIf(corpus === null)(
    `is read as its golden says (${corpus === null ? withoutCorpus : 'all'})`,
    () => {
      const found = casesOf('fxtwitter').map(({ id: name, body }) => {
        const answer = fxtwitter.read(wireOf(body), ref(name));
        return [name, answer.kind === 'post' ? essentials(answer.post) : answer];
      });
      expect(found).toHaveLength(1);
      expectGolden('platforms-x/fxtwitter.json', Object.fromEntries(found));
    },
  );
});

function read(body: unknown, http = 200): Answer {
  return fxtwitter.read(wireOf(body, http), ref(id));
}

function postOf(body: unknown): Post {
  const answer = read(body);
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer.post;
}
