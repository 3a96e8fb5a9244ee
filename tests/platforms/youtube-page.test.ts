import { describe, expect, it } from 'vitest';
import type { Memento } from '../../src/model/memento.ts';
import { textOf } from '../../src/model/post.ts';
import { youtube } from '../../src/platforms/youtube/index.ts';
import { page } from '../../src/platforms/youtube/page.ts';
import type { Ref } from '../../src/ref.ts';
import { expectShortGolden } from './golden.ts';
import { at, meaningOf, saysNothing, wireOf, withWrongFields } from './platform-corpus.ts';

const id = 'pO5L6vXtxsI';
const channel = 'UC4QobU6STFB0P71PMvOGN5A';

const details = {
  videoId: id,
  title: 'A title &amp; more – עברית',
  lengthSeconds: '62',
  channelId: channel,
  shortDescription: 'First line\n\nhttps://example.org/ #kelp',
  thumbnail: {
    thumbnails: [{ url: `https://i.ytimg.com/vi/${id}/hqdefault.jpg?sqp=a`, width: 168, height: 94 }],
  },
  viewCount: '1234',
  author: 'A channel',
  isPrivate: false,
};
const format = {
  title: { simpleText: details.title },
  description: { simpleText: details.shortDescription },
  publishDate: '2015-03-31T07:00:05-07:00',
  uploadDate: '2015-03-30T23:11:01-07:00',
  ownerProfileUrl: 'http://www.youtube.com/@a.channel',
  ownerChannelName: 'A channel',
  externalChannelId: channel,
  isFamilySafe: true,
  lengthSeconds: '62',
  likeCount: '7',
};
const whole = {
  playabilityStatus: { status: 'OK', playableInEmbed: true },
  videoDetails: details,
  microformat: { playerMicroformatRenderer: format },
};

/** A watch page as it has been since 2020. */
const watch = (response: unknown) =>
  '<!DOCTYPE html><html lang="en"><head><title>A title - YouTube</title></head><body>' +
  `<script nonce="a">var ytInitialPlayerResponse = ${JSON.stringify(response)};var meta = document.createElement('meta');</script>` +
  '<script>var ytInitialData = {"responseContext":{}};</script></body></html>';

const gone = (reason: string, subreason?: unknown, status = 'ERROR') => ({
  playabilityStatus: {
    status,
    reason,
    errorScreen: { playerErrorMessageRenderer: { reason: { simpleText: reason }, subreason } },
  },
});

describe('asking YouTube for a video’s page', () => {
  it('asks in English, and only for what oEmbed does not tell', async () => {
    const asked: unknown[] = [];
    await page.ask(ref(id), ({ url, headers }) => {
      asked.push([url, headers?.['accept-language']]);
      return Promise.resolve(wireOf(''));
    });
    expect(asked).toEqual([[`https://www.youtube.com/watch?v=${id}&hl=en`, 'en']]);
    const { post } = postOf(read(watch(whole)));
    expect(page.completes?.({ ...post, createdAt: null })).toBe(true);
    expect(page.completes?.(post)).toBe(false);
  });
});

describe('a video’s page', () => {
  it('tells who, when, what is written under it and how often it was seen', () => {
    const answer = read(watch(whole));
    expect(meaningOf(answer)).toBe('live');
    expectShortGolden('platforms-youtube/page.json', answer);
  });

  it.each([
    [
      'a window’s property',
      `<script>window["ytInitialPlayerResponse"] = (\n${JSON.stringify(whole)}\n);</script>`,
    ],
    [
      'a player’s setting',
      `<script>var ytplayer = ytplayer || {};ytplayer.config = {"args":{"player_response":${JSON.stringify(JSON.stringify(whole))}}};ytplayer.load = function() {};</script>`,
    ],
  ])('is read of %s too', (_what, script) => {
    expect(postOf(read(`<html>${script}</html>`)).post).toEqual(postOf(read(watch(whole))).post);
  });

  it.each([
    [{ publishDate: '2015-03-31' }, '2015-03-31'],
    [{ publishDate: null, uploadDate: '2015-03-30' }, '2015-03-30'],
    [{ publishDate: '1970-01-01T00:00:00Z', uploadDate: null }, null],
  ])('has its time from %j', (part, createdAt) => {
    const renderer = { playerMicroformatRenderer: { ...format, ...part } };
    expect(postOf(read(watch({ ...whole, microformat: renderer }))).post.createdAt).toBe(createdAt);
  });

  it('is that of a video though it is not to be played here', () => {
    const limited = [
      gone('Sign in to confirm your age', undefined, 'LOGIN_REQUIRED'),
      gone(
        'Video unavailable',
        { simpleText: 'The uploader has not made this video available in your country' },
        'UNPLAYABLE',
      ),
      gone('This live event will begin in 2 hours.', undefined, 'LIVE_STREAM_OFFLINE'),
    ].map((status) => postOf(read(watch({ ...whole, ...status }))).post);
    expect(limited.map(({ sensitive, segments }) => [sensitive, textOf(segments)])).toEqual([
      [true, details.title],
      [false, details.title],
      [false, details.title],
    ]);
  });
});

describe('what a page means', () => {
  const unavailable = (text: string) => gone('Video unavailable', { simpleText: text });

  it.each([
    ...saysNothing.filter(([, , body]) => !(typeof body === 'object')),
    ['a video', 200, watch(whole), 'live'],
    ['removed', 200, watch(unavailable('This video has been removed by the uploader')), 'deleted'],
    [
      'its channel closed',
      200,
      watch(
        unavailable(
          'This video is no longer available because the uploader has closed their YouTube account.',
        ),
      ),
      'account-gone',
    ],
    [
      'its channel terminated',
      200,
      watch(
        unavailable(
          'This video is no longer available because the YouTube account associated with this video has been terminated.',
        ),
      ),
      'suspended',
    ],
    [
      'terminated over copyright',
      200,
      watch(
        gone('Video unavailable', {
          runs: [
            {
              text: 'This video is no longer available because the YouTube account associated with this video has been terminated',
            },
            { text: ' because we received multiple third-party notifications of copyright infringement.' },
          ],
        }),
      ),
      'suspended',
    ],
    [
      'removed for its rules',
      200,
      watch(gone('This video has been removed for violating YouTube’s Terms of Service')),
      'removed',
    ],
    [
      'removed for hate',
      200,
      watch(gone("This video has been removed for violating YouTube's policy on hate speech.")),
      'removed',
    ],
    [
      'a claim',
      200,
      watch(unavailable('This video is no longer available due to a copyright claim by Kelp Inc.')),
      'removed',
    ],
    [
      'blocked by its owner somewhere',
      200,
      watch(
        gone(
          'Video unavailable',
          {
            simpleText:
              'This video contains content from Kelp, who has blocked it in your country on copyright grounds',
          },
          'UNPLAYABLE',
        ),
      ),
      'withheld',
    ],
    [
      'not here',
      200,
      watch(
        gone(
          'Video unavailable',
          { simpleText: 'This content is not available on this country domain due to a court order.' },
          'UNPLAYABLE',
        ),
      ),
      'withheld',
    ],
    [
      'private',
      200,
      watch(
        gone(
          'Private video',
          { simpleText: "Sign in if you've been granted access to this video" },
          'LOGIN_REQUIRED',
        ),
      ),
      'protected',
    ],
    [
      'for adults, and nothing of it',
      200,
      watch(
        gone(
          'Sign in to confirm your age',
          { simpleText: 'This video may be inappropriate for some users.' },
          'LOGIN_REQUIRED',
        ),
      ),
      'restricted',
    ],
    [
      'for members',
      200,
      watch(
        gone(
          'Join this channel to get access to members-only content like this video.',
          undefined,
          'UNPLAYABLE',
        ),
      ),
      'restricted',
    ],
    [
      'a robot is asked',
      200,
      watch(gone('Sign in to confirm you’re not a bot', undefined, 'LOGIN_REQUIRED')),
      'walled',
    ],
    ['gone without a reason', 200, watch(gone('Video unavailable')), 'not-found'],
    [
      'gone, whoever did it',
      200,
      watch(gone('Video unavailable', { simpleText: 'This video isn’t available anymore' })),
      'not-found',
    ],
    [
      'not here, without a reason',
      200,
      watch(gone('Video unavailable', undefined, 'UNPLAYABLE')),
      'withheld-unknown',
    ],
    ['gone in another language', 200, watch(gone('Dieses Video ist nicht verfügbar')), 'withheld-unknown'],
    [
      'an error of theirs',
      200,
      watch(gone('An error occurred. Please try again later.')),
      'withheld-unknown',
    ],
    ['nothing said', 200, watch({ playabilityStatus: { status: 'ERROR' } }), 'withheld-unknown'],
    ['no reason at all', 200, watch({ responseContext: {} }), 'bad-shape'],
    [
      'another video',
      200,
      watch({ ...whole, videoDetails: { ...details, videoId: 'dQw4w9WgXcQ' } }),
      'bad-shape',
    ],
    [
      'a title about removal',
      200,
      watch({ ...whole, videoDetails: { ...details, title: 'This video has been removed by the uploader' } }),
      'live',
    ],
    [
      'the home page',
      200,
      '<html><title>YouTube</title><script>var ytInitialData = {};</script></html>',
      'walled',
    ],
    ['not there, by status', 404, '<html></html>', 'not-found'],
  ] as const)('%s (%i) is never more than it says', (_what, status, body, meaning) => {
    expect(meaningOf(page.read(wireOf(body, status), ref(id)))).toBe(meaning);
  });

  it('is nothing where the page of another video answered', () => {
    const wire = {
      ...wireOf(watch(unavailable('This video has been removed by the uploader'))),
      url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    };
    expect(meaningOf(page.read(wire, ref(id)))).toBe('bad-shape');
  });

  it('loses no more than the part that is wrong', () => {
    const bodies = [
      ...withWrongFields(details).map(
        ({ field, body }) => [field, { ...whole, videoDetails: body }] as const,
      ),
      ...withWrongFields(format).map(
        ({ field, body }) => [field, { ...whole, microformat: { playerMicroformatRenderer: body } }] as const,
      ),
    ];
    const problems = bodies.flatMap(([field, body]) => {
      const answer = read(watch(body));
      if (answer.kind === 'tombstone') return [field];
      if (answer.kind === 'unknown') return field === 'videoId' ? [] : [`${field}: ${answer.reason}`];
      const { segments, createdAt, media } = answer.post;
      const urls = media.flatMap(({ poster }) => poster?.urls ?? []);
      const isClean = textOf(segments).isWellFormed() && !textOf(segments).includes('\0');
      const isTime = createdAt === null || !Number.isNaN(Date.parse(createdAt));
      return isClean && isTime && urls.every((url) => url.startsWith('https://i.ytimg.com/')) ? [] : [field];
    });
    expect(problems).toEqual([]);
  });
});

describe('archived copies', () => {
  /** As watch pages were in 2012. */
  const old =
    `<!DOCTYPE html><html><head><title>A title - YouTube</title><link rel="canonical" href="/watch?v=${id}"><meta name="title" content="A title"><meta property="og:url" content="http://www.youtube.com/watch?v=${id}">` +
    '<meta property="og:description" content="First line..."></head><body><h1 id="watch-headline-title"><span id="eow-title" class="long-title" dir="ltr" title="A title &amp; more">A title &amp; more </span></h1>' +
    `<div id="watch7-content" itemscope itemtype="http://schema.org/VideoObject"><link itemprop="url" href="http://www.youtube.com/watch?v=${id}"><meta itemprop="duration" content="PT1M2S"><span itemprop="author" itemscope><link itemprop="url" href="http://www.youtube.com/user/smshdchrb"></span></div>` +
    '<div id="watch-uploader-info">Uploaded by <a href="/user/smshdchrb" class="yt-user-name author">smshdchrb</a> on <span id="eow-date" class="watch-video-date">Aug 8, 2009</span></div>' +
    '<div id="watch-description-text"><p id="eow-description">First line<br><br>see <a href="http://example.org/">http://example.org/</a></p></div></body></html>';

  it('of the 2010s are read by their elements', () => {
    const answer = archived(old);
    expect(meaningOf(answer)).toBe('live');
    expectShortGolden('platforms-youtube/archived-2012.json', answer);
  });

  it('of 2018 name a channel by its number and by what is shown', () => {
    const later =
      `<div id="watch7-content"><meta itemprop="channelId" content="${channel}"><meta itemprop="videoId" content="${id}"><meta itemprop="duration" content="PT4M47S"><span itemprop="author" itemscope><link itemprop="url" href="http://www.youtube.com/channel/${channel}"></span>` +
      '<span itemprop="author" itemscope><link itemprop="url" href="https://plus.google.com/1079"></span><meta itemprop="interactionCount" content="10"><meta itemprop="datePublished" content="2018-03-16"></div>' +
      `<h1><span id="eow-title" title="A vlog">A vlog</span></h1><div class="yt-user-info"><a href="/channel/${channel}">A channel</a></div>`;
    expect(archived(later)).toMatchObject({
      post: {
        author: { id: channel, name: 'A channel', url: `https://www.youtube.com/channel/${channel}` },
        createdAt: '2018-03-16',
        media: [{ durationMs: 287_000 }],
        metrics: { views: 10 },
      },
    });
  });

  it('keep the address of a channel as it was before the archive copied it', () => {
    const copy = old.replaceAll('"/user/', '"/web/20120101000000/http://www.youtube.com/user/');
    expect(postOf(archived(copy)).post.author.url).toBe('https://www.youtube.com/user/smshdchrb');
  });

  it.each([
    ['a page of today', watch(whole), 'live'],
    ['a page of the 2010s', old, 'live'],
    ['that of another video', old.replaceAll(id, 'dQw4w9WgXcQ'), 'bad-shape'],
    [
      'removed by its user',
      '<div id="player-unavailable"><h1 id="unavailable-message">This video has been removed by the user.\n</h1><div id="unavailable-submessage">Sorry about that.</div></div>',
      'deleted',
    ],
    [
      'terminated',
      '<h1 id="unavailable-message">"A title" This video is no longer available because the YouTube account associated with this video has been terminated.</h1>',
      'suspended',
    ],
    ['private', '<h1 id="unavailable-message">This video is private.</h1>', 'protected'],
    [
      'gone without a reason',
      '<h1 id="unavailable-message">This video is unavailable.</h1>',
      'withheld-unknown',
    ],
    ['the archive’s own page', '<html><title>Wayback Machine</title><p>Hrm.</p></html>', 'walled'],
  ])('say no more than they show: %s', (_what, body, meaning) => {
    expect(meaningOf(archived(body))).toBe(meaning);
  });

  it('of oEmbed’s answers are read as they are', () => {
    const answer = { title: 'A title', html: `<iframe src="https://www.youtube.com/embed/${id}">` };
    const original = `https://www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D${id}&format=json`;
    expect(youtube.archivedAddresses?.(ref(id), [])).toContain(original);
    expect(meaningOf(archived(JSON.stringify(answer), original))).toBe('live');
  });
});

function archived(body: string, original = `http://www.youtube.com/watch?v=${id}`) {
  const url = `https://web.archive.org/web/20180101000000id_/${original}`;
  const link = { archive: 'web.archive.org', original, url, takenAt: '2018-06-01T00:00:00.000Z' };
  const memento: Memento = {
    ...link,
    mediaType: null,
    status: null,
    digest: null,
    wire: { ...wireOf(body), url },
  };
  const answer = youtube.readArchived?.(memento, ref(id));
  if (answer === undefined) throw new Error('nothing reads archived copies');
  return answer;
}

function read(body: string) {
  return page.read({ ...wireOf(body), at }, ref(id));
}

function postOf(answer: ReturnType<typeof read>) {
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer;
}

function ref(of: string): Ref {
  const found = youtube.refOf(of);
  if (found === null) throw new Error(`${of} is no id of YouTube`);
  return found;
}
