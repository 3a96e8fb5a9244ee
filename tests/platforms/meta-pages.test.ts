import { describe, expect, it } from 'vitest';
import type { Memento } from '../../src/model/memento.ts';
import type { Platform } from '../../src/model/platform.ts';
import { textOf } from '../../src/model/post.ts';
import { facebook } from '../../src/platforms/facebook/index.ts';
import { instagram } from '../../src/platforms/instagram/index.ts';
import { linkedin } from '../../src/platforms/linkedin/index.ts';
import { threads } from '../../src/platforms/threads/index.ts';
import { expectShortGolden } from './golden.ts';
import {
  facebookPage,
  framed,
  instagramFrame,
  instagramPage,
  linkedinFrame,
  linkedinPage,
  threadsFrame,
  threadsPage,
} from './meta-pages.ts';
import { meaningOf, recordedAnswers, wireOf, withoutCorpus } from './platform-corpus.ts';

const addresses = {
  instagram: 'https://www.instagram.com/p/CITD0senEDT/',
  threads: 'https://www.threads.com/@jo/post/DXnWnLSEuMH',
  facebook: 'https://www.facebook.com/wikipedia/posts/928812574504508',
  linkedin: 'https://www.linkedin.com/feed/update/urn:li:activity:7468765250281046016/',
};
const graphql = recordedAnswers('instagram/scrape-graphql');

const cases = [
  ['instagram', instagram, 'a frame', instagramFrame],
  ['instagram', instagram, 'a page’s head', instagramPage],
  ['threads', threads, 'a frame', threadsFrame],
  ['threads', threads, 'a page’s head', threadsPage],
  ['facebook', facebook, 'a page’s head', facebookPage],
  ['linkedin', linkedin, 'a frame', linkedinFrame],
  ['linkedin', linkedin, 'a page’s data', linkedinPage],
] as const;

describe.each(cases)('%s', (id, platform, what, body) => {
  it(`is read by ${what}`, () => {
    const answer = archived(platform, body, addresses[id]);
    expect(meaningOf(answer)).toBe('live');
    expectShortGolden(
      `platforms-${id}/archived-${what.replace(/^a /u, '').replace(/\W+/gu, '-')}.json`,
      answer,
    );
  });

  it(`is not taken for another post by ${what}`, () => {
    const others = {
      instagram: 'https://www.instagram.com/p/B7ISOoHne6s/',
      threads: 'https://www.threads.com/@jo/post/DXnWnLSEuMX',
      facebook: 'https://www.facebook.com/wikipedia/posts/928812574504509',
      linkedin: 'https://www.linkedin.com/feed/update/urn:li:activity:7468765250281046017/',
    };
    expect(meaningOf(archived(platform, body, others[id]))).toBe('bad-shape');
  });

  it.each(
    platform.archivedAddresses?.({ platform: id, id: idOf(platform, addresses[id]), url: addresses[id] }, [
      'jo',
      '../x',
    ]) ?? [],
  )('may be archived at %s', (address) => {
    expect(address).toMatch(/^https:\/\/[\w.-]+\/[^\s"<>]*$/u);
    expect(address).not.toContain('..');
  });
});

describe.each([instagram, threads, facebook, linkedin])('a wall in an archive of $name', (platform) => {
  const address = addresses[platform.id as keyof typeof addresses];

  it.each([
    [
      'a login',
      '<html><title>Log in</title><meta property="og:title" content="Log In or Sign Up to View"><meta property="og:url" content="https://www.example.com/login/"></html>',
    ],
    ['a consent', '<html><title>Cookies</title><form></form></html>'],
    ['nothing', '<html></html>'],
    ['the archive’s own', '<html><title>Wayback Machine</title></html>'],
    ['an empty frame', framed('')],
  ])('says nothing: %s', (_what, body) => {
    expect(archived(platform, body, address).kind).toBe('unknown');
  });
});

describe('Facebook’s walls', () => {
  it.each([
    ['Log In or Sign Up to View', 'See posts, photos and more on Facebook.'],
    ['Zum Ansehen anmelden oder registrieren', 'Sieh dir Beiträge, Fotos und vieles mehr auf Facebook an.'],
    ['Bei Facebook anmelden', ''],
    ['Facebook – log in or sign up', 'Create an account or log into Facebook.'],
    ['Error', ''],
    ['登录 Facebook', '登录 Facebook，开始分享'],
  ])('have the post’s address and say nothing: %s', (title, description) => {
    const head = `<meta property="og:url" content="${addresses.facebook}"><meta property="og:title" content="${title}"><meta property="og:description" content="${description}"><meta property="og:image" content="https://static.xx.fbcdn.net/rsrc.php/v3/a.png">`;
    expect(archived(facebook, framed('', head), addresses.facebook).kind).toBe('unknown');
  });
});

describe('Instagram’s own data', () => {
  it.skipIf(graphql === null)(
    `is read as its golden says (${graphql === null ? withoutCorpus : 'all'})`,
    () => {
      const read = (graphql ?? []).map(({ name, body }) => [
        name,
        archived(
          instagram,
          body,
          'https://www.instagram.com/p/Chm_-tPJqpd/',
          'https://www.instagram.com/p/Chm_-tPJqpd/?__a=1',
        ),
      ]);
      expect(read.length).toBeGreaterThan(0);
      expectShortGolden('platforms-instagram/items.json', Object.fromEntries(read));
    },
  );

  it('of pages until 2021 has every picture', () => {
    const node = (at: number) => ({
      node: {
        display_url: `https://scontent.cdninstagram.com/${at}.jpg`,
        is_video: at === 2,
        video_url: at === 2 ? 'https://scontent.cdninstagram.com/2.mp4' : undefined,
        accessibility_caption: 'Kelp',
        dimensions: { width: 1080, height: 1350 },
      },
    });
    const shortcode_media = {
      shortcode: 'CITD0senEDT',
      taken_at_timestamp: 1_606_921_200,
      edge_media_to_caption: { edges: [{ node: { text: 'Bring back kelp. #sea' } }] },
      edge_media_preview_like: { count: 5, edges: [] },
      edge_sidecar_to_children: { edges: [node(1), node(2)] },
      owner: {
        id: '144605776',
        username: 'jo.x',
        full_name: 'Jo',
        is_verified: true,
        profile_pic_url: 'https://scontent.cdninstagram.com/p.jpg',
      },
    };
    const page = `<html><script>window._sharedData = ${JSON.stringify({ entry_data: { PostPage: [{ graphql: { shortcode_media } }] } })};</script></html>`;
    const answer = archived(instagram, page, addresses.instagram);
    expect(answer).toMatchObject({
      post: {
        author: { id: '144605776', name: 'Jo', handle: 'jo.x', verified: 'verified' },
        createdAt: '2020-12-02T15:00:00.000Z',
        media: [
          { kind: 'photo', urls: ['https://scontent.cdninstagram.com/1.jpg'], alt: 'Kelp' },
          { kind: 'video', urls: ['https://scontent.cdninstagram.com/2.mp4'] },
        ],
        metrics: { likes: 5 },
      },
    });
    expect(answer.kind === 'post' && textOf(answer.post.segments)).toBe('Bring back kelp. #sea');
  });

  it.each([
    [
      'handed to a function',
      (media: unknown) => `window._jscalls = [["lib/page","init",[${JSON.stringify({ a: '}', media })}]]];`,
    ],
    [
      'kept for the page',
      (media: unknown) =>
        `window._sharedData = ${JSON.stringify({ entry_data: { DesktopPPage: [{ media }] } })};`,
    ],
  ])('of pages until 2017 is read where it is %s', (_where, script) => {
    const media = {
      code: 'CITD0senEDT',
      date: 1_365_858_727,
      caption: 'Kelp',
      likes: { count: 5, nodes: [] },
      comments: { count: 2, nodes: [] },
      is_video: true,
      video_url: 'http://files.example/1.mp4',
      display_src: 'http://files.example/1.jpg',
      owner: { id: '7', username: 'jo.x', profile_pic_url: 'http://files.example/p.jpg' },
    };
    const read = (told: unknown) =>
      archived(instagram, `<html><script>${script(told)}</script></html>`, addresses.instagram);
    expect(read(media)).toMatchObject({
      post: {
        author: { id: '7', handle: 'jo.x', avatar: { urls: ['https://files.example/p.jpg'] } },
        segments: [{ kind: 'text', text: 'Kelp' }],
        createdAt: '2013-04-13T13:12:07.000Z',
        media: [
          {
            kind: 'video',
            urls: ['https://files.example/1.mp4'],
            poster: { urls: ['https://files.example/1.jpg'] },
          },
        ],
        metrics: { likes: 5, replies: 2 },
        omissions: [],
      },
    });
    expect(read({ ...media, code: 'another1' })).toMatchObject({ outcome: 'bad-shape' });
    expect(read({ ...media, date: null }).kind).toBe('unknown');
  });
});

function archived(platform: Platform, body: string | Uint8Array, of: string, original = of) {
  const ref = platform.match(new URL(of), 'markup');
  if (ref === null) throw new Error(`${of} is no post of ${platform.name}`);
  const url = `https://web.archive.org/web/20260601000000id_/${original}`;
  const link = { archive: 'web.archive.org', original, url, takenAt: '2026-06-01T00:00:00.000Z' };
  const memento: Memento = {
    ...link,
    mediaType: null,
    status: null,
    digest: null,
    wire: { ...wireOf(body), url },
  };
  const answer = platform.readArchived?.(memento, ref);
  if (answer === undefined) throw new Error('nothing reads archived copies');
  return answer;
}

function idOf(platform: Platform, address: string): string {
  return platform.match(new URL(address), 'markup')?.id ?? '';
}
