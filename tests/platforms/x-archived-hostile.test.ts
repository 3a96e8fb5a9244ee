import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import { readArchived } from '../../src/platforms/x/archived.ts';
import { embedPage } from '../../src/platforms/x/embed-page.ts';
import { fxtwitter } from '../../src/platforms/x/fxtwitter.ts';
import { processorTime } from '../processor-time.ts';
import * as pages from './x-archived-pages.ts';
import { ref, wireOf } from './x-corpus.ts';

const { id } = pages;
const user = { id_str: '12', name: 'Ada', screen_name: 'ada' };
const api = {
  id_str: id,
  created_at: 'Mon Feb 25 15:06:40 +0000 2019',
  full_text: 'Kelp',
  entities: {},
  user,
};
const layouts = [
  pages.permalink,
  pages.mobile,
  pages.postings,
  pages.drawn,
  pages.nitter,
  pages.widget,
  pages.head('Ada on X', 'Kelp', 'X'),
];

describe('hostile copies', () => {
  it('never throw, however they are cut and glued', () => {
    const place = fc.nat(5_000);
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      '</div>',
      '<article>',
      '<p class="tweet-text">',
      '\0',
      '\ud800',
      '&#0;',
      '=',
      ' data-tweet-id="',
      '🌊',
    );
    fc.assert(
      fc.property(fc.constantFrom(...layouts), place, place, piece, (page, from, length, glue) => {
        const cut = page.slice(0, from) + glue + page.slice(from + (length % 50));
        const answers = [read(cut), embedPage.read?.(wireOf(cut), ref(id))];
        for (const answer of answers) expect(problemsOf(answer)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('never throw, whatever bytes they are', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 2000 }),
        fc.constantFrom('', '{', '[', '<html>', '<article>'),
        (bytes, start) => {
          const body = new Uint8Array([...new TextEncoder().encode(start), ...bytes]);
          for (const answer of [read(body), fxtwitter.read(wireOf(body), ref(id))])
            expect(answer.kind).toBe('unknown');
        },
      ),
    );
  });

  it('never throw on any JSON in place of any part', () => {
    const shapes = [
      { ...api, quoted_status: api, retweeted_status: null, extended_entities: { media: [{}] } },
      {
        data: { id, text: 'Kelp', author_id: '12', entities: {}, attachments: {}, referenced_tweets: [{}] },
        includes: { users: [{}], media: [{}], polls: [{}], tweets: [{}] },
      },
      {
        data: {
          tweetResult: {
            result: {
              rest_id: id,
              legacy: api,
              core: {},
              note_tweet: {},
              card: {},
              quoted_status_result: {},
            },
          },
        },
      },
      {
        data: {
          threaded_conversation_with_injections_v2: { instructions: [{ entries: [{ content: {} }] }] },
        },
      },
      { globalObjects: { tweets: { [id]: api }, users: {} } },
      {
        code: 200,
        status: {
          id,
          text: 'Kelp',
          author: user,
          media: { all: [{}] },
          raw_text: { text: 'Kelp', facets: [{}] },
        },
        thread: [{}],
      },
    ];
    for (const shape of shapes)
      for (const path of pathsOf(shape))
        for (const value of [
          null,
          7,
          -1,
          'a',
          '',
          [],
          {},
          [null],
          [[]],
          [{}],
          true,
          { toString: 1 },
          '\ud800',
        ]) {
          const body = withValue(shape, path, value);
          const answers = [read(JSON.stringify(body)), fxtwitter.read(wireOf(body), ref(id))];
          for (const answer of answers) expect(problemsOf(answer)).toEqual([]);
        }
  });

  it('are read in time that grows with them', () => {
    const many = (part: string, times: number) => part.repeat(times);
    const bodies = [
      `<html><body>${many('<div class="tweet permalink-ancestor-tweet" data-tweet-id="5" data-screen-name="a"><p class="tweet-text">a</p></div>', 5_000)}${pages.permalink}`,
      `<html><body>${many('<article>', 5_000)}${pages.drawn}`,
      `<html><body>${many('<div itemscope itemtype="https://schema.org/SocialMediaPosting"><meta itemprop="identifier" content="5">', 5_000)}`,
      `<html><body><div class="main-thread"><div class="before-tweet">${many('<div class="timeline-item"><a class="tweet-link" href="/a/status/5"></a></div>', 5_000)}</div>${pages.nitter}`,
      `<html><body><div class="tweet" data-tweet-id="${id}"><p class="tweet-text">${many('<a href="https://t.co/a"><span class="invisible">a</span>', 5_000)}`,
      `<html><body><table class="main-tweet"><tr><td>${many('<img src="https://pbs.twimg.com/media/a.jpg">', 5_000)}`,
      JSON.stringify(Array.from({ length: 5_000 }, () => ({ ...api, quoted_status: api }))),
      JSON.stringify({
        ...api,
        full_text: many('🌊 https://t.co/a ', 20_000),
        entities: {
          urls: Array.from({ length: 5_000 }, (_each, at) => ({
            url: 'https://t.co/b',
            indices: [at, at + 1],
          })),
        },
      }),
    ];
    for (const body of bodies) {
      const spent = processorTime();
      read(body);
      expect(spent()).toBeLessThan(5_000);
    }
  });

  it('hold no more than the limits of everything', () => {
    const chain = (level: number): unknown => ({
      ...api,
      id_str: String(level),
      ...(level > 9 ? {} : { quoted_status: chain(level + 1) }),
    });
    const media = Array.from({ length: 500 }, () => ({
      type: 'photo',
      media_url_https: 'https://pbs.twimg.com/media/A.jpg',
    }));
    const answer = read(JSON.stringify({ ...api, quoted_status: chain(1), extended_entities: { media } }));
    expect(answer).toMatchObject({
      post: {
        quote: {
          ref: { id: '1' },
          quote: { ref: { id: '2' }, quote: null, omissions: [{ part: 'quote', reason: 'too-deep' }] },
        },
        omissions: [{ part: 'media', reason: 'surplus', count: 480 }],
      },
    });
    expect(answer.kind === 'post' ? answer.post.media : []).toHaveLength(20);
    const long = Array.from({ length: 200 }, (_each, at) => ({
      ...api,
      id_str: String(at + 1),
      in_reply_to_status_id_str: at === 0 ? null : String(at),
    }));
    const middle = read(JSON.stringify(long), '100');
    expect(
      middle.kind === 'post' ? [middle.post.thread?.before.length, middle.post.thread?.after.length] : [],
    ).toEqual([50, 50]);
    expect(JSON.stringify(middle).length).toBeLessThan(200_000);
  });

  it('name a quoted post that came without its author', () => {
    const quoted_status = { ...api, id_str: '7', user: undefined };
    expect(read(JSON.stringify({ ...api, quoted_status }))).toMatchObject({
      post: { quote: { ref: { id: '7' }, unavailable: 'the post came without its author' }, omissions: [] },
    });
  });

  it('are not moved by the keys of prototypes', () => {
    const poisoned = JSON.stringify(api).replace(
      /^\{/u,
      '{"__proto__":{"polluted":true,"full_text":"other"},"constructor":{"prototype":{"polluted":true}},',
    );
    expect(read(poisoned)).toMatchObject({ post: { segments: [{ text: 'Kelp' }] } });
    expect(
      read('{"globalObjects":{"tweets":{"__proto__":{"id_str":"1"}},"users":{"__proto__":{}}}}').kind,
    ).toBe('unknown');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('lead nowhere but to the web, and show pictures of X’s own hosts only', () => {
    const page = pages.permalink
      .replaceAll('https://kelp.example/a/long/path', 'javascript:alert(1)')
      .replaceAll('https://pbs.twimg.com/media/P2.png', 'https://evil.example/P2.png')
      .replaceAll('https://pbs.twimg.com/profile_images/7/A_bigger.jpg', 'data:image/png;base64,AA');
    const answer = read(page);
    expect(problemsOf(answer)).toEqual([]);
    expect(JSON.stringify(answer)).not.toMatch(/javascript:|evil\.example|data:image/);
  });
});

/** What must hold of any answer, of any bytes. */
function problemsOf(answer: Answer | undefined): string[] {
  if (answer === undefined || answer.kind !== 'post') return [];
  const { post } = answer;
  const urls = [...post.media, ...(post.author.avatar === null ? [] : [post.author.avatar])].flatMap(
    (each) => each.urls,
  );
  const links = post.segments.flatMap((segment) => ('url' in segment ? [segment.url] : []));
  return [
    ...(post.ref?.id === id ? [] : ['another id']),
    ...(JSON.stringify(post).isWellFormed() ? [] : ['not well-formed']),
    ...urls.filter((url) => !url.startsWith('https://')),
    ...links.filter((url) => !/^https?:\/\//u.test(url)),
    ...(post.media.length > 20 ? ['too many media'] : []),
  ];
}

type Path = readonly string[];

function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => [
    [...at, key],
    ...pathsOf(inner, [...at, key]),
  ]);
}

function withValue(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole))
    return whole.map((item, at) => (String(at) === key ? withValue(item, rest, value) : item));
  const object = whole as Readonly<Record<string, unknown>>;
  return { ...object, [key]: withValue(object[key], rest, value) };
}

function read(body: string | Uint8Array, asked = id): Answer {
  const original = `https://twitter.com/ada/status/${asked}`;
  return readArchived(
    {
      archive: 'archive.example',
      original,
      url: original,
      takenAt: '2026-10-01T00:00:00.000Z',
      mediaType: null,
      status: 200,
      digest: null,
      wire: wireOf(body),
    },
    ref(asked),
  );
}
