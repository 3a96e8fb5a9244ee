import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HoldfastError } from '../../src/errors.ts';
import { fetchFilm } from '../../src/media/fetch-film.ts';
import { fetchPicture } from '../../src/media/fetch-picture.ts';
import { fetchPostMedia } from '../../src/media/fetch-post-media.ts';
import { keptCopies } from '../../src/media/kept-copies.ts';
import { type MediaTools, openAllowance } from '../../src/media/media-tools.ts';
import type { Memento } from '../../src/model/memento.ts';
import {
  emptyPost,
  type Media,
  nobody,
  type Picture,
  type Post,
  pictureAt,
  picturesOf,
} from '../../src/model/post.ts';
import { asSharp, kinds } from './synthetic-pictures.ts';
import { hashOf, openWeb, type Web } from './web.ts';

let web: Web;
let tools: MediaTools;
let photo: Uint8Array;
const mp4 = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(100)]);
beforeAll(async () => {
  web = await openWeb();
  tools = web.tools;
  photo = await asSharp(kinds.shapes(1, 400, 200))
    .resize(2_000, 1_000)
    .jpeg()
    .toBuffer();
  web.places.set('http://img.test/photo', photo);
  web.places.set('http://img.test/cut', photo.subarray(0, photo.length / 2));
  web.places.set('http://img.test/page', '<!doctype html>');
  web.places.set('http://img.test/svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  web.places.set('http://img.test/empty', '');
  web.places.set('http://img.test/refused', 403);
  web.places.set('http://img.test/broken', 500);
  web.places.set('http://video.test/mp4', mp4);
  web.places.set('http://video.test/webm', Buffer.from('1a45dfa3aa', 'hex'));
  web.places.set('http://video.test/mp3', Buffer.from('fffb90aa', 'hex'));
  web.places.set('http://video.test/huge', Buffer.alloc(65 * 1024 * 1024, mp4));
});
afterAll(() => web.close());
beforeEach(() => {
  web.asked.length = 0;
});

function media(kind: Media['kind'], ...urls: string[]): Media {
  const poster = kind === 'photo' ? null : pictureAt('http://img.test/photo');
  return { ...pictureAt(...urls), kind, alt: 'words', poster, durationMs: null, stream: null };
}

function postOf(...items: readonly Media[]): Post {
  return { ...emptyPost, media: items };
}

async function fetched(item: Media, more: Partial<MediaTools> = {}): Promise<Picture> {
  const post = await fetchPostMedia(postOf(item), { ...tools, ...more });
  return post.media[0] as Picture;
}

const photoAt = (...urls: string[]) => media('photo', ...urls);
const askedUrls = () => web.asked.map(({ url }) => url);

describe('a picture', () => {
  it('is asked for in other words at another host only, where its own is in trouble', async () => {
    const there = photoAt('http://img.test/broken', 'http://img.test/photo', 'http://video.test/mp4');
    expect(await fetched(there)).toMatchObject({ blob: null, missing: 'status 500' });
    expect(askedUrls()).toEqual(['http://img.test/broken', 'http://video.test/mp4']);
  });

  it('is had from the first address that gives one, kept as it came, with a small copy', async () => {
    const picture = await fetched(
      photoAt('http://img.test/gone', 'http://img.test/page', 'http://img.test/photo', 'http://img.test/svg'),
    );
    expect(picture).toMatchObject({ mediaType: 'image/jpeg', width: 2_000, height: 1_000, missing: null });
    expect(picture.likeness).toMatch(/^[0-9a-f]{64}$/);
    expect(picture.from).toBeNull();
    expect(picture.blob).toBe(hashOf(photo));
    expect(hashOf(web.kept.get(picture.blob ?? '') ?? Buffer.alloc(0))).toBe(picture.blob);
    const small = await sharp(web.kept.get(picture.show ?? '')).metadata();
    expect([small.format, small.width, small.height]).toEqual(['webp', 1_200, 600]);
    expect(askedUrls()).toEqual(['gone', 'page', 'photo'].map((name) => `http://img.test/${name}`));
  });

  it('is asked for without a word of where from, and without cookies', async () => {
    await fetched(photoAt('http://img.test/photo'));
    const [{ headers }] = web.asked as [Web['asked'][0]];
    expect(headers).not.toHaveProperty('referer');
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('origin');
  });

  const reasons: Record<string, [string[], string]> = {
    gone: [['http://img.test/gone'], 'status 404'],
    'a page': [['http://img.test/page'], 'not a picture'],
    'an svg': [['http://img.test/svg'], 'not a picture'],
    'an empty answer': [['http://img.test/empty'], 'status 200, empty'],
    'a refused address': [['http://img.test/gone', 'http://127.0.0.1:1/a'], 'refused-address'],
    'trouble that may pass, before what stays': [
      ['http://img.test/broken', 'http://img.test/gone'],
      'status 500',
    ],
    'without an address': [[], 'no address'],
    'a data address': [['data:image/png;base64,iVBORw0KGgo='], 'bad-url'],
    'a script': [['javascript:alert(1)'], 'bad-url'],
    'a file': [['file:///etc/passwd'], 'bad-url'],
    'no address at all': [['//img.test/photo', ''], 'bad-url'],
    'an address without end': [[`http://img.test/${'a'.repeat(9_000)}`], 'bad-url'],
  };
  for (const [name, [urls, missing]] of Object.entries(reasons))
    it(`is missing, with the reason: ${name}`, async () => {
      const item = photoAt(...urls);
      expect(await fetched(item)).toEqual({ ...item, missing });
    });

  it('that is damaged is kept as evidence, with nothing to show and the reason', async () => {
    const picture = await fetched(photoAt('http://img.test/gone', 'http://img.test/cut'));
    expect(picture).toMatchObject({
      blob: hashOf(photo.subarray(0, photo.length / 2)),
      show: null,
      likeness: null,
    });
    expect(picture.missing).toMatch(/^image-unreadable: ./);
  });

  it('that is damaged gives way to a whole one', async () => {
    const picture = await fetched(photoAt('http://img.test/cut', 'http://img.test/photo'));
    expect(picture).toMatchObject({ blob: hashOf(photo), missing: null });
  });

  it('is not asked for again once kept, damaged ones aside', async () => {
    const items = [photoAt('http://img.test/photo'), photoAt('http://img.test/cut')];
    const first = await fetchPostMedia(postOf(...items), tools);
    web.asked.length = 0;
    const second = await fetchPostMedia(postOf(...items), { ...tools, kept: keptCopies(first) });
    expect(second).toEqual(first);
    expect(askedUrls()).toEqual(['http://img.test/cut']);
    expect((await fetchPostMedia(second, tools)).media[0]).toEqual(second.media[0]);
  });

  it('that is damaged is looked for again, but not given up when the host has nothing any more', async () => {
    web.places.set('http://img.test/later', photo.subarray(0, 9_000));
    const first = await fetchPostMedia(postOf(photoAt('http://img.test/later')), tools);
    web.places.set('http://img.test/later', 404);
    const again = { ...tools, kept: keptCopies(first) };
    expect(await fetchPostMedia(postOf(photoAt('http://img.test/later')), again)).toEqual(first);
    web.places.set('http://img.test/later', photo);
    const { media: whole } = await fetchPostMedia(postOf(photoAt('http://img.test/later')), again);
    expect(whole[0]).toMatchObject({ blob: hashOf(photo), missing: null });
  });

  it('without an address takes no other’s copy', async () => {
    const first = await fetchPostMedia(postOf(photoAt('http://img.test/photo')), tools);
    const nameless = { ...first, media: first.media.map((item) => ({ ...item, urls: [] })) };
    const again = await fetchPostMedia(postOf(photoAt()), { ...tools, kept: keptCopies(nameless) });
    expect(again.media[0]).toMatchObject({ blob: null, missing: 'no address' });
  });

  it('lets a full disk through', async () => {
    const keep = () => Promise.reject(new HoldfastError('disk-full', 'full'));
    await expect(fetched(photoAt('http://img.test/photo'), { keep })).rejects.toMatchObject({
      name: 'disk-full',
    });
  });
});

describe('a picture that no host has any more', () => {
  const takenAt = '2020-02-03T04:05:06Z';
  const memento = (body: Uint8Array): Memento => ({
    archive: 'archive.test',
    original: 'http://img.test/gone',
    url: 'http://archive.test/2020/http://img.test/gone',
    takenAt,
    mediaType: null,
    status: 200,
    digest: null,
    wire: { url: '', status: 200, headers: [], body, at: '' },
  });

  it('is had from a web archive, near the post’s own time, and says so', async () => {
    const asked: unknown[] = [];
    const recover: MediaTools['recover'] = async (...question) => {
      asked.push(question);
      return memento(photo);
    };
    const item = photoAt('http://img.test/gone', 'data:image/png,x', 'http://img.test/refused');
    const quoted = { ...postOf(photoAt('http://img.test/page')), createdAt: '2019-01-01T00:00:00Z' };
    const post = { ...postOf(item), createdAt: '2020-01-01T00:00:00Z', quote: quoted };
    const { media, quote } = await fetchPostMedia(post, { ...tools, recover });
    expect(asked).toEqual([
      [['http://img.test/gone', 'http://img.test/refused'], '2020-01-01T00:00:00Z'],
      [['http://img.test/page'], '2019-01-01T00:00:00Z'],
    ]);
    const from = { archive: 'archive.test', url: 'http://archive.test/2020/http://img.test/gone', takenAt };
    for (const one of [media[0], quote?.media[0]])
      expect(one).toMatchObject({ blob: hashOf(photo), from, missing: null });
  });

  it('stays missing when no archive has it, or has something else', async () => {
    for (const recover of [async () => null, async () => memento(Buffer.from('<!doctype html>'))])
      expect(await fetched(photoAt('http://img.test/gone'), { recover })).toMatchObject({
        blob: null,
        from: null,
        missing: 'status 404',
      });
  });

  it('and an archive that can’t be reached changes nothing', async () => {
    const recover = () => Promise.reject(new HoldfastError('timeout', 'slow'));
    expect(await fetched(photoAt('http://img.test/gone'), { recover })).toMatchObject({
      missing: 'status 404',
    });
  });

  it('is not looked for there while trouble may pass', async () => {
    const recover = () => Promise.reject(new Error('asked'));
    for (const urls of [['http://img.test/broken'], ['http://img.test/gone', 'http://127.0.0.1:1/'], []])
      expect((await fetched(photoAt(...urls), { recover })).blob).toBeNull();
  });
});

describe('a video', () => {
  it('is the first file of bearable size, kept as it came', async () => {
    const item = media('video', 'http://video.test/huge', 'http://video.test/mp4', 'http://video.test/webm');
    const film = await fetched(item);
    expect(film).toMatchObject({ blob: hashOf(mp4), mediaType: 'video/mp4', show: null, missing: null });
    expect(askedUrls()).toContain('http://video.test/huge');
    expect(askedUrls()).not.toContain('http://video.test/webm');
    expect(film).toMatchObject({ poster: { blob: hashOf(photo) } });
  });

  const films: [Media['kind'], string, Partial<Picture>][] = [
    ['gif', 'http://video.test/huge', { missing: 'too-large' }],
    ['video', 'http://img.test/photo', { missing: 'not a video' }],
    ['video', 'http://img.test/gone', { missing: 'status 404' }],
    ['video', 'http://video.test/webm', { mediaType: 'video/webm', missing: null }],
    ['audio', 'http://video.test/mp3', { mediaType: 'audio/mpeg', missing: null }],
    ['audio', 'http://img.test/page', { missing: 'not a sound' }],
    ['gif', 'http://img.test/photo', { mediaType: 'image/jpeg', width: 2_000, missing: null }],
  ];
  for (const [kind, url, expected] of films)
    it(`or says why there is none: ${kind} at ${url}`, async () => {
      expect(await fetched(media(kind, url))).toMatchObject(expected);
    });
});

/** A post with a picture in every place it can have one, each of its own. */
function fullPost(name: string, more: Partial<Post> = {}): Post {
  const at = (place: string) => pictureAt(`http://img.test/${name}-${place}`);
  return {
    ...emptyPost,
    author: { ...nobody, avatar: at('avatar') },
    segments: [{ kind: 'emoji', text: ':b:', picture: at('emoji') }],
    media: [{ ...media('video', `http://video.test/${name}-video`), poster: at('poster') }],
    card: { url: 'https://a.test/', title: null, description: null, site: null, picture: at('card') },
    ...more,
  };
}

describe('all of a post’s media', () => {
  it('are had, of those it quotes and of its thread too, but of its parent only the face', async () => {
    const link = { name: 'x', url: 'https://a.test/', handle: null };
    const deep = fullPost('q1', { quote: fullPost('q2', { quote: fullPost('q3') }) });
    const post = fullPost('own', {
      quote: deep,
      parent: { ...link, post: fullPost('parent') },
      thread: { before: [fullPost('before')], after: [fullPost('after')] },
    });
    const places = ['own', 'q1', 'q2', 'before', 'after'].flatMap((name) => [
      `http://video.test/${name}-video`,
      ...['poster', 'avatar', 'card', 'emoji'].map((place) => `http://img.test/${name}-${place}`),
    ]);
    for (const url of [...places, 'http://img.test/parent-avatar'])
      web.places.set(url, url.includes('video') ? mp4 : photo);
    const whole = await fetchPostMedia(post, tools);
    expect(askedUrls().toSorted()).toEqual([...places, 'http://img.test/parent-avatar'].toSorted());
    const pictures = picturesOf(whole);
    expect(pictures.map(({ urls }) => urls[0] ?? '').toSorted()).toEqual(askedUrls().toSorted());
    expect(pictures.filter(({ blob, missing }) => blob === null || missing !== null)).toEqual([]);
    // Everything else is as it was.
    expect(bare(whole)).toEqual(bare(post));
    expect(whole.quote?.quote?.quote).toEqual(post.quote?.quote?.quote);
    expect(whole.parent?.post?.media).toEqual(post.parent?.post?.media);
  });

  it('are asked for once where they are the same', async () => {
    const post = postOf(...Array.from({ length: 10_000 }, () => photoAt('http://img.test/photo')));
    const { media } = await fetchPostMedia(post, tools);
    expect(askedUrls()).toEqual(['http://img.test/photo']);
    expect(media.every(({ blob }) => blob === hashOf(photo))).toBe(true);
  });

  it('are sixty at most; the rest say so', async () => {
    const post = postOf(
      ...Array.from({ length: 10_000 }, (_, at) =>
        media(at % 2 ? 'video' : 'gif', `http://img.test/none/${at}`),
      ),
    );
    const { media: items } = await fetchPostMedia(post, tools);
    expect(web.asked.length).toBe(60);
    expect(items.filter(({ missing }) => missing === 'not had: too many').length).toBe(10_000 - 59);
  });

  it('are 512 MiB at most: what comes after is not asked for', async () => {
    const allowance = openAllowance();
    const mebibyte = 1024 * 1024;
    allowance.spend(511 * mebibyte);
    expect(allowance.bytesFor(64 * mebibyte)).toBe(mebibyte);
    const look = { ...tools, allowance, near: null };
    expect(await fetchFilm(media('video', 'http://video.test/huge'), look)).toEqual({ missing: 'too-large' });
    expect(await fetchFilm(media('video', 'http://video.test/mp4'), look)).toMatchObject({ missing: null });
    allowance.spend(mebibyte);
    web.asked.length = 0;
    for (const lookFor of [fetchFilm, fetchPicture])
      expect(await lookFor(media('video', 'http://video.test/mp4'), look)).toEqual({
        missing: 'not had: too much',
      });
    expect(askedUrls()).toEqual([]);
  });

  it('are not opened any more once those before took three minutes', async () => {
    const allowance = openAllowance();
    allowance.opened(180_001);
    const copy = await fetchPicture(photoAt('http://img.test/photo'), { ...tools, allowance, near: null });
    expect(copy).toMatchObject({
      blob: hashOf(photo),
      show: null,
      missing: expect.stringContaining('too long'),
    });
  });

  it('of a hostile post are only what stands on the web, and no more than is bearable', async () => {
    const odd = [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'blob:x',
      'ftp://img.test/a',
      '\0',
    ];
    const post = postOf(
      ...Array.from({ length: 10_000 }, (_, at) =>
        photoAt(odd[at % odd.length] ?? '', `http://img.test/none/${at % 30}`),
      ),
      ...odd.map((url) => media('video', url)),
      photoAt(...Array.from({ length: 10_000 }, (_, at) => `http://img.test/many/${at}`)),
    );
    await fetchPostMedia(post, tools);
    expect(web.asked.length).toBeLessThanOrEqual(60);
    expect(askedUrls().every((url) => url.startsWith('http://img.test/'))).toBe(true);
    web.asked.length = 0;
    await fetchPostMedia(postOf(post.media.at(-1) as Media), tools);
    expect(web.asked.length).toBe(10);
  });
});

/** A post without its copies. */
function bare(post: Post): string {
  return JSON.stringify(post, (key, value: unknown) =>
    ['blob', 'show', 'mediaType', 'width', 'height', 'likeness'].includes(key) ? null : value,
  );
}
