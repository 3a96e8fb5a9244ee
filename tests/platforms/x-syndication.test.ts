import { describe, expect, it } from 'vitest';
import { type Picture, type Post, textOf } from '../../src/model/post.ts';
import { syndication, syndicationToken, syndicationUrl } from '../../src/platforms/x/syndication.ts';
import { expectGolden } from './golden.ts';
import { at, type Case, casesOf, corpus, essentials, ref, wireOf, withoutCorpus } from './x-corpus.ts';

const kinds = ['syndication', 'syndication-2022', 'syndication-trimmed'];

describe('asking the syndication endpoint', () => {
  it.each([
    ['20', '6dq1a2xwd93'],
    ['861627479294746624', '236vrsocvda'],
    ['1349129669258448897', '39qeyy97t9x'],
    ['1629307668568633344', '3y6mctgwzxo'],
    ['1703436713362870723', '44ni5iyte19'],
    ['1995000000000000000', '4u3h6mygz1r'],
  ])('makes the token of %s', (id, token) => {
    expect(syndicationToken(id)).toBe(token);
  });

  it('asks for the id digit for digit', async () => {
    const asked: string[] = [];
    await syndication.ask(ref('1595150565428039681'), (request) => {
      asked.push(request.url);
      return Promise.resolve(wireOf('{}'));
    });
    const query = new URL(asked[0] ?? '').searchParams;
    expect(asked).toEqual([syndicationUrl('1595150565428039681')]);
    expect(query.get('id')).toBe('1595150565428039681');
    expect(query.get('lang')).toBe('en');
    expect(query.get('token')).not.toBe('');
    expect(query.get('features')).toContain('tfw_tweet_edit_backend:on');
  });
});

describe.skipIf(corpus === null)(`recorded answers (${corpus === null ? withoutCorpus : 'all'})`, () => {
  for (const kind of kinds) {
    it(`reads every ${kind} answer as its golden says`, () => {
      const read = casesOf(kind).map((one) => [one.id, essentials(postOf(one))]);
      expect(read.length).toBeGreaterThan(0);
      expectGolden(`platforms-x/${kind}.json`, Object.fromEntries(read));
    });
  }

  for (const one of kinds.flatMap(casesOf)) {
    it(`${one.id} keeps what must hold for every post`, () => {
      const post = postOf(one);
      checkPost(post);
      if (post.quote !== null) checkPost(post.quote);
      expect(post.ref?.id).toBe(one.id);
      expect(post.metrics?.at).toBe(at);
    });
  }

  it('says the same twice', () => {
    const [one] = casesOf('syndication');
    if (one === undefined) throw new Error('the corpus is empty');
    expect(postOf(one)).toEqual(postOf(one));
  });
});

describe('the text of a post', () => {
  const user = { id_str: '12', name: 'Nadia', screen_name: 'nadia' };
  const tweet = { __typename: 'Tweet', id_str: '1703436713362870723', user };
  const read = (parts: object) => {
    const answer = syndication.read(wireOf({ ...tweet, text: '', ...parts }), ref(tweet.id_str));
    if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
    return answer.post;
  };

  it('counts entities in code points and the shown range in UTF-16 units, both of the escaped text', () => {
    const post = read({
      text: '👩‍🚀👩‍🚀 a &amp; b #tag @nadia https://t.co/abcdefghij',
      display_text_range: [0, 32],
      entities: {
        hashtags: [{ indices: [17, 21], text: 'tag' }],
        user_mentions: [{ indices: [22, 28], id_str: '12', name: 'N', screen_name: 'Nadia' }],
        media: [
          {
            indices: [29, 52],
            url: 'https://t.co/abcdefghij',
            display_url: 'pic.x.com/q',
            expanded_url: 'https://x.com/a/status/1/photo/1',
          },
        ],
      },
    });
    expect(textOf(post.segments)).toBe('👩‍🚀👩‍🚀 a & b #tag @nadia');
    expect(post.segments.map(({ kind }) => kind)).toEqual(['text', 'tag', 'text', 'mention']);
    expect(post.segments[3]).toEqual({
      kind: 'mention',
      text: '@nadia',
      handle: 'Nadia',
      url: 'https://x.com/Nadia',
    });
  });

  it('cuts at the shown range where nothing else tells the end', () => {
    const post = read({ text: '🎉🎉 hi and hidden', display_text_range: [0, 7] });
    expect(textOf(post.segments)).toBe('🎉🎉 hi');
  });

  it('hides leading mentions, even of a reply whose parent is gone', () => {
    const post = read({
      text: '@a @b hello',
      display_text_range: [6, 11],
      entities: {
        user_mentions: [
          { indices: [0, 2], screen_name: 'a' },
          { indices: [3, 5], screen_name: 'b' },
        ],
      },
    });
    expect(post.segments).toEqual([{ kind: 'text', text: 'hello' }]);
    expect(post.parent).toBeNull();
  });

  it('hides the trailing link of a quoted post, keeps others, and shows one in mid-text', () => {
    const quoted = { ...tweet, id_str: '99', text: 'quoted &lt;b&gt;' };
    const post = read({
      text: 'see https://t.co/aaaaaaaaaa and https://t.co/bbbbbbbbbb https://t.co/cccccccccc',
      entities: {
        urls: [
          {
            indices: [4, 27],
            url: 'https://t.co/aaaaaaaaaa',
            display_url: 'x.com/i/status/99',
            expanded_url: 'https://x.com/i/status/99',
          },
          {
            indices: [32, 55],
            url: 'https://t.co/bbbbbbbbbb',
            display_url: 'site.org',
            expanded_url: 'https://site.org/',
          },
          {
            indices: [56, 79],
            url: 'https://t.co/cccccccccc',
            display_url: 'x.com/n/status/99',
            expanded_url: 'https://twitter.com/n/status/99?s=20',
          },
        ],
      },
      quoted_tweet: quoted,
    });
    expect(textOf(post.segments)).toBe('see x.com/i/status/99 and site.org');
    expect(textOf(post.quote?.segments ?? [])).toBe('quoted <b>');
    expect(post.quote?.ref?.id).toBe('99');
  });

  it('finds a link again whose indices are wrong, and drops other entities that point elsewhere', () => {
    const post = read({
      text: 'go to https://t.co/aaaaaaaaaa now #yes',
      entities: {
        urls: [
          {
            indices: [1, 3],
            url: 'https://t.co/aaaaaaaaaa',
            display_url: 'site.org/x',
            expanded_url: 'https://site.org/x',
          },
        ],
        hashtags: [{ indices: [0, 3], text: 'yes' }],
        user_mentions: [{ indices: [900, 950], screen_name: 'far' }],
      },
    });
    expect(textOf(post.segments)).toBe('go to site.org/x now #yes');
    expect(post.segments.map(({ kind }) => kind)).toEqual(['text', 'link', 'text']);
  });

  it('links no address but those of the web', () => {
    const post = read({
      text: 'x https://t.co/aaaaaaaaaa',
      entities: {
        urls: [
          {
            indices: [2, 25],
            url: 'https://t.co/aaaaaaaaaa',
            display_url: 'evil',
            expanded_url: 'javascript:alert(1)',
          },
        ],
      },
    });
    expect(post.segments).toEqual([
      { kind: 'text', text: 'x ' },
      { kind: 'link', text: 'evil', url: 'https://t.co/aaaaaaaaaa' },
    ]);
  });

  it.each([
    ['ar', 'مرحبا بالعالم', 'ar', 'rtl'],
    ['iw', 'שלום עולם', 'he', 'rtl'],
    ['und', '🎉', null, null],
    ['zxx', 'hello', null, 'ltr'],
    ['qme', 'hello', null, 'ltr'],
    ['en', 'مرحبا RT', 'en', 'rtl'],
    ['not a code', 'hello', null, 'ltr'],
  ])('reads lang %s of %s as %s and %s', (lang, text, code, dir) => {
    expect(read({ lang, text })).toMatchObject({ lang: code, dir });
  });

  it('says when it has only a part, and which versions there are', () => {
    expect(read({ text: 'a', note_tweet: { id: 'Tm90ZQ==' } }).truncated).toBe(true);
    const edit_control = { edit_tweet_ids: ['1703436713362870723', '1703436713362870799'] };
    expect(read({ edit_control }).edits).toEqual({ ids: edit_control.edit_tweet_ids, stale: true });
    expect(read({ edit_control: { edit_tweet_ids: [tweet.id_str] }, isEdited: false }).edits).toBeNull();
  });

  it.each([
    ['2023-09-17T15:52:15.000Z', '2023-09-17T15:52:15.000Z'],
    ['Wed Oct 05 18:40:30 +0000 2022', '2022-10-05T18:40:30.000Z'],
    ['0000-01-01T00:00:00.000Z', null],
    ['1970-01-01T00:00:00.000Z', null],
    ['2023-02-30T00:00:00.000Z', null],
    ['2023-09-17T23:59:60.000Z', null],
    ['10000-01-01T00:00:00.000Z', null],
    ['yesterday', null],
    ['٢٠٢٣-٠٩-١٧T١٥:٥٢:١٥Z', null],
    ['Infinity', null],
  ])('reads the time %s as %s', (created_at, time) => {
    expect(read({ created_at }).createdAt).toBe(time);
  });
});

function postOf({ id, body }: Case): Post {
  const answer = syndication.read(wireOf(body), ref(id));
  if (answer.kind !== 'post') throw new Error(`${id}: ${JSON.stringify(answer)}`);
  return answer.post;
}

/** What must hold for whatever X answers. */
function checkPost(post: Post): void {
  const text = textOf(post.segments);
  expect(text).not.toMatch(/&(?:amp|lt|gt|quot|#\d+);/);
  expect(text).not.toMatch(/https?:\/\/t\.co\/\w+$/);
  expect(text).toBe(text.trim());
  expect(post.ref?.id).toMatch(/^[1-9]\d*$/);
  expect(post.author.handle).toMatch(/^\w{1,20}$/);
  expect(post.createdAt).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const pictures: Picture[] = [...post.media, ...post.media.flatMap(({ poster }) => poster ?? [])];
  if (post.author.avatar !== null) pictures.push(post.author.avatar);
  if (post.card?.picture) pictures.push(post.card.picture);
  for (const { urls, blob } of pictures) {
    expect(urls.length).toBeGreaterThan(0);
    expect(urls.filter((url) => !url.startsWith('https://') || !URL.canParse(url))).toEqual([]);
    expect(new Set(urls).size).toBe(urls.length);
    expect(blob).toBeNull();
  }
  const linked = post.segments.flatMap((segment) => ('url' in segment ? [segment.url] : []));
  expect(linked.filter((url) => !/^https?:\/\//.test(url))).toEqual([]);
}
