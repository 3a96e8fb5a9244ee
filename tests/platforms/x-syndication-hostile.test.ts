import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import { textOf } from '../../src/model/post.ts';
import { syndication } from '../../src/platforms/x/syndication.ts';
import { type Case, casesOf, corpus, ref, wireOf, withoutCorpus } from './x-corpus.ts';

const id = '1703436713362870723';
const tweet = {
  __typename: 'Tweet',
  id_str: id,
  text: 'hello',
  user: { id_str: '12', name: 'Nadia', screen_name: 'nadia' },
};
const read = (body: unknown) => syndication.read(wireOf(body), ref(id));

describe('hostile answers', () => {
  it.each([
    ['arrays', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
    ['objects', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`],
    ['unclosed', '['.repeat(5_000_000)],
    ['within a post', JSON.stringify(tweet).replace(/\}$/, `,"x":${'['.repeat(65)}${']'.repeat(65)}}`)],
  ])('refuses nesting: %s', (_what, body) => {
    expect(read(body)).toMatchObject({ kind: 'unknown', outcome: 'bad-shape' });
  });

  it('does not count brackets inside strings', () => {
    expect(read({ ...tweet, text: '[{"\\'.repeat(100) }).kind).toBe('post');
  });

  it('is not moved by prototype keys', () => {
    const keys = [
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'then',
      'length',
      '$where',
      'hasOwnProperty',
    ];
    const poison = keys.map((key) => `${JSON.stringify(key)}:{"polluted":true}`).join(',');
    const body = JSON.stringify({ ...tweet, entities: {}, card: { name: 'summary', binding_values: {} } })
      .replaceAll('{}', `{${poison}}`)
      .replace(/\}$/, `,${poison}}`);
    const answer = read(body);
    expect(answer.kind).toBe('post');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(JSON.stringify(answer)).not.toContain('polluted');
  });

  it.each(['constructor', '__proto__', 'toString'])('takes %s as a handle like any other', (screen_name) => {
    const answer = read({ ...tweet, user: { ...tweet.user, screen_name } });
    expect(answer).toMatchObject({ post: { author: { handle: screen_name } } });
  });

  it.each(['../../etc/passwd', '/etc', '.', 'a b', '', 'x'.repeat(300), 'a\0b', '%2e%2e'])(
    'takes %j for no handle',
    (screen_name) => {
      expect(read({ ...tweet, user: { ...tweet.user, screen_name } })).toMatchObject({
        post: { author: { handle: null, url: null, name: 'Nadia' } },
      });
    },
  );

  it.each([-1, 1e20, '1.2K', null, Number.NaN, 1.5])('shows no count for %j', (favorite_count) => {
    expect(read({ ...tweet, favorite_count })).toMatchObject({ post: { metrics: { likes: null } } });
  });

  it('keeps no picture that is not encrypted, and at most 20 media', () => {
    const media_url_https = 'https://pbs.twimg.com/media/A.jpg';
    const bad = [
      'http://pbs.twimg.com/a.jpg',
      'data:image/png;base64,AA',
      'javascript:1',
      '//h/a',
      'https://u:p@h/a',
    ];
    const mediaDetails = [...bad, ...Array.from({ length: 10_000 }, () => media_url_https)].map((url) => ({
      type: 'photo',
      media_url_https: url,
    }));
    const answer = read({ ...tweet, mediaDetails });
    const media = answer.kind === 'post' ? answer.post.media : [];
    expect(media.length).toBeGreaterThan(0);
    expect(media.length).toBeLessThanOrEqual(20);
    expect(media.flatMap(({ urls }) => urls).filter((url) => !url.startsWith('https://pbs.'))).toEqual([]);
  });

  it('keeps the playlist of a video without a file that plays', () => {
    const variants = [{ content_type: 'application/x-mpegURL', url: 'https://video.twimg.com/a.m3u8' }];
    const item = {
      type: 'video',
      media_url_https: 'https://pbs.twimg.com/a/b.jpg',
      video_info: { variants },
    };
    expect(read({ ...tweet, mediaDetails: [item] })).toMatchObject({
      post: { media: [{ kind: 'video', urls: [], stream: variants[0]?.url }] },
    });
  });

  it.each([
    ['1 MB', 'x'.repeat(1_000_000)],
    ['10,000 lines', 'a\n'.repeat(10_000)],
    ['a thousand marks on a letter', `e${'\u0301'.repeat(1000)}`],
    ['lone surrogates', 'a\ud800b\udc00c'],
    ['100k emoji', '👩‍👩‍👧‍👧'.repeat(25_000)],
  ])('keeps the whole text: %s', (_what, text) => {
    const answer = read(JSON.stringify({ ...tweet, text }));
    const shown = answer.kind === 'post' ? textOf(answer.post.segments) : answer.reason;
    expect(shown).toBe(text.toWellFormed().trimEnd());
  });

  it('shows a NUL as what it is', () => {
    expect(read({ ...tweet, text: 'a\0b' })).toMatchObject({ post: { segments: [{ text: 'a\u{fffd}b' }] } });
  });

  it('cuts a chain of quotes after the second, and says so', () => {
    let chain: object = { ...tweet, id_str: '1' };
    for (let level = 2; level < 30; level += 1)
      chain = { ...tweet, id_str: String(level), quoted_tweet: chain };
    const answer = read({ ...tweet, quoted_tweet: chain });
    expect(answer).toMatchObject({
      post: {
        quote: {
          ref: { id: '29' },
          quote: {
            ref: { id: '28' },
            quote: null,
            omissions: [{ part: 'quote', reason: 'too-deep', count: 1 }],
          },
        },
      },
    });
  });

  it('cuts a circle of quotes', () => {
    const quote = { ...tweet, id_str: '1', quoted_tweet: tweet };
    expect(read({ ...tweet, quoted_tweet: quote })).toMatchObject({
      post: { quote: { ref: { id: '1' }, quote: null, omissions: [{ reason: 'cyclic' }] } },
    });
    expect(
      read({ ...tweet, quoted_tweet: tweet, parent: tweet, in_reply_to_status_id_str: id }),
    ).toMatchObject({
      post: { quote: null, parent: null, omissions: [{ part: 'quote', reason: 'cyclic' }] },
    });
  });

  it('reads a million keys', () => {
    const many = Array.from({ length: 300_000 }, (_, index) => `"k${index}":0`).join(',');
    expect(read(JSON.stringify(tweet).replace(/\}$/, `,${many}}`)).kind).toBe('post');
  });
});

describe.skipIf(corpus === null)(
  `every field made wrong (${corpus === null ? withoutCorpus : 'all'})`,
  () => {
    const wrong: unknown[] = [
      null,
      7,
      -1,
      Number.MAX_VALUE,
      true,
      '',
      'x'.repeat(5_000),
      [],
      [[]],
      {},
      [null],
      [{}],
      '\ud800',
    ];

    it.each(chosen())(
      '$id throws never, and loses no more than the part that is wrong',
      ({ id: name, body }) => {
        const whole: unknown = JSON.parse(new TextDecoder().decode(body));
        const problems = pathsOf(whole).flatMap((path) =>
          wrong.flatMap((value) => {
            const answer = syndication.read(wireOf(withValue(whole, path, value)), ref(name));
            return problemsOf(answer, path, name).map((problem) => `${path.join('.')}: ${problem}`);
          }),
        );
        expect(problems).toEqual([]);
      },
    );
  },
);

/** Only the id, the words, the author and the kind of answer can cost the post. */
function problemsOf(answer: Answer, path: Path, name: string): string[] {
  const isNeeded = ['id_str', 'text', '__typename'].includes(path.join('.')) || path[0] === 'user';
  if (answer.kind !== 'post') return isNeeded ? [] : [`the post was lost to a part: ${answer.reason}`];
  const { ref: read, author, media } = answer.post;
  const urls = [...media, ...(author.avatar === null ? [] : [author.avatar])].flatMap((item) => item.urls);
  return [
    ...(read?.id === name ? [] : ['another id']),
    ...(author.name === null && author.handle === null ? ['nobody’s post'] : []),
    ...urls.filter((url) => !url.startsWith('https://')),
  ];
}

/** One of every kind of post there is. */
function chosen(): Case[] {
  const ids = [
    '1415491278008033280', // poll
    '1420720925868052486', // gif, quote, alt text
    '1438316907598258177', // card
    '1864403099470975119', // photo and video
    '1968547768495923492', // edited
    '2064997219648913457', // article
    '1642958447120646144', // reply with parent
  ];
  return casesOf('syndication').filter(({ id: name }) => ids.includes(name));
}

type Path = readonly (string | number)[];

/** Every place of a JSON value below the top; of lists only the first two items. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.slice(0, 2).map((item, index) => [index, item])
    : Object.entries(value);
  return entries.flatMap(([key, inner]) => [[...at, key], ...pathsOf(inner, [...at, key])]);
}

function withValue(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole))
    return whole.map((item, index) => (index === key ? withValue(item, rest, value) : item));
  const object = whole as Readonly<Record<string, unknown>>;
  return { ...object, [key]: withValue(object[key], rest, value) };
}
