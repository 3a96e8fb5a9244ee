import { describe, expect, it } from 'vitest';
import { type Post, textOf } from '../../src/model/post.ts';
import { reddit } from '../../src/platforms/reddit/index.ts';
import { listing, listingUrl } from '../../src/platforms/reddit/listing.ts';
import type { Ref } from '../../src/ref.ts';
import { expectShortGolden } from './golden.ts';
import { meaningOf, saysNothing, saysNothingInJson, wireOf, withWrongFields } from './platform-corpus.ts';
import { comment, discussion, gallery, listed, thing } from './reddit-listing.ts';

const address = 'https://www.reddit.com/r/kelp/comments/7pfpeq/a_title/';
const commentAddress = 'https://www.reddit.com/r/kelp/comments/7pfpeq/comment/kbjvg1k/';

describe('asking Reddit for a listing', () => {
  it.each([
    [address, 'https://www.reddit.com/comments/7pfpeq.json?raw_json=1&limit=1&depth=1'],
    [
      commentAddress,
      'https://www.reddit.com/r/kelp/comments/7pfpeq/comment/kbjvg1k.json?raw_json=1&context=8&depth=10&limit=20',
    ],
    [
      'https://old.reddit.com/api/info?id=t1_kbjvg1k',
      'https://www.reddit.com/api/info.json?raw_json=1&id=t1_kbjvg1k',
    ],
  ])('for %s', async (url, asked) => {
    expect(listingUrl(ref(url))).toBe(asked);
    const urls: string[] = [];
    await listing.ask(ref(url), (request) => {
      urls.push(request.url);
      return Promise.resolve(wireOf('{}'));
    });
    expect(urls).toEqual([asked]);
  });
});

describe('a post', () => {
  it('is its title, its words, when and by whom', () => {
    const answer = read(discussion());
    expect(meaningOf(answer)).toBe('live');
    expectShortGolden('platforms-reddit/listing-self.json', answer);
  });

  it('is a gallery, best sizes first, what is not to be had counted', () => {
    const answer = read(discussion(gallery));
    expect(meaningOf(answer)).toBe('live');
    expectShortGolden('platforms-reddit/listing-gallery.json', answer);
  });

  it('repeats another, two deep and no more', () => {
    const own = thing({ name: 't3_c', permalink: '/r/kelp/comments/c/inmost/', title: 'Inmost' });
    const third = thing({
      name: 't3_b',
      permalink: '/r/kelp/comments/b/x/',
      title: 'Third',
      crosspost_parent_list: [own],
    });
    const second = thing({
      name: 't3_a',
      permalink: '/r/kelp/comments/a/x/',
      title: 'Second',
      crosspost_parent_list: [third],
    });
    const first = postOf(
      read(discussion({ crosspost_parent_list: [second], selftext: '', selftext_html: null })),
    );
    expect(first.quote?.ref?.url).toBe('https://www.reddit.com/r/kelp/comments/a/x/');
    expect(first.quote?.quote?.quote).toBeNull();
    expect(first.quote?.quote?.omissions).toEqual([{ part: 'quote', reason: 'deeper than two', count: 1 }]);
  });

  it('says why one it repeats isn’t shown', () => {
    const gone = thing({
      name: 't3_a',
      permalink: '/r/kelp/comments/a/x/',
      removed_by_category: 'moderator',
    });
    expect(postOf(read(discussion({ crosspost_parent_list: [gone] }))).quote).toMatchObject({
      ref: { id: 't3_a' },
      unavailable: 'removed_by_category: moderator',
      segments: [],
    });
  });

  it.each([
    [
      'a film',
      {
        is_self: false,
        is_video: true,
        url: 'https://v.redd.it/abc',
        secure_media: {
          reddit_video: {
            fallback_url: 'https://v.redd.it/abc/DASH_720.mp4?source=fallback',
            hls_url: 'https://v.redd.it/abc/HLSPlaylist.m3u8?a=1',
            width: 1280,
            height: 720,
            duration: 12,
            is_gif: false,
          },
        },
      },
      [
        {
          kind: 'video',
          urls: ['https://v.redd.it/abc/DASH_720.mp4?source=fallback'],
          durationMs: 12_000,
          stream: 'https://v.redd.it/abc/HLSPlaylist.m3u8?a=1',
        },
      ],
    ],
    [
      'a picture of the time before `https`',
      { is_self: false, url: 'http://i.imgur.com/abcdef.jpg', preview: null },
      [{ kind: 'photo', urls: ['https://i.imgur.com/abcdef.jpg'] }],
    ],
    [
      'a picture',
      {
        is_self: false,
        url: 'https://i.redd.it/abcdef.jpg',
        preview: {
          images: [
            { source: { url: 'https://preview.redd.it/abcdef.jpg?auto=webp&s=1', width: 1000, height: 500 } },
          ],
        },
      },
      [
        {
          kind: 'photo',
          urls: ['https://i.redd.it/abcdef.jpg', 'https://preview.redd.it/abcdef.jpg?auto=webp&s=1'],
          width: 1000,
          height: 500,
        },
      ],
    ],
    [
      'a moving picture',
      {
        is_self: false,
        url: 'https://i.redd.it/abcdef.gif',
        preview: {
          images: [
            {
              source: { url: 'https://preview.redd.it/abcdef.gif?s=1', width: 10, height: 5 },
              variants: {
                mp4: {
                  source: { url: 'https://preview.redd.it/abcdef.gif?format=mp4&s=2', width: 10, height: 5 },
                },
              },
            },
          ],
        },
      },
      [
        {
          kind: 'gif',
          urls: ['https://preview.redd.it/abcdef.gif?format=mp4&s=2', 'https://i.redd.it/abcdef.gif'],
        },
      ],
    ],
  ])('shows %s', (_what, part, media) => {
    const post = postOf(read(discussion({ selftext: '', selftext_html: null, ...part })));
    expect(post.media).toMatchObject(media);
    expect(post.card).toBeNull();
  });

  it('shows the page it links to', () => {
    const link = {
      is_self: false,
      url: 'https://example.org/a?b=1&c=2',
      domain: 'example.org',
      selftext: '',
      selftext_html: null,
    };
    expect(postOf(read(discussion(link))).card).toEqual({
      url: 'https://example.org/a?b=1&c=2',
      title: null,
      description: null,
      site: 'example.org',
      picture: null,
    });
  });

  it('has pictures among its words as media', () => {
    const html =
      '<!-- SC_OFF --><div class="md"><p>One</p><p><a href="https://preview.redd.it/abcdefg1.png?width=1&amp;s=2">https://preview.redd.it/abcdefg1.png?width=1&amp;s=2</a></p><p>two</p></div>';
    const media_metadata = {
      abcdefg1: {
        status: 'valid',
        e: 'Image',
        m: 'image/png',
        s: { x: 1, y: 2, u: 'https://preview.redd.it/abcdefg1.png?width=1&s=2' },
      },
    };
    const post = postOf(read(discussion({ selftext_html: html, media_metadata })));
    expect(textOf(post.segments)).toBe('A title & more\n\nOne\n\ntwo');
    expect(post.media.map(({ urls }) => urls[0])).toEqual(['https://i.redd.it/abcdefg1.png']);
  });

  it('asks a question', () => {
    const poll_data = {
      options: [{ id: '1', text: 'Yes', vote_count: 3 }, { id: '2', text: 'No' }, { id: '3' }],
      voting_end_timestamp: 1_515_600_000_000,
    };
    const post = postOf(read(discussion({ poll_data })));
    expect(post.poll).toEqual({
      options: [
        { text: 'Yes', votes: 3 },
        { text: 'No', votes: null },
      ],
      endsAt: '2018-01-10T16:00:00.000Z',
    });
    expect(post.omissions).toEqual([{ part: 'option', reason: 'malformed', count: 1 }]);
  });

  it('is read where Reddit escapes it as it is where it does not', () => {
    const plain = discussion();
    const escaped = JSON.parse(
      JSON.stringify(plain, (_key, value: unknown) =>
        typeof value === 'string'
          ? value.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;')
          : value,
      ),
    );
    expect(read(escaped)).toEqual(read(plain));
    // a copy of an answer may stand under another address than it was had from
    const url = listingUrl(ref(address));
    expect(listing.read({ ...wireOf(escaped), url }, ref(address))).toEqual(read(plain));
    expect(listing.read({ ...wireOf(plain), url }, ref(address))).toEqual(read(plain));
    const asked = { ...wireOf(plain), url: listingUrl(ref(address)) };
    expect(listing.read(asked, ref(address))).toEqual(read(plain));
  });

  it('is found by its number alone, and has its community then', () => {
    const post = postOf(listing.read(wireOf(discussion()), ref('https://redd.it/7pfpeq')));
    expect(post.ref?.url).toBe('https://www.reddit.com/r/kelp/comments/7pfpeq/a_title/');
  });
});

describe('a comment', () => {
  it('has its words, what it answers, and what its author wrote around it', () => {
    const own = comment({
      name: 't1_kbjvg2a',
      body: 'And more',
      body_html: '<div class="md"><p>And more</p></div>',
      parent_id: 't1_kbjvg1k',
    });
    const others = comment({ name: 't1_kbjvg2b', author: 'jo', parent_id: 't1_kbjvg1k', replies: '' });
    const asked = comment({ replies: listed([others, own], 't1') });
    const above = comment({
      name: 't1_kbjvg0a',
      parent_id: 't3_7pfpeq',
      replies: listed([asked], 't1'),
      body_html: '<div class="md"><p>Above</p></div>',
    });
    const answer = readComment([above]);
    expect(meaningOf(answer)).toBe('live');
    expectShortGolden('platforms-reddit/listing-comment.json', answer);
  });

  it('answers a post', () => {
    const post = postOf(readComment([comment({ parent_id: 't3_7pfpeq' })]));
    expect(post.parent).toMatchObject({
      name: 'reddit:t3_7pfpeq',
      handle: 'nadia-n',
      post: { ref: { id: 't3_7pfpeq' } },
    });
    expect(post.thread).toMatchObject({ before: [{ ref: { id: 't3_7pfpeq' } }], after: [] });
  });

  it('is found without its discussion', () => {
    const post = postOf(
      listing.read(wireOf(listed([comment({})], 't1')), ref('https://old.reddit.com/api/info?id=t1_kbjvg1k')),
    );
    expect(post.ref?.url).toBe(commentAddress);
    expect(post.parent).toEqual({
      name: 'reddit:t1_kbjvg0a',
      url: 'https://www.reddit.com/r/kelp/comments/7pfpeq/comment/kbjvg0a/',
      handle: null,
      post: null,
    });
    expect(post.thread).toBeNull();
  });

  it.each([
    [[], 'not-found'],
    [[comment({ name: 't1_other' })], 'bad-shape'],
    [[comment({ author: '[deleted]', body: '[deleted]' })], 'deleted'],
    [[comment({ author: '[deleted]', body: '[removed]' })], 'removed'],
    [[comment({ author: '[deleted]', body: '[ Removed by Reddit ]' })], 'removed'],
    [[comment({ author: '[deleted]' })], 'live'],
    [[comment({ body: '[removed]' })], 'withheld-unknown'],
    [[comment({ body: 'Why [removed]?' })], 'live'],
  ])('says what became of it: %#', (comments, meaning) => {
    expect(meaningOf(readComment(comments))).toBe(meaning);
  });

  it('is found a hundred replies down', () => {
    let last = comment({});
    for (let at = 0; at < 30; at += 1)
      last = comment({ name: `t1_z${at}`, author: 'jo', replies: listed([last], 't1') });
    expect(meaningOf(readComment([last]))).toBe('live');
  });
});

describe('what a listing means', () => {
  it.each([
    ...saysNothing,
    ['not there', 404, { message: 'Not Found', error: 404 }, 'not-found'],
    ['refused to machines', 403, '<html>whoa there, pardner!</html>', 'refused'],
    ['a private community', 403, { reason: 'private', message: 'Forbidden', error: 403 }, 'withheld-unknown'],
    [
      'a private community, with 200',
      200,
      { reason: 'private', message: 'Forbidden', error: 403 },
      'withheld-unknown',
    ],
    ['a banned community', 404, { reason: 'banned', message: 'Not Found', error: 404 }, 'withheld-unknown'],
    ['a limit as JSON', 200, { message: 'Too Many Requests', error: 429 }, 'bad-shape'],
    ['an empty listing', 200, [listed([], 't3'), listed([], 't1')], 'not-found'],
    ['another post', 200, discussion({ name: 't3_other' }), 'bad-shape'],
    ['a post', 200, discussion(), 'live'],
    [
      'deleted by its author',
      200,
      discussion({ author: '[deleted]', selftext: '[deleted]', removed_by_category: 'deleted' }),
      'deleted',
    ],
    [
      'removed by moderators',
      200,
      discussion({ selftext: '[removed]', removed_by_category: 'moderator' }),
      'removed',
    ],
    [
      'removed by Reddit',
      200,
      discussion({ selftext: '[removed]', removed_by_category: 'reddit' }),
      'removed',
    ],
    [
      'removed, who knows by whom',
      200,
      discussion({ removed_by_category: 'somebody_new' }),
      'withheld-unknown',
    ],
    [
      'deleted, before Reddit told by whom',
      200,
      discussion({ author: '[deleted]', selftext: '[deleted]' }, 'removed_by_category'),
      'deleted',
    ],
    ['of an account that is gone', 200, discussion({ author: '[deleted]' }), 'live'],
    [
      'a link by nobody, before Reddit told by whom',
      200,
      discussion({ author: '[deleted]', is_self: false, selftext: '' }, 'removed_by_category'),
      'withheld-unknown',
    ],
    ['somebody’s joke', 200, discussion({ selftext: '[deleted]' }), 'withheld-unknown'],
  ] as const)('%s (%i) is never more than it says', (_what, status, body, meaning) => {
    expect(meaningOf(listing.read(wireOf(body, status), ref(address)))).toBe(meaning);
  });

  it.each(saysNothingInJson)('%s is of no shape', (_what, body) => {
    expect(meaningOf(listing.read(wireOf(body), ref(address)))).toBe('bad-shape');
  });

  it('loses no more than the part that is wrong', () => {
    const problems = withWrongFields(
      thing({ ...gallery, media: {}, preview: {}, poll_data: {}, crosspost_parent_list: [thing({})] }),
    ).flatMap(({ field, body }) => {
      const answer = read([{ kind: 'Listing', data: { children: [{ kind: 't3', data: body }] } }]);
      if (answer.kind === 'tombstone') return [field];
      if (answer.kind === 'unknown')
        return ['name', 'title', 'author', 'removed_by_category'].includes(field)
          ? []
          : [`${field}: ${answer.reason}`];
      const { media, segments, createdAt } = answer.post;
      const urls = media.flatMap((each) => each.urls);
      const text = textOf(segments);
      const isClean =
        text.isWellFormed() &&
        !text.includes('\0') &&
        urls.every((url) => /^https:\/\/[^\s"<>]+$/u.test(url));
      return isClean && (createdAt === null || createdAt.startsWith('2018-')) ? [] : [field];
    });
    expect(problems).toEqual([]);
  });
});

function read(body: unknown) {
  return listing.read(wireOf(body), ref(address));
}

function readComment(comments: readonly unknown[]) {
  return listing.read(wireOf([discussion()[0], listed(comments, 't1')]), ref(commentAddress));
}

function postOf(answer: ReturnType<typeof read>): Post {
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer.post;
}

function ref(url: string): Ref {
  const found = reddit.match(new URL(url), 'link');
  if (found === null) throw new Error(`${url} is no post of Reddit`);
  return found;
}
