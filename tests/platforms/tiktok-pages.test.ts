import { describe, expect, it } from 'vitest';
import type { Memento } from '../../src/model/memento.ts';
import { type Post, textOf } from '../../src/model/post.ts';
import { embed } from '../../src/platforms/tiktok/embed.ts';
import { tiktok } from '../../src/platforms/tiktok/index.ts';
import { page } from '../../src/platforms/tiktok/page.ts';
import type { Ref } from '../../src/ref.ts';
import { expectShortGolden } from './golden.ts';
import { meaningOf, saysNothing, wireOf, withWrongFields } from './platform-corpus.ts';

const id = '7134059641968872746';
const cdn = 'https://p16-sign.tiktokcdn-us.com/obj';

const item = {
  id,
  desc: 'Corn 🌽 #ilovecorn for @Jo & all',
  createTime: '1661027698',
  author: {
    id: '6812345',
    uniqueId: 'rebelunicorncrafts',
    nickname: 'Lacey & Art',
    avatarThumb: `${cdn}/thumb.jpeg?x-expires=1`,
    avatarLarger: `${cdn}/large.jpeg?x-expires=1`,
    verified: true,
    secUid: 'MS4w',
  },
  textExtra: [
    { start: 8, end: 18, hashtagName: 'ilovecorn', type: 1 },
    { start: 23, end: 26, hashtagName: '', userUniqueId: 'jo.x', userId: '1', type: 0 },
  ],
  textLanguage: 'en',
  stats: { diggCount: 10, shareCount: 2, commentCount: 3, playCount: 400, collectCount: '1' },
  video: {
    id,
    width: 576,
    height: 1024,
    duration: 21,
    cover: `${cdn}/cover?x-expires=1`,
    originCover: `${cdn}/origin?x-expires=1`,
    playAddr: 'https://v16-webapp.tiktok.com/play.mp4?a=1988',
    downloadAddr: 'https://v16-webapp.tiktok.com/download.mp4?a=1988',
    bitrateInfo: [
      { Bitrate: 500, PlayAddr: { UrlList: ['https://v16-webapp.tiktok.com/small.mp4'] } },
      { Bitrate: 1500, PlayAddr: { UrlList: ['https://v16-webapp.tiktok.com/large.mp4'] } },
    ],
  },
};
const photos = {
  ...item,
  imagePost: {
    images: [1, 2].map((at) => ({
      imageURL: { urlList: [`${cdn}/${at}.webp`, `${cdn}/${at}.jpeg`] },
      imageWidth: 1080,
      imageHeight: 1350,
    })),
  },
};

const script = (name: string, value: unknown) =>
  `<!DOCTYPE html><html><head><title>TikTok</title></head><body><script id="${name}" type="application/json">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script></body></html>`;
const detail = (value: unknown) =>
  script('__UNIVERSAL_DATA_FOR_REHYDRATION__', {
    __DEFAULT_SCOPE__: { 'webapp.app-context': {}, 'webapp.video-detail': value },
  });
const watch = (value: unknown) => detail({ itemInfo: { itemStruct: value }, statusCode: 0, statusMsg: '' });
const refused = (statusCode: number, statusMsg: string) => detail({ statusCode, statusMsg });

const frame = (value: unknown, of = id) =>
  script('__FRONTITY_CONNECT_STATE__', { source: { data: { [`/embed/v2/${of}`]: value } } });
const framed = {
  videoData: {
    itemInfos: {
      id,
      text: item.desc,
      createTime: '1661027698',
      covers: [`${cdn}/cover?x-expires=1`],
      coversOrigin: [`${cdn}/origin?x-expires=1`],
      video: {
        urls: ['https://v16.tiktok.com/a.mp4'],
        videoMeta: { width: 576, height: 1024, duration: 21 },
      },
      diggCount: 10,
      commentCount: 3,
      shareCount: 2,
      playCount: 400,
    },
    authorInfos: {
      userId: '6812345',
      uniqueId: 'rebelunicorncrafts',
      nickName: 'Lacey & Art',
      coversLarger: [`${cdn}/large.jpeg?x-expires=1`],
      verified: true,
    },
    textExtra: [{ AwemeId: '', Start: 8, End: 18, HashtagName: 'ilovecorn', Type: 1 }],
  },
};

describe('asking TikTok for pages', () => {
  it('asks by the number, the frame first', async () => {
    const asked: string[] = [];
    for (const source of [embed, page])
      await source.ask(ref(), ({ url }) => {
        asked.push(url);
        return Promise.resolve(wireOf(''));
      });
    expect(asked).toEqual([`https://www.tiktok.com/embed/v2/${id}`, `https://www.tiktok.com/@_/video/${id}`]);
    expect(tiktok.sources.map(({ id: source }) => source)).toEqual([
      'tiktok-embed',
      'tiktok-oembed',
      'tiktok-page',
    ]);
  });
});

describe('a page', () => {
  it('tells of a video', () => {
    const answer = read(watch(item));
    expect(meaningOf(answer)).toBe('live');
    expectShortGolden('platforms-tiktok/page.json', answer);
  });

  it('tells of all photos of a post', () => {
    const { media, ref: found } = postOf(read(watch(photos)));
    expect(media.map(({ kind, urls, width }) => [kind, urls[0], width])).toEqual([
      ['photo', `${cdn}/1.webp`, 1080],
      ['photo', `${cdn}/2.webp`, 1080],
    ]);
    expect(found?.url).toBe(`https://www.tiktok.com/@rebelunicorncrafts/photo/${id}`);
  });

  it('counts what is beyond twenty photos', () => {
    const images = Array.from({ length: 35 }, () => photos.imagePost.images[0]);
    const post = postOf(read(watch({ ...photos, imagePost: { images } })));
    expect(post.media).toHaveLength(20);
    expect(post.omissions).toEqual([{ part: 'media', reason: 'surplus', count: 15 }]);
  });

  it('drops marks that fit nothing, one by one', () => {
    const textExtra = [
      { start: 5000, end: 6000, hashtagName: 'nowhere' },
      { start: -1, end: 2, hashtagName: 'ilovecorn' },
      { start: 0, end: 4, userUniqueId: 'jo' },
      { start: 23, end: 26, userUniqueId: '../../x' },
    ];
    const post = postOf(read(watch({ ...item, textExtra })));
    expect(textOf(post.segments)).toBe(item.desc);
    expect(post.segments.filter(({ kind }) => kind !== 'text')).toMatchObject([
      { kind: 'tag', text: '#ilovecorn' },
    ]);
    expect(post.omissions).toEqual([{ part: 'facet', reason: 'not in the text', count: 3 }]);
  });

  it.each([
    [
      'of 2022',
      script('SIGI_STATE', {
        ItemModule: {
          [id]: { ...item, author: 'rebelunicorncrafts', nickname: 'Lacey & Art', authorId: '6812345' },
        },
      }),
    ],
    [
      'of 2021',
      script('__NEXT_DATA__', { props: { pageProps: { statusCode: 0, itemInfo: { itemStruct: item } } } }),
    ],
    ['that is framed', frame(framed)],
  ])('%s tells the same', (_what, body) => {
    const [post, same] = [postOf(read(watch(item))), postOf(read(body))];
    expect(textOf(same.segments)).toBe(textOf(post.segments));
    expect([same.createdAt, same.author.id, same.author.name, same.author.handle, same.metrics]).toEqual([
      post.createdAt,
      post.author.id,
      post.author.name,
      post.author.handle,
      post.metrics,
    ]);
    expect(same.media[0]).toMatchObject({ kind: 'video', width: 576, durationMs: 21_000 });
  });
});

describe('a frame', () => {
  it('tells of a video', () => {
    const answer = embed.read(wireOf(frame(framed)), ref());
    expect(meaningOf(answer)).toBe('live');
    expectShortGolden('platforms-tiktok/embed.json', answer);
  });

  it('tells of all photos', () => {
    const displayImages = [1, 2].map((at) => ({ urlList: [`${cdn}/${at}.jpeg`], width: 10, height: 20 }));
    const answer = embed.read(
      wireOf(frame({ videoData: { ...framed.videoData, imagePostInfo: { displayImages } } })),
      ref(),
    );
    expect(postOf(answer).media.map(({ kind, urls }) => [kind, urls[0]])).toEqual([
      ['photo', `${cdn}/1.jpeg`],
      ['photo', `${cdn}/2.jpeg`],
    ]);
  });

  it.each([
    ...saysNothing.filter(([, , body]) => typeof body === 'string'),
    ['a video', 200, frame(framed), 'live'],
    ['not there', 200, frame({ isError: true, errorStatus: 404 }), 'not-found'],
    ['their error', 200, frame({ isError: true, errorStatus: 500 }), 'withheld-unknown'],
    ['another page', 200, frame(framed, '7134059641968872747'), 'bad-shape'],
    [
      'another video',
      200,
      frame({
        videoData: {
          ...framed.videoData,
          itemInfos: { ...framed.videoData.itemInfos, id: '7134059641968872747' },
        },
      }),
      'bad-shape',
    ],
    ['nothing of a video', 200, script('__FRONTITY_CONNECT_STATE__', {}), 'walled'],
  ] as const)('%s (%i) is never more than it says', (_what, status, body, meaning) => {
    expect(meaningOf(embed.read(wireOf(body, status), ref()))).toBe(meaning);
  });
});

describe('what a page means', () => {
  it.each([
    ...saysNothing.filter(([, , body]) => typeof body === 'string'),
    ['a video', 200, watch(item), 'live'],
    ['another video', 200, watch({ ...item, id: '7134059641968872747' }), 'bad-shape'],
    ['not there, or never was', 200, refused(10_204, "item doesn't exist"), 'not-found'],
    ['not there, without words', 200, refused(10_204, ''), 'not-found'],
    ['deleted', 200, refused(10_204, 'status_deleted'), 'deleted'],
    [
      'deleted, and private before',
      200,
      refused(10_204, 'item_privacy_authorization&status_deleted'),
      'deleted',
    ],
    ['for its author only', 200, refused(10_204, 'status_self_see'), 'protected'],
    ['not passed', 200, refused(10_204, 'status_audit_not_pass'), 'removed'],
    ['being looked at', 200, refused(10_204, 'author_status,status_reviewing'), 'withheld-unknown'],
    ['for adults', 200, refused(10_204, 'content_classification'), 'restricted'],
    ['not for this country', 200, refused(10_204, 'cross_border_violation_ur'), 'withheld'],
    ['private', 200, refused(10_216, ''), 'protected'],
    ['of a private account', 200, refused(10_222, ''), 'protected'],
    ['a number we don’t know', 200, refused(10_231, ''), 'withheld-unknown'],
    ['no item, and all is well', 200, detail({ statusCode: 0 }), 'bad-shape'],
    [
      'a robot check',
      200,
      '<html><body>Please wait...<script>window.SlardarWAF = 1</script></body></html>',
      'walled',
    ],
    ['a login', 200, '<html><title>Log in | TikTok</title></html>', 'walled'],
    ['not there, by status', 404, '<html></html>', 'not-found'],
  ] as const)('%s (%i) is never more than it says', (_what, status, body, meaning) => {
    expect(meaningOf(page.read(wireOf(body, status), ref()))).toBe(meaning);
  });

  it('is nothing where the page of another video answered', () => {
    const wire = {
      ...wireOf(refused(10_204, 'status_deleted')),
      url: 'https://www.tiktok.com/@a/video/7134059641968872747',
    };
    expect(meaningOf(page.read(wire, ref()))).toBe('bad-shape');
  });

  it('loses no more than the part that is wrong', () => {
    const problems = [...withWrongFields(item), ...withWrongFields(photos)].flatMap(({ field, body }) => {
      const answer = read(watch(body));
      if (answer.kind !== 'post') return field === 'id' ? [] : [`${field}: ${answer.reason}`];
      const { segments, media, author, createdAt } = answer.post;
      const urls = [...media, author.avatar].flatMap((each) => each?.urls ?? []);
      const isClean = textOf(segments).isWellFormed() && !textOf(segments).includes('\0');
      return isClean &&
        urls.every((url) => /^https:\/\/[^\s"<>]+$/u.test(url)) &&
        createdAt?.startsWith('2022-08-20') === true
        ? []
        : [field];
    });
    expect(problems).toEqual([]);
  });
});

describe('archived copies', () => {
  it('are looked for under every handle', () => {
    const found = tiktok.archivedAddresses?.(ref(), ['old.name', '../x']) ?? [];
    expect(found.slice(0, 3)).toEqual([
      `https://www.tiktok.com/@old.name/video/${id}`,
      `https://www.tiktok.com/@old.name/photo/${id}`,
      `https://www.tiktok.com/@_/video/${id}`,
    ]);
    expect(found.join('\n')).not.toContain('../');
  });

  it('are pages, frames and oEmbed’s answers', () => {
    const oembed = `https://www.tiktok.com/oembed?url=a`;
    const quote = {
      title: 'Corn',
      html: `<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/${id}" data-video-id="${id}"></blockquote>`,
    };
    expect(meaningOf(archived(watch(item), `https://www.tiktok.com/@a/video/${id}`))).toBe('live');
    expect(meaningOf(archived(frame(framed), `https://www.tiktok.com/embed/v2/${id}`))).toBe('live');
    expect(meaningOf(archived(JSON.stringify(quote), oembed))).toBe('live');
    expect(meaningOf(archived(watch(item), 'https://www.tiktok.com/@a/video/7134059641968872747'))).toBe(
      'bad-shape',
    );
  });
});

function archived(body: string, original: string) {
  const url = `https://web.archive.org/web/20230101000000id_/${original}`;
  const link = { archive: 'web.archive.org', original, url, takenAt: '2023-01-01T00:00:00.000Z' };
  const memento: Memento = {
    ...link,
    mediaType: null,
    status: null,
    digest: null,
    wire: { ...wireOf(body), url },
  };
  const answer = tiktok.readArchived?.(memento, ref());
  if (answer === undefined) throw new Error('nothing reads archived copies');
  return answer;
}

function read(body: string) {
  return page.read(wireOf(body), ref());
}

function postOf(answer: ReturnType<typeof read>): Post {
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer.post;
}

function ref(): Ref {
  const found = tiktok.refOf(id);
  if (found === null) throw new Error(`${id} is no id of TikTok`);
  return found;
}
