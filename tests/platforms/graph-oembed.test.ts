import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/model/platform.ts';
import { textOf } from '../../src/model/post.ts';
import type { WireRequest } from '../../src/model/wire.ts';
import { facebook } from '../../src/platforms/facebook/index.ts';
import { oembed as ofFacebook } from '../../src/platforms/facebook/oembed.ts';
import { instagram } from '../../src/platforms/instagram/index.ts';
import { oembed as ofInstagram } from '../../src/platforms/instagram/oembed.ts';
import { threads } from '../../src/platforms/threads/index.ts';
import { oembed as ofThreads } from '../../src/platforms/threads/oembed.ts';
import type { Ref } from '../../src/ref.ts';
import { expectShortGolden } from './golden.ts';
import {
  meaningOf,
  recordedAnswers,
  saysNothing,
  saysNothingInJson,
  wireOf,
  withoutCorpus,
  withWrongFields,
} from './platform-corpus.ts';

const code = 'CIyNZQhH4DQ';
const post = ref(instagram, `https://www.instagram.com/p/${code}/`);
const token = 'EAAB-secret-token-0123456789';

/** The posts the recordings are of, by the address they were asked for. */
const recorded: Readonly<Record<string, string>> = {
  '0ca76edf': 'https://www.instagram.com/reel/CIyNZQhH4DQ/?igshid=4',
  '6c9d6247': 'https://www.instagram.com/tv/CCX-gcHArcJ/?igshid=1',
  '088851f8': 'https://www.facebook.com/rubyonrailstogo/posts/3610333842332884',
  fd1fe46a: 'https://www.facebook.com/381763475170840/videos/474308113397163/',
};

const sources = [
  {
    name: 'instagram',
    platform: instagram,
    source: ofInstagram,
    answers: recordedAnswers('instagram/oembed'),
  },
  { name: 'facebook', platform: facebook, source: ofFacebook, answers: recordedAnswers('facebook/oembed') },
];

const whole = {
  version: '1.0',
  author_name: 'travellomatic',
  provider_name: 'Instagram',
  type: 'rich',
  html:
    `<blockquote class="instagram-media" data-instgrm-captioned data-instgrm-permalink="https://www.instagram.com/p/${code}/?utm_source=ig_embed"><div><p><a href="https://www.instagram.com/p/${code}/">Kelp &amp; rock #sea</a></p>` +
    '<p>A photo posted by Travel | Nature (@travellomatic) on <time datetime="2016-01-10T16:56:06+00:00">Jan 10, 2016 at 8:56am PST</time></p></div></blockquote>',
  thumbnail_url: 'https://scontent.cdninstagram.com/a.jpg?oe=1',
  thumbnail_width: 640,
  thumbnail_height: 1137,
};

describe('asking Meta', () => {
  it.each([
    [ofInstagram, post, 'https://graph.facebook.com/v25.0/instagram_oembed', 'graph.facebook.com'],
    [
      ofFacebook,
      ref(facebook, recorded['088851f8']),
      'https://graph.facebook.com/v25.0/oembed_post',
      'graph.facebook.com',
    ],
    [
      ofFacebook,
      ref(facebook, recorded['fd1fe46a']),
      'https://graph.facebook.com/v25.0/oembed_video',
      'graph.facebook.com',
    ],
    [
      ofThreads,
      ref(threads, 'https://www.threads.com/@jo/post/DXnWnLSEuMH'),
      'https://graph.threads.net/v1.0/oembed',
      'graph.threads.net',
    ],
  ])(
    'says the operator’s token in a header only, and needs it but for Threads: %#',
    async (source, of, endpoint, host) => {
      const needs = source === ofThreads ? undefined : 'metaToken';
      expect([source.needs, source.hosts]).toEqual([needs, [host]]);
      const { wire, asked } = await askWith(source, of, {
        error: { code: 190, message: `Malformed access token ${token}` },
      });
      expect(asked.url).toBe(`${endpoint}?${new URLSearchParams({ url: of.url, omitscript: 'true' })}`);
      expect(asked.headers?.['authorization']).toBe(`Bearer ${token}`);
      const kept = JSON.stringify([
        wire.url,
        wire.headers,
        new TextDecoder().decode(wire.body),
        source.read(wire, of),
      ]);
      expect(kept).not.toContain(token);
    },
  );

  it('asks without one where none is given', async () => {
    const { asked } = await askWith(
      ofThreads,
      ref(threads, 'https://www.threads.com/t/DXnWnLSEuMH'),
      {},
      null,
    );
    expect(asked.headers).toEqual({ accept: 'application/json' });
  });
});

describe.each(sources)('recorded answers of $name', ({ name, platform, source, answers }) => {
  it.skipIf(answers === null)(
    `are read as their golden says (${answers === null ? withoutCorpus : 'all'})`,
    () => {
      const read = (answers ?? []).map(({ name: file, body }) => {
        const of = recorded[file.replace(/-\d$/u, '')];
        // Notes are no posts: nobody could ask for one.
        const asked =
          of === undefined
            ? ref(platform, recorded[name === 'facebook' ? 'fd1fe46a' : '6c9d6247'])
            : ref(platform, of);
        return [file, source.read(wireOf(body), asked)] as const;
      });
      expect(read.filter(([, answer]) => meaningOf(answer) === 'live').length).toBe(4);
      expectShortGolden(`platforms-${name}/oembed.json`, Object.fromEntries(read));
    },
  );

  it.skipIf(answers === null)('are of no other post', () => {
    const other =
      name === 'facebook'
        ? ref(facebook, 'https://www.facebook.com/wikipedia/posts/928812574504508')
        : ref(instagram, 'https://www.instagram.com/p/B7ISOoHne6s/');
    for (const { body } of answers ?? [])
      expect(meaningOf(source.read(wireOf(body), other))).toBe('bad-shape');
  });
});

describe('an answer of Meta', () => {
  it('is its words, who, when, and a still', () => {
    const answer = ofInstagram.read(wireOf(whole), post);
    expect(answer).toMatchObject({
      post: {
        ref: { id: code },
        author: { name: 'Travel | Nature', handle: 'travellomatic' },
        segments: [{ kind: 'text', text: 'Kelp & rock #sea' }],
        createdAt: '2016-01-10T16:56:06.000Z',
        media: [{ kind: 'photo', urls: [whole.thumbnail_url], width: 640, height: 1137 }],
        truncated: false,
      },
    });
  });

  it('has no more than the quote since 2025', () => {
    const { html } = whole;
    expect(ofInstagram.read(wireOf({ html, type: 'rich', version: '1.0' }), post)).toMatchObject({
      post: { author: { handle: 'travellomatic' }, media: [] },
    });
  });

  it('of Threads has a name and a time by its number', () => {
    const of = ref(threads, 'https://www.threads.com/@jo/post/DXnWnLSEuMH');
    const html =
      '<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.com/@jo/post/DXnWnLSEuMH" data-text-post-version="0" id="ig-tp-DXnWnLSEuMH"><a href="https://www.threads.com/@jo/post/DXnWnLSEuMH"><div>Post by @jo</div><div>View on Threads</div></a></blockquote>';
    expect(
      ofThreads.read(wireOf({ html, type: 'rich', width: 658, provider_name: 'Threads' }), of),
    ).toMatchObject({
      post: { ref: { id: 'DXnWnLSEuMH' }, author: { handle: 'jo' }, segments: [] },
    });
  });

  it.each([
    ...saysNothing,
    [
      'a bad token',
      400,
      { error: { message: 'Invalid OAuth access token.', type: 'OAuthException', code: 190 } },
      'refused',
    ],
    ['a limit', 400, { error: { code: 4 } }, 'rate-limited'],
    ['a limit of the app', 403, { error: { code: 80_001 } }, 'rate-limited'],
    ['a limit, with 200', 200, { error: { code: 613 } }, 'rate-limited'],
    ['their trouble', 500, { error: { code: 2, is_transient: true } }, 'server-error'],
    ['no permission', 400, { error: { code: 10 } }, 'refused'],
    ['a bad parameter', 400, { error: { code: 100 } }, 'invalid'],
    ['not there, or private', 404, { error: { code: 24, error_subcode: 2_207_020 } }, 'not-found'],
    ['an error without a code', 400, { error: 'x' }, 'invalid'],
    ['a post', 200, whole, 'live'],
    ['another post', 200, { ...whole, html: whole.html.replaceAll(code, 'B7ISOoHne6s') }, 'bad-shape'],
    ['no post', 200, { ...whole, html: '<p>a</p>' }, 'bad-shape'],
  ] as const)('%s (%i) is never more than it says', (_what, status, body, meaning) => {
    expect(meaningOf(ofInstagram.read(wireOf(body, status), post))).toBe(meaning);
  });

  it.each(saysNothingInJson)('%s is of no shape', (_what, body) => {
    expect(meaningOf(ofInstagram.read(wireOf(body), post))).toBe('bad-shape');
  });

  it('loses no more than the part that is wrong', () => {
    const problems = withWrongFields(whole).flatMap(({ field, body }) => {
      const answer = ofInstagram.read(wireOf(body), post);
      if (answer.kind !== 'post') return field === 'html' ? [] : [`${field}: ${answer.reason}`];
      const { media, segments } = answer.post;
      const urls = media.flatMap((each) => each.urls);
      return textOf(segments) === 'Kelp & rock #sea' && urls.every((url) => url === whole.thumbnail_url)
        ? []
        : [field];
    });
    expect(problems).toEqual([]);
  });
});

async function askWith(source: Source, of: Ref, body: unknown, metaToken: string | null = token) {
  const asked: WireRequest[] = [];
  const fetch = (request: WireRequest) => {
    asked.push(request);
    return Promise.resolve({ ...wireOf(body, 400), url: request.url });
  };
  const wire = await source.ask(of, fetch, { post: null, leave: { mirrors: false, metaToken } });
  const [request] = asked;
  if (request === undefined) throw new Error('nothing was asked');
  return { wire, asked: request };
}

function ref(platform: typeof instagram, url: string | undefined): Ref {
  const found = platform.match(new URL(url ?? ''), 'markup');
  if (found === null) throw new Error(`${url} is no post of ${platform.name}`);
  return found;
}
