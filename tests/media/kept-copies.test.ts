import { describe, expect, it } from 'vitest';
import { keptCopies, withKeptLikeness } from '../../src/media/kept-copies.ts';
import { emptyPost, type Media, nobody, type Picture, type Post, pictureAt } from '../../src/model/post.ts';
import { meaningOf } from '../../src/model/snapshot.ts';

const likeness = '0123456789abcdef'.repeat(4);
const almost = `f${likeness.slice(1)}`;
const other = 'fedcba9876543210'.repeat(4);

function copy(name: string, more: Partial<Picture> = {}): Picture {
  return {
    ...pictureAt('https://img.test/large', 'https://img.test/small'),
    blob: `blob of ${name}`,
    show: `show of ${name}`,
    mediaType: 'image/jpeg',
    width: 400,
    height: 300,
    likeness,
    ...more,
  };
}

function postWith(picture: Picture): Post {
  const photo = {
    ...picture,
    kind: 'photo',
    alt: null,
    poster: null,
    durationMs: null,
    stream: null,
  } as const;
  return {
    ...emptyPost,
    author: { ...nobody, avatar: picture },
    media: [photo],
    quote: { ...emptyPost, media: [photo] },
  };
}

describe('what a former version kept', () => {
  const former = copy('former');
  const anew = copy('next', { mediaType: 'image/webp', width: 200, height: 150, likeness: almost });

  it('stands where the same picture came in another encoding, which means the same', () => {
    const post = withKeptLikeness(postWith(anew), postWith(former));
    expect(meaningOf(postWith(anew), 'live')).not.toBe(meaningOf(postWith(former), 'live'));
    expect(meaningOf(post, 'live')).toBe(meaningOf(postWith(former), 'live'));
    for (const picture of [post.author.avatar, post.media[0], post.quote?.media[0]])
      expect(picture).toMatchObject({ ...former, others: ['blob of next'] });
  });

  it('stands where a host signs the address of a file anew, whatever its own name is today', () => {
    const file = '/v/t51/285560016_1234567890_n.jpg';
    const before = { ...former, urls: [`https://edge-1.img.test${file}?signed=monday`] };
    const today = { ...anew, urls: [`https://edge-2.img.test${file}?signed=friday`] };
    expect(withKeptLikeness(postWith(today), postWith(before)).media[0]?.blob).toBe('blob of former');
    const other = { ...today, urls: [`https://edge-2.img.test${file}x?signed=friday`] };
    expect(withKeptLikeness(postWith(other), postWith(before)).media[0]?.blob).toBe('blob of next');
  });

  it('stands for the face of the same author at any address, and for no photo there', () => {
    const by = (post: Post, handle: string): Post => ({ ...post, author: { ...post.author, handle } });
    const elsewhere = { ...anew, urls: ['https://img.test/resized'] };
    const same = withKeptLikeness(by(postWith(elsewhere), 'Ada'), by(postWith(former), 'ada'));
    expect(same.author.avatar?.blob).toBe('blob of former');
    expect(same.media[0]?.blob).toBe('blob of next');
    const other = withKeptLikeness(by(postWith(elsewhere), 'bob'), by(postWith(former), 'ada'));
    expect(other.author.avatar?.blob).toBe('blob of next');
    const changed = by(postWith({ ...elsewhere, likeness: null }), 'ada');
    expect(withKeptLikeness(changed, by(postWith(former), 'ada')).author.avatar?.blob).toBe('blob of next');
  });

  it('stands for a film that was packed anew, if it lasts as long and has the same still', () => {
    const film = (blob: string, more: Partial<Media> = {}): Media => ({
      ...pictureAt('https://video.test/v/1234567890/abcdefgh/720.mp4?signed=monday'),
      kind: 'video',
      alt: null,
      poster: former,
      durationMs: 61_000,
      stream: null,
      blob,
      ...more,
    });
    const later = { urls: ['https://edge.video.test/v/1234567890/abcdefgh/720.mp4?signed=friday'] };
    const postOf = (one: Media) => ({ ...emptyPost, media: [one] });
    const kept = (one: Media) => withKeptLikeness(postOf(one), postOf(film('first'))).media[0]?.blob;
    expect(kept(film('anew', { ...later, poster: anew, durationMs: 61_040 }))).toBe('first');
    expect(kept(film('cut', { ...later, durationMs: 60_000 }))).toBe('cut');
    expect(kept(film('other', { ...later, poster: copy('x', { likeness: other }) }))).toBe('other');
    expect(kept(film('unknown', { ...later, durationMs: null }))).toBe('unknown');
    expect(kept(film('elsewhere', { urls: ['https://video.test/v/9/other-film-of-theirs/720.mp4'] }))).toBe(
      'elsewhere',
    );
  });

  it('stands when one address of several is the same', () => {
    const elsewhere = { ...anew, urls: ['https://img.test/original', 'https://img.test/small'] };
    expect(withKeptLikeness(postWith(elsewhere), postWith(former)).media[0]).toMatchObject({
      urls: elsewhere.urls,
      blob: 'blob of former',
      show: 'show of former',
    });
  });

  const changed: Record<string, Picture> = {
    'another picture': copy('next', { likeness: other }),
    'one that shows too little to tell': copy('next', { likeness: null }),
    'the same at another address': copy('next', { urls: ['https://img.test/elsewhere'] }),
    'another shape': copy('next', { width: 300 }),
    'none that was had': { ...copy('next'), blob: null, show: null, likeness: null, missing: 'status 404' },
  };
  for (const [name, picture] of Object.entries(changed))
    it(`does not stand for ${name}`, () => {
      expect(withKeptLikeness(postWith(picture), postWith(former))).toEqual(postWith(picture));
    });

  it('gathers every other encoding once, and forgets none', () => {
    const first = withKeptLikeness(postWith(anew), postWith(former));
    const second = withKeptLikeness(postWith(anew), first);
    const third = withKeptLikeness(postWith(copy('third')), second);
    const again = withKeptLikeness(postWith(former), third);
    expect(third.media[0]?.others).toEqual(['blob of next', 'blob of third']);
    expect(again.media[0]).toMatchObject({
      blob: 'blob of former',
      others: ['blob of next', 'blob of third'],
    });
  });

  it('changes nothing without a former version, and nothing of what it was given', () => {
    const post = postWith(anew);
    const text = JSON.stringify(post);
    expect(withKeptLikeness(post, null)).toBe(post);
    withKeptLikeness(post, postWith(former));
    expect(JSON.stringify(post)).toBe(text);
  });

  it('is found by its best address, of a stream by the stream’s', () => {
    const film = {
      ...pictureAt(),
      kind: 'video',
      alt: null,
      poster: null,
      durationMs: null,
      blob: 'film',
    } as const;
    const post = {
      ...postWith(former),
      media: [
        { ...film, stream: 'https://video.test/list' },
        { ...film, stream: null },
      ],
    };
    expect([...keptCopies(post).keys()]).toEqual(['https://video.test/list', 'https://img.test/large']);
    expect(keptCopies(null).size).toBe(0);
  });
});
