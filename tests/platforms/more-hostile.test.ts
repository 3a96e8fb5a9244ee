import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import type { Platform } from '../../src/model/platform.ts';
import { type Post, picturesOf, textOf } from '../../src/model/post.ts';
import { facebook } from '../../src/platforms/facebook/index.ts';
import { instagram } from '../../src/platforms/instagram/index.ts';
import { linkedin } from '../../src/platforms/linkedin/index.ts';
import { reddit } from '../../src/platforms/reddit/index.ts';
import { telegram } from '../../src/platforms/telegram/index.ts';
import { threads } from '../../src/platforms/threads/index.ts';
import { tiktok } from '../../src/platforms/tiktok/index.ts';
import { youtube } from '../../src/platforms/youtube/index.ts';
import type { Ref } from '../../src/ref.ts';
import { seededRandom } from '../html/seeded-random.ts';
import { processorTime } from '../processor-time.ts';
import {
  facebookPage,
  instagramFrame,
  instagramPage,
  linkedinFrame,
  linkedinPage,
  threadsFrame,
  threadsPage,
} from './meta-pages.ts';
import { wireOf } from './platform-corpus.ts';
import { comment, discussion, gallery, listed } from './reddit-listing.ts';
import { bubble, page as telegramPage, text } from './telegram-widget.ts';

const video = {
  playabilityStatus: { status: 'OK' },
  videoDetails: {
    videoId: 'pO5L6vXtxsI',
    title: 'A title',
    author: 'A',
    shortDescription: 'a',
    lengthSeconds: '62',
    channelId: 'UC4QobU6STFB0P71PMvOGN5A',
  },
  microformat: {
    playerMicroformatRenderer: {
      publishDate: '2015-03-31T07:00:05-07:00',
      ownerProfileUrl: 'http://www.youtube.com/@a',
    },
  },
};
const clip = {
  id: '7134059641968872746',
  desc: 'Corn #a',
  createTime: '1661027698',
  author: { uniqueId: 'jo' },
  textExtra: [{ start: 5, end: 7, hashtagName: 'a' }],
  video: { cover: 'https://a.example/a.jpg' },
  stats: { diggCount: 1 },
};

/** Of each network a post and pages of it. */
const shelves: readonly { platform: Platform; asked: string; pages: readonly string[] }[] = [
  {
    platform: youtube,
    asked: 'https://www.youtube.com/watch?v=pO5L6vXtxsI',
    pages: [`<script>var ytInitialPlayerResponse = ${JSON.stringify(video)};</script>`],
  },
  {
    platform: tiktok,
    asked: 'https://www.tiktok.com/@jo/video/7134059641968872746',
    pages: [
      `<script id="__UNIVERSAL_DATA_FOR_REHYDRATION__">${JSON.stringify({ __DEFAULT_SCOPE__: { 'webapp.video-detail': { itemInfo: { itemStruct: clip } } } })}</script>`,
    ],
  },
  {
    platform: reddit,
    asked: 'https://www.reddit.com/r/kelp/comments/7pfpeq/a_title/',
    pages: [JSON.stringify(discussion()), JSON.stringify(discussion(gallery))],
  },
  {
    platform: reddit,
    asked: 'https://www.reddit.com/r/kelp/comments/7pfpeq/comment/kbjvg1k/',
    pages: [JSON.stringify([discussion()[0], listed([comment({})], 't1')])],
  },
  {
    platform: telegram,
    asked: 'https://t.me/Channel/123',
    pages: [telegramPage(bubble(text('a <a href="https://a.example/">b</a>')))],
  },
  {
    platform: instagram,
    asked: 'https://www.instagram.com/p/CITD0senEDT/',
    pages: [instagramFrame, instagramPage],
  },
  {
    platform: threads,
    asked: 'https://www.threads.com/@jo/post/DXnWnLSEuMH',
    pages: [threadsFrame, threadsPage],
  },
  {
    platform: facebook,
    asked: 'https://www.facebook.com/wikipedia/posts/928812574504508',
    pages: [facebookPage],
  },
  {
    platform: linkedin,
    asked: 'https://www.linkedin.com/feed/update/urn:li:activity:7468765250281046016/',
    pages: [linkedinFrame, linkedinPage],
  },
];

const rounds = Number(process.env['HOLDFAST_FUZZ'] ?? 40);

describe.each(shelves)('answers of $platform.name about $asked', ({ platform, asked, pages }) => {
  const ref = platform.match(new URL(asked), 'markup') ?? { platform: '', id: '', url: asked };

  it('are read to their end whatever is cut, put twice or made strange in them', () => {
    const random = seededRandom(20_261_127);
    let posts = 0;
    for (const page of pages)
      for (let round = 0; round < rounds; round += 1)
        for (const answer of answersOf(platform, ref, damaged(page, random))) {
          expectSound(answer);
          if (answer.kind === 'post') posts += 1;
        }
    expect(posts).toBeGreaterThan(rounds / 10);
    expect('polluted' in {}).toBe(false);
  });

  it.each([
    ['elements', '<div>'.repeat(20_000)],
    ['quotes', '<blockquote><p>'.repeat(10_000)],
    ['one word', `<p>${'x'.repeat(200_000)}</p>`],
    ['attributes', `<div${' a'.repeat(40_000)}>`],
    ['metas', `<meta property="og:title" content="a">`.repeat(5_000)],
    ['addresses', `<link rel="canonical" href="https://www.reddit.com/web/2/https://">`.repeat(4_000)],
    ['scripts', '<script>ytInitialPlayerResponse = {</script>'.repeat(4_000)],
    ['linked data', `<script type="application/ld+json">${'['.repeat(10_000)}</script>`.repeat(10)],
    ['titles', `<meta property="og:title" content="${'a on Instagram: “'.repeat(4_000)}">`],
    ['descriptions', `<meta property="og:description" content="${' - (@'.repeat(10_000)}">`],
    ['blanks', `<title>${' '.repeat(100_000)}</title><pre>${' \n'.repeat(40_000)}`],
    ['brackets', '['.repeat(100_000)],
  ])('are read in time that grows as they do: %s', (_what, part) => {
    for (const body of [part, ...pages.map((page) => page.replace('</body>', `${part}</body>`))]) {
      const spent = processorTime();
      answersOf(platform, ref, body);
      expect(spent()).toBeLessThan(4_000);
    }
  });
});

function answersOf(platform: Platform, ref: Ref, body: string): Answer[] {
  const wire = wireOf(body);
  const link = { archive: 'web.archive.org', original: ref.url, url: ref.url, takenAt: wire.at };
  const archived = [ref.url, `${ref.url.replace(/\/$/u, '')}.json`].map((original) =>
    platform.readArchived?.({ ...link, original, mediaType: null, status: null, digest: null, wire }, ref),
  );
  const told = [
    ...platform.sources.map((source) => source.read(wire, ref)),
    platform.page?.read?.(wire, ref),
    ...archived,
  ];
  return told.filter((answer) => answer !== undefined);
}

const strange = [
  '\0',
  '\ud800',
  '\u202e',
  '<',
  '"',
  '\\',
  '&#0;',
  '{"__proto__":{"polluted":1}}',
  'null',
  '-1',
  '1e400',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  'javascript:alert(1)',
  'https://u:p@127.0.0.1/',
  '<script>',
  '</a>',
];

function damaged(page: string, random: () => number): string {
  let body = page;
  const times = 1 + Math.floor(random() * 4);
  for (let time = 0; time < times; time += 1) {
    const from = Math.floor(random() * body.length);
    const length = Math.floor(random() * 60);
    const put =
      random() < 0.4
        ? ''
        : random() < 0.5
          ? body.slice(from, from + length * 3)
          : (strange[Math.floor(random() * strange.length)] ?? '');
    body = body.slice(0, from) + put + body.slice(from + (random() < 0.5 ? 0 : length));
  }
  return body;
}

function expectSound(answer: Answer): void {
  expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  expect(answer.kind === 'post' ? 0 : answer.reason.length).toBeLessThan(2000);
  if (answer.kind === 'post') expectSoundPost(answer.post);
}

function expectSoundPost(post: Post): void {
  const words = textOf(post.segments);
  expect(words.isWellFormed() && !words.includes('\0')).toBe(true);
  expect(post.media.length).toBeLessThanOrEqual(20);
  const urls = [
    ...picturesOf(post).flatMap((picture) => picture.urls),
    ...post.media.flatMap(({ stream }) => stream ?? []),
  ];
  for (const url of urls) expect(url).toMatch(/^https:\/\/[^\s"<>@]+(?:[/?#][^\s"<>]*)?$/u);
  for (const segment of post.segments)
    if ('url' in segment) expect(segment.url).toMatch(/^https?:\/\/[^\s"<>]+$/u);
  for (const url of [post.author.url, post.card?.url ?? null])
    if (url !== null) expect(url).toMatch(/^https?:\/\/[^\s"<>]+$/u);
  if (post.createdAt !== null)
    expect(post.createdAt).toMatch(/^20\d\d-\d\d-\d\d(?:T\d\d:\d\d:\d\d\.\d{3}Z)?$/u);
  for (const count of Object.values({ ...post.metrics, at: 0 }))
    expect(count === null || Number.isSafeInteger(count)).toBe(true);
  if (post.quote !== null) expectSoundPost(post.quote);
  if (post.parent?.post) expectSoundPost(post.parent.post);
  for (const each of [...(post.thread?.before ?? []), ...(post.thread?.after ?? [])]) expectSoundPost(each);
}
