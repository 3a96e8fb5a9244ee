import { describe, expect, it } from 'vitest';
import { causeOf } from '../../src/model/cause.ts';
import { changesBetween } from '../../src/model/changes.ts';
import { emptyPost, type Media, nobody, type Picture, type Post, pictureAt } from '../../src/model/post.ts';
import { meaningOf, saysTheSame } from '../../src/model/snapshot.ts';
import type { State } from '../../src/model/state.ts';

function had(blob: string | null, more: Partial<Picture> = {}): Picture {
  return { ...pictureAt(`https://img.test/${blob}`), blob, ...more };
}

function photo(blob: string | null, more: Partial<Media> = {}): Media {
  return {
    ...had(blob),
    kind: 'photo',
    alt: 'A heron',
    poster: null,
    durationMs: null,
    stream: null,
    ...more,
  };
}

const ref = { platform: 'pond', id: '7', url: 'https://pond.test/7' };
const quoted: Post = { ...emptyPost, ref, segments: [{ kind: 'text', text: 'Quoted words' }] };

const post: Post = {
  ...emptyPost,
  author: { ...nobody, id: '1', name: 'Ada Frog', handle: 'ada', avatar: had('face') },
  segments: [
    { kind: 'text', text: 'Herons at the ' },
    { kind: 'tag', text: '#pond', tag: 'pond', url: 'https://pond.test/tags/pond' },
    { kind: 'text', text: ' again ' },
    { kind: 'emoji', text: ':heron:', picture: had('emoji') },
  ],
  createdAt: '2024-05-01T12:00:00Z',
  media: [
    photo('first'),
    photo('second', { alt: null }),
    photo(null, { kind: 'video', poster: had('still') }),
  ],
  quote: quoted,
  poll: { options: [{ text: 'Yes', votes: 1 }], endsAt: null },
  note: { text: 'It was a stork', url: null },
  metrics: { at: '2024-05-01T13:00:00Z', likes: 1, replies: 1, reposts: 1, views: 1 },
};

function withFirst(change: Partial<Media>): Post {
  return { ...post, media: post.media.map((item, at) => (at === 0 ? { ...item, ...change } : item)) };
}

function withAuthor(change: Partial<Post['author']>): Post {
  return { ...post, author: { ...post.author, ...change } };
}

const [heron, stork, film] = post.media as readonly [Media, Media, Media];

const changes: Readonly<Record<string, readonly [Post, kind: string]>> = {
  'a word': [{ ...post, segments: [{ kind: 'text', text: 'Storks' }, ...post.segments.slice(1)] }, 'text'],
  'an emoji’s name': [{ ...post, segments: post.segments.slice(0, 3) }, 'text'],
  'a word that becomes a link': [
    {
      ...post,
      segments: [{ kind: 'link', text: 'Herons at the ', url: 'https://a.test' }, ...post.segments.slice(1)],
    },
    'links',
  ],
  'the author’s name': [withAuthor({ name: 'Ada Toad' }), 'name'],
  'the handle': [withAuthor({ handle: 'ada_toad' }), 'handle'],
  'the avatar': [withAuthor({ avatar: had('other face') }), 'avatar'],
  'a photo’s content': [withFirst({ blob: 'third' }), 'medium'],
  'a photo’s description': [withFirst({ alt: 'A stork' }), 'alt'],
  'a photo less': [{ ...post, media: [heron, film] }, 'medium'],
  'a photo more': [{ ...post, media: [...post.media, photo('third')] }, 'medium'],
  'the order of photos': [{ ...post, media: [stork, heron, film] }, 'order'],
  'the still of a film that was not had': [
    { ...post, media: [heron, stork, { ...film, poster: had('other still') }] },
    'medium',
  ],
  'an option of the poll': [{ ...post, poll: { options: [{ text: 'No', votes: 1 }], endsAt: null } }, 'poll'],
  'the note': [{ ...post, note: { text: 'It was a heron', url: null } }, 'note'],
  'no note any more': [{ ...post, note: null }, 'note'],
  'an id of a later version': [{ ...post, edits: { ids: ['7', '9'], stale: true } }, 'edits'],
  'the quoted post': [{ ...post, quote: { ...quoted, ref: { ...ref, id: '8' } } }, 'quote'],
  'the words of a quoted post without a name': [{ ...post, quote: { ...quoted, ref: null } }, 'quote'],
};

const sameMeaning: Readonly<Record<string, Post>> = {
  'counts of likes and votes': {
    ...post,
    metrics: { at: '2025-01-01T00:00:00Z', likes: 99, replies: 99, reposts: 99, views: 99 },
    poll: { options: [{ text: 'Yes', votes: 99 }], endsAt: '2024-06-01T00:00:00Z' },
  },
  'no counts any more': { ...post, metrics: null },
  'addresses of photos, and their order': withFirst({ urls: ['https://b.test/2', 'https://b.test/1'] }),
  'an address of a link': {
    ...post,
    segments: post.segments.map((part) => (part.kind === 'tag' ? { ...part, url: 'https://b.test' } : part)),
  },
  'an emoji’s picture': {
    ...post,
    segments: post.segments.map((part) => (part.kind === 'emoji' ? { ...part, picture: had('new') } : part)),
  },
  'what is made of a photo': withFirst({
    show: 'show',
    likeness: 'f'.repeat(64),
    width: 9,
    height: 9,
    mediaType: 'image/webp',
    others: ['another encoding'],
  }),
  'the avatar’s address': withAuthor({ avatar: had('face', { urls: ['https://b.test/face'] }) }),
  'the mark of verification and the author’s page': withAuthor({ verified: 'blue', url: 'https://b.test' }),
  'a preview, a parent, a thread': {
    ...post,
    card: { url: 'https://b.test', title: 'A page', description: null, site: null, picture: had('card') },
    parent: { name: 'pond:3', url: 'https://pond.test/3', handle: null, post: null },
    thread: { before: [quoted], after: [] },
  },
  'marks of the source': { ...post, lang: 'en', dir: 'ltr', version: 'cid', uri: 'at://x', sensitive: true },
  'its only id': { ...post, edits: { ids: ['7'], stale: false } },
  milliseconds: { ...post, createdAt: '2024-05-01T12:00:00.123Z' },
  'an empty description': { ...post, media: [heron, { ...stork, alt: '' }, film] },
  'plain text in two pieces': {
    ...post,
    segments: [
      { kind: 'text', text: 'Herons ' },
      { kind: 'text', text: '' },
      { kind: 'text', text: 'at the ' },
      ...post.segments.slice(1),
    ],
  },
  'the words of a quoted post with a name': { ...post, quote: { ...quoted, segments: [], media: [heron] } },
};

function told(post: Post | null, state: State = 'live') {
  return { post, state, known: 'platform', witnesses: { text: ['pond-api'] } } as const;
}

describe('a change of meaning', () => {
  for (const [name, [next, kind]] of Object.entries(changes))
    it(`is ${name}`, () => {
      expect(meaningOf(next, 'live')).not.toBe(meaningOf(post, 'live'));
      expect(saysTheSame(told(next), told(post))).toBe(false);
      expect(changesBetween(told(post), told(next)).map((change) => change.kind)).toEqual([kind]);
    });

  it('is another state', () => {
    expect(meaningOf(post, 'deleted')).not.toBe(meaningOf(post, 'live'));
    expect(saysTheSame(told(post, 'deleted'), told(post))).toBe(false);
    expect(changesBetween(told(post), told(post, 'deleted'))).toEqual([
      { kind: 'state', from: 'live', to: 'deleted' },
    ]);
  });

  for (const [name, next] of Object.entries(sameMeaning))
    it(`is not ${name}`, () => {
      expect(next).not.toEqual(post);
      expect(meaningOf(next, 'live')).toBe(meaningOf(post, 'live'));
      expect(changesBetween(told(post), told(next))).toEqual([]);
    });
});

describe('what could not be had', () => {
  const lost = had(null, { missing: 'status 503' });
  const elsewhere = had(null, { urls: ['https://b.test/signed?for=today'], missing: 'status 403' });

  it('means the same at whatever address it is said to be', () => {
    const [one, other] = [withAuthor({ avatar: lost }), withAuthor({ avatar: elsewhere })];
    expect(meaningOf(one, 'live')).toBe(meaningOf(other, 'live'));
  });

  const gaps: Readonly<Record<string, Post>> = {
    'a photo': withFirst({ blob: null, urls: elsewhere.urls, missing: 'status 503' }),
    'an avatar': withAuthor({ avatar: elsewhere }),
    'an avatar that a source does not tell': withAuthor({ avatar: null }),
    'a name that a source does not tell': withAuthor({ name: null, handle: null }),
    'a still': { ...post, media: [heron, stork, { ...film, poster: elsewhere }] },
  };
  for (const [name, next] of Object.entries(gaps))
    it(`is no news: ${name}`, () => {
      expect(saysTheSame(told(next), told(post))).toBe(true);
    });

  it('hides no other change', () => {
    const next = { ...withFirst({ blob: null }), note: null };
    expect(saysTheSame(told(next), told(post))).toBe(false);
    const other = withFirst({ blob: null, kind: 'video' });
    expect(saysTheSame(told(other), told(post))).toBe(false);
  });

  it('is news once it is had, by no doing of the platform', () => {
    const before = withFirst({ blob: null, missing: 'status 503' });
    expect(saysTheSame(told(post), told(before))).toBe(false);
    expect(causeOf(told(post), told(before), false)).toBe('source');
    expect(changesBetween(told(before), told(post))).toMatchObject([
      { kind: 'medium', how: 'had', number: 1 },
    ]);
  });
});

describe('the cause of a version', () => {
  const other = { ...told(post), witnesses: { text: ['pond-page'] } };

  it('is the first there is', () => {
    expect(causeOf(told(post), null, false)).toBe('first');
  });

  it('is the platform for what its author did', () => {
    for (const [name, [next, kind]] of Object.entries(changes).filter(([, [, of]]) => of !== 'links'))
      expect([name, kind, causeOf(told(next), told(post), false)]).toEqual([name, kind, 'platform']);
    expect(causeOf(told(post, 'deleted'), told(post), true)).toBe('platform');
  });

  it('is the source for what another one adds beside the same words', () => {
    const bare = { ...post, media: [], note: null, poll: null, quote: null };
    expect(causeOf(other, told(bare), false)).toBe('source');
    expect(causeOf(told(post), told(bare), false)).toBe('platform');
    expect(causeOf({ ...other, post: bare }, told(post), false)).toBe('platform');
    expect(causeOf(told(post), { ...told(post), known: 'archive' }, false)).toBe('source');
  });

  it('is the source for the rest of a text that was cut, and for a date', () => {
    const cut: Post = { ...post, segments: [{ kind: 'text', text: 'Herons' }], truncated: true };
    expect(causeOf(told(post), told(cut), false)).toBe('source');
    expect(causeOf(told(cut), told(post), false)).toBe('platform');
    expect(causeOf(told(post), told({ ...post, createdAt: '2024-05-01' }), false)).toBe('source');
  });

  it('is the parser where the answer is the same to the byte, but not for pictures', () => {
    const edited = changes['a word']?.[0] ?? post;
    expect(causeOf(told(edited), told(post), true)).toBe('parser');
    expect(causeOf(told(changes['a word that becomes a link']?.[0] ?? post), told(post), true)).toBe(
      'parser',
    );
    expect(causeOf(told(withAuthor({ avatar: had('new') })), told(post), true)).toBe('platform');
  });
});

describe('media that changed', () => {
  const numbered = (next: readonly Media[]) =>
    changesBetween(told(post), told({ ...post, media: next })).map((change) =>
      'number' in change ? [change.kind, 'how' in change ? change.how : null, change.number] : [change.kind],
    );

  it('are told by their places', () => {
    expect(numbered([heron, photo('new', { alt: null }), film])).toEqual([['medium', 'replaced', 2]]);
    expect(numbered([stork, film])).toEqual([['medium', 'removed', 1]]);
    expect(numbered([photo('new'), heron, stork, film])).toEqual([['medium', 'added', 1]]);
    expect(numbered([])).toEqual([
      ['medium', 'removed', 1],
      ['medium', 'removed', 2],
      ['medium', 'removed', 3],
    ]);
    expect(numbered([heron, { ...stork, alt: 'Now told' }, film])).toEqual([['alt', null, 2]]);
    expect(numbered([{ ...heron, kind: 'gif' }, stork, film])).toEqual([
      ['medium', 'added', 1],
      ['medium', 'removed', 1],
    ]);
  });
});
