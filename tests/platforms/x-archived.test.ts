import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import type { Memento } from '../../src/model/memento.ts';
import { type Post, textOf } from '../../src/model/post.ts';
import { readArchived } from '../../src/platforms/x/archived.ts';
import { archivedAddresses } from '../../src/platforms/x/archived-addresses.ts';
import { expectGolden } from './golden.ts';
import * as pages from './x-archived-pages.ts';
import { casesOf, corpus, essentials, ref, wireOf, withoutCorpus } from './x-corpus.ts';

const { id } = pages;
const takenAt = '2026-10-01T00:00:00.000Z';

describe('a page of 2014 to 2020', () => {
  const post = () => postOf(pages.permalink);

  it('is read without the archive’s banner, its addresses undone', () => {
    expect(textOf(post().segments)).toBe('🌊 Kelp & rock\n\nby @bo in #kelp $KLP kelp.example/a/lo…');
    expect(post().segments.filter(({ kind }) => kind !== 'text')).toEqual([
      { kind: 'mention', text: '@bo', handle: 'bo', url: 'https://x.com/bo' },
      { kind: 'tag', text: '#kelp', tag: 'kelp', url: 'https://x.com/hashtag/kelp' },
      { kind: 'tag', text: '$KLP', tag: 'KLP', url: 'https://x.com/search?q=%24KLP' },
      { kind: 'link', text: 'kelp.example/a/lo…', url: 'https://kelp.example/a/long/path' },
    ]);
    expect(JSON.stringify(post())).not.toContain('web.archive.org');
  });

  it('tells who, when, and how many', () => {
    expect(post()).toMatchObject({
      ref: { id },
      author: { id: '12', name: 'Ada & Co', handle: 'ada', verified: 'legacy' },
      createdAt: '2019-02-25T15:06:40.123Z',
      lang: 'en',
      dir: 'ltr',
      metrics: { at: takenAt, likes: 4500, replies: 3, reposts: 1200 },
    });
    expect(post().author.avatar?.urls[0]).toBe('https://pbs.twimg.com/profile_images/7/A.jpg');
  });

  it('shows photos with their descriptions, and the quoted post with its own', () => {
    expect(post().media).toMatchObject([
      {
        kind: 'photo',
        alt: 'A stipe in surf',
        urls: expect.arrayContaining(['https://pbs.twimg.com/media/P1.jpg']),
      },
      { kind: 'photo', alt: null, urls: expect.arrayContaining(['https://pbs.twimg.com/media/P2.png']) },
    ]);
    expect(post().quote).toMatchObject({
      ref: { id: '1099999999999999990' },
      author: { id: '14', name: 'Cy', handle: 'cy' },
      segments: [{ text: 'Le varech' }],
      lang: 'fr',
      media: [{ kind: 'photo' }],
    });
  });

  it('shows what was answered, and the author’s own thread without strangers', () => {
    const { parent, thread } = post();
    expect(parent).toMatchObject({
      name: 'x:1099999999999999998',
      handle: 'ada',
      post: { segments: [{ text: 'It anchors kelp.' }] },
    });
    expect(thread?.before.map((each) => each.ref?.id)).toEqual(['1099999999999999998']);
    expect(thread?.after.map(({ segments }) => textOf(segments))).toEqual(['It goes on.', 'And on.']);
  });

  it('names the file of a gif, and that a quoted post was gone', () => {
    expect(postOf(pages.permalinkGif)).toMatchObject({
      media: [{ kind: 'gif', urls: ['https://video.twimg.com/tweet_video/D-1_a.mp4'] }],
      quote: { ref: null, unavailable: 'This Tweet is unavailable.' },
    });
  });

  it('is found in the JSON that such pages fetched', () => {
    expect(postOf(JSON.stringify({ title: 'Ada on Twitter', page: pages.permalink }))).toEqual(post());
  });

  it('tells of the other posts in it when they are asked for', () => {
    const answer = read(pages.permalink, '1099999999999999997');
    expect(answer).toMatchObject({
      post: { author: { handle: 'bo' }, segments: [{ text: 'What is a holdfast?' }], parent: null },
    });
  });
});

describe('other layouts', () => {
  it('the mobile page, whose date is only a day', () => {
    const post = postOf(pages.mobile);
    expect(post).toMatchObject({
      author: { name: 'Ada', handle: 'ada' },
      createdAt: '2019-02-25',
      media: [{ kind: 'photo' }],
    });
    expect(post.segments).toEqual([
      { kind: 'text', text: 'Kelp with ' },
      { kind: 'tag', text: '#rock', tag: 'rock', url: 'https://x.com/hashtag/rock' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'kelp.example', url: 'https://kelp.example/' },
    ]);
  });

  it('the page for robots, with the post before', () => {
    const post = postOf(pages.postings);
    expect(post).toMatchObject({
      author: { id: '12', name: 'Ada', handle: 'ada' },
      segments: [{ text: 'Kelp 🌊' }],
      createdAt: '2019-02-25T15:06:40.000Z',
      lang: 'en',
      media: [{ kind: 'photo', alt: null }],
      metrics: { likes: 9 },
      parent: { name: 'x:1099999999999999999', handle: 'ada', post: { segments: [{ text: 'Before it' }] } },
      thread: { before: [{ ref: { id: '1099999999999999999' } }], after: [] },
    });
  });

  it('the page once drawn', () => {
    expect(postOf(`<html><body><div id="react-root">${pages.drawn}</div></body></html>`)).toMatchObject({
      ref: { id },
      author: { name: 'Ada 🌊', handle: 'ada' },
      truncated: true,
      quote: { author: { name: 'Cy', handle: 'cy' } },
    });
  });

  it('Nitter’s, with its thread both ways', () => {
    const post = postOf(pages.nitter);
    expect(textOf(post.segments)).toBe('Kelp & rock\n@bo #kelp kelp.example/a');
    expect(post).toMatchObject({
      author: { name: 'Ada', handle: 'ada', verified: 'blue' },
      createdAt: '2019-02-25T12:06:00.000Z',
      quote: {
        ref: { id: '1099999999999999990' },
        author: { handle: 'cy' },
        createdAt: '2019-02-24T01:00:00.000Z',
      },
      parent: { name: 'x:1099999999999999999' },
    });
    expect(post.thread?.before.map(({ segments }) => textOf(segments))).toEqual(['Before it']);
    expect(post.thread?.after.map(({ segments }) => textOf(segments))).toEqual(['After it']);
    expect(post.media.map((item) => [item.kind, item.alt, item.urls.at(-1) ?? null, item.stream])).toEqual([
      ['photo', 'A stipe', 'https://pbs.twimg.com/media/P1.jpg', null],
      ['photo', null, 'https://pbs.twimg.com/media/P2.png', null],
      ['video', null, null, 'https://video.twimg.com/ext_tw_video/5/pu/pl/a.m3u8'],
    ]);
    expect(post.author.avatar?.urls[0]).toBe('https://pbs.twimg.com/profile_images/7/A.jpg');
  });

  it('the embed as it was drawn until 2020, alone and as its script got it', () => {
    const post = postOf(pages.widget);
    expect(textOf(post.segments)).toBe('Kelp at kelp.example/a/lo…');
    expect(post).toMatchObject({
      author: { name: 'Ada', handle: 'ada', verified: 'legacy' },
      createdAt: '2019-02-25T15:06:40.000Z',
      lang: 'en',
      media: [
        {
          kind: 'photo',
          alt: 'A stipe',
          urls: expect.arrayContaining(['https://pbs.twimg.com/media/P1.jpg']),
        },
      ],
    });
    expect(post.segments[1]).toMatchObject({ kind: 'link', url: 'https://kelp.example/a/long/path' });
    const json = JSON.stringify({ [id]: pages.widget, '20': 'other' });
    expect(postOf(json)).toEqual(post);
    expect(postOf(`/**/__twttr.callbacks.cb0(${json});`)).toEqual(post);
  });

  it('the first ones', () => {
    expect(postOf(pages.first, '20')).toMatchObject({
      author: { name: 'Ada', handle: 'ada' },
      segments: [
        { text: 'Kelp with ' },
        { kind: 'mention', handle: 'bo' },
        { text: ' ' },
        { kind: 'link', url: 'http://bit.ly/a' },
      ],
      createdAt: '2009-03-10T03:26:27.000Z',
    });
  });

  it.each([
    ['Ada on Twitter', '“Kelp “wrack” rock”', 'Twitter', 'Ada', 'Kelp “wrack” rock', false],
    ['Ada (@ada) on X', '“Kelp” and “rock”', 'X (formerly Twitter)', 'Ada', '“Kelp” and “rock”', false],
    ['Ada Twitter ನಲ್ಲಿ', '“Kelp”', 'Twitter', null, 'Kelp', false],
    ['Ada on X', 'Kelp grows and…', 'X (formerly Twitter)', 'Ada', 'Kelp grows and…', true],
  ])('the head of a page: %s', (title, description, site, name, text, truncated) => {
    const post = postOf(pages.head(title, description, site));
    expect(post).toMatchObject({ author: { name, handle: 'ada' }, createdAt: null, truncated });
    expect(textOf(post.segments)).toBe(text);
  });
});

describe('copies of answers', () => {
  const user = {
    id_str: '12',
    name: 'Ada',
    screen_name: 'ada',
    profile_image_url: 'http://pbs.twimg.com/profile_images/7/A_normal.jpg',
  };
  const old = {
    id_str: id,
    created_at: 'Mon Feb 25 15:06:40 +0000 2019',
    text: 'Kelp… https://t.co/a',
    truncated: true,
    user,
  };

  it('have the whole text where it is told apart', () => {
    const whole = { full_text: 'Kelp grows on rock', entities: {}, display_text_range: [0, 18] };
    expect(postOf(JSON.stringify({ ...old, extended_tweet: whole }))).toMatchObject({
      segments: [{ text: 'Kelp grows on rock' }],
      createdAt: '2019-02-25T15:06:40.000Z',
      truncated: false,
      author: {
        avatar: {
          urls: [
            'https://pbs.twimg.com/profile_images/7/A.jpg',
            expect.anything(),
            expect.anything(),
            expect.anything(),
          ],
        },
      },
    });
    expect(postOf(JSON.stringify(old)).truncated).toBe(true);
  });

  it('count the shown range in code points, unlike those of `tweet-result`', () => {
    const full_text = '@bo 🌊🌊🌊 kelp https://t.co/a';
    const api = { ...old, text: undefined, full_text, truncated: false, display_text_range: [4, 12] };
    expect(textOf(postOf(JSON.stringify(api)).segments)).toBe('🌊🌊🌊 kelp');
    const result = { __typename: 'Tweet', id_str: id, user, text: full_text, display_text_range: [4, 15] };
    expect(textOf(postOf(JSON.stringify(result)).segments)).toBe('🌊🌊🌊 kelp');
  });

  it('date streams by the millisecond where nothing else does', () => {
    const stream = { ...old, created_at: undefined, timestamp_ms: '1551107200123' };
    expect(postOf(JSON.stringify(stream)).createdAt).toBe('2019-02-25T15:06:40.123Z');
  });

  it('of a repost are another’s words, unless the original was asked for', () => {
    const repost = { ...old, id_str: '1100000000000000001', retweeted_status: old };
    expect(read(JSON.stringify(repost), '1100000000000000001')).toMatchObject({
      kind: 'unknown',
      outcome: 'bad-shape',
    });
    expect(postOf(JSON.stringify(repost)).author.handle).toBe('ada');
  });

  it('of timelines hold authors apart', () => {
    const globalObjects = {
      tweets: { [id]: { ...old, user: undefined, user_id_str: '12' } },
      users: { 12: user },
    };
    expect(postOf(JSON.stringify({ globalObjects })).author.name).toBe('Ada');
    const others = {
      ...globalObjects.tweets,
      '3': { id_str: '3', full_text: 'Mine', user_id_str: '12', quoted_status_id_str: id },
      '4': { id_str: '4', full_text: 'RT', user_id_str: '12', retweeted_status_id_str: id },
    };
    const more = JSON.stringify({ globalObjects: { ...globalObjects, tweets: others } });
    expect(postOf(more, '3').quote).toMatchObject({ ref: { id }, author: { name: 'Ada' } });
    expect(read(more, '4')).toMatchObject({ kind: 'unknown', outcome: 'bad-shape' });
  });

  it('keep X’s word of a post that was gone', () => {
    const stone = {
      __typename: 'TweetTombstone',
      tombstone: { text: { text: 'This Post is from a suspended account.' } },
    };
    expect(read(JSON.stringify(stone))).toMatchObject({ kind: 'tombstone', state: 'suspended' });
    expect(read(JSON.stringify({ data: { tweetResult: { result: stone } } }))).toMatchObject({
      state: 'suspended',
    });
    expect(read(JSON.stringify({ data: { tweetResult: {} } }))).toMatchObject({ outcome: 'empty' });
  });

  it('take such words for another post’s where the copy is of an address without the id', () => {
    const stone = {
      __typename: 'TweetTombstone',
      tombstone: { text: { text: 'This Post is from a suspended account.' } },
    };
    const elsewhere = {
      ...mementoOf(JSON.stringify(stone)),
      original: 'https://cdn.syndication.twimg.com/tweet-result?id=20',
    };
    expect(readArchived(elsewhere, ref(id))).toMatchObject({ kind: 'unknown', outcome: 'bad-shape' });
  });

  it.each([
    ['Suspended', 'suspended'],
    ['Protected', 'protected'],
    ['Deleted', 'deleted'],
    ['NsfwLoggedOut', 'restricted'],
  ])('know %s as %s', (reason, state) => {
    const result = { __typename: 'TweetUnavailable', reason };
    expect(read(JSON.stringify({ data: { tweetResult: { result } } }))).toMatchObject({
      kind: 'tombstone',
      state,
    });
  });

  it.each(['', 'NsfwViewerIsUnderage', 'toString'])('know %j as no state', (reason) => {
    const result = { __typename: 'TweetUnavailable', reason };
    expect(read(JSON.stringify({ data: { tweetResult: { result } } }))).toMatchObject({
      outcome: 'withheld-unknown',
    });
  });

  it('have long posts, notes and newer authors whole', () => {
    const result = {
      __typename: 'TweetWithVisibilityResults',
      tweet: {
        rest_id: id,
        core: {
          user_results: {
            result: {
              rest_id: '12',
              core: { name: 'Ada', screen_name: 'ada' },
              avatar: { image_url: 'https://pbs.twimg.com/profile_images/7/A_normal.jpg' },
              is_blue_verified: true,
            },
          },
        },
        legacy: { full_text: 'Kelp', entities: {}, created_at: 'Mon Feb 25 15:06:40 +0000 2019', lang: 'en' },
        note_tweet: {
          note_tweet_results: { result: { text: 'Kelp &amp; more of it, at length', entity_set: {} } },
        },
        birdwatch_pivot: { subtitle: { text: 'It is wrack.' } },
        quoted_status_result: {
          result: {
            __typename: 'TweetTombstone',
            tombstone: { text: { text: 'This Post is unavailable.' } },
          },
        },
        views: { count: '77' },
      },
    };
    expect(postOf(JSON.stringify({ data: { tweetResult: { result } } }))).toMatchObject({
      segments: [{ text: 'Kelp & more of it, at length' }],
      truncated: false,
      author: { name: 'Ada', handle: 'ada', verified: 'blue' },
      note: { text: 'It is wrack.' },
      quote: { unavailable: 'This Post is unavailable.' },
      metrics: { views: 77 },
    });
  });

  it('of a repost among X’s own pages are another’s words, too', () => {
    const person = {
      user_results: { result: { rest_id: '12', legacy: { name: 'Ada', screen_name: 'ada' } } },
    };
    const original = { rest_id: id, core: person, legacy: { full_text: 'Kelp' } };
    const legacy = { full_text: 'RT @ada: Kelp', retweeted_status_result: { result: original } };
    const answer = {
      data: { tweet_result_by_rest_id: { result: { rest_id: '1100000000000000001', core: person, legacy } } },
    };
    expect(read(JSON.stringify(answer), '1100000000000000001')).toMatchObject({
      kind: 'unknown',
      outcome: 'bad-shape',
    });
    expect(postOf(JSON.stringify(answer)).segments).toEqual([{ kind: 'text', text: 'Kelp' }]);
  });

  it('of a conversation show what was answered and the thread', () => {
    const tweet = (name: string, replied: string | null, by = '12') => ({
      content: {
        itemContent: {
          tweet_results: {
            result: {
              rest_id: name,
              core: {
                user_results: { result: { rest_id: by, legacy: { name: `N${by}`, screen_name: `n${by}` } } },
              },
              legacy: { full_text: `text ${name}`, in_reply_to_status_id_str: replied },
            },
          },
        },
      },
    });
    const module = {
      content: { items: [tweet('5', id), tweet('6', '5')].map(({ content }) => ({ item: content })) },
    };
    const entries = [tweet('3', null, '13'), tweet('4', '3'), tweet(id, '4'), module, tweet('7', id, '14')];
    const data = { threaded_conversation_with_injections_v2: { instructions: [{ entries }] } };
    const post = postOf(JSON.stringify({ data }));
    expect(post.parent).toMatchObject({ name: 'x:4', post: { segments: [{ text: 'text 4' }] } });
    expect(post.thread?.before.map(({ ref: each }) => each?.id)).toEqual(['4']);
    expect(post.thread?.after.map(({ ref: each }) => each?.id)).toEqual(['5', '6']);
  });

  it('say how much media they do not have', () => {
    const data = { id, text: 'Kelp', author_id: '12', attachments: { media_keys: ['3_1', '3_2'] } };
    const includes = {
      media: [
        { media_key: '3_1', type: 'photo', url: 'https://pbs.twimg.com/media/P1.jpg', alt_text: 'A stipe' },
      ],
    };
    expect(postOf(JSON.stringify({ data, includes }))).toMatchObject({
      author: { id: '12', name: null, handle: null },
      media: [{ alt: 'A stipe' }],
      omissions: [{ part: 'media', reason: 'not in the answer', count: 1 }],
    });
  });
});

describe('copies that say nothing of the post', () => {
  it.each([
    ['a redirect', '', 302, 'not-archived'],
    ['an error', pages.permalink, 404, 'not-archived'],
    ['nothing', '', 200, 'empty'],
    ['another post’s page', pages.permalink.replaceAll(id, '1100000000000000002'), 200, 'bad-shape'],
    ['another post’s head', pages.head('Ada on X', 'Kelp', 'X').replaceAll(id, '20'), 200, 'not-archived'],
    [
      'a page drawn by script',
      '<html><body><div id="react-root"></div><script src="main.js"></script></body></html>',
      200,
      'not-archived',
    ],
    [
      'a page for a missing one',
      '<html><title>Twitter / ?</title><body>Sorry, that page doesn’t exist!</body></html>',
      200,
      'not-archived',
    ],
    [
      'a page for a suspended account',
      '<html><title>Twitter / Account Suspended</title><body>Account suspended</body></html>',
      200,
      'not-archived',
    ],
    [
      'a page for a protected account',
      '<html><body>These Tweets are protected</body></html>',
      200,
      'not-archived',
    ],
    ['a login', '<html><title>Login on Twitter</title><body>Log in to Twitter</body></html>', 200, 'walled'],
    [
      'a refusal of a front end',
      '<html><body><div class="error-panel"><span>Instance has been rate limited.</span></div></body></html>',
      200,
      'walled',
    ],
    ['a page without scripts', '<html><body>JavaScript is not available.</body></html>', 200, 'not-archived'],
    ['words', 'Rate limit exceeded', 200, 'bad-shape'],
    ['a picture', '\u0089PNG\r\n', 200, 'bad-shape'],
    ['JSON cut short', `{"id_str":"${id}","text":"Ke`, 200, 'bad-shape'],
    ['JSON of nothing', '{}', 200, 'bad-shape'],
    ['a list of nothing', '[]', 200, 'bad-shape'],
    [
      'an error of the API',
      '{"errors":[{"code":34,"message":"Sorry, that page does not exist"}]}',
      200,
      'not-found',
    ],
    [
      'a permalink without words',
      `<div class="tweet permalink-tweet" data-tweet-id="${id}" data-screen-name="ada"></div>`,
      200,
      'bad-shape',
    ],
    [
      'what was shown where it was withheld',
      pages.permalinkGif
        .replace('permalink-tweet tweet', 'tweet permalink-tweet withheld-tweet')
        .replace('Waves', 'This Tweet from @ada has been withheld in Germany.'),
      200,
      'not-archived',
    ],
    ['a Nitter page of another', pages.nitter.replaceAll(`status/${id}`, 'status/21'), 200, 'bad-shape'],
  ])('%s', (_what, body, status, outcome) => {
    expect(read(body, id, status)).toMatchObject({ kind: 'unknown', outcome });
  });
});

describe('addresses to look for', () => {
  it('are at most sixteen, under every handle and in every way, each once', () => {
    const found = archivedAddresses({ ...ref(id), url: `https://x.com/Ada/status/${id}` }, [
      'ada',
      'ada_old',
      '../x',
      'i',
    ]);
    expect(found.length).toBeLessThanOrEqual(16);
    expect(new Set(found).size).toBe(found.length);
    expect(found[0]).toBe(`https://twitter.com/Ada/status/${id}`);
    expect(found).toContain(`https://x.com/ada_old/status/${id}`);
    expect(found).toContain(`https://twitter.com/i/web/status/${id}`);
    expect(found).toContain(`https://mobile.twitter.com/Ada/status/${id}`);
    expect(found.filter((url) => url.includes('..') || URL.parse(url) === null)).toEqual([]);
  });

  it('are known without any handle, too', () => {
    expect(archivedAddresses(ref(id), []).length).toBeGreaterThan(4);
  });
});

describe.skipIf(corpus === null)(`recorded copies (${corpus === null ? withoutCorpus : 'all'})`, () => {
  const kinds = ['api-v1.1', 'api-v2', 'graphql-tweetdetail', 'graphql-tweetresultbyrestid'];

  it.each(kinds)('%s are read as their golden says', (kind) => {
    const found = casesOf(kind).map(({ id: name, body }) => [
      name,
      told(read(body, /^\d+/.exec(name)?.[0] ?? '')),
    ]);
    expect(found.length).toBeGreaterThan(2);
    expectGolden(`platforms-x/${kind}.json`, Object.fromEntries(found));
  });

  it('pages are read as their golden says', () => {
    const asked = [
      ['../wayback/memento-html/1170761943067631621-53SGIJ.html', '1170761943067631621'],
      ['../wayback/memento-html/1529393316344758279.html', '1529393316344758279'],
      ['../wayback/memento-html/1529393316344758279.html', '1529020871754633216'],
      ['og-html/post-og.html', '1222907250383245320'],
      ['og-html/post-image-og.html', '934106870834454529'],
      ['og-html/post-video-og.html', '957383241714970624'],
    ] as const;
    const found = asked.map(([file, name]) => [
      name,
      told(read(readFileSync(join(corpus ?? '', file)), name)),
    ]);
    expect(found.length).toBe(6);
    expectGolden('platforms-x/archived-pages.json', Object.fromEntries(found));
  });

  it('JSON that holds a page is read out of a crawl of 2019', () => {
    const body = recordIn('warc/netpreserve-twitter.warc.gz', '/status/1134016585289543680?');
    const answer = read(body, '1134016585289543680');
    expect(answer.kind).toBe('post');
    expectGolden('platforms-x/archived-crawl.json', told(answer));
  });
});

function told(answer: Answer): unknown {
  return answer.kind === 'post' ? essentials(answer.post) : answer;
}

/** The body of a response in a packed crawl, unpacked. */
function recordIn(file: string, part: string): Uint8Array {
  const bytes = gunzipSync(readFileSync(join(corpus ?? '', file)));
  const record = bytes.indexOf('HTTP/1.1 200', bytes.indexOf(part));
  const start = bytes.indexOf('\r\n\r\n', record) + 4;
  const length = Number(/content-length: (\d+)/i.exec(bytes.subarray(record, start).toString('latin1'))?.[1]);
  return gunzipSync(bytes.subarray(start, start + length));
}

function postOf(body: string | Uint8Array, asked = id): Post {
  const answer = read(body, asked);
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer.post;
}

function read(body: string | Uint8Array, asked = id, status = 200): Answer {
  return readArchived(mementoOf(body, asked, status), ref(asked));
}

function mementoOf(body: string | Uint8Array, asked = id, status = 200): Memento {
  const original = `https://twitter.com/ada/status/${asked}`;
  return {
    archive: 'archive.example',
    original,
    url: `https://archive.example/${original}`,
    takenAt,
    mediaType: null,
    status: 200,
    digest: null,
    wire: wireOf(body, status),
  };
}
