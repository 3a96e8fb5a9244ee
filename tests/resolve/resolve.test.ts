import { describe, expect, it } from 'vitest';
import { HoldfastError } from '../../src/errors.ts';
import { emptyPost, textOf } from '../../src/model/post.ts';
import { x as platform } from '../../src/platforms/x/index.ts';
import { refOf } from '../../src/platforms/x/text-ref.ts';
import type { ArticleWitness, Former } from '../../src/resolve/claims.ts';
import { conclude } from '../../src/resolve/conclude.ts';
import { resolvePost } from '../../src/resolve/resolve.ts';
import {
  at,
  blockquote,
  id,
  idTime,
  type Reply,
  seenLive,
  stone,
  tweet,
  type World,
  world,
} from './stand-in.ts';

const post = refOf(id);
const article: ArticleWitness = {
  article: 'story.html',
  blob: 'b'.repeat(64),
  seenAt: '2025-06-01T00:00:00.000Z',
  quoted: {
    name: 'Nadia',
    handle: 'nadia',
    date: '2023-09-17',
    text: 'Hello world pic.twitter.com/abcdefghij',
    lang: 'en',
    dir: 'ltr',
    links: ['pic.twitter.com/abcdefghij'],
  },
};
const offline = new HoldfastError('offline', 'no network');
const resolve = ({ tools }: World) => resolvePost(post, platform, tools);

describe('a post that is there', () => {
  it('is asked for once, kept as it came, and live', async () => {
    const given = world({ syndication: { body: tweet } }, { articleWitnesses: [article] });
    const { observations, snapshotParts, failures } = await resolve(given);
    expect(given.asked).toEqual(['cdn.syndication.twimg.com']);
    expect(snapshotParts).toMatchObject({
      state: 'live',
      known: 'platform',
      post: {
        author: { handle: 'nadia' },
        createdAt: '2023-09-17T15:52:15.000Z',
        media: [{ kind: 'photo' }],
      },
      witnesses: { text: ['x-syndication', 'article'], createdAt: ['x-syndication', 'article', 'id'] },
      conflicts: [],
    });
    expect(failures).toEqual([]);
    expect(observations).toMatchObject([
      { source: 'x-syndication', rank: 'platform', at, outcome: 'live', reason: null, status: 200 },
      {
        source: 'article',
        rank: 'article',
        at: article.seenAt,
        outcome: 'quoted',
        url: 'story.html',
        wire: article.blob,
      },
    ]);
    const kept = given.kept.get(observations[0]?.wire ?? '');
    expect(new TextDecoder().decode(kept)).toBe(JSON.stringify(tweet));
  });

  it('is asked for at the next source when the best fails, and the failure is told', async () => {
    const given = world({
      syndication: new HoldfastError('timeout', 'slow'),
      oembed: { body: blockquote('Hello world') },
    });
    const { snapshotParts, failures, observations } = await resolve(given);
    expect(snapshotParts).toMatchObject({ state: 'live', known: 'platform', post: { createdAt: idTime } });
    expect(failures.map(({ name }) => name)).toEqual(['timeout']);
    expect(observations.map(({ source }) => source)).toEqual(['x-oembed']);
  });

  it('loses nothing a better source knew when only a lesser one answers', async () => {
    const first = await resolve(world({ syndication: { body: tweet } }));
    const former = { ...first.snapshotParts, known: 'platform' } as const satisfies Former;
    const replies = {
      syndication: new HoldfastError('timeout', 'slow'),
      oembed: { body: blockquote('Hello world') },
    };
    const same = await resolve(world(replies, { former, history: [seenLive()] }));
    expect(same.snapshotParts.post).toEqual(former.post);
    expect(same.snapshotParts.witnesses['text']).toEqual(['x-syndication', 'x-oembed']);
    const changed = { ...replies, oembed: { body: blockquote('Hello again') } };
    const edited = await resolve(world(changed, { former, history: [seenLive()] }));
    expect(textOf(edited.snapshotParts.post?.segments ?? [])).toBe('Hello again');
    expect(edited.snapshotParts.post).toMatchObject({ media: [{ kind: 'photo' }], author: { id: '12' } });
  });

  it.each([
    { asOf: '2023-10-01T00:00:00Z', text: 'Hello today' },
    { asOf: '2031-01-01T00:00:00Z', text: 'Hello then' },
  ])('is told by a copy only where that is later than what was heard: $asOf', ({ asOf, text }) => {
    const saying = (words: string) => ({
      ...emptyPost,
      ref: post,
      segments: [{ kind: 'text', text: words } as const],
    });
    const witnesses = { text: ['x-syndication'] };
    const former = { post: saying('Hello today'), state: 'live', known: 'platform', witnesses } as const;
    const wire = { url: 'https://web.archive.org/x', status: 200, headers: [], body: new Uint8Array(), at };
    const answer = { kind: 'post', post: saying('Hello then') } as const;
    const copy = { source: 'wayback', rank: 'archive', wire, hash: 'c'.repeat(64), answer, asOf } as const;
    const background = { articleWitnesses: [], history: [seenLive()], former };
    const { snapshotParts } = conclude(post, platform, { heard: [copy], failures: [] }, background);
    expect(textOf(snapshotParts.post?.segments ?? [])).toBe(text);
    expect(snapshotParts.witnesses['text']).toEqual([asOf < '2030' ? 'x-syndication' : 'wayback']);
  });

  it('keeps the rest of a cut text, and parts only others told, when the best source alone answers again', async () => {
    const text = 'Hello world, and all who read the whole of it';
    const before = [{ ...emptyPost, segments: [{ kind: 'text', text: 'One.' } as const] }];
    const first = await resolve(world({ syndication: { body: tweet } }));
    const { post: said, witnesses } = first.snapshotParts;
    const former: Former = {
      ...first.snapshotParts,
      known: 'platform',
      post: said && {
        ...said,
        segments: [{ kind: 'text', text }],
        thread: { before, after: [] },
        note: { text: 'Readers added context', url: null },
      },
      witnesses: {
        ...witnesses,
        text: ['x-syndication', 'x-page'],
        thread: ['x-fxtwitter'],
        note: ['x-syndication'],
      },
    };
    const again = async (body: object) => {
      const given = world({ syndication: { body } }, { former, history: [seenLive()] });
      return (await resolve(given)).snapshotParts;
    };
    const cut = { ...tweet, note_tweet: { id: 'x' } };
    const kept = await again(cut);
    expect(textOf(kept.post?.segments ?? [])).toBe(text);
    expect(kept.post).toMatchObject({ truncated: false, thread: { before } });
    expect(kept.witnesses).toMatchObject({ text: ['x-syndication', 'x-page'], thread: ['x-fxtwitter'] });
    expect(kept.post?.note).toBeNull();
    const edited = await again({ ...cut, text: 'Another beginning' });
    expect(edited.post).toMatchObject({ truncated: true, thread: null });
    expect(textOf(edited.post?.segments ?? [])).toBe('Another beginning');
    const whole = await again(tweet);
    expect(textOf(whole.post?.segments ?? [])).toBe('Hello world');
  });

  it('shows no parts of an old copy once the platform shows the post again without them', async () => {
    const first = await resolve(world({ syndication: { body: tweet } }));
    const of = ['wayback'];
    const former: Former = {
      ...first.snapshotParts,
      known: 'archive',
      witnesses: { author: of, text: of, media: of },
    };
    const body = { ...tweet, mediaDetails: [] };
    const back = await resolve(world({ syndication: { body } }, { former, history: [seenLive()] }));
    expect(back.snapshotParts).toMatchObject({ state: 'live', known: 'platform', post: { media: [] } });
  });

  it('lets the best source take words back', async () => {
    const first = await resolve(world({ syndication: { body: tweet } }));
    const former = { ...first.snapshotParts, known: 'platform' } as const satisfies Former;
    const given = world(
      { syndication: { body: { ...tweet, mediaDetails: [] } } },
      { former, history: [seenLive()] },
    );
    expect((await resolve(given)).snapshotParts.post?.media).toEqual([]);
  });
});

describe('a post that is not shown', () => {
  it('is what its tombstone says, with the words of before', async () => {
    const first = await resolve(world({ syndication: { body: tweet } }));
    const former = { ...first.snapshotParts, known: 'platform' } as const satisfies Former;
    const body = stone('This Post was deleted by the Post author. Learn more');
    const given = world(
      { syndication: { body } },
      { former, history: [seenLive()], articleWitnesses: [article] },
    );
    const { snapshotParts, observations } = await resolve(given);
    expect(given.asked).toHaveLength(1);
    expect(snapshotParts).toMatchObject({ state: 'deleted', known: 'platform', post: former.post });
    expect(observations[0]).toMatchObject({
      outcome: 'deleted',
      reason: 'This Post was deleted by the Post author. Learn more',
    });
  });

  it('is known by its tombstone alone where nobody has its words', async () => {
    const given = world({
      syndication: { body: stone('This Post is from a suspended account. Learn more') },
    });
    expect((await resolve(given)).snapshotParts).toMatchObject({
      state: 'suspended',
      known: 'platform',
      post: null,
    });
  });

  it('keeps asking for the words of one that is only hidden', async () => {
    const given = world({
      syndication: { body: stone('Age-restricted adult content. This content might not be …') },
      oembed: { body: blockquote('Hello world') },
    });
    expect((await resolve(given)).snapshotParts).toMatchObject({ state: 'restricted', known: 'platform' });
  });

  it('is deleted by a 404 only if it was seen', async () => {
    const replies = { syndication: { status: 404, body: '<html>' }, oembed: { status: 404, body: '<html>' } };
    const unseen = await resolve(world(replies, { articleWitnesses: [article] }));
    expect(unseen.snapshotParts).toMatchObject({
      state: 'unknown',
      known: 'quoted',
      post: { author: { handle: 'nadia' } },
    });
    expect(unseen.failures).toEqual([]);
    const seen = await resolve(world(replies, { history: [seenLive()], former: formerOf('live') }));
    expect(seen.snapshotParts.state).toBe('deleted');
  });
});

describe('a post known only from an article', () => {
  it('is the article’s words, with no network at all', async () => {
    const given = world({ syndication: offline }, { articleWitnesses: [article] });
    const { snapshotParts, failures } = await resolve(given);
    expect(given.asked).toHaveLength(1);
    expect(snapshotParts).toMatchObject({
      state: 'unknown',
      known: 'quoted',
      post: { createdAt: idTime, dir: 'ltr' },
    });
    expect(textOf(snapshotParts.post?.segments ?? [])).toBe('Hello world');
    expect(failures.map(({ name }) => name)).toEqual(['offline']);
  });

  it('is asked for nowhere without an id', async () => {
    const given = world({ syndication: offline }, { articleWitnesses: [article] });
    const { snapshotParts, observations, failures } = await resolvePost(null, platform, given.tools);
    expect(given.asked).toEqual([]);
    expect(failures).toEqual([]);
    expect(snapshotParts).toMatchObject({
      state: 'unknown',
      known: 'quoted',
      post: { ref: null, createdAt: '2023-09-17' },
    });
    expect(observations).toHaveLength(1);
  });

  it('notes each article once', async () => {
    const first = await resolve(world({ syndication: offline }, { articleWitnesses: [article, article] }));
    expect(first.observations).toHaveLength(1);
    const history = first.observations;
    const again = world(
      { syndication: offline },
      { articleWitnesses: [article, { ...article, blob: 'c' }], history },
    );
    expect((await resolve(again)).observations).toMatchObject([{ wire: 'c' }]);
  });

  it('takes the article that quotes most, and names what differs', async () => {
    const short = {
      ...article,
      article: 'b.html',
      blob: 'c',
      quoted: { ...quotedOf(article), text: 'Hello' },
    };
    const { snapshotParts } = await resolve(
      world({ syndication: offline }, { articleWitnesses: [short, article] }),
    );
    expect(textOf(snapshotParts.post?.segments ?? [])).toBe('Hello world');
    expect(snapshotParts.conflicts).toMatchObject([{ field: 'text' }]);
  });

  it('is the bare post where the article embeds it without a word', async () => {
    const silent = { ...article, quoted: null };
    const { snapshotParts } = await resolve(world({ syndication: offline }, { articleWitnesses: [silent] }));
    expect(snapshotParts).toMatchObject({
      post: { segments: [], author: { handle: null }, createdAt: '2023-09-17T15:52:15.446Z' },
      known: 'quoted',
      state: 'unknown',
      conflicts: [],
    });
  });
});

describe('failures to find out', () => {
  const errors = [
    'dns',
    'connect',
    'tls',
    'timeout',
    'too-large',
    'truncated',
    'too-many-redirects',
    'bad-url',
    'refused-address',
    'rate-limited',
    'bad-response',
    'not-recorded',
    'offline',
  ] as const;
  const page = (words: string) => `<!DOCTYPE html><html><body>${words}</body></html>`;
  const replies: [string, Reply][] = [
    ...errors.map((name): [string, Reply] => [name, new HoldfastError(name, name)]),
    ...[
      400, 401, 403, 407, 408, 418, 425, 429, 451, 500, 501, 502, 503, 504, 520, 521, 522, 524, 529, 599, 999,
    ].map((status): [string, Reply] => [`${status}`, { status, body: page('no') }]),
    ...[300, 301, 302, 304, 307].map((status): [string, Reply] => [`${status}`, { status }]),
    ...[
      'Log in to X',
      'Something went wrong. Try reloading.',
      'Verify you are human',
      'Accept all cookies',
      'Confirm your age',
      'This Post was deleted by the Post author.',
      'This page doesn’t exist',
      'Rate limit exceeded',
      '',
    ].map((words): [string, Reply] => [`a page: ${words}`, { body: page(words) }]),
    ['nothing', { body: '' }],
    ['blanks', { body: '   ' }],
    ['{}', { body: {} }],
    ['[]', { body: [] }],
    ['null', { body: 'null' }],
    ['"deleted"', { body: '"deleted"' }],
    ['cut JSON', { body: '{"__typename":"TweetTombstone","tombstone":{"text":{"text":"This Post was del' }],
    ['an empty tombstone', { body: { __typename: 'TweetTombstone', tombstone: {} } }],
    ['an unknown tombstone', { body: stone('Something new') }],
    ['an unavailable tombstone', { body: stone('This Post is unavailable. Learn more') }],
    ['a rate limit in JSON', { body: { errors: [{ code: 88, message: 'Rate limit exceeded' }] } }],
    ['an error in JSON', { body: { errors: [{ message: 'Internal error' }] } }],
    ['a refusal in JSON', { status: 403, body: { errors: [{ code: 179, message: 'not authorized' }] } }],
    ['another post', { body: { ...tweet, id_str: '5' } }],
    ['a deep bomb', { body: '['.repeat(100_000) }],
  ];

  it('are many here', () => {
    expect(replies.length).toBeGreaterThan(60);
  });

  it.each(replies)('%s changes no state and loses no words', async (_what, reply) => {
    for (const state of ['live', 'deleted', 'suspended', 'unknown'] as const) {
      const former = formerOf(state);
      const known = { former, history: [seenLive()], articleWitnesses: [article] };
      for (const replies of [
        { syndication: reply, oembed: reply },
        { syndication: reply, oembed: { status: 404, body: page('gone') } },
        { syndication: { status: 404, body: page('gone') }, oembed: reply },
      ]) {
        const { snapshotParts } = await resolve(world(replies, known));
        expect(snapshotParts.state).toBe(state);
        expect(snapshotParts).toMatchObject({
          known: 'platform',
          post: { segments: [{ text: 'Hello world' }] },
        });
      }
    }
  });

  it('tell when a host wants to be asked again', async () => {
    const limited = { status: 429, body: 'Rate limit exceeded', headers: [['retry-after', '120']] } as const;
    const { failures, observations } = await resolve(
      world({ syndication: limited, oembed: { status: 404 } }),
    );
    expect(failures).toMatchObject([
      { name: 'rate-limited', retryable: true, retryAt: new Date('2026-01-02T03:06:05.000Z') },
    ]);
    expect(observations.map(({ outcome }) => outcome)).toEqual(['rate-limited', 'not-found']);
  });

  it('of our own archive, and bugs, come through', async () => {
    const full = new HoldfastError('disk-full', 'full');
    await expect(resolve(world({ syndication: full }))).rejects.toBe(full);
    const bug = new TypeError('x is not a function');
    const { tools } = world({ syndication: offline });
    const broken = { ...tools, fetch: () => Promise.reject(bug) };
    await expect(resolvePost(post, platform, broken)).rejects.toBe(bug);
    const unkept = { ...world({ syndication: { body: tweet } }).tools, keepWire: () => Promise.reject(full) };
    await expect(resolvePost(post, platform, unkept)).rejects.toBe(full);
  });
});

function formerOf(state: Former['state']): Former {
  const segments = [{ kind: 'text', text: 'Hello world' }] as const;
  return {
    state,
    known: 'platform',
    witnesses: { text: ['x-syndication'] },
    post: { ...emptyPost, ref: post, segments },
  };
}

function quotedOf({ quoted }: ArticleWitness) {
  if (quoted === null) throw new Error('this article quotes nothing');
  return quoted;
}
