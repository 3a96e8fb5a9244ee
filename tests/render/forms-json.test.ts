import { describe, expect, it } from 'vitest';
import { examples } from '../../src/render/gallery/examples.ts';
import { inlined } from '../../src/render/gallery/inlined.ts';
import { renderJson } from '../../src/render/json.ts';
import { renderJsonLd } from '../../src/render/json-ld.ts';
import type { FallbackView } from '../../src/render/view.ts';
import { hostileTexts } from './hostile-texts.ts';
import { author, photo, post, text, video, view } from './views.ts';

type Thing = Readonly<Record<string, unknown>>;

/** What schema.org lets each type we use have, as far as we use it: ! for what we always tell. */
const types: Readonly<Record<string, string>> = {
  SocialMediaPosting:
    '@context url description headline articleBody author datePublished dateModified inLanguage image video audio isPartOf sharedContent hasPart comment interactionStatistic isFamilyFriendly identifier publisher creativeWorkStatus archivedAt maintainer sdPublisher sdDatePublished',
  Person: 'name! alternateName url identifier image',
  Organization: 'name!',
  ImageObject: 'contentUrl caption width height',
  VideoObject: 'name! description contentUrl thumbnailUrl uploadDate duration width height',
  AudioObject: 'name! description contentUrl thumbnailUrl uploadDate duration width height',
  QuantitativeValue: 'value! unitCode!',
  Conversation: 'hasPart!',
  WebPage: 'url name description image',
  Question: 'name expires suggestedAnswer!',
  Answer: 'text! upvoteCount',
  Comment: 'name! text! url',
  LikeAction: '',
  CommentAction: '',
  ShareAction: '',
  ViewAction: '',
  InteractionCounter: 'interactionType! userInteractionCount! endTime!',
};

function faultsIn(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => faultsIn(item, `${path}[${at}]`));
  if (value === null || value === '') return [`${path} is empty`];
  if (typeof value !== 'object') return [];
  const thing = value as Thing;
  const type = String(thing['@type']);
  const properties = types[type]?.split(' ');
  if (properties === undefined) return [`${path} is a ${type}`];
  const known = properties.map((name) => name.replace('!', ''));
  const wrong = Object.keys(thing).filter((name) => name !== '@type' && !known.includes(name));
  const lacking = properties.filter((name) => name.endsWith('!') && !(name.slice(0, -1) in thing));
  return [
    ...wrong.map((name) => `${path}.${name} of ${type}`),
    ...lacking.map((name) => `${path}.${name} is missing`),
    ...addressesThatMayNot(thing, path),
    ...Object.entries(thing).flatMap(([name, inner]) => faultsIn(inner, `${path}.${name}`)),
  ];
}

function addressesThatMayNot(thing: Thing, path: string): string[] {
  return ['url', 'contentUrl', 'thumbnailUrl', 'archivedAt']
    .filter((name) => name in thing && !/^https?:\/\/\S+$/u.test(String(thing[name])))
    .map((name) => `${path}.${name} is ${String(thing[name])}`);
}

function told(one: FallbackView, base?: string): Thing {
  return JSON.parse(renderJsonLd(one, base === undefined ? {} : { base })) as Thing;
}

describe('structured data of schema.org', () => {
  it('has what its types have, in every example', () => {
    for (const [name, one] of Object.entries(examples))
      for (const shown of [one, inlined(one)])
        expect({ name, faults: faultsIn(told(shown, 'https://news.example/h/')) }).toEqual({
          name,
          faults: [],
        });
  });

  it('would not with a property or an address of nobody', () => {
    expect(faultsIn({ '@type': 'Person', name: 'Ada', colour: 'red' })).toEqual(['.colour of Person']);
    expect(faultsIn({ '@type': 'Person', url: 'javascript:1' })).toEqual([
      '.name! is missing',
      '.url is javascript:1',
    ]);
    expect(faultsIn({ '@type': 'Thing' })).toEqual([' is a Thing']);
  });

  it('tells the post, its author, its keeper and its proof', () => {
    const one = view({
      name: 'social:1',
      state: 'deleted',
      preservedBy: 'The Harbour Paper',
      proof: '/proof/social%3A1',
      post: post({
        author: { ...author('صوت المرفأ', 'harbour_voice', 'voice'), id: '77' },
        segments: [text('أُغلق المرفأ صباح اليوم.\nشكرًا.')],
        lang: 'ar',
        media: [photo('boat', 1200, 800, 'زورق'), video('boat', 'video', 42_300)],
        metrics: { at: '2023-09-15T10:00:00.000Z', likes: 3, replies: null, reposts: 0, views: 900 },
      }),
    });
    expect(told(one, 'https://news.example/')).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'SocialMediaPosting',
      identifier: 'social:1',
      url: 'https://social.example/ada/1',
      headline: 'أُغلق المرفأ صباح اليوم.',
      articleBody: 'أُغلق المرفأ صباح اليوم.\nشكرًا.',
      inLanguage: 'ar',
      datePublished: '2023-09-14T08:15:00.000Z',
      creativeWorkStatus: 'deleted',
      archivedAt: 'https://news.example/proof/social%3A1',
      maintainer: { name: 'The Harbour Paper' },
      author: { name: 'صوت المرفأ', alternateName: '@harbour_voice', identifier: '77' },
      image: { contentUrl: 'https://news.example/media/boat.webp', caption: 'زورق' },
      video: { duration: 'PT42.3S', thumbnailUrl: 'https://news.example/media/boat.webp' },
      interactionStatistic: [
        { interactionType: { '@type': 'LikeAction' }, userInteractionCount: 3 },
        { userInteractionCount: 0 },
        { userInteractionCount: 900 },
      ],
    });
  });

  it('tells when it was edited where that is known, which no end of it is', () => {
    const ids = ['1', '2'];
    const at = '2023-09-14T08:40:00.000Z';
    const gone = { state: 'deleted', since: '2024-05-03T00:00:00.000Z' } as const;
    const edited = told(view({ ...gone, post: post({ edits: { ids, stale: false, at } }) }));
    expect(edited).toMatchObject({ dateModified: at, creativeWorkStatus: 'deleted' });
    expect(edited).not.toHaveProperty('expires');
    expect(told(view({ ...gone, post: post({ edits: { ids, stale: true } }) }))).not.toHaveProperty(
      'dateModified',
    );
  });

  it('tells who says so, and names no platform for what only an article says', () => {
    const quoted = told(examples['arabic-quoted'] ?? view({ post: null }));
    expect(quoted).toMatchObject({
      description: 'كما ورد في المقال، دون تحقّق.',
      creativeWorkStatus: 'unknown',
    });
    expect(quoted).not.toHaveProperty('publisher');
    expect(told(examples['deleted-photo'] ?? view({ post: null }))).toMatchObject({
      description: 'Deleted. First noticed missing on 3 May 2024.',
      publisher: { name: 'Social' },
    });
    expect(told(view({ post: post({}) }))).not.toHaveProperty('description');
  });

  it('gives the original address of a picture that has no other', () => {
    const one = view({ post: post({ media: [photo('boat', 3, 2, null)] }) });
    for (const shown of [one, inlined(one)])
      expect(told(shown)).toMatchObject({ image: { contentUrl: 'https://media.example/boat.jpg' } });
  });

  it('can stand in a script element, whatever strangers write', () => {
    for (const evil of hostileTexts(200)) {
      const hostile = view({
        name: evil,
        proof: evil,
        preservedBy: evil,
        post: post({
          segments: [text(evil)],
          author: { ...author(evil, evil), url: evil },
          media: [{ ...photo('boat', 3, 2, evil), urls: [evil] }],
          card: { url: evil, title: evil, description: evil, site: evil, picture: null },
          note: { text: evil, url: evil },
        }),
      });
      const source = renderJsonLd(hostile);
      expect(source).not.toMatch(/[<>&\u2028\u2029]|\n./u);
      expect(faultsIn(JSON.parse(source)).filter((fault) => !fault.endsWith('is empty'))).toEqual([]);
    }
  });
});

describe('a post as data', () => {
  it('has the fields that README tells, in every example', () => {
    const keys = Object.values(examples).map((one) =>
      Object.keys(JSON.parse(renderJson(one)) as Thing).join(' '),
    );
    expect([...new Set(keys)]).toEqual([
      'gone holdfast known lastLive name platform post preservedBy proof redacted ref since state takenAt',
    ]);
  });

  it('tells the text as a reader sees it, beside its parts', () => {
    const one = view({ post: post({ segments: [text('To '), text('you')] }) });
    expect(JSON.parse(renderJson(one))).toMatchObject({ holdfast: 1, gone: false, post: { text: 'To you' } });
  });
});
