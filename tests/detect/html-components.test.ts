import { describe, expect, it } from 'vitest';
import { detectHtml } from '../../src/detect/html.ts';
import { decodeArticle } from '../../src/html/charset.ts';
import { platforms } from '../../src/platforms/index.ts';

function read(source: string) {
  const bytes = Buffer.from(`<p>Words</p>${source}<p>words</p>`);
  const decoded = decodeArticle(bytes, { declared: null, html: true });
  return detectHtml(decoded, { name: 'a.html', url: null }, platforms).map((each) => ({
    ...each,
    source: bytes.subarray(each.start, each.end).toString(),
  }));
}

function attrs(value: unknown): string {
  return JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

const video = 'w7Ft2ym_m-c';
const did = 'did:plc:sh6yzcjqgrzfyn5ka2hut3o5';

describe('components and plugins', () => {
  it.each([
    ['widget x:1703436713362870723', '<embetty-tweet status="1703436713362870723"></embetty-tweet>'],
    [`widget youtube:${video}`, `<embetty-video type="youtube" video-id="${video}"></embetty-video>`],
    [`widget youtube:${video}`, `<youtube-lite-player @slug="${video}" :@label="a"></youtube-lite-player>`],
    [`widget youtube:${video}`, `<youtube-embed video="${video}"></youtube-embed>`],
    [
      `widget youtube:${video}`,
      `<lite-youtube videoid="${video}"><a href="https://youtu.be/${video}">x</a></lite-youtube>`,
    ],
    [`iframe youtube:${video}`, `<embed src="https://www.youtube.com/v/${video}" width="400">`],
    [`iframe youtube:${video}`, `<object data="https://www.youtube.com/embed/${video}"></object>`],
    ['iframe x:20', '<object data="https://platform.twitter.com/embed/Tweet.html?id=20">None</object>'],
    [
      'iframe facebook:kelp/posts/123456',
      '<embed src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fkelp%2Fposts%2F123456">',
    ],
    [
      'figure x:20',
      '<figure class="embed-screenshot-js"><a href="https://twitter.com/jo/status/20">View</a><div data-alt="Post"></div></figure>',
    ],
    [
      'widget instagram:BWNjjyYFxVx',
      `<div class="instagram" data-attrs="${attrs({ instagram_id: 'BWNjjyYFxVx' })}"></div>`,
    ],
  ])('are %s in %s', (expected, source) => {
    expect(read(source).map((each) => `${each.kind} ${each.name} ${each.source}`)).toEqual([
      `${expected} ${source}`,
    ]);
  });

  it.each([
    `<embetty-video type="vimeo" video-id="${video}"></embetty-video>`,
    '<embetty-tweet status="none"></embetty-tweet>',
    '<embed src="https://www.youtube.com/user/kelp">',
    '<object data="a.svg"></object><embed src="a.pdf">',
    `<pre><embed src="https://www.youtube.com/v/${video}"></pre>`,
  ])('are none in %s', (source) => {
    expect(read(source)).toEqual([]);
  });

  it('say what Substack keeps beside them', () => {
    const uri = `at://${did}/app.bsky.feed.post/3mkuf6q2xc226`;
    const copy = {
      uri,
      authorHandle: 'jo.bsky.social',
      authorName: 'Jo',
      text: 'Kelp',
      createdAt: '2025-01-02T03:04:05Z',
    };
    const [post] = read(
      `<div class="bluesky-wrap outer" data-attrs="${attrs(copy)}"><iframe></iframe></div>`,
    );
    expect(post?.name).toBe(`bluesky:${did}/3mkuf6q2xc226`);
    expect(post?.quoted).toMatchObject({
      name: 'Jo',
      handle: 'jo.bsky.social',
      date: '2025-01-02',
      text: 'Kelp',
    });
    const url = 'https://www.tiktok.com/@jo/video/7571863205253778710';
    const [clip] = read(
      `<div class="tiktok-wrap outer" data-attrs="${attrs({ url, title: 'Tall kelp' })}"></div>`,
    );
    expect(clip?.name).toBe('tiktok:7571863205253778710');
    expect(clip?.quoted).toMatchObject({ handle: 'jo', text: 'Tall kelp' });
  });
});

describe('copies of posts on the author’s own site', () => {
  const quote = (date: string) =>
    `<blockquote class="twitter-tweet"><p>Kelp is tall</p>&mdash; Jo (@jo) <a href="https://jo.example/twitter/348161802389049344">${date}</a></blockquote>`;

  it('give the id at the end of their address when it is of the printed day', () => {
    expect(read(quote('June 21, 2013')).map(({ name }) => name)).toEqual(['x:348161802389049344']);
    expect(read(quote('June 25, 2014'))[0]?.ref).toBeNull();
    expect(read(quote('once'))[0]?.ref ?? null).toBeNull();
  });
});
