import { describe, expect, it } from 'vitest';
import { type Post, textOf } from '../../src/model/post.ts';
import { tiktok } from '../../src/platforms/tiktok/index.ts';
import { oembed, oembedUrl } from '../../src/platforms/tiktok/oembed.ts';
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

const id = '6806030056956251397';
const answers = recordedAnswers('tiktok/oembed');

/** The videos the recordings are of. */
const recordedIds: Readonly<Record<string, string>> = {
  '90135264': '6806030056956251397',
  'tiktok-item-oembed': '7134059641968872746',
};

const link = (name: string, path: string) =>
  `<a title="x" href="https://www.tiktok.com/${path}?refer=embed">${name}</a>`;
const whole = {
  version: '1.0',
  type: 'video',
  title: 'Corn & more 🌽#corn by @some.one',
  author_url: 'https://www.tiktok.com/@nadia',
  author_name: 'Nadia N',
  author_unique_id: 'nadia',
  html: htmlOf(`Corn &amp; more 🌽${link('#corn', 'tag/corn')} by ${link('@some.one', '@some.one')}`),
  thumbnail_width: 480,
  thumbnail_height: 848,
  thumbnail_url: 'https://p77-sign-va.tiktokcdn.com/obj/a?x-expires=1718204400&x-signature=a%3D',
  embed_product_id: id,
  embed_type: 'video',
};

describe('asking TikTok', () => {
  it('asks by the address, with the author’s name where it is known', async () => {
    const asked: string[] = [];
    for (const of of [ref(id), { ...ref(id), url: `https://www.tiktok.com/@nadia/video/${id}` }])
      await oembed.ask(of, (request) => {
        asked.push(new URL(request.url).searchParams.get('url') ?? '');
        return Promise.resolve(wireOf('{}'));
      });
    expect(asked).toEqual([
      `https://www.tiktok.com/@_/video/${id}`,
      `https://www.tiktok.com/@nadia/video/${id}`,
    ]);
    expect(oembedUrl('https://www.tiktok.com/@a/video/1?b=c&d')).toMatch(/\?url=https%3A[^&]+$/);
  });

  it('is one of the platform’s sources', () => {
    expect(tiktok.sources).toContain(oembed);
  });
});

describe.skipIf(answers === null)(`recorded answers (${answers === null ? withoutCorpus : 'all'})`, () => {
  it('reads every one as its golden says', () => {
    const read = (answers ?? []).map(({ name, body }) => [
      name,
      oembed.read(wireOf(body), ref(recordedIds[name] ?? id)),
    ]);
    expect(read.length).toBeGreaterThan(0);
    expectShortGolden('platforms-tiktok/oembed.json', Object.fromEntries(read));
  });

  it('says the caption as the title does', () => {
    for (const { name, body } of answers ?? []) {
      const post = postOf(oembed.read(wireOf(body), ref(recordedIds[name] ?? id)));
      expect(textOf(post.segments)).toBe(JSON.parse(new TextDecoder().decode(body)).title);
      expect(post.segments.some(({ kind }) => kind === 'tag')).toBe(true);
    }
  });

  it('takes none for another video', () => {
    for (const { body } of answers ?? [])
      expect(meaningOf(oembed.read(wireOf(body), ref('6718335390845095173')))).toBe('bad-shape');
  });
});

describe('a video', () => {
  it('is its caption with tags and names, its author, its still, and when its id says', () => {
    expect(postOf(oembed.read(wireOf(whole), ref(id)))).toMatchObject({
      ref: { id },
      author: { name: 'Nadia N', handle: 'nadia', url: 'https://www.tiktok.com/@nadia' },
      segments: [
        { kind: 'text', text: 'Corn & more 🌽' },
        { kind: 'tag', text: '#corn', tag: 'corn', url: 'https://www.tiktok.com/tag/corn' },
        { kind: 'text', text: ' by ' },
        { kind: 'mention', handle: 'some.one', url: 'https://www.tiktok.com/@some.one' },
      ],
      createdAt: '2020-03-19T21:12:38.000Z',
      media: [
        {
          kind: 'video',
          urls: [],
          width: 480,
          height: 848,
          poster: { urls: [whole.thumbnail_url], width: 480, height: 848 },
        },
      ],
    });
  });

  it.each([
    ['cut in the quote', 'A caption whole', 'A caption…', 'A caption whole'],
    ['only in the quote', '', 'A caption', 'A caption'],
    ['with lines in the title', 'A\nB', 'A<br>B', 'A\nB'],
    ['of markup', '<b>x</b>', '&lt;b&gt;x&lt;/b&gt;', '<b>x</b>'],
    ['of nothing', '', '', ''],
  ])('has its caption %s', (_what, title, quoted, text) => {
    const post = postOf(oembed.read(wireOf({ ...whole, title, html: htmlOf(quoted) }), ref(id)));
    expect(textOf(post.segments)).toBe(text);
  });

  it('takes no script for words, no address that runs', () => {
    const html = htmlOf('a<script>alert(1)</script><a href="javascript:alert(1)">b</a>');
    const post = postOf(oembed.read(wireOf({ ...whole, title: '', html }), ref(id)));
    expect(post.segments).toEqual([{ kind: 'text', text: 'ab' }]);
  });

  it('is a picture where it cites a photo post', () => {
    const html = whole.html.replace('/video/', '/photo/');
    const post = postOf(oembed.read(wireOf({ ...whole, html }), ref(id)));
    expect(post.media).toMatchObject([{ kind: 'photo', urls: [whole.thumbnail_url], poster: null }]);
  });

  it('has its author from any of the places that name one', () => {
    const nameless = { ...whole, author_unique_id: undefined };
    for (const body of [nameless, { ...nameless, author_url: undefined }])
      expect(postOf(oembed.read(wireOf(body), ref(id))).author.handle).toBe('nadia');
  });
});

describe('what an answer means', () => {
  it.each([
    ...saysNothing,
    ['not there, asked without the account', 404, '', 'invalid'],
    ['no words on why', 200, { status_msg: 'Something went wrong', code: 400 }, 'withheld-unknown'],
    ['the same under its status', 400, { message: 'Something went wrong', code: 400 }, 'invalid'],
    ['a video', 200, whole, 'live'],
  ] as const)('%s (%i) is never more than it says', (_what, status, body, meaning) => {
    expect(meaningOf(oembed.read(wireOf(body, status), ref(id)))).toBe(meaning);
  });

  it('is not there, asked with the account', () => {
    const named = { ...ref(id), url: `https://www.tiktok.com/@jo/video/${id}` };
    expect(meaningOf(oembed.read(wireOf('', 404), named))).toBe('not-found');
  });

  it.each(saysNothingInJson)('%s is of no shape', (_what, body) => {
    expect(meaningOf(oembed.read(wireOf(body), ref(id)))).toBe('bad-shape');
  });

  it.each([
    ['the quote', { html: whole.html.replaceAll(id, '6718335390845095173') }],
    ['all it names', { html: '', embed_product_id: '6718335390845095173' }],
    ['nothing', { html: '', embed_product_id: undefined }],
    ['an id as a number', { html: '', embed_product_id: Number(id) }],
  ])('another video in %s is not the one asked for', (_what, part) => {
    expect(meaningOf(oembed.read(wireOf({ ...whole, ...part }), ref(id)))).toBe('bad-shape');
  });

  it('loses no more than the part that is wrong', () => {
    for (const { field, body } of withWrongFields(whole)) {
      const answer = oembed.read(wireOf(body), ref(id));
      expect(`${field}: ${answer.kind}`).toBe(`${field}: post`);
      const post = postOf(answer);
      expect(textOf(post.segments)).not.toMatch(/[\0\ud800]/);
      expect(post.author.handle ?? 'nadia').toBe('nadia');
      const urls = post.media.flatMap(({ urls, poster }) => [...urls, ...(poster?.urls ?? [])]);
      expect(urls.filter((url) => !url.startsWith('https://'))).toEqual([]);
    }
  });
});

function htmlOf(caption: string): string {
  return (
    `<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@nadia/video/${id}" data-video-id="${id}"> ` +
    `<section> ${link('@nadia', '@nadia')} <p>${caption}</p> ${link('♬ a sound', 'music/a-1')} </section> </blockquote> ` +
    '<script async src="https://www.tiktok.com/embed.js"></script>'
  );
}

function postOf(answer: ReturnType<typeof oembed.read>): Post {
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer.post;
}

function ref(of: string): Ref {
  const found = tiktok.refOf(of);
  if (found === null) throw new Error(`${of} is no id of TikTok`);
  return found;
}
