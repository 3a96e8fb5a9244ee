import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instagram } from '../../src/platforms/instagram/index.ts';
import { readMarkup } from './read-markup.ts';

const id = 'B_fawQoFahE';
const permalink = `https://www.instagram.com/p/${id}/?utm_source=ig_embed&amp;utm_campaign=loading`;

describe("addresses of Instagram's posts", () => {
  it.each([
    `https://www.instagram.com/p/${id}/`,
    `https://www.instagram.com/p/${id}`,
    `http://instagram.com/p/${id}/`,
    `https://m.instagram.com/p/${id}/`,
    `https://INSTAGRAM.com/p/${id}/`,
    `https://www.instagram.com./p/${id}/`,
    `https://www.instagram.com/p/${id}/?utm_source=ig_embed&utm_campaign=loading`,
    `https://www.instagram.com/p/${id}/?img_index=2`,
    `https://www.instagram.com/p/${id}/embed`,
    `https://www.instagram.com/p/${id}/embed/captioned/?cr=1&v=14`,
    `https://www.instagram.com/p/${id}/media/?size=l`,
    `https://www.instagram.com/reel/${id}/`,
    `https://www.instagram.com/reel/${id}/embed/`,
    `https://www.instagram.com/reels/${id}/`,
    `https://www.instagram.com/tv/${id}/`,
    `https://www.instagram.com/zashay.tastas/p/${id}/`,
    `https://www.instagram.com/zashay.tastas/reel/${id}/`,
    `https://www.instagram.com/p/${id}/c/17850000000000000/`,
    `https://instagr.am/p/${id}/`,
    `https://www.ddinstagram.com/p/${id}/`,
    `https://kkinstagram.com/reel/${id}/`,
    `https://www.instagram.com/p/${id}.`,
  ])('knows %s', (url) => {
    const expected = { platform: 'instagram', id, url: `https://www.instagram.com/p/${id}/` };
    expect(instagram.match(new URL(url), 'link')).toEqual(expected);
    expect(instagram.match(new URL(url), 'markup')).toEqual(expected);
  });

  it.each([
    'https://www.instagram.com/',
    'https://www.instagram.com/zashay.tastas/',
    'https://www.instagram.com/zashay.tastas/reels/',
    'https://www.instagram.com/p/',
    'https://www.instagram.com/p/abc/',
    `https://www.instagram.com/p/${'a'.repeat(65)}/`,
    'https://www.instagram.com/p/a%20b%20c%20d/',
    `https://www.instagram.com/stories/natgeo/${id}/`,
    'https://www.instagram.com/stories/highlights/17850000000000000/',
    'https://www.instagram.com/explore/tags/holdfast/',
    `https://www.instagram.com/explore/p/${id}/`,
    'https://www.instagram.com/reels/audio/123456789/',
    'https://www.instagram.com/share/p/BAXbKP1POQe',
    'https://www.instagram.com/accounts/login/?next=/p/BAXbKP1POQe/',
    `https://www.instagram.com/embed.js?p=${id}`,
    `https://notinstagram.com/p/${id}/`,
    `https://www.instagram.com.example.org/p/${id}/`,
    `https://example.org/instagram.com/p/${id}/`,
    `https://help.instagram.com/p/${id}/`,
    `https://www.threads.net/p/${id}/`,
  ])('leaves %s', (url) => {
    expect(instagram.match(new URL(url), 'markup')).toBeNull();
  });

  it('come in all spellings, the canonical one first, and are known again', () => {
    const ref = instagram.refOf(id);
    if (ref === null) throw new Error('no ref');
    const all = instagram.addresses(ref);
    expect(all[0]).toBe(`https://www.instagram.com/p/${id}/`);
    expect(new Set(all).size).toBe(all.length);
    expect(all.map((url) => instagram.match(new URL(url), 'link')?.id)).toEqual(all.map(() => id));
  });

  it('never give an unsafe id', () => {
    assert(
      property(string(), (path) => {
        const url = URL.parse(`https://www.instagram.com/p/${path}`);
        const ref = url === null ? null : instagram.match(url, 'markup');
        return ref === null || /^[\w-]{4,64}$/u.test(ref.id);
      }),
    );
    expect(instagram.timeOf(id)).toBeNull();
  });
});

describe("Instagram's markup", () => {
  it('version 14 tells who shared it, through all its empty boxes', () => {
    const boxes = '<div style="padding:16px;"> <div></div> <div>View this post on Instagram</div></div>';
    const source = `<blockquote class="instagram-media" data-instgrm-permalink="${permalink}" data-instgrm-version="14"><div><a href="${permalink}">${boxes}</a><p><a href="${permalink}" target="_blank">A post shared by Chateau La Coste (@chateaulacoste)</a></p></div></blockquote>`;
    expect(readMarkup(instagram, source)).toEqual({
      ref: { platform: 'instagram', id, url: `https://www.instagram.com/p/${id}/` },
      quoted: {
        name: 'Chateau La Coste',
        handle: 'chateaulacoste',
        date: null,
        text: '',
        lang: null,
        dir: null,
        links: [],
      },
    });
  });

  it('version 7 has its permalink in the caption, and a day', () => {
    const source = `<blockquote class="instagram-media" data-instgrm-captioned data-instgrm-version="7"><div><p><a href="https://www.instagram.com/p/${id}/">First line<br>second #tag</a></p> <p>A post shared by Jo (she/her) (@jo.jo_) on <time datetime="2017-10-23T07:31:37+00:00">Oct 23, 2017 at 12:31am PDT</time></p></div></blockquote>`;
    expect(readMarkup(instagram, source)).toMatchObject({
      ref: { id },
      quoted: {
        name: 'Jo (she/her)',
        handle: 'jo.jo_',
        date: '2017-10-23',
        text: 'First line\nsecond #tag',
        dir: 'ltr',
      },
    });
  });

  it.each([
    ['A photo posted by Ann Lee (@annlee) on Jan 10, 2016 at 8:56am PST', 'Ann Lee', '2016-01-10'],
    ['A video posted by Ann Lee (@annlee) on Jan 10, 2016', 'Ann Lee', '2016-01-10'],
    ['Ein Beitrag geteilt von Ann Lee (@annlee)', 'Ann Lee', null],
    ['Ein Beitrag geteilt von Ann Lee (@annlee) am 23. Okt 2017 um 0:31 Uhr', 'Ann Lee', '2017-10-23'],
    ['Una publicación compartida de Ann Lee (@annlee)', 'Ann Lee', null],
    ['Une publication partagée par Ann Lee (@annlee)', 'Ann Lee', null],
    ['Um post compartilhado por Ann Lee (@annlee)', 'Ann Lee', null],
    ['Uma publicação partilhada por Ann Lee (@annlee)', 'Ann Lee', null],
    ['Un post condiviso da Ann Lee (@annlee)', 'Ann Lee', null],
    ['Een bericht gedeeld door Ann Lee (@annlee)', 'Ann Lee', null],
    ['Публикация от Ann Lee (@annlee)', 'Ann Lee', null],
    ['Post udostępniony przez Ann Lee (@annlee)', 'Ann Lee', null],
    ['Sebuah kiriman dibagikan oleh Ann Lee (@annlee)', 'Ann Lee', null],
    ['تمت مشاركة منشور بواسطة Ann Lee (@annlee)', 'Ann Lee', null],
    ["Ann Lee (@annlee)'in paylaştığı bir gönderi", 'Ann Lee', null],
    ['Ann Lee(@annlee)がシェアした投稿', 'Ann Lee', null],
    ['Ann Lee(@annlee)님의 공유 게시물', 'Ann Lee', null],
    ['Ann Lee (@annlee) 分享的貼文', 'Ann Lee', null],
    ['Bài viết do Ann Lee (@annlee) chia sẻ', 'Ann Lee', null],
    // words we don't know are not taken for a name
    ['Qualcosa di nuovo: Ann Lee (@annlee)', null, null],
  ])('signed "%s"', (signature, name, date) => {
    const source = `<blockquote class="instagram-media" data-instgrm-permalink="${permalink}"><p>${signature}</p></blockquote>`;
    expect(readMarkup(instagram, source)?.quoted).toMatchObject({ name, handle: 'annlee', date, text: '' });
  });

  it('takes a name that is linked alone', () => {
    const source = `<blockquote class="instagram-media" data-instgrm-permalink="${permalink}"><p><a href="${permalink}">words</a></p><p>A post shared by <a href="https://www.instagram.com/jo/"> Jo - the one</a> (@jo) on Apr 27, 2020 at 9:24am PDT</p></blockquote>`;
    expect(readMarkup(instagram, source)?.quoted).toMatchObject({
      name: 'Jo - the one',
      handle: 'jo',
      date: '2020-04-27',
      text: 'words',
    });
  });

  it.each([
    ['a stub', `<blockquote class="instagram-media" data-instgrm-permalink="${permalink}"> </blockquote>`],
    ['a stub with a link', `<blockquote class="instagram-media"><a href="${permalink}"></a></blockquote>`],
    ['without its class', `<blockquote data-instgrm-permalink="${permalink}"></blockquote>`],
    ['AMP', `<amp-instagram data-shortcode="${id}" data-captioned layout="responsive"></amp-instagram>`],
    ['a frame', `<iframe src="https://www.instagram.com/p/${id}/embed/captioned/"></iframe>`],
    ['a frame without scheme', `<iframe src="//instagram.com/p/${id}/embed/"></iframe>`],
    ['a lazy frame', `<iframe data-src="https://www.instagram.com/reel/${id}/embed"></iframe>`],
    ['a frame of the short host', `<iframe src="https://instagr.am/p/${id}/embed/"></iframe>`],
    [
      'hydrated',
      `<iframe class="instagram-media instagram-media-rendered" id="instagram-embed-0" src="https://www.instagram.com/p/${id}/embed/?cr=1&amp;v=14"></iframe>`,
    ],
    ['CKEditor', `<oembed url="https://www.instagram.com/p/${id}/"></oembed>`],
    ["AMP's frame", `<amp-iframe src="https://www.instagram.com/p/${id}/embed"></amp-iframe>`],
    [
      "a service's frame",
      `<iframe src="https://cdn.embedly.com/widgets/media.html?url=https%3A%2F%2Fwww.instagram.com%2Fp%2F${id}%2F"></iframe>`,
    ],
    [
      "a service's box",
      `<div class="iframely-embed"><a href="https://www.instagram.com/p/${id}/" data-iframely-url></a></div>`,
    ],
  ])('%s says which post and no more', (_what, source) => {
    expect(readMarkup(instagram, source)).toMatchObject({ ref: { id }, quoted: null });
  });

  it('keeps a signed post whose link was lost', () => {
    const source =
      '<blockquote class="instagram-media"><p>Words</p><p>A post shared by Jo (@jo)</p>instagram</blockquote>';
    expect(readMarkup(instagram, source)).toMatchObject({
      ref: null,
      quoted: { text: 'Words', handle: 'jo' },
    });
  });

  it.each([
    [
      'a profile',
      '<blockquote class="instagram-media"><a href="https://www.instagram.com/jo/">jo</a></blockquote>',
    ],
    [
      'an embedded profile',
      '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/jo/"><a href="https://www.instagram.com/jo/">View this profile on Instagram</a><p><a href="https://www.instagram.com/jo/">Jo</a> (@<a href="https://www.instagram.com/jo/">jo</a>) • Instagram photos and videos</p></blockquote>',
    ],
    ['a profile frame', '<iframe src="https://www.instagram.com/jo/embed/"></iframe>'],
    ['a feed widget', '<iframe src="https://snapwidget.com/embed/1?instagram"></iframe>'],
    ['another quote', `<blockquote><a href="${permalink}">a post</a></blockquote>`],
    ['AMP without a post', '<amp-instagram data-shortcode=""></amp-instagram>'],
  ])('is not %s', (_what, source) => {
    expect(readMarkup(instagram, source)).toBeNull();
  });
});
