import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facebook } from '../../src/platforms/facebook/index.ts';
import { readMarkup } from './read-markup.ts';

const site = 'https://www.facebook.com';
const pfbid = 'pfbid02if2k5qNSSownr6sXJKhmG64nmWtDtBqghFwQojQ5sCZrTgeK3rjC9rdTmPxixhksl';

describe("addresses of Facebook's posts", () => {
  it.each([
    [`${site}/wikipedia/posts/${pfbid}`, `wikipedia/posts/${pfbid}`],
    [`${site}/wikipedia/posts/928812574504508/`, 'wikipedia/posts/928812574504508'],
    [`${site}/wikipedia/posts/928812574504508?__tn__=-R`, 'wikipedia/posts/928812574504508'],
    [`https://m.facebook.com/wikipedia/posts/928812574504508`, 'wikipedia/posts/928812574504508'],
    [`https://mbasic.facebook.com/wikipedia/posts/928812574504508`, 'wikipedia/posts/928812574504508'],
    [`https://web.facebook.com/wikipedia/posts/928812574504508`, 'wikipedia/posts/928812574504508'],
    [`https://de-de.facebook.com/wikipedia/posts/928812574504508`, 'wikipedia/posts/928812574504508'],
    [`http://facebook.com/wikipedia/posts/928812574504508`, 'wikipedia/posts/928812574504508'],
    [`${site}/wikipedia/posts/a-title-of-it/928812574504508/`, 'wikipedia/posts/928812574504508'],
    [`${site}/pamela.rendi.wagner/posts/488827215936105`, 'pamela.rendi.wagner/posts/488827215936105'],
    [`${site}/100044264924472/posts/488827215936105`, '100044264924472/posts/488827215936105'],
    [
      `${site}/permalink.php?story_fbid=488827215936105&id=100044264924472`,
      '100044264924472/posts/488827215936105',
    ],
    [`${site}/permalink.php?story_fbid=${pfbid}&id=100044264924472`, `100044264924472/posts/${pfbid}`],
    [
      `https://m.facebook.com/story.php?story_fbid=488827215936105&id=100044264924472&refid=17`,
      '100044264924472/posts/488827215936105',
    ],
    [`${site}/zuck/activity/10102593740125791`, 'zuck/activity/10102593740125791'],
    [`${site}/photo.php?fbid=10151234567890123&set=a.1&type=3`, 'photo/10151234567890123'],
    [`${site}/photo/?fbid=10151234567890123&set=a.1`, 'photo/10151234567890123'],
    [`${site}/photo?fbid=10151234567890123`, 'photo/10151234567890123'],
    [
      `${site}/unialesznoks/photos/pcb.3485430601537621/3485430308204317`,
      'unialesznoks/photos/pcb.3485430601537621/3485430308204317',
    ],
    [`${site}/unialesznoks/photos/3485430308204317/?type=3`, 'unialesznoks/photos/3485430308204317'],
    [`${site}/wikipedia/videos/10155574236573346/`, 'wikipedia/videos/10155574236573346'],
    [`${site}/wikipedia/videos/a-title/10155574236573346/`, 'wikipedia/videos/10155574236573346'],
    [
      `${site}/wikipedia/videos/vb.33138223345/10155574236573346/?type=3`,
      'wikipedia/videos/10155574236573346',
    ],
    [`${site}/watch/?v=10155574236573346`, 'watch/10155574236573346'],
    [`${site}/watch?v=10155574236573346&ref=sharing`, 'watch/10155574236573346'],
    [`${site}/watch/live/?v=10155574236573346`, 'watch/10155574236573346'],
    [`${site}/video.php?v=10155574236573346`, 'watch/10155574236573346'],
    [`${site}/video/embed?video_id=10155574236573346`, 'watch/10155574236573346'],
    [`${site}/reel/1321262654994930`, 'reel/1321262654994930'],
    [`${site}/questions/211792548840534`, 'questions/211792548840534'],
    [`${site}/groups/holdfast/posts/123456789012345/`, 'groups/holdfast/posts/123456789012345'],
    [`${site}/groups/123/permalink/123456789012345/`, 'groups/123/posts/123456789012345'],
    [`${site}/groups/123/?multi_permalinks=123456789012345`, 'groups/123/posts/123456789012345'],
    [
      `https://www.facebookwkhpilnemxj7asaniu7vnjjbiltxjqhye3mhbshg7kx5tfyd.onion/wikipedia/posts/1`,
      'wikipedia/posts/1',
    ],
  ])('knows %s', (url, id) => {
    const ref = facebook.match(new URL(url), 'link');
    expect(ref).toMatchObject({ platform: 'facebook', id });
    expect(facebook.match(new URL(url), 'markup')).toEqual(ref);
    expect(facebook.refOf(id)).toEqual(ref);
  });

  it.each([
    ['post', 'wikipedia/posts/10155574236573346'],
    ['video', 'wikipedia/videos/10155574236573346'],
  ])('knows the plugin page of a %s inside its own markup only', (kind, id) => {
    const url = new URL(
      `${site}/plugins/${kind}.php?href=${encodeURIComponent(`${site}/${id}/`)}&show_text=true`,
    );
    expect(facebook.match(url, 'markup')).toEqual({ platform: 'facebook', id, url: `${site}/${id}` });
    expect(facebook.match(url, 'link')).toBeNull();
    url.pathname = `/v3.2${url.pathname}`;
    expect(facebook.match(url, 'markup')?.id).toBe(id);
  });

  it.each([
    `${site}/`,
    `${site}/wikipedia`,
    `${site}/wikipedia/posts/`,
    `${site}/wikipedia/videos/`,
    `${site}/wikipedia/photos/`,
    `${site}/wikipedia/about`,
    `${site}/profile.php?id=100044264924472`,
    `${site}/pages/Wikipedia/33138223345`,
    `${site}/groups/holdfast/`,
    `${site}/events/123456789012345/`,
    `${site}/hashtag/holdfast`,
    `${site}/media/set/?set=a.123`,
    `${site}/marketplace/item/123456789012345/`,
    `${site}/stories/123456789012345/`,
    `${site}/sharer.php?u=https%3A%2F%2Fwww.facebook.com%2Fwikipedia%2Fposts%2F1`,
    `${site}/sharer/sharer.php?u=https%3A%2F%2Fexample.org`,
    `${site}/share.php?u=https%3A%2F%2Fexample.org`,
    `${site}/share/p/AbCdEfGh/`,
    `${site}/share/v/AbCdEfGh/`,
    `${site}/share/r/AbCdEfGh/`,
    `${site}/dialog/share?href=https%3A%2F%2Fexample.org`,
    `${site}/login/?next=%2Fwikipedia%2Fposts%2F1`,
    `${site}/l.php?u=https%3A%2F%2Fexample.org`,
    `${site}/plugins/like.php?href=https%3A%2F%2Fwww.facebook.com%2Fwikipedia%2Fposts%2F1`,
    `${site}/plugins/likebox.php?href=https%3A%2F%2Fwww.facebook.com%2Fwikipedia`,
    `${site}/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Fwikipedia`,
    `${site}/plugins/share_button.php?href=https%3A%2F%2Fwww.facebook.com%2Fwikipedia%2Fposts%2F1`,
    `${site}/plugins/comments.php?href=https%3A%2F%2Fexample.org`,
    `${site}/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fwikipedia`,
    `${site}/plugins/post.php?href=https%3A%2F%2Fexample.org%2Fwikipedia%2Fposts%2F1`,
    `${site}/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fplugins%2Fpost.php%3Fhref%3Dx`,
    `${site}/plugins/post.php`,
    `${site}/photo.php?fbid=abc`,
    `${site}/permalink.php?story_fbid=1`,
    'https://fb.watch/aBcDeFgHiJ/',
    'https://fb.me/aBcDeFgHiJ',
    'https://developers.facebook.com/docs/posts/1',
    'https://l.facebook.com/l.php?u=x',
    'https://notfacebook.com/wikipedia/posts/1',
    'https://www.facebook.com.example.org/wikipedia/posts/1',
    'https://example.org/facebook.com/wikipedia/posts/1',
  ])('leaves %s', (url) => {
    expect(facebook.match(new URL(url), 'markup')).toBeNull();
  });

  it('takes words for an id in markup only, where publishing systems and examples put them', () => {
    const url = new URL(`${site}/some-page/posts/some-post`);
    expect(facebook.match(url, 'markup')?.id).toBe('some-page/posts/some-post');
    expect(facebook.match(url, 'link')).toBeNull();
  });

  it('keeps which comment of a post is embedded', () => {
    const url = new URL(`${site}/zuck/posts/10102735452532991?comment_id=1070233703036185`);
    const id = 'zuck/posts/10102735452532991?comment_id=1070233703036185';
    expect(facebook.match(url, 'markup')).toEqual({ platform: 'facebook', id, url: `${site}/${id}` });
    expect(facebook.refOf(id)?.id).toBe(id);
  });

  it.each(['100044264924472/posts/488827215936105', 'wikipedia/videos/1', 'watch/1', 'photo/1', 'reel/1'])(
    'come in all spellings, the canonical one first, and are known again: %s',
    (id) => {
      const ref = facebook.refOf(id);
      if (ref === null) throw new Error('no ref');
      const all = facebook.addresses(ref);
      expect(all[0]).toBe(ref.url);
      expect(new Set(all).size).toBe(all.length);
      for (const url of all) expect(facebook.match(new URL(url), 'link')).not.toBeNull();
    },
  );

  it('never give an id with white space or a path upwards', () => {
    assert(
      property(string(), (path) => {
        const url = URL.parse(`${site}/wikipedia/posts/${path}`);
        const ref = url === null ? null : facebook.match(url, 'markup');
        return ref === null || (/^[\w.:%/?=-]+$/u.test(ref.id) && !ref.id.split('/').includes('..'));
      }),
    );
    expect(facebook.refOf('../x')).toBeNull();
    expect(facebook.refOf('https://example.org/wikipedia/posts/1')).toBeNull();
    expect(facebook.refOf('//example.org/wikipedia/posts/1')).toBeNull();
    expect(facebook.timeOf('wikipedia/posts/1')).toBeNull();
  });
});

describe("Facebook's markup", () => {
  const permalink = `${site}/wikipedia/posts/928812574504508/`;
  const signed = `Posted by <a href="${site}/wikipedia/">Wikipedia</a> on&nbsp;<a href="${permalink}">Sunday, October 8, 2017</a>`;

  it.each([
    ['beside it', `<p>Line one<br>two</p>${signed}`],
    ['in a paragraph', `<p>Line one<br>two</p><p>${signed}</p>`],
  ])('tells words, author and day with the signature %s', (_where, inner) => {
    const source = `<div class="fb-post" data-href="${permalink}" data-width="500"><blockquote cite="${permalink}" class="fb-xfbml-parse-ignore">${inner}</blockquote></div>`;
    expect(readMarkup(facebook, source)).toEqual({
      ref: { platform: 'facebook', id: 'wikipedia/posts/928812574504508', url: permalink.slice(0, -1) },
      quoted: {
        name: 'Wikipedia',
        handle: 'wikipedia',
        date: '2017-10-08',
        text: 'Line one\ntwo',
        lang: null,
        dir: 'ltr',
        links: [],
      },
    });
  });

  it('keeps links of the words that lead elsewhere', () => {
    const source = `<div class="fb-post" data-href="${permalink}"><blockquote><p>See <a href="https://example.org/a">this</a> <a href="${site}/hashtag/x">#x</a></p>${signed}</blockquote></div>`;
    expect(readMarkup(facebook, source)?.quoted?.links).toEqual(['https://example.org/a']);
  });

  it.each([
    [
      'a box',
      `<div class="fb-post" data-href="${permalink}" data-width="600"></div>`,
      'wikipedia/posts/928812574504508',
    ],
    [
      'a box of a video',
      `<div class="fb-video" data-href="${site}/wikipedia/videos/1/" data-show-text="false"></div>`,
      'wikipedia/videos/1',
    ],
    [
      'an address within the site',
      '<div class="fb-video" data-href="/wikipedia/videos/1/"></div>',
      'wikipedia/videos/1',
    ],
    [
      'a box of a comment',
      `<div class="fb-comment-embed" data-href="${site}/zuck/posts/1?comment_id=2"></div>`,
      'zuck/posts/1?comment_id=2',
    ],
    ['XFBML', `<fb:post href="${permalink}"></fb:post>`, 'wikipedia/posts/928812574504508'],
    [
      'AMP',
      `<amp-facebook data-href="${permalink}" layout="responsive"></amp-facebook>`,
      'wikipedia/posts/928812574504508',
    ],
    [
      'AMP of a video',
      `<amp-facebook data-embed-as="video" data-href="${site}/zuck/videos/1/"></amp-facebook>`,
      'zuck/videos/1',
    ],
    [
      'a frame',
      `<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fwikipedia%2Fposts%2F928812574504508&amp;show_text=true&amp;width=500"></iframe>`,
      'wikipedia/posts/928812574504508',
    ],
    [
      'a frame of a video',
      '<iframe src="//www.facebook.com/plugins/video.php?height=314&href=https%3A%2F%2Fwww.facebook.com%2Fwikipedia%2Fvideos%2F1%2F&show_text=0"></iframe>',
      'wikipedia/videos/1',
    ],
    [
      'a lazy frame',
      '<iframe data-src="https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D1"></iframe>',
      'watch/1',
    ],
    [
      "in a service's box",
      `<div class="iframely-embed"><a href="${permalink}" data-iframely-url></a></div>`,
      'wikipedia/posts/928812574504508',
    ],
    [
      "AMP's frame",
      '<amp-iframe src="https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fwikipedia%2Fvideos%2F1%2F"></amp-iframe>',
      'wikipedia/videos/1',
    ],
    ['an older frame', '<iframe src="https://www.facebook.com/video/embed?video_id=1"></iframe>', 'watch/1'],
    [
      'what a sanitiser left',
      `<blockquote class="fb-xfbml-parse-ignore" cite="${permalink}"></blockquote>`,
      'wikipedia/posts/928812574504508',
    ],
  ])('%s says which post', (_what, source, id) => {
    expect(readMarkup(facebook, source)).toMatchObject({ ref: { id }, quoted: null });
  });

  it('keeps the words of a post known by a short link only', () => {
    const box = (inner: string) =>
      `<div class="fb-video" data-href="https://fb.watch/aBcDeFgHiJ/">${inner}</div>`;
    const quote = `<blockquote><p>Words</p>Posted by <a href="${site}/jo">Jo</a> on Sunday, October 8, 2017</blockquote>`;
    expect(readMarkup(facebook, box(quote))).toMatchObject({
      ref: null,
      quoted: { text: 'Words', name: 'Jo', handle: 'jo', date: '2017-10-08' },
    });
    expect(readMarkup(facebook, box(''))).toBeNull();
  });

  it.each([
    ['a page', `<div class="fb-page" data-href="${site}/wikipedia"></div>`],
    ['a like button', `<div class="fb-like" data-href="${permalink}"></div>`],
    ['comments', `<div class="fb-comments" data-href="${permalink}"></div>`],
    ['a share button', `<div class="fb-share-button" data-href="${permalink}"></div>`],
    ['a page in AMP', `<amp-facebook-page data-href="${site}/wikipedia"></amp-facebook-page>`],
    ['likes in AMP', `<amp-facebook-like data-href="${permalink}"></amp-facebook-like>`],
    [
      'a like frame',
      `<iframe src="https://www.facebook.com/plugins/like.php?href=${encodeURIComponent(permalink)}"></iframe>`,
    ],
    [
      'a like box',
      '<iframe src="//www.facebook.com/plugins/likebox.php?href=https%3A%2F%2Fwww.facebook.com%2Fx"></iframe>',
    ],
    [
      'a page frame',
      '<iframe src="https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Fx"></iframe>',
    ],
    [
      'a box of a profile',
      `<div class="fb-post" data-href="${site}/wikipedia"><blockquote><p>Words</p></blockquote></div>`,
    ],
    ['a box without address', '<div class="fb-post" data-href=""></div>'],
  ])('is not %s', (_what, source) => {
    expect(readMarkup(facebook, source)).toBeNull();
  });
});
