import { describe, expect, it } from 'vitest';
import type { Post } from '../../src/model/post.ts';
import { textOf } from '../../src/model/post.ts';
import { refOf } from '../../src/platforms/bluesky/match.ts';
import { thread } from '../../src/platforms/bluesky/thread.ts';
import { authorOf, did, key, nodeOf, quotedOf, quoting, stranger, uriOf, viewOf } from './bluesky-views.ts';
import { wireOf } from './platform-corpus.ts';

const ref = refOf(`${did}/${key}`) ?? { platform: 'bluesky', id: '', url: '' };

function read(node: unknown) {
  return thread.read(wireOf({ thread: node }), ref);
}

function postOf(node: unknown): Post {
  const answer = read(node);
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer.post;
}

/** The nth key of a day: keys grow with time. */
const rkey = (n: number) =>
  `3mkuf6q2x${'234567abcdefghijklmnopqrstuvwxyz'[n >> 5]}${'234567abcdefghijklmnopqrstuvwxyz'[n & 31]}22`;
const textsOf = (posts: readonly Post[]) => posts.map(({ segments }) => textOf(segments));

describe('the author’s own thread', () => {
  const own = (n: number, answers: string, more: object = {}) =>
    nodeOf(viewOf({ rkey: rkey(n), text: `own ${n}`, answers, view: { replyCount: 1 } }), more);
  const foreign = (n: number, answers: string, more: object = {}) =>
    nodeOf(viewOf({ account: stranger, rkey: rkey(n), text: `stranger ${n}`, answers }), more);
  const here = uriOf(did, key);

  it('goes down through the author’s answers to the author, and leaves strangers out', () => {
    const replies = [
      foreign(1, here, { replies: [own(2, uriOf(stranger, rkey(1)))] }),
      own(4, here, { replies: [] }),
      own(3, here, { replies: [own(5, uriOf(did, rkey(3))), foreign(6, uriOf(did, rkey(3)))] }),
    ];
    const { thread: told, parent } = postOf(nodeOf(viewOf({ view: { replyCount: 3 } }), { replies }));
    expect(parent).toBeNull();
    expect(told?.before).toEqual([]);
    expect(textsOf(told?.after ?? [])).toEqual(['own 3', 'own 5', 'own 4']);
    expect(told?.after.every((post) => post.thread === null)).toBe(true);
  });

  it('leaves out what a moderator closed', () => {
    const hidden = own(1, here, { replies: [own(2, uriOf(did, rkey(1)))] });
    const closed = { ...hidden, post: { ...(hidden.post as object), labels: [{ val: '!hide' }] } };
    const post = postOf(nodeOf(viewOf({ view: { replyCount: 1 } }), { replies: [closed] }));
    expect(post.thread).toEqual({ before: [], after: [] });
  });

  it('goes up while each answers a post of the same author', () => {
    const top = nodeOf(viewOf({ account: stranger, rkey: rkey(1), text: 'stranger 1' }));
    const second = own(2, uriOf(stranger, rkey(1)), { parent: top });
    const third = own(3, uriOf(did, rkey(2)), { parent: second });
    const post = postOf(nodeOf(viewOf({ answers: uriOf(did, rkey(3)) }), { parent: third }));
    expect(textsOf(post.thread?.before ?? [])).toEqual(['own 2', 'own 3']);
    expect(post.parent).toMatchObject({
      name: `bluesky:${did}/${rkey(3)}`,
      handle: 'jo.bsky.social',
      post: { segments: [{ text: 'own 3' }], thread: null },
    });
  });

  it('has the words of whoever is answered, though no stranger in it', () => {
    const parent = foreign(1, uriOf(did, rkey(2)));
    const post = postOf(nodeOf(viewOf({ answers: uriOf(stranger, rkey(1)) }), { parent }));
    expect(post.thread).toEqual({ before: [], after: [] });
    expect(post.parent).toMatchObject({ handle: 'sam.example', post: { author: { name: 'Sam' } } });
  });

  it.each([
    [{ $type: 'app.bsky.feed.defs#notFoundPost', uri: uriOf(stranger, rkey(1)), notFound: true }, 'deleted'],
    [{ $type: 'app.bsky.feed.defs#blockedPost', uri: uriOf(stranger, rkey(1)), blocked: true }, 'blocked'],
    [
      nodeOf({
        ...viewOf({ account: stranger, rkey: rkey(1), text: 'not for visitors' }),
        author: authorOf(stranger, { labels: [{ val: '!no-unauthenticated' }] }),
      }),
      'restricted',
    ],
  ])('names what is answered and not shown', (parent, unavailable) => {
    const post = postOf(nodeOf(viewOf({ answers: uriOf(stranger, rkey(1)) }), { parent }));
    expect(post.parent).toMatchObject({ name: `bluesky:${stranger}/${rkey(1)}`, post: { unavailable } });
    expect(JSON.stringify(post)).not.toContain('not for visitors');
  });

  it('is not told where the answers aren’t', () => {
    expect(postOf({ post: viewOf({ view: { replyCount: 2 } }) }).thread).toBeNull();
    expect(
      postOf({ post: viewOf({ answers: uriOf(stranger, rkey(1)), view: { replyCount: 1 } }) }).thread,
    ).toBeNull();
  });

  it('is at most 50 posts each way, and says how many more there were', () => {
    let below: object[] = [];
    for (let n = 60; n >= 1; n -= 1)
      below = [own(n, n === 1 ? here : uriOf(did, rkey(n - 1)), { replies: below })];
    let above: object | undefined;
    for (let n = 61; n <= 115; n += 1)
      above = own(n, uriOf(did, rkey(n - 1)), above === undefined ? {} : { parent: above });
    const post = postOf(
      nodeOf(viewOf({ answers: uriOf(did, rkey(115)), view: { replyCount: 1 } }), {
        replies: below,
        parent: above,
      }),
    );
    expect(textsOf(post.thread?.after ?? [])).toEqual(Array.from({ length: 50 }, (_, at) => `own ${at + 1}`));
    expect(textsOf(post.thread?.before ?? [])).toEqual(
      Array.from({ length: 50 }, (_, at) => `own ${at + 66}`),
    );
    expect(post.omissions).toEqual([{ part: 'thread', reason: 'surplus', count: 15 }]);
  });

  it('ends where it runs in a circle, and takes its time with thousands of strangers', () => {
    const circle = own(1, here, { replies: [nodeOf(viewOf({ view: { replyCount: 1 } }))] });
    const crowd = Array.from({ length: 5000 }, (_, n) => foreign(n % 500, here));
    const post = postOf(nodeOf(viewOf({ view: { replyCount: 5001 } }), { replies: [...crowd, circle] }));
    expect(textsOf(post.thread?.after ?? [])).toEqual(['own 1']);
  });
});

describe('quoted posts', () => {
  const quoteIn = (record: unknown, more: object = {}) =>
    postOf(nodeOf(viewOf({ view: { embed: quoting(record) }, ...more })));

  it.each([
    ['viewNotFound', { notFound: true }, 'deleted'],
    ['viewBlocked', { blocked: true, author: { did: stranger } }, 'blocked'],
    ['viewDetached', { detached: true }, 'detached'],
  ])('that are shown as %s say why', (type, more, unavailable) => {
    const uri = uriOf(stranger, rkey(1));
    expect(quoteIn({ $type: `app.bsky.embed.record#${type}`, uri, ...more }).quote).toMatchObject({
      ref: { id: `${stranger}/${rkey(1)}` },
      uri,
      segments: [],
      unavailable,
    });
  });

  it('are kept two deep; deeper ones and circles are counted', () => {
    const third = quotedOf({ rkey: rkey(3), text: 'third' });
    const second = quotedOf({ rkey: rkey(2), text: 'second', embeds: [quoting(third)] });
    const first = quotedOf({ account: stranger, rkey: rkey(1), text: 'first', embeds: [quoting(second)] });
    const { quote } = quoteIn(first);
    expect(quote?.quote).toMatchObject({
      segments: [{ text: 'second' }],
      quote: null,
      omissions: [{ part: 'quote', reason: 'depth', count: 1 }],
    });
    const circle = quotedOf({ account: stranger, rkey: rkey(1), embeds: [quoting(quotedOf())] });
    expect(quoteIn(circle).quote).toMatchObject({
      quote: null,
      omissions: [{ part: 'quote', reason: 'cycle', count: 1 }],
    });
  });

  it('whose author asks not to be shown to visitors are only named', () => {
    const shy = { ...quotedOf({ account: stranger, rkey: rkey(1), text: 'secret' }) };
    const quoted = { ...shy, author: authorOf(stranger, { labels: [{ val: '!no-unauthenticated' }] }) };
    const post = quoteIn(quoted);
    expect(post.quote).toMatchObject({ unavailable: 'restricted', author: { name: null }, segments: [] });
    expect(JSON.stringify(post)).not.toContain('secret');
  });

  it('that only the record tells of are named by it', () => {
    const embed = { $type: 'app.bsky.embed.record', record: { uri: uriOf(stranger, rkey(1)), cid: 'x' } };
    const post = postOf(nodeOf(viewOf({ record: { embed } })));
    expect(post.quote).toMatchObject({
      ref: { id: `${stranger}/${rkey(1)}` },
      unavailable: null,
      segments: [],
    });
  });

  it('that are lists, feeds, starter packs or nothing we know are no posts', () => {
    const at = (kind: string) => `at://${stranger}/${kind}/abc`;
    const creator = authorOf(stranger);
    expect(
      quoteIn({
        $type: 'app.bsky.feed.defs#generatorView',
        uri: at('app.bsky.feed.generator'),
        displayName: 'Kelp',
        creator,
      }),
    ).toMatchObject({
      quote: null,
      card: { url: `https://bsky.app/profile/${stranger}/feed/abc`, title: 'Kelp' },
    });
    expect(
      quoteIn({
        $type: 'app.bsky.graph.defs#listView',
        uri: at('app.bsky.graph.list'),
        name: 'Seas',
        creator,
      }).card,
    ).toMatchObject({
      url: `https://bsky.app/profile/${stranger}/lists/abc`,
      title: 'Seas',
    });
    expect(
      quoteIn({
        $type: 'app.bsky.graph.defs#starterPackViewBasic',
        uri: at('app.bsky.graph.starterpack'),
        record: { name: 'Start here' },
        creator,
      }).card,
    ).toMatchObject({ url: `https://bsky.app/starter-pack/${stranger}/abc`, title: 'Start here' });
    expect(quoteIn({ $type: 'app.bsky.new.defs#thing', uri: at('app.bsky.new.thing') })).toMatchObject({
      quote: null,
      card: null,
      omissions: [{ part: 'quote', reason: 'unknown', count: 1 }],
    });
  });
});

describe('what hangs on a post', () => {
  const image = {
    $type: 'blob',
    ref: { $link: 'bafkreictkyws7qbruuupes52t6k5o5o5qfggf7pm6urzz7dyty53gzu3h4' },
  };
  const blob = `https://bsky.social/xrpc/com.atproto.sync.getBlob?did=${encodeURIComponent(did)}&cid=${image.ref.$link}`;

  it('has the film as its file and as its playlist', () => {
    const embed = {
      $type: 'app.bsky.embed.video#view',
      cid: image.ref.$link,
      playlist: 'https://video.bsky.app/watch/x/playlist.m3u8',
      thumbnail: 'https://video.bsky.app/watch/x/thumbnail.jpg',
      aspectRatio: { width: 1080, height: 1920 },
    };
    expect(postOf(nodeOf(viewOf({ view: { embed } }))).media).toMatchObject([
      {
        kind: 'video',
        urls: [blob],
        stream: embed.playlist,
        width: 1080,
        poster: { urls: [embed.thumbnail] },
      },
    ]);
  });

  it('is filled in from the record where the view lacks it', () => {
    const embed = {
      $type: 'app.bsky.embed.recordWithMedia',
      media: { $type: 'app.bsky.embed.images', images: [{ alt: 'A gull', image }] },
      record: { $type: 'app.bsky.embed.record', record: { uri: uriOf(stranger, rkey(1)) } },
    };
    const bare = postOf(nodeOf(viewOf({ record: { embed } })));
    expect(bare).toMatchObject({
      media: [{ kind: 'photo', alt: 'A gull', urls: [expect.stringContaining('cdn.bsky.app'), blob] }],
      quote: { ref: { id: `${stranger}/${rkey(1)}` } },
    });
    const view = {
      $type: 'app.bsky.embed.images#view',
      images: [{ alt: '', fullsize: 'https://cdn.example/full', thumb: 'https://cdn.example/thumb' }],
    };
    const shown = postOf(nodeOf(viewOf({ record: { embed }, view: { embed: view } })));
    expect(shown.media[0]?.urls).toEqual([
      'https://cdn.example/full',
      expect.stringContaining('cdn.bsky.app'),
      blob,
      'https://cdn.example/thumb',
    ]);
    expect(shown.quote).toMatchObject({ ref: { id: `${stranger}/${rkey(1)}` } });
  });

  it('is counted where it is too much, broken or of an unknown kind', () => {
    const images = Array.from({ length: 30 }, (_, n) => ({ fullsize: `https://cdn.example/${n}`, alt: '' }));
    const many = {
      $type: 'app.bsky.embed.images#view',
      images: [{ fullsize: 'javascript:alert(1)' }, ...images],
    };
    expect(postOf(nodeOf(viewOf({ view: { embed: many } })))).toMatchObject({
      media: { length: 20 },
      omissions: [
        { part: 'media', reason: 'malformed', count: 1 },
        { part: 'media', reason: 'surplus', count: 10 },
      ],
    });
    const gallery = {
      $type: 'app.bsky.embed.gallery#view',
      items: [{ fullsize: 'https://cdn.example/1', thumbnail: 'https://cdn.example/2', alt: 'A gull' }],
    };
    expect(postOf(nodeOf(viewOf({ view: { embed: gallery } }))).media).toMatchObject([
      { kind: 'photo', alt: 'A gull' },
    ]);
    const poll = { $type: 'app.bsky.embed.poll#view', options: [] };
    expect(postOf(nodeOf(viewOf({ view: { embed: poll } }))).omissions).toEqual([
      { part: 'embed', reason: 'unknown', count: 1 },
    ]);
  });

  it('counts marks that are dropped, by why', () => {
    const mark = (byteStart: unknown, byteEnd: unknown, $type = 'app.bsky.richtext.facet#tag') => ({
      index: { byteStart, byteEnd },
      features: [{ $type, tag: 'x' }],
    });
    const facets = [
      mark(0, 1),
      mark(0, 2),
      mark(-1, 2),
      mark(1, 1e6),
      mark(1.5, 2),
      null,
      mark(1, 2, 'app.bsky.richtext.facet#bold'),
    ];
    expect(postOf(nodeOf(viewOf({ record: { text: '#x', facets } }))).omissions).toEqual([
      { part: 'facet', reason: 'malformed', count: 3 },
      { part: 'facet', reason: 'misplaced', count: 2 },
      { part: 'facet', reason: 'unknown', count: 1 },
    ]);
  });
});

describe('labels', () => {
  const labelled = (val: string, more: object = {}) => [{ val, src: did, ...more }];

  it.each([
    [{ labels: labelled('!takedown') }, 'removed'],
    [{ labels: labelled('!hide') }, 'removed'],
    [{ labels: labelled('!no-unauthenticated') }, 'restricted'],
    [{ author: authorOf(did, { labels: labelled('!no-unauthenticated') }) }, 'restricted'],
    [{ author: authorOf(did, { labels: labelled('!takedown') }) }, 'suspended'],
    [{ author: authorOf(did, { labels: labelled('!hide') }) }, 'removed'],
  ])('%j make the post %s, and nothing of it is kept', (view, state) => {
    const answer = read(nodeOf(viewOf({ view })));
    expect(answer).toMatchObject({ kind: 'tombstone', state });
    expect(Object.hasOwn(answer, 'closed')).toBe(state === 'restricted');
    expect(Object.keys(answer)).not.toContain('post');
  });

  it('of the author’s own record count too', () => {
    const record = { labels: { values: labelled('!no-unauthenticated') } };
    expect(read(nodeOf(viewOf({ record })))).toMatchObject({ kind: 'tombstone', state: 'restricted' });
    const shown = { labels: { values: labelled('porn') } };
    expect(postOf(nodeOf(viewOf({ record: shown }))).sensitive).toBe(true);
  });

  it('that were taken back or ran out are none', () => {
    const view = {
      labels: [...labelled('!hide', { neg: true }), ...labelled('porn', { exp: '2020-01-01T00:00:00Z' })],
    };
    expect(postOf(nodeOf(viewOf({ view }))).sensitive).toBe(false);
  });
});

describe('what can be no time of a post', () => {
  it.each([
    '0000-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2030-01-01T00:00:00Z',
    'Infinity',
  ])('%s', (createdAt) => {
    expect(postOf(nodeOf(viewOf({ record: { createdAt } }))).createdAt).toBeNull();
  });
});
