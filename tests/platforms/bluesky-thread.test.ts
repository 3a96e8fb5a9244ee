import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { anything, assert, object, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HoldfastError } from '../../src/errors.ts';
import type { Answer } from '../../src/model/answer.ts';
import { type Post, textOf } from '../../src/model/post.ts';
import { refOfUri } from '../../src/platforms/bluesky/match.ts';
import { thread, threadUrl } from '../../src/platforms/bluesky/thread.ts';
import { timeOf } from '../../src/platforms/bluesky/time.ts';
import type { Ref } from '../../src/ref.ts';
import { expectGolden } from './golden.ts';
import { essentials, wireOf } from './x-corpus.ts';

const root = resolve(process.env['HOLDFAST_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus'));
const folder = join(root, 'platform/bluesky');
const missing = existsSync(folder) ? '' : ' (no corpus of recorded answers here: set HOLDFAST_CORPUS)';

const did = 'did:plc:sh6yzcjqgrzfyn5ka2hut3o5';
const ref: Ref = {
  platform: 'bluesky',
  id: `${did}/3mkuf6q2xc226`,
  url: `https://bsky.app/profile/${did}/post/3mkuf6q2xc226`,
};
const uri = `at://${did}/app.bsky.feed.post/3mkuf6q2xc226`;
const author = { did, handle: 'jo.bsky.social', displayName: 'Jo' };
const record = { text: 'Hi', createdAt: '2026-05-02T12:01:00.000Z' };

function answer(post: object): unknown {
  return { thread: { $type: 'app.bsky.feed.defs#threadViewPost', post, replies: [] } };
}

function read(body: unknown, status = 200): Answer {
  return thread.read(wireOf(body, status), ref);
}

function postOf(parts: object, recordParts: object = {}): Post {
  const read = thread.read(
    wireOf(answer({ uri, author, record: { ...record, ...recordParts }, ...parts })),
    ref,
  );
  if (read.kind !== 'post') throw new Error(JSON.stringify(read));
  return read.post;
}

describe("asking Bluesky's app", () => {
  it('asks for the post and what stands around it, by DID or handle', async () => {
    const asked: string[] = [];
    await thread.ask(ref, (request) => {
      asked.push(request.url);
      return Promise.resolve(wireOf('{}'));
    });
    const url = new URL(asked[0] ?? '');
    expect(`${url.origin}${url.pathname}`).toBe(
      'https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread',
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({ uri, depth: '50', parentHeight: '50' });
    expect(new URL(threadUrl('jo.bsky.social/3mkuf6q2xc226')).searchParams.get('uri')).toBe(
      'at://jo.bsky.social/app.bsky.feed.post/3mkuf6q2xc226',
    );
  });

  it('asks again without the answers when they are too much', async () => {
    const asked: (string | null)[] = [];
    const wire = await thread.ask(ref, (request) => {
      asked.push(new URL(request.url).searchParams.get('depth'));
      return asked.length === 1
        ? Promise.reject(new HoldfastError('too-large', 'more than 8 MiB'))
        : Promise.resolve(wireOf('{}'));
    });
    expect(asked).toEqual(['50', '0']);
    expect(wire.status).toBe(200);
    const offline = () => Promise.reject(new HoldfastError('offline', 'no network'));
    await expect(thread.ask(ref, offline)).rejects.toMatchObject({ name: 'offline' });
  });
});

describe.skipIf(missing !== '')(`recorded posts of Bluesky${missing}`, () => {
  const views = missing === '' ? readdirSync(join(folder, 'postview')).sort() : [];
  const json = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'));

  it('are read as their golden says', () => {
    const posts = views.map((file) => {
      const view = json(`postview/${file}`);
      const asked = refOfUri(view.uri);
      if (asked === null) throw new Error(file);
      const answered = thread.read(wireOf(answer(view)), asked);
      return [file, answered.kind === 'post' ? told(answered.post) : answered];
    });
    expect(posts.length).toBeGreaterThanOrEqual(56);
    expectGolden('platforms-bluesky/postview.json', Object.fromEntries(posts));
  });

  it('keep text, author, time and marks', () => {
    for (const file of views) {
      const view = json(`postview/${file}`);
      const asked = refOfUri(view.uri);
      const answered = asked === null ? null : thread.read(wireOf(answer(view)), asked);
      if (answered?.kind !== 'post') continue;
      const { post } = answered;
      expect(textOf(post.segments)).toBe(view.record.text.trim());
      expect(post.author.id).toBe(view.author.did);
      expect(Date.parse(post.createdAt ?? '')).toBe(Date.parse(view.record.createdAt));
      expect(
        Math.abs(Date.parse(timeOf(post.ref?.id ?? '') ?? '') - Date.parse(post.createdAt ?? '')),
      ).toBeLessThan(60_000);
      const marks = post.segments.filter(({ kind }) => kind !== 'text');
      expect(marks).toHaveLength(view.record.facets?.length ?? 0);
    }
  });

  it('are read from real threads', () => {
    const posts = readdirSync(join(folder, 'getpostthread')).map((file) => {
      const whole = json(`getpostthread/${file}`);
      const asked = refOfUri(whole.thread.post.uri);
      if (asked === null) throw new Error(file);
      const answered = thread.read(wireOf(whole), asked);
      return [file, answered.kind === 'post' ? told(answered.post) : answered];
    });
    expect(posts).toHaveLength(2);
    expectGolden('platforms-bluesky/getpostthread.json', Object.fromEntries(posts));
  });

  it('made by hand are refused: their DIDs and keys are none', () => {
    for (const file of readdirSync(join(folder, 'getpostthread-synthetic'))) {
      const answered = thread.read(wireOf(json(`getpostthread-synthetic/${file}`)), ref);
      expect(answered).toMatchObject({ kind: 'unknown', outcome: 'bad-shape' });
    }
  });

  it('made by hand are read once they have DIDs and keys as there are', () => {
    const posts = readdirSync(join(folder, 'getpostthread-synthetic')).map((file) => {
      const source = readFileSync(join(folder, 'getpostthread-synthetic', file), 'utf8');
      const whole = JSON.parse(withRealNames(source));
      const asked = refOfUri(whole.thread.post.uri);
      if (asked === null) throw new Error(file);
      const answered = thread.read(wireOf(whole), asked);
      return [file, answered.kind === 'post' ? told(answered.post) : answered];
    });
    expect(posts).toHaveLength(2);
    expectGolden('platforms-bluesky/getpostthread-synthetic.json', Object.fromEntries(posts));
  });
});

/** Each made-up DID and key as another that could be one. */
function withRealNames(source: string): string {
  const named = (name: string, length: number) =>
    name
      .padEnd(length, 'a')
      .slice(0, length)
      .replace(/[^2-7a-z]/gu, '2');
  return source
    .replace(/did:plc:(\w+)/gu, (_, name: string) => `did:plc:${named(name, 24)}`)
    .replace(/feed\.post\/rkey(\w+)/gu, (_, name: string) => `feed.post/3k${named(name, 11)}`);
}

/** With what only this network tells. */
function told(post: Post): unknown {
  const files = post.media.map(({ urls }) => urls.slice(1));
  return { ...(essentials(post) as object), uri: post.uri, version: post.version, files };
}

describe("Bluesky's posts", () => {
  it('have marks that count bytes', () => {
    const text = '👩‍🚀 é example.org @jo.bsky.social #tag';
    const bytes = (part: string) => {
      const start = Buffer.byteLength(text.slice(0, text.indexOf(part)));
      return { byteStart: start, byteEnd: start + Buffer.byteLength(part) };
    };
    const facet = (part: string, feature: object) => ({ index: bytes(part), features: [feature] });
    const { segments } = postOf(
      {},
      {
        text,
        facets: [
          facet('#tag', { $type: 'app.bsky.richtext.facet#tag', tag: 'tag' }),
          facet('example.org', { $type: 'app.bsky.richtext.facet#link', uri: 'https://example.org/a' }),
          facet('@jo.bsky.social', { $type: 'app.bsky.richtext.facet#mention', did }),
        ],
      },
    );
    expect(segments).toEqual([
      { kind: 'text', text: '👩‍🚀 é ' },
      { kind: 'link', text: 'example.org', url: 'https://example.org/a' },
      { kind: 'text', text: ' ' },
      {
        kind: 'mention',
        text: '@jo.bsky.social',
        handle: 'jo.bsky.social',
        url: `https://bsky.app/profile/${did}`,
      },
      { kind: 'text', text: ' ' },
      { kind: 'tag', text: '#tag', tag: 'tag', url: 'https://bsky.app/hashtag/tag' },
    ]);
  });

  it.each([
    ['cut a character', 1, 3],
    ['reach past the end', 0, 99],
    ['are empty', 2, 2],
    ['run backwards', 4, 2],
  ])('lose marks that %s, and no words', (_how, byteStart, byteEnd) => {
    const features = [{ $type: 'app.bsky.richtext.facet#tag', tag: 'x' }];
    const { segments } = postOf({}, { text: 'éé', facets: [{ index: { byteStart, byteEnd }, features }] });
    expect(segments).toEqual([{ kind: 'text', text: 'éé' }]);
  });

  it('take no link that a browser would run', () => {
    const facets = [
      {
        index: { byteStart: 0, byteEnd: 2 },
        features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'javascript:alert(1)' }],
      },
    ];
    expect(postOf({}, { facets }).segments).toEqual([{ kind: 'text', text: 'Hi' }]);
  });

  it('show videos, cards, quotes with pictures, replies and warnings', () => {
    const quoted = {
      $type: 'app.bsky.embed.record#viewRecord',
      uri: `at://${did}/app.bsky.feed.post/3k7qmjev5lr2s`,
      author,
      value: record,
      embeds: [
        { $type: 'app.bsky.embed.external#view', external: { uri: 'https://www.example.org/', title: 'T' } },
      ],
    };
    const video = {
      $type: 'app.bsky.embed.video#view',
      playlist: 'https://video.bsky.app/watch/x/playlist.m3u8',
      thumbnail: 'https://video.bsky.app/watch/x/thumbnail.jpg',
      alt: 'A dog',
      aspectRatio: { width: 16, height: 9 },
    };
    const post = postOf(
      {
        embed: { $type: 'app.bsky.embed.recordWithMedia#view', media: video, record: { record: quoted } },
        labels: [{ val: 'graphic-media' }],
        likeCount: 4,
      },
      {
        langs: ['he'],
        text: 'שלום',
        reply: { parent: { uri: `at://${did}/app.bsky.feed.post/3k7qmjev5lr2s` } },
      },
    );
    expect(post).toMatchObject({
      lang: 'he',
      dir: 'rtl',
      sensitive: true,
      parent: { name: `bluesky:${did}/3k7qmjev5lr2s` },
      media: [{ kind: 'video', alt: 'A dog', width: null, poster: { urls: [video.thumbnail] } }],
      quote: { ref: { id: `${did}/3k7qmjev5lr2s` }, card: { title: 'T', site: 'example.org' } },
      metrics: { likes: 4, replies: null },
    });
  });

  it.each([
    ['2023-05-20T11:06:27.123456Z', '2023-05-20T11:06:27.123Z'],
    ['2023-05-20T13:06:27+02:00', '2023-05-20T11:06:27.000Z'],
    ['2023-05-20T11:06:27Z', '2023-05-20T11:06:27.000Z'],
    ['2023-99-20T11:06:27Z', null],
    ['yesterday', null],
  ])('are of the time %s', (createdAt, time) => {
    expect(postOf({}, { createdAt }).createdAt).toBe(time);
  });

  it('asked for by handle answer with their DID', () => {
    const asked = { ...ref, id: 'jo.bsky.social/3mkuf6q2xc226' };
    const answered = thread.read(wireOf(answer({ uri, author, record })), asked);
    expect(answered).toMatchObject({ kind: 'post', post: { ref } });
  });
});

describe('what is no post', () => {
  it.each([
    [{ thread: { $type: 'app.bsky.feed.defs#notFoundPost', uri, notFound: true } }, 200, 'not-found'],
    [{ thread: { $type: 'app.bsky.feed.defs#blockedPost', uri, blocked: true } }, 200, 'withheld-unknown'],
    [{ error: 'NotFound', message: `Post not found: ${uri}` }, 400, 'not-found'],
    [{ error: 'InvalidRequest', message: 'Could not find user: jo' }, 400, 'not-found'],
    [{ error: 'InvalidRequest', message: 'Profile not found' }, 400, 'not-found'],
    [{ error: 'InvalidRequest', message: 'uri must be a valid at-uri' }, 400, 'invalid'],
    [{ error: 'SomethingNew' }, 400, 'refused'],
    ['Not Found', 404, 'refused'],
    ['{}', 200, 'bad-shape'],
    ['', 200, 'empty'],
    ['<html></html>', 200, 'walled'],
    ['[', 200, 'bad-shape'],
    [{ error: 'RateLimitExceeded' }, 429, 'rate-limited'],
    [{ error: 'UpstreamFailure' }, 502, 'server-error'],
    ['forbidden', 403, 'refused'],
    [answer({ uri: uri.replace('3mkuf6q2xc226', '3k7qmjev5lr2s'), author, record }), 200, 'bad-shape'],
    [
      answer({ uri, author: { ...author, did: 'did:plc:ic6zqvuw5ulmfpjiwnhsr2ns' }, record }),
      200,
      'bad-shape',
    ],
    [answer({ uri, author }), 200, 'bad-shape'],
  ])('%j with HTTP %i says %s', (body, status, outcome) => {
    expect(read(body, status)).toMatchObject({ kind: 'unknown', outcome });
  });

  it.each([
    [{ error: 'AccountTakedown', message: 'Account has been taken down' }, 400, 'suspended'],
    [{ error: 'AccountDeactivated', message: 'Account is deactivated' }, 400, 'account-gone'],
    [
      answer({ uri, author: { ...author, labels: [{ val: '!no-unauthenticated' }] }, record }),
      200,
      'restricted',
    ],
  ])('%j with HTTP %i says %s', (body, status, state) => {
    expect(read(body, status)).toMatchObject({ kind: 'tombstone', state });
  });

  it('never throws, and never makes a post of another', () => {
    assert(property(anything(), (value) => typeof read({ thread: { post: value } }).kind === 'string'));
    assert(
      property(
        object(),
        (parts) => typeof read(answer({ uri, author, record, embed: parts })).kind === 'string',
      ),
    );
    assert(
      property(object(), (parts) => {
        const answered = read(answer({ uri, author, record: { ...record, ...parts }, labels: parts }));
        return answered.kind !== 'post' || answered.post.ref?.id === ref.id;
      }),
    );
  });
});
