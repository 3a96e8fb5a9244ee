import { describe, expect, it } from 'vitest';
import { emptyPost, nobody, type Post, pictureAt } from '../../src/model/post.ts';
import { type Claim, type IdWitness, mergeClaims as mergeAll } from '../../src/resolve/merge.ts';

const idTime = '2023-09-17T15:52:15.446Z';

function post(
  parts: Omit<Partial<Post>, 'author'> & { text?: string; name?: string; handle?: string },
): Post {
  const { text, name, handle, ...rest } = parts;
  return {
    ...emptyPost,
    author: { ...nobody, name: name ?? null, handle: handle ?? null },
    segments: text === undefined ? [] : [{ kind: 'text', text }],
    ...rest,
  };
}

const mergeClaims = (claims: Claim[], time: string | null, day: IdWitness['day'] = null) =>
  mergeAll(claims, { time, day, author: {} });

const platform = (parts: Parameters<typeof post>[0], source = 'x-syndication'): Claim => ({
  source,
  rank: 'platform',
  post: post(parts),
});
const article = (parts: Parameters<typeof post>[0]): Claim => ({
  source: 'article',
  rank: 'article',
  post: post(parts),
});

describe('merging witnesses', () => {
  it('knows nothing without one', () => {
    expect(mergeClaims([], idTime)).toEqual({ post: null, known: null, witnesses: {}, conflicts: [] });
  });

  it('takes an article’s words when nothing better speaks, and the time from the id', () => {
    const merged = mergeClaims(
      [article({ text: 'Hello', handle: 'nadia', createdAt: '2023-09-18' })],
      idTime,
    );
    expect(merged.known).toBe('quoted');
    expect(merged.post).toMatchObject({ createdAt: idTime, segments: [{ text: 'Hello' }] });
    expect(merged.witnesses).toEqual({
      author: ['article'],
      text: ['article'],
      createdAt: ['article', 'id'],
    });
    expect(merged.conflicts).toEqual([]);
  });

  it('leaves the words to an article where the platform tells only whose post it is', () => {
    const merged = mergeClaims(
      [platform({ name: 'Nadia', handle: 'nadia' }), article({ text: 'Hello', handle: 'nadia' })],
      null,
    );
    expect(merged).toMatchObject({
      known: 'quoted',
      post: { segments: [{ text: 'Hello' }], author: { name: 'Nadia', handle: 'nadia' } },
      witnesses: { text: ['article'], author: ['article', 'x-syndication'] },
      conflicts: [],
    });
  });

  it('takes the printed day where ids carry no time', () => {
    expect(mergeClaims([article({ createdAt: '2023-09-18' })], null).post?.createdAt).toBe('2023-09-18');
  });

  it('takes the platform’s words, and names the article as a witness of the same', () => {
    const merged = mergeClaims(
      [
        platform({
          text: 'Hello 🎉 world',
          name: 'Nadia 🌱',
          handle: 'Nadia',
          createdAt: '2023-09-17T15:52:15.000Z',
        }),
        article({
          text: '@bob hello world https://t.co/abc',
          name: 'Nadia',
          handle: 'nadia',
          createdAt: '2023-09-17',
        }),
      ],
      idTime,
    );
    expect(merged).toMatchObject({ known: 'platform', post: { createdAt: '2023-09-17T15:52:15.000Z' } });
    expect(merged.witnesses).toMatchObject({
      text: ['x-syndication', 'article'],
      author: ['x-syndication', 'article'],
      createdAt: ['x-syndication', 'article', 'id'],
    });
    expect(merged.conflicts).toEqual([]);
  });

  it('names what the article says differently, never putting it over the platform’s', () => {
    const merged = mergeClaims(
      [
        platform({
          text: 'I did not do it',
          name: 'Nadia',
          handle: 'nadia_new',
          createdAt: '2023-09-17T15:52:15.000Z',
        }),
        article({ text: 'I did it', name: 'Nadya', handle: 'nadia', createdAt: '2021-01-01' }),
      ],
      idTime,
    );
    expect(merged.post?.segments).toEqual([{ kind: 'text', text: 'I did not do it' }]);
    expect(merged.conflicts).toEqual([
      {
        field: 'text',
        claims: [
          { source: 'x-syndication', value: 'I did not do it' },
          { source: 'article', value: 'I did it' },
        ],
      },
      {
        field: 'author.name',
        claims: [
          { source: 'x-syndication', value: 'Nadia' },
          { source: 'article', value: 'Nadya' },
        ],
      },
      {
        field: 'author.handle',
        claims: [
          { source: 'x-syndication', value: 'nadia_new' },
          { source: 'article', value: 'nadia' },
        ],
      },
      {
        field: 'createdAt',
        claims: [
          { source: 'x-syndication', value: '2023-09-17T15:52:15.000Z' },
          { source: 'article', value: '2021-01-01' },
        ],
      },
    ]);
  });

  it('names a time that the id contradicts', () => {
    const { conflicts } = mergeClaims(
      [platform({ text: 'a', createdAt: '2020-01-01T00:00:00.000Z' })],
      idTime,
    );
    expect(conflicts).toEqual([
      {
        field: 'createdAt',
        claims: [
          { source: 'x-syndication', value: '2020-01-01T00:00:00.000Z' },
          { source: 'id', value: idTime },
        ],
      },
    ]);
  });

  it('holds an estimated day against printed ones, but never tells it as the time', () => {
    const idDay = { day: '2009-03-04', within: 1 };
    const near = mergeClaims([article({ text: 'a', createdAt: '2009-03-06' })], null, idDay);
    expect(near).toMatchObject({ post: { createdAt: '2009-03-06' }, conflicts: [] });
    expect(near.witnesses['createdAt']).toEqual(['article']);
    const far = mergeClaims([article({ text: 'a', createdAt: '2009-03-07' })], null, idDay);
    expect(far).toMatchObject({
      post: { createdAt: '2009-03-07' },
      conflicts: [
        {
          field: 'createdAt',
          claims: [
            { source: 'article', value: '2009-03-07' },
            { source: 'id-estimate', value: '2009-03-04' },
          ],
        },
      ],
    });
    expect(mergeClaims([article({ text: 'a' })], null, idDay)).toMatchObject({
      post: { createdAt: null },
      conflicts: [],
    });
  });

  it('sees a printed day that differs by one as the same', () => {
    for (const createdAt of ['2023-09-16', '2023-09-17', '2023-09-18'])
      expect(mergeClaims([article({ text: 'a', createdAt })], idTime).conflicts).toEqual([]);
    expect(mergeClaims([article({ text: 'a', createdAt: '2023-09-19' })], idTime).conflicts).toHaveLength(1);
  });

  it('sees a copy that is cut as the same, if it says that it is', () => {
    const whole = 'A long story that goes on and on';
    const conflictsOf = (a: Parameters<typeof post>[0], b: Parameters<typeof post>[0]) =>
      mergeClaims([platform(a), article(b)], null).conflicts.map(({ field }) => field);
    expect(conflictsOf({ text: whole }, { text: 'A long story that…' })).toEqual([]);
    expect(conflictsOf({ text: 'A long story that', truncated: true }, { text: whole })).toEqual([]);
    expect(conflictsOf({ text: whole }, { text: 'A long story that' })).toEqual(['text']);
    expect(conflictsOf({ text: whole }, { text: 'A long tale that…' })).toEqual(['text']);
  });

  it('compares links by nothing but that they are there', () => {
    const shown: Post = {
      ...post({}),
      segments: [
        { kind: 'text', text: 'read ' },
        { kind: 'link', text: 'site.org', url: 'https://site.org/' },
      ],
    };
    const claims: Claim[] = [
      { source: 'x-syndication', rank: 'platform', post: shown },
      article({ text: 'read site.org' }),
      article({ text: 'read https://t.co/a1' }),
    ];
    expect(mergeClaims(claims, null).conflicts).toEqual([]);
  });

  it('fills in what the best witness does not say, but mixes no two accounts', () => {
    const avatar = pictureAt('https://pbs.twimg.com/profile_images/1/a.jpg');
    const first = platform({ text: 'a', handle: 'nadia' }, 'x-oembed');
    const second = platform({ text: 'a', name: 'Nadia', handle: 'Nadia', lang: 'fr' });
    const rich: Claim = { ...second, post: { ...second.post, author: { ...second.post.author, avatar } } };
    expect(mergeClaims([first, rich], null).post).toMatchObject({
      author: { name: 'Nadia', handle: 'nadia', avatar },
      lang: 'fr',
    });
    const other: Claim = {
      ...rich,
      post: { ...rich.post, author: { ...rich.post.author, handle: 'other' } },
    };
    expect(mergeClaims([first, other], null).post?.author).toMatchObject({ name: null, avatar: null });
  });
});
