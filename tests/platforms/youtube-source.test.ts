import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/model/post.ts';
import { youtube } from '../../src/platforms/youtube/index.ts';
import { oembed, oembedUrl } from '../../src/platforms/youtube/oembed.ts';
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

const id = 'pO5L6vXtxsI';
const answers = recordedAnswers('youtube/oembed');

/** The videos the recordings are of. */
const recordedIds: Readonly<Record<string, string>> = {
  '408fabd5': 'pO5L6vXtxsI',
  '4e2dd395': 'eiHXASgRTcA',
  '5983a984': 'eiHXASgRTcA',
};

const whole = {
  title: 'A title &amp; “more” – עברית',
  author_name: 'A channel',
  author_url: 'https://www.youtube.com/@a.channel',
  type: 'video',
  height: 113,
  width: 200,
  version: '1.0',
  provider_name: 'YouTube',
  thumbnail_height: 360,
  thumbnail_width: 480,
  thumbnail_url: `https://i.ytimg.com/vi/${id}/hqdefault.jpg`,
  html: `<iframe width="200" height="113" src="https://www.youtube.com/embed/${id}?feature=oembed"></iframe>`,
};

describe('asking YouTube', () => {
  it('asks for the video by its id alone, as JSON', async () => {
    const asked: string[] = [];
    await oembed.ask(ref(id), (request) => {
      asked.push(request.url);
      return Promise.resolve(wireOf('{}'));
    });
    expect(asked).toEqual([oembedUrl(id)]);
    expect(asked[0]).toBe(
      `https://www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D${id}&format=json`,
    );
  });

  it('is the platform’s first source', () => {
    expect(youtube.sources[0]).toBe(oembed);
  });
});

describe.skipIf(answers === null)(`recorded answers (${answers === null ? withoutCorpus : 'all'})`, () => {
  it('reads every one as its golden says', () => {
    const read = (answers ?? []).map(({ name, body }) => [
      name,
      oembed.read(wireOf(body), ref(recordedIds[name] ?? id)),
    ]);
    expect(read.length).toBeGreaterThan(0);
    expectShortGolden('platforms-youtube/oembed.json', Object.fromEntries(read));
  });

  it('takes none for another video', () => {
    for (const { body } of answers ?? [])
      expect(meaningOf(oembed.read(wireOf(body), ref('dQw4w9WgXcQ')))).toBe('bad-shape');
  });
});

describe('a video', () => {
  it('is its title as written, its channel and its still', () => {
    expect(oembed.read(wireOf(whole), ref(id))).toMatchObject({
      post: {
        ref: { id },
        segments: [{ kind: 'text', text: whole.title }],
        author: { name: 'A channel', handle: 'a.channel', url: whole.author_url, id: null },
        createdAt: null,
        media: [
          {
            kind: 'video',
            width: 200,
            height: 113,
            urls: [],
            poster: {
              urls: ['maxresdefault', 'sddefault', 'hqdefault'].map(
                (name) => `https://i.ytimg.com/vi/${id}/${name}.jpg`,
              ),
            },
          },
        ],
      },
    });
  });

  it.each([
    ['https://www.youtube.com/@%D7%A2%D7%91%D7%A8%D7%99%D7%AA', 'עברית', null],
    ['https://www.youtube.com/channel/UC4QobU6STFB0P71PMvOGN5A', null, 'UC4QobU6STFB0P71PMvOGN5A'],
    ['https://www.youtube.com/user/smshdchrb', null, null],
    ['https://www.youtube.com/@a%2Fb', null, null],
    ['https://www.youtube.com/@%ff', null, null],
  ])('has its author from %s', (author_url, handle, channel) => {
    const answer = oembed.read(wireOf({ ...whole, author_url }), ref(id));
    expect(answer).toMatchObject({ post: { author: { handle, id: channel } } });
  });

  it.each([
    'https://evil.example/@a',
    'http://www.youtube.com/@a',
    'https://www.youtube.com.evil.example/@a',
  ])('has no author’s address at %s', (author_url) => {
    const answer = oembed.read(wireOf({ ...whole, author_url }), ref(id));
    expect(answer).toMatchObject({ post: { author: { handle: null, url: null, name: 'A channel' } } });
  });

  it('reads direction from the letters', () => {
    const answer = oembed.read(wireOf({ ...whole, title: 'שלום עולם' }), ref(id));
    expect(answer).toMatchObject({ post: { dir: 'rtl' } });
  });
});

describe('what an answer means', () => {
  it.each([
    ...saysNothing,
    ['private, or embedding is off', 401, 'Unauthorized', 'withheld-unknown'],
    ['forbidden', 403, 'Forbidden', 'refused'],
    ['not there', 404, 'Not Found', 'not-found'],
    ['gone', 410, '', 'not-found'],
    ['a video', 200, whole, 'live'],
  ] as const)('%s (%i) is never more than it says', (_what, status, body, meaning) => {
    expect(meaningOf(oembed.read(wireOf(body, status), ref(id)))).toBe(meaning);
  });

  it.each(saysNothingInJson)('%s is of no shape', (_what, body) => {
    expect(meaningOf(oembed.read(wireOf(body), ref(id)))).toBe('bad-shape');
  });

  it.each([
    ['another player', { html: whole.html.replace(id, 'dQw4w9WgXcQ') }],
    ['another still', { thumbnail_url: 'https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg' }],
    ['neither', { html: '', thumbnail_url: '' }],
    ['a still of somewhere else', { html: null, thumbnail_url: `https://evil.example/vi/${id}/a.jpg` }],
  ])('%s is another video', (_what, part) => {
    expect(meaningOf(oembed.read(wireOf({ ...whole, ...part }), ref(id)))).toBe('bad-shape');
  });

  it('loses no more than the part that is wrong', () => {
    const problems = withWrongFields(whole).flatMap(({ field, body }) => {
      const answer = oembed.read(wireOf(body), ref(id));
      if (answer.kind !== 'post') return field === 'title' ? [] : [`${field}: ${answer.reason}`];
      const { media, segments } = answer.post;
      const urls = media.flatMap(({ poster }) => poster?.urls ?? []);
      const isClean = textOf(segments).isWellFormed() && !textOf(segments).includes('\0');
      return isClean && urls.every((url) => url.startsWith('https://i.ytimg.com/vi/')) ? [] : [field];
    });
    expect(problems).toEqual([]);
  });
});

function ref(of: string): Ref {
  const found = youtube.refOf(of);
  if (found === null) throw new Error(`${of} is no id of YouTube`);
  return found;
}
