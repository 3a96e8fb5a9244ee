import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HoldfastError } from '../../src/errors.ts';
import { fetchPicture, type MediaTools } from '../../src/media/fetch-picture.ts';
import { fetchPostMedia } from '../../src/media/fetch-post-media.ts';
import { openImages } from '../../src/media/images.ts';
import { emptyPost, type Media, nobody, pictureAt } from '../../src/model/post.ts';

const images = openImages();
afterAll(() => images.close());

const kept = new Map<string, Uint8Array>();
const asked: string[] = [];
let photo: Uint8Array;
const mp4 = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(100)]);
const world = new Map<string, Uint8Array | string | HoldfastError>();
beforeAll(async () => {
  photo = await sharp({ create: { width: 2_000, height: 1_000, channels: 3, background: '#c03' } })
    .jpeg()
    .toBuffer();
  world.set('https://img.test/photo', photo);
  world.set('https://img.test/page', '<!doctype html>');
  world.set('https://img.test/svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  world.set('https://img.test/empty', '');
  world.set('https://img.test/inside', new HoldfastError('refused-address', 'inside'));
  world.set('https://video.test/mp4', mp4);
  world.set('https://video.test/huge', new HoldfastError('too-large', 'huge'));
});

const tools: MediaTools = {
  images,
  fetch: async ({ url, purpose, maxBytes }) => {
    asked.push(url);
    expect(purpose).toBe('media');
    expect(maxBytes).toBeGreaterThan(0);
    const entry = world.get(url);
    if (entry instanceof HoldfastError) throw entry;
    return {
      url,
      status: entry === undefined ? 404 : 200,
      headers: [],
      body: Buffer.from(entry ?? 'no'),
      at: '',
    };
  },
  keep: async (bytes) => {
    const hash = createHash('sha256').update(bytes).digest('hex');
    kept.set(hash, bytes);
    return hash;
  },
};

describe('a picture', () => {
  it('is had from the first address that gives one, kept as it came, with a small copy', async () => {
    const picture = await fetchPicture(
      pictureAt(
        'https://img.test/gone',
        'https://img.test/page',
        'https://img.test/photo',
        'https://img.test/inside',
      ),
      tools,
    );
    expect(picture).toMatchObject({ mediaType: 'image/jpeg', width: 2_000, height: 1_000, missing: null });
    expect(kept.get(picture.blob ?? '')).toEqual(photo);
    const small = await sharp(kept.get(picture.show ?? '')).metadata();
    expect([small.format, small.width, small.height]).toEqual(['webp', 1_200, 600]);
  });

  const reasons: Record<string, [string[], string]> = {
    gone: [['https://img.test/gone'], 'status 404'],
    'a page': [['https://img.test/page'], 'image-unreadable'],
    'an svg': [['https://img.test/svg'], 'image-unreadable'],
    'an empty answer': [['https://img.test/empty'], 'status 200, empty'],
    'a refused address': [['https://img.test/gone', 'https://img.test/inside'], 'refused-address'],
    'without an address': [[], 'no address'],
  };
  for (const [name, [urls, missing]] of Object.entries(reasons))
    it(`is missing, with the reason: ${name}`, async () => {
      expect(await fetchPicture(pictureAt(...urls), tools)).toEqual({ ...pictureAt(...urls), missing });
    });

  it('is not asked for again once kept', async () => {
    const had = await fetchPicture(pictureAt('https://img.test/photo'), tools);
    const before = asked.length;
    expect(await fetchPicture(had, tools)).toBe(had);
    expect(asked.length).toBe(before);
  });

  it('lets a full disk through', async () => {
    const full = { ...tools, keep: () => Promise.reject(new HoldfastError('disk-full', 'full')) };
    await expect(fetchPicture(pictureAt('https://img.test/photo'), full)).rejects.toMatchObject({
      name: 'disk-full',
    });
  });
});

describe('a post’s media', () => {
  const media = (kind: Media['kind'], ...urls: string[]): Media => ({
    ...pictureAt(...urls),
    kind,
    alt: 'words',
    poster: kind === 'photo' ? null : pictureAt('https://img.test/photo'),
    durationMs: null,
    stream: null,
  });

  it('are all had: avatar, photo, video, poster, card, emoji, and those of the quoted post', async () => {
    const author = { ...nobody, avatar: pictureAt('https://img.test/photo') };
    const inner = { ...emptyPost, media: [media('photo', 'https://img.test/photo')] };
    const post = await fetchPostMedia(
      {
        ...emptyPost,
        author,
        segments: [
          { kind: 'text', text: 'a' },
          { kind: 'emoji', text: ':b:', picture: pictureAt('https://img.test/photo') },
        ],
        media: [
          media('photo', 'https://img.test/photo'),
          media('video', 'https://video.test/huge', 'https://video.test/mp4'),
          media('gif', 'https://video.test/huge'),
          media('video', 'https://img.test/photo'),
        ],
        card: {
          url: 'https://a.test/',
          title: null,
          description: null,
          site: null,
          picture: pictureAt('https://img.test/gone'),
        },
        quote: inner,
      },
      tools,
    );
    const hash = createHash('sha256').update(photo).digest('hex');
    expect(post.author.avatar?.blob).toBe(hash);
    expect(post.segments[1]).toMatchObject({ picture: { blob: hash } });
    expect(post.media.map(({ blob, mediaType, missing }) => [blob !== null, mediaType, missing])).toEqual([
      [true, 'image/jpeg', null],
      [true, 'video/mp4', null],
      [false, null, 'too-large'],
      [false, null, 'not an mp4'],
    ]);
    expect(kept.get(post.media[1]?.blob ?? '')).toEqual(mp4);
    expect(post.media.slice(1).map(({ poster }) => poster?.blob)).toEqual([hash, hash, hash]);
    expect(post.media.map(({ alt }) => alt)).toEqual(['words', 'words', 'words', 'words']);
    expect(post.card?.picture?.missing).toBe('status 404');
    expect(post.quote?.media[0]?.blob).toBe(hash);
  });
});
