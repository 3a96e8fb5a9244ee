import { describe, expect, it } from 'vitest';
import { type Post, textOf } from '../../src/model/post.ts';
import { avatarUrls, pictureUrls } from '../../src/platforms/x/picture-urls.ts';
import { syndication } from '../../src/platforms/x/syndication.ts';
import { at, ref, wireOf } from './x-corpus.ts';

const id = '1703436713362870723';
const user = { id_str: '12', name: 'Nadia', screen_name: 'nadia' };
const tweet = { __typename: 'Tweet', id_str: id, text: 'kelp', user };

describe('a quoted post', () => {
  const inner = { ...tweet, id_str: '30', text: 'third' };
  const quoted = { ...tweet, id_str: '20', text: 'second', quoted_tweet: inner };

  it('is read two deep', () => {
    const { quote } = read({ quoted_tweet: quoted });
    expect(quote).toMatchObject({
      ref: { id: '20' },
      quote: { ref: { id: '30' }, quote: null, omissions: [] },
    });
  });

  it.each([
    [
      'a tombstone',
      stone('This Post is from a suspended account.'),
      'This Post is from a suspended account.',
    ],
    ['an empty tombstone', { __typename: 'TweetTombstone', tombstone: {} }, 'no reason given'],
    ['one without its author', { id_str: '20', text: 'words' }, 'the post came without its author'],
  ])('that isn’t shown says why: %s', (_what, quoted_tweet, unavailable) => {
    const entities = {
      urls: [
        {
          url: 'https://t.co/abcdefghij',
          expanded_url: 'https://x.com/a/status/20',
          display_url: 'x.com/a/status/20',
          indices: [5, 28],
        },
      ],
    };
    const post = read({ text: 'kelp https://t.co/abcdefghij', entities, quoted_tweet });
    expect(post.quote).toMatchObject({ ref: { id: '20' }, unavailable, segments: [] });
    expect(textOf(post.segments)).toBe('kelp');
  });

  it('is known by its id where the answer has no more of it', () => {
    expect(read({ quoted_status_id_str: '20' }).quote).toMatchObject({
      ref: { id: '20' },
      unavailable: 'not in the answer',
    });
  });

  it('costs no more than itself when it is malformed', () => {
    expect(read({ quoted_tweet: { id_str: '20', user: {} } })).toMatchObject({
      quote: null,
      omissions: [{ part: 'quote', reason: 'malformed', count: 1 }],
    });
  });
});

describe('the post that is answered', () => {
  const parent = {
    ...tweet,
    id_str: '20',
    text: 'first',
    user: { ...user, id_str: '13', screen_name: 'ada' },
  };

  it('comes with its content, but without its own parent’s', () => {
    const above = {
      ...parent,
      in_reply_to_status_id_str: '19',
      in_reply_to_screen_name: 'bo',
      parent: tweet,
    };
    const post = read({ in_reply_to_status_id_str: '20', in_reply_to_screen_name: 'ada', parent: above });
    expect(post.parent).toMatchObject({
      name: 'x:20',
      handle: 'ada',
      post: { segments: [{ text: 'first' }], parent: { name: 'x:19', handle: 'bo', post: null } },
    });
    expect(post.thread).toBeNull();
  });

  it('is only a link where it is gone, says why where that is told, and is dropped where it is another', () => {
    const gone = { in_reply_to_status_id_str: '20', in_reply_to_screen_name: 'ada' };
    expect(read(gone).parent).toMatchObject({ name: 'x:20', handle: 'ada', post: null });
    const hidden = read({ ...gone, parent: stone('This Post is unavailable.') });
    expect(hidden.parent?.post).toMatchObject({
      ref: { id: '20' },
      unavailable: 'This Post is unavailable.',
    });
    expect(read({ ...gone, parent: { ...parent, id_str: '21' } })).toMatchObject({
      parent: { name: 'x:20', post: null },
      omissions: [{ part: 'parent', reason: 'malformed' }],
    });
  });

  it('begins the thread where it is by the same author', () => {
    const own = { ...parent, user };
    expect(read({ in_reply_to_status_id_str: '20', parent: own }).thread).toMatchObject({
      before: [{ ref: { id: '20' }, thread: null }],
      after: [],
    });
  });
});

describe('the note of readers', () => {
  const text = 'The picture is of 2014. See t.co/abc &amp; others';
  const entities = [
    { fromIndex: 28, toIndex: 36, ref: { type: 'TimelineUrl', url: 'https://news.example/2014' } },
  ];

  it.each([
    [
      'words with links',
      {
        destinationUrl: 'https://twitter.com/i/birdwatch/t/1',
        title: 'Readers added context',
        subtitle: { text, entities },
      },
      {
        text: 'The picture is of 2014. See https://news.example/2014 & others',
        url: 'https://twitter.com/i/birdwatch/t/1',
      },
    ],
    [
      'a string',
      { subtitle: 'Wrong year.', note: { rest_id: '77' } },
      { text: 'Wrong year.', url: 'https://x.com/i/birdwatch/n/77' },
    ],
    ['a summary', { note: { summary: { text: 'Wrong year.' } } }, { text: 'Wrong year.', url: null }],
    [
      'an address that is none',
      { destinationUrl: 'javascript:1', subtitle: { text: 'a' } },
      { text: 'a', url: null },
    ],
    [
      'a link that points into a word',
      { subtitle: { text: 'kelp grows', entities: [{ ...entities[0], fromIndex: 1, toIndex: 3 }] } },
      { text: 'kelp grows', url: null },
    ],
    ['only a title', { title: 'Readers added context' }, null],
  ])('is read: %s', (_what, birdwatch_pivot, note) => {
    expect(read({ birdwatch_pivot }).note).toEqual(note);
  });

  it('is told as left out when it is malformed', () => {
    expect(read({ birdwatch_pivot: 7 }).omissions).toEqual([{ part: 'note', reason: 'malformed', count: 1 }]);
  });
});

describe('cards', () => {
  const string = (string_value: string) => ({ type: 'STRING', string_value });
  const image = (url: string) => ({ type: 'IMAGE', image_value: { url, width: 800, height: 419 } });
  const picture = 'https://pbs.twimg.com/card_img/1/A?format=jpg&name=orig';

  it.each([
    [
      'a summary',
      {
        name: 'summary',
        binding_values: {
          title: string('A'),
          card_url: string('https://t.co/a'),
          thumbnail_image_original: image(picture),
        },
      },
      { url: 'https://t.co/a', title: 'A', picture: { urls: [picture], width: 800 } },
    ],
    [
      'a list of keys and values',
      {
        name: 'summary',
        url: 'https://t.co/a',
        binding_values: [
          { key: 'title', value: string('A') },
          { key: '__proto__', value: string('B') },
        ],
      },
      { url: 'https://t.co/a', title: 'A', picture: null },
    ],
    [
      'a player',
      {
        name: 'player',
        binding_values: {
          title: string('A'),
          card_url: string('https://t.co/a'),
          player_image: image(picture),
        },
      },
      { title: 'A', picture: { urls: [picture] } },
    ],
    [
      'an app',
      {
        name: 'app',
        url: 'https://t.co/a',
        binding_values: { app_name: string('Tides'), description: string('Times') },
      },
      { url: 'https://t.co/a', title: 'Tides', description: 'Times' },
    ],
    [
      'a broadcast',
      {
        name: '745291183405076480:broadcast',
        binding_values: {
          broadcast_url: string('https://x.com/i/broadcasts/1'),
          broadcast_title: string('Live'),
          broadcast_thumbnail_original: image(picture),
        },
      },
      { url: 'https://x.com/i/broadcasts/1', title: 'Live', picture: { urls: [picture] } },
    ],
    [
      'one of parts',
      {
        name: 'unified_card',
        binding_values: {
          unified_card: string(
            JSON.stringify({
              component_objects: {
                media_1: { type: 'media', data: { id: 'm' } },
                details_1: {
                  type: 'details',
                  data: { title: { content: 'Shop' }, subtitle: { content: 'kelp.example' } },
                },
              },
              destination_objects: {
                browser_1: { data: { url_data: { url: 'https://kelp.example/', vanity: 'kelp.example' } } },
              },
              media_entities: {
                m: {
                  media_url_https: 'https://pbs.twimg.com/media/A.jpg',
                  original_info: { width: 2, height: 1 },
                },
              },
            }),
          ),
        },
      },
      { url: 'https://kelp.example/', title: 'Shop', site: 'kelp.example', picture: { width: 2 } },
    ],
  ])('is read: %s', (_what, card, expected) => {
    expect(read({ card }).card).toMatchObject(expected);
  });

  it.each([
    [
      'an address that is none',
      { name: 'summary', binding_values: { title: string('A'), card_url: string('javascript:1') } },
    ],
    ['parts that are no JSON', { name: 'unified_card', binding_values: { unified_card: string('{') } }],
    [
      'parts nested deep',
      { name: 'unified_card', binding_values: { unified_card: string('['.repeat(100_000)) } },
    ],
    ['no values', { name: 'summary', binding_values: {} }],
  ])('is none with %s', (_what, card) => {
    expect(read({ card }).card).toBeNull();
  });
});

describe('polls', () => {
  const string = (string_value: string) => ({ type: 'STRING', string_value });
  const values = {
    choice1_label: string('Kelp'),
    choice1_count: string('12'),
    choice2_label: string('Moss'),
    choice2_count: string('1.2K'),
    end_datetime_utc: string('2026-11-05T00:00:00Z'),
    counts_are_final: { type: 'BOOLEAN', boolean_value: false },
  };
  const image = {
    type: 'IMAGE',
    image_value: { url: 'https://pbs.twimg.com/card_img/1/A.jpg', width: 4, height: 3 },
  };

  it('may end after they were asked, and count what is a number', () => {
    const post = read({ card: { name: 'poll2choice_text_only', binding_values: values } });
    expect(post.poll).toEqual({
      options: [
        { text: 'Kelp', votes: 12 },
        { text: 'Moss', votes: null },
      ],
      endsAt: '2026-11-05T00:00:00.000Z',
    });
    expect(post.card).toBeNull();
    expect(post.media).toEqual([]);
  });

  it('keep the picture or video above them', () => {
    const pictured = read({
      card: { name: 'poll2choice_image', binding_values: { ...values, image_large: image } },
    });
    expect(pictured.media).toMatchObject([
      { kind: 'photo', width: 4, urls: expect.arrayContaining([image.image_value.url]) },
    ]);
    const player_stream_url = string('https://video.twimg.com/amplify_video/1/pl/a.m3u8');
    const video = read({
      card: {
        name: 'poll2choice_video',
        binding_values: { ...values, player_stream_url, player_image: image },
      },
    });
    expect(video.media).toMatchObject([
      { kind: 'video', urls: [], stream: player_stream_url.string_value, poster: { width: 4 } },
    ]);
  });
});

describe('the versions of an edited post', () => {
  // what the id of the version shown says
  const madeAt = '2023-09-17T15:52:15.446Z';
  it.each([
    [
      'the chain, current',
      { edit_control: { edit_tweet_ids: ['1', id] } },
      { ids: ['1', id], stale: false, at: madeAt },
    ],
    [
      'the chain, outdated',
      { edit_control: { edit_tweet_ids: [id, '99'] } },
      { ids: [id, '99'], stale: true },
    ],
    [
      'the first by itself',
      { edit_control: { edit_tweet_ids: ['2', id], initial_tweet_id: '1' }, isStaleEdit: false },
      { ids: ['1', '2', id], stale: false, at: madeAt },
    ],
    [
      'one level deeper',
      { edit_control: { initial_tweet_id: '1', edit_control_initial: { edit_tweet_ids: ['1', id] } } },
      { ids: ['1', id], stale: false, at: madeAt },
    ],
    [
      'what X says of it',
      { edit_control: { edit_tweet_ids: ['1', id] }, isStaleEdit: true },
      { ids: ['1', id], stale: true, at: madeAt },
    ],
    ['none', { edit_control: { edit_tweet_ids: [id] } }, null],
  ])('are read: %s', (_what, parts, edits) => {
    expect(read(parts).edits).toEqual(edits);
  });

  it('are one post, whichever was asked for', () => {
    const answer = syndication.read(
      wireOf({ ...tweet, edit_control: { edit_tweet_ids: ['77', id] } }),
      ref('77'),
    );
    expect(answer).toMatchObject({ post: { ref: { id }, edits: { ids: ['77', id] } } });
  });
});

describe('what is left out', () => {
  it('is counted one by one', () => {
    const photo = { type: 'photo', media_url_https: 'https://pbs.twimg.com/media/A.jpg' };
    const post = read({
      mediaDetails: [...Array.from({ length: 25 }, () => photo), { type: 'hologram' }],
      entities: {
        hashtags: [
          { text: 'kelp', indices: [-1, 3] },
          { text: 'kelp', indices: [0, 4] },
        ],
        urls: 'none',
      },
      created_at: { at: 1 },
    });
    expect(post.media).toHaveLength(20);
    expect(post.omissions).toEqual([
      { part: 'media', reason: 'surplus', count: 6 },
      { part: 'date', reason: 'malformed', count: 1 },
      { part: 'link', reason: 'malformed', count: 1 },
      { part: 'tag', reason: 'malformed', count: 1 },
      { part: 'mark', reason: 'misplaced', count: 1 },
    ]);
  });

  it.each(['yesterday', '0000-01-01T00:00:00.000Z', '2036-01-01T00:00:00.000Z'])(
    'is a date that can’t be one: %s',
    (created_at) => {
      expect(read({ created_at })).toMatchObject({
        createdAt: null,
        omissions: [{ part: 'date', reason: 'unreadable', count: 1 }],
      });
    },
  );

  it('is nothing of a post that is whole, several pictures with one link too', () => {
    const link = { url: 'https://t.co/abcdefghij', display_url: 'pic.x.com/a', indices: [5, 28] };
    const post = read({ text: 'kelp https://t.co/abcdefghij', entities: { media: [link, link, link] } });
    expect(post.omissions).toEqual([]);
    expect(textOf(post.segments)).toBe('kelp');
  });
});

it.each([
  ['2026-11-04T03:04:04.000Z', '2026-11-04T03:04:04.000Z'],
  ['2026-11-04T03:04:06.000Z', null],
  ['9999-12-31T00:00:00.000Z', null],
  ['1970-01-01T00:00:00.000Z', null],
])('a post answered at 2026-11-02T03:04:05Z is of %s: %s', (created_at, createdAt) => {
  expect(at).toBe('2026-11-02T03:04:05.000Z');
  expect(read({ created_at }).createdAt).toBe(createdAt);
});

it('writes a cashtag as a tag', () => {
  const entities = { symbols: [{ text: 'KELP', indices: [4, 9] }] };
  expect(read({ text: 'buy $KELP now', entities }).segments[1]).toEqual({
    kind: 'tag',
    text: '$KELP',
    tag: 'KELP',
    url: 'https://x.com/search?q=%24KELP',
  });
});

describe('addresses of pictures', () => {
  const stem = 'https://pbs.twimg.com/media/A-b_1';
  const all = ['orig', '4096x4096', 'large', 'medium', 'small'].flatMap((size) => [
    `${stem}?format=png&name=${size}`,
    `${stem}.png?name=${size}`,
  ]);

  it.each([
    [`${stem}.png`, [...all, `${stem}.png`]],
    [`${stem}.png:large`, [...all, `${stem}.png`, `${stem}.png:large`]],
    [`${stem}?format=png&name=360x360`, [...all, `${stem}.png`, `${stem}?format=png&name=360x360`]],
    ['https://pbs.twimg.com/media/A', ['https://pbs.twimg.com/media/A']],
    ['https://other.example/a.jpg', ['https://other.example/a.jpg']],
  ])('%s: from the largest to the bare one, in both ways of writing', (url, urls) => {
    expect(pictureUrls(url)).toEqual(urls);
  });

  it.each(['_normal', '_bigger', '_400x400', '_200x200', '_mini', '_x96'])(
    'of an avatar known as %s',
    (size) => {
      const base = 'https://pbs.twimg.com/profile_images/1/A';
      expect(avatarUrls(`${base}${size}.jpg`).slice(0, 4)).toEqual([
        `${base}.jpg`,
        `${base}_400x400.jpg`,
        `${base}_bigger.jpg`,
        `${base}_normal.jpg`,
      ]);
    },
  );
});

function read(parts: object): Post {
  const answer = syndication.read(wireOf({ ...tweet, ...parts }), ref(id));
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer.post;
}

function stone(text: string) {
  return { __typename: 'TweetTombstone', tombstone: { text: { text } } };
}
