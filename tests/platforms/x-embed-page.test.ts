import { describe, expect, it } from 'vitest';
import { embedPage } from '../../src/platforms/x/embed-page.ts';
import { drawn, id } from './x-archived-pages.ts';
import { at, ref, wireOf } from './x-corpus.ts';

describe('X’s embed page', () => {
  it('is opened by the id, in the theme asked for, without tracking or the thread', () => {
    const url = new URL(embedPage.url(ref('1595150565428039681'), 'dark'));
    expect(url.origin + url.pathname).toBe('https://platform.twitter.com/embed/Tweet.html');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      id: '1595150565428039681',
      theme: 'dark',
      dnt: 'true',
      lang: 'en',
      hideThread: 'true',
    });
    expect(embedPage.url(ref('20'), 'light')).toContain('theme=light');
  });

  it('names walls in lower case, for they are looked for so', () => {
    for (const { text } of embedPage.walls) expect(text).toBe(text.toLowerCase());
    expect(new Set(embedPage.walls.map(({ text }) => text)).size).toBe(embedPage.walls.length);
  });

  it('selects by nothing that changes with a build of the page', () => {
    const selectors = [embedPage.element, embedPage.text, embedPage.author, embedPage.permalink];
    expect(selectors.filter((selector) => /\.|css-|\br-/.test(selector))).toEqual([]);
  });
});

describe('the embed page, once drawn', () => {
  const read = (html: string, asked = id) => embedPage.read?.(wireOf(html), ref(asked));

  it('is a witness of the words, as far as they are shown', () => {
    const answer = read(drawn);
    expect(answer).toMatchObject({
      kind: 'post',
      post: { truncated: true, lang: 'en', dir: 'ltr', createdAt: '2019-02-25T15:06:40.000Z' },
    });
    expect(answer?.kind === 'post' ? answer.post.segments : []).toEqual([
      { kind: 'text', text: 'Kelp & rock\n\nby ' },
      { kind: 'mention', text: '@bo', handle: 'bo', url: 'https://x.com/bo' },
      { kind: 'text', text: ' in ' },
      { kind: 'tag', text: '#kelp', tag: 'kelp', url: 'https://x.com/hashtag/kelp' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'kelp.example/a/lo…', url: 'https://kelp.example/a/long/path' },
    ]);
  });

  it('is a witness of who, with the kind of tick that can be told, and of what is shown with the words', () => {
    expect(read(drawn)).toMatchObject({
      post: {
        ref: { id },
        author: {
          name: 'Ada 🌊',
          handle: 'ada',
          url: 'https://x.com/ada',
          verified: 'business',
          avatar: { urls: expect.arrayContaining(['https://pbs.twimg.com/profile_images/7/A_normal.jpg']) },
        },
        media: [
          {
            kind: 'photo',
            alt: 'A stipe',
            urls: expect.arrayContaining(['https://pbs.twimg.com/media/P1.jpg']),
          },
          {
            kind: 'video',
            urls: [],
            poster: {
              urls: expect.arrayContaining(['https://pbs.twimg.com/ext_tw_video_thumb/5/pu/img/V.jpg']),
            },
          },
        ],
        quote: {
          ref: { id: '1099999999999999990' },
          author: { name: 'Cy', handle: 'cy' },
          segments: [{ text: 'Le varech' }],
          lang: 'fr',
          media: [],
        },
      },
    });
  });

  it.each([
    [
      'a name like a handle',
      (page: string) => page.replace(/<span>Ada <\/span><img[^>]*>/u, '@ada'),
      '@ada',
      'ada',
    ],
    [
      'words above the name',
      (page: string) =>
        page.replace('<div><div data-testid', '<div dir="auto">Bo reposted</div><div><div data-testid'),
      'Ada 🌊',
      'ada',
    ],
    [
      'no name',
      (page: string) => page.replace(/<div dir="auto"><span><span>Ada .*?<\/div>/u, ''),
      null,
      'ada',
    ],
    ['no avatar', (page: string) => page.replace('UserAvatar-Container-ada', 'UserAvatar'), 'Ada 🌊', 'ada'],
  ])('tells who wrote it with %s', (_what, change, name, handle) => {
    expect(change(drawn)).not.toBe(drawn);
    expect(read(change(drawn))).toMatchObject({ post: { author: { name, handle } } });
  });

  it('is a post without words, and one that is all shown', () => {
    const wordless = drawn.replace(/<div dir="auto" lang="en" data-testid="tweetText">.*?<\/div>/su, '');
    expect(read(wordless)).toMatchObject({ post: { segments: [], truncated: false, media: [{}, {}] } });
  });

  it('dates nothing later than it was shot', () => {
    const late = drawn.replaceAll('2019-02-25T15:06:40.000Z', '2036-02-25T15:06:40.000Z');
    expect(at < '2036').toBe(true);
    expect(read(late)).toMatchObject({ post: { createdAt: null } });
  });

  it.each([
    ['another post', drawn, '20'],
    ['the quoted post only', drawn, '21'],
    ['no article', '<div>Something went wrong</div>', id],
    ['an article of nobody', `<article><a href="https://x.com/i/status/${id}"></a></article>`, id],
    ['nothing', ' ', id],
    ['no markup', 'Log in to X', id],
  ])('is no witness where it shows %s', (_what, html, asked) => {
    expect(read(html, asked)).toMatchObject({ kind: 'unknown' });
  });
});
