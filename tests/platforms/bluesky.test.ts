import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bluesky } from '../../src/platforms/bluesky/index.ts';
import { refOfUri } from '../../src/platforms/bluesky/match.ts';
import { readMarkup } from './read-markup.ts';

const did = 'did:plc:sh6yzcjqgrzfyn5ka2hut3o5';
const key = '3mkuf6q2xc226';
const ref = (author: string) => ({
  platform: 'bluesky',
  id: `${author}/${key}`,
  url: `https://bsky.app/profile/${author}/post/${key}`,
});

describe("addresses of Bluesky's posts", () => {
  it.each([
    [`https://bsky.app/profile/${did}/post/${key}`, did],
    [`https://bsky.app/profile/${did}/post/${key}?ref_src=embed`, did],
    [`https://bsky.app/profile/did%3Aplc%3Ash6yzcjqgrzfyn5ka2hut3o5/post/${key}`, did],
    [`https://bsky.app/profile/did:web:example.com/post/${key}`, 'did:web:example.com'],
    [`https://bsky.app/profile/did:web:localhost%3A8080/post/${key}`, 'did:web:localhost%3A8080'],
    [`https://bsky.app/profile/jeroenooms.bsky.social/post/${key}`, 'jeroenooms.bsky.social'],
    [`http://www.bsky.app/profile/JeroenOoms.bsky.social/post/${key}/`, 'jeroenooms.bsky.social'],
    [`https://bsky.app/profile/@jeroenooms.bsky.social/post/${key}`, 'jeroenooms.bsky.social'],
    [`https://bsky.app/profile/%40jeroenooms.bsky.social/post/${key}`, 'jeroenooms.bsky.social'],
    [`https://bsky.app/profile/xn--bcher-kva.example/post/${key}`, 'xn--bcher-kva.example'],
    [`https://bsky.app/profile/jay.bsky.team/post/${key}/liked-by`, 'jay.bsky.team'],
    [`https://bsky.app/profile/jay.bsky.team/post/${key}#top`, 'jay.bsky.team'],
    [`https://bsky.app./profile/jay.bsky.team/post/${key}`, 'jay.bsky.team'],
    [`https://BSKY.APP/profile/jay.bsky.team/post/${key}.`, 'jay.bsky.team'],
    [`https://staging.bsky.app/profile/jay.bsky.team/post/${key}`, 'jay.bsky.team'],
    [`https://main.bsky.dev/profile/jay.bsky.team/post/${key}`, 'jay.bsky.team'],
    [`https://embed.bsky.app/embed/${did}/app.bsky.feed.post/${key}?id=0123&ref_url=x&colorMode=dark`, did],
    [`https://deer.social/profile/jay.bsky.team/post/${key}`, 'jay.bsky.team'],
    [`https://fxbsky.app/profile/jay.bsky.team/post/${key}`, 'jay.bsky.team'],
    [`https://r.fxbsky.app/profile/jay.bsky.team/post/${key}`, 'jay.bsky.team'],
    [`https://vxbsky.app/profile/jay.bsky.team/post/${key}`, 'jay.bsky.team'],
    [`https://bskyx.app/profile/jay.bsky.team/post/${key}`, 'jay.bsky.team'],
  ])('knows %s', (url, author) => {
    expect(bluesky.match(new URL(url), 'link')).toEqual(ref(author));
  });

  it.each([
    'https://bsky.app/',
    `https://bsky.app/profile/${did}`,
    `https://bsky.app/profile/${did}/post/`,
    `https://bsky.app/profile/${did}/feed/whats-hot`,
    `https://bsky.app/profile/${did}/lists/${key}`,
    `https://bsky.app/starter-pack/jay.bsky.team/${key}`,
    `https://bsky.app/intent/compose?text=https://bsky.app/profile/${did}/post/${key}`,
    `https://bsky.app/search?q=post/${key}`,
    `https://bsky.app/hashtag/post`,
    `https://bsky.app/profile/${did}/post/${key}x`,
    `https://bsky.app/profile/${did}/post/${key.slice(1)}`,
    `https://bsky.app/profile/${did}/post/1111111111111`,
    `https://bsky.app/profile/did:plc:short/post/${key}`,
    `https://bsky.app/profile/did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme/post/${key}`,
    `https://bsky.app/profile/handle.invalid/post/${key}`,
    `https://bsky.app/profile/nodot/post/${key}`,
    `https://bsky.app/profile/..%2f..%2fetc/post/${key}`,
    `https://embed.bsky.app/embed/${did}/app.bsky.feed.generator/${key}`,
    `https://embed.bsky.app/oembed?url=https://bsky.app/profile/${did}/post/${key}`,
    `https://notbsky.app/profile/${did}/post/${key}`,
    `https://bsky.app.example.org/profile/${did}/post/${key}`,
    `https://jay.bsky.social/post/${key}`,
  ])('leaves %s', (url) => {
    expect(bluesky.match(new URL(url), 'markup')).toBeNull();
  });

  it('reads AT URIs and ids, and no other records', () => {
    expect(refOfUri(`at://${did}/app.bsky.feed.post/${key}`)).toEqual(ref(did));
    expect(refOfUri(`at://jay.bsky.team/app.bsky.feed.post/${key}`)).toEqual(ref('jay.bsky.team'));
    expect(refOfUri(`at://${did}/app.bsky.feed.generator/${key}`)).toBeNull();
    expect(bluesky.refOf(`${did}/${key}`)).toEqual(ref(did));
    expect(bluesky.refOf(`did:web:localhost%3A8080/${key}`)?.id).toBe(`did:web:localhost%3A8080/${key}`);
    for (const id of ['', key, `${did}/`, `${did}/${key}/x`, `Jay.bsky.team/${key}`, `../../${key}`])
      expect(bluesky.refOf(id)).toBeNull();
  });

  it('gives all spellings, the canonical one first, and knows them all again', () => {
    for (const author of [did, 'jay.bsky.team']) {
      const all = bluesky.addresses(ref(author));
      expect(all[0]).toBe(ref(author).url);
      expect(all.map((address) => bluesky.match(new URL(address), 'link')?.id)).toEqual(
        all.map(() => ref(author).id),
      );
    }
  });

  it('never throws, and what it gives is an id again', () => {
    assert(
      property(string(), string(), (author, last) => {
        const url = URL.parse(`https://bsky.app/profile/${author}/post/${last}`);
        const found = url === null ? null : bluesky.match(url, 'link');
        return found === null || bluesky.refOf(found.id)?.id === found.id;
      }),
    );
  });
});

describe('times of Bluesky', () => {
  it.each([
    // recorded posts: the key beside the post's own `createdAt`
    ['starrynight.bsky.social/3jvrkksmncy2k', '2023-05-15'],
    ['shinyakato.dev/3jvvrtoxsw32i', '2023-05-17'],
    ['smachlis.bsky.social/3ldbrlaiqdk2r', '2024-12-14'],
    [`${did}/${key}`, '2026-05-02'],
  ])('are in the key of %s', (id, day) => {
    expect(bluesky.timeOf(id)?.slice(0, 10)).toBe(day);
  });

  it.each(['jay.bsky.team/2222222222222', 'jay.bsky.team/jzzzzzzzzzzzz', 'jay.bsky.team/x', ''])(
    'are not made up for %s',
    (id) => {
      expect(bluesky.timeOf(id)).toBeNull();
    },
  );
});

const permalink = `<a href="https://bsky.app/profile/${did}/post/${key}?ref_src=embed">12:01 · May 2, 2026</a>`;
const signature = `&mdash; Jeroen Ooms (<a href="https://bsky.app/profile/${did}?ref_src=embed">@jeroenooms.bsky.social</a>) ${permalink}`;
const quote = (inner: string, rest = '') =>
  `<blockquote class="bluesky-embed" data-bluesky-uri="at://${did}/app.bsky.feed.post/${key}"${rest}>${inner}</blockquote>`;

describe("Bluesky's quotes", () => {
  it('tell text, lines, name, handle, day, language and links', () => {
    const text = `<p lang="en">One &amp; two:\nthree  four\n\n<a href="https://example.org/a">example.org/a</a> <a href="https://bsky.app/hashtag/x">#x</a><br><br><a href="https://bsky.app/profile/${did}/post/${key}?ref_src=embed">[image or embed]</a></p>`;
    expect(readMarkup(bluesky, quote(`${text}${signature}`))).toEqual({
      ref: ref(did),
      quoted: {
        name: 'Jeroen Ooms',
        handle: 'jeroenooms.bsky.social',
        date: '2026-05-02',
        text: 'One & two:\nthree four\n\nexample.org/a #x',
        lang: 'en',
        dir: 'ltr',
        links: ['https://example.org/a'],
      },
    });
  });

  it.each([
    ['as Bluesky writes them', `<p lang="en">Hi — there\nyou</p>${signature}`],
    ['with line breaks of an editor', `<p>Hi — there<br />\nyou</p>\n<p>${signature}</p>`],
    [
      'with the name linked',
      `<p>Hi — there\nyou</p>&mdash; <a href="https://bsky.app/profile/${did}">Jeroen Ooms (@jeroenooms.bsky.social)</a> ${permalink}`,
    ],
    ['without paragraphs', `Hi — there<br>you<br>${signature}`],
    ['with a footer', `<p>Hi — there\nyou</p><footer>${signature}</footer>`],
  ])('are read %s', (_how, inner) => {
    expect(readMarkup(bluesky, quote(inner))?.quoted).toMatchObject({
      text: 'Hi — there\nyou',
      name: 'Jeroen Ooms',
      handle: 'jeroenooms.bsky.social',
      date: '2026-05-02',
    });
  });

  it('laid out by a tool lose the line ends that are its own', () => {
    const inner = `\n  <p lang="en">\n    One two\n    three.\n  </p>\n  ${signature}\n`;
    expect(readMarkup(bluesky, quote(inner))?.quoted?.text).toBe('One two three.');
  });

  it.each([
    ['November 25, 2024 at 12:58 AM', '2024-11-25'],
    ['2024年12月15日 19:49', '2024-12-15'],
    ['2026-04-01T13:45:49.000Z', '2026-04-01'],
    ['Apr 25, 2024 at 20:18', '2024-04-25'],
    ['now', null],
  ])('print the day as %s', (printed, date) => {
    const inner = `<p lang="">Hi</p>— Jo — of X (@jo.bsky.social) <a href="https://bsky.app/profile/jo.bsky.social/post/${key}">${printed}</a>`;
    expect(readMarkup(bluesky, quote(inner))?.quoted).toMatchObject({ name: 'Jo — of X', date, lang: null });
  });

  it.each([
    ['cut short, without a signature', quote('<p lang="en">Half a post</p>'), 'Half a post'],
    ['without its class', quote(`<p>Hi</p>${signature}`).replace(' class="bluesky-embed"', ''), 'Hi'],
    ['without class and URI', `<blockquote><p>Hi</p>${signature}</blockquote>`, 'Hi'],
    ['without URI', `<blockquote class="bluesky-embed"><p>Hi</p>${signature}</blockquote>`, 'Hi'],
  ])('are known %s', (_how, source, text) => {
    expect(readMarkup(bluesky, source)).toMatchObject({ ref: ref(did), quoted: { text } });
  });

  it('take the DID over the handle of a link in the text', () => {
    const other = `<a href="https://bsky.app/profile/jay.bsky.team/post/3lcsengeop22r">another</a>`;
    expect(readMarkup(bluesky, quote(`<p>See ${other}</p>${signature}`))?.ref?.id).toBe(`${did}/${key}`);
  });

  it('keep right-to-left text', () => {
    const inner = `<p lang="he">שלום עולם</p>${signature}`;
    expect(readMarkup(bluesky, quote(inner))?.quoted).toMatchObject({ lang: 'he', dir: 'rtl' });
  });
});

describe("other markup of Bluesky's posts", () => {
  it.each([
    [
      `<iframe data-bluesky-id="1" src="https://embed.bsky.app/embed/${did}/app.bsky.feed.post/${key}?id=1"></iframe>`,
    ],
    [`<iframe data-src="//embed.bsky.app/embed/${did}/app.bsky.feed.post/${key}"></iframe>`],
    [
      `<iframe src="https://cdn.iframe.ly/api/iframe?url=https%3A%2F%2Fbsky.app%2Fprofile%2F${did}%2Fpost%2F${key}&key=1"></iframe>`,
    ],
    [`<div class="bluesky-embed" data-bluesky-uri="at://${did}/app.bsky.feed.post/${key}"></div>`],
    [`<bluesky-post src="at://${did}/app.bsky.feed.post/${key}"></bluesky-post>`],
    [
      `<div class="iframely-embed"><a href="https://bsky.app/profile/${did}/post/${key}" data-iframely-url></a></div>`,
    ],
    [`<amp-iframe src="https://embed.bsky.app/embed/${did}/app.bsky.feed.post/${key}"></amp-iframe>`],
  ])('is known: %s', (source) => {
    expect(readMarkup(bluesky, source)).toEqual({ ref: ref(did), quoted: null });
  });

  it.each([
    [`<blockquote><p>Hi</p>${signature} and more</blockquote>`],
    [`<blockquote><p>As <a href="https://bsky.app/profile/${did}/post/${key}">she said</a></p></blockquote>`],
    ['<blockquote class="bluesky-embed">This author wants you to log in.</blockquote>'],
    [`<iframe src="https://bsky.app/profile/${did}"></iframe>`],
    ['<iframe src="https://bsky.app/intent/compose?text=hi"></iframe>'],
    [
      `<blockquote data-bluesky-uri="at://${did}/app.bsky.feed.generator/x"><a href="https://bsky.app/">x</a></blockquote>`,
    ],
  ])('is none: %s', (source) => {
    expect(readMarkup(bluesky, source)).toBeNull();
  });
});
