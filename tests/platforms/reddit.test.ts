import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reddit } from '../../src/platforms/reddit/index.ts';
import { readMarkup } from './read-markup.ts';

const post = 'https://www.reddit.com/r/godot/comments/1e9iyof/whats_the_most_outrageous_bit/';
const comment = 'https://www.reddit.com/r/godot/comments/1e9iyof/comment/leevgp2/';
const short = 'https://www.reddit.com/comments/1e9iyof/';

describe("addresses of Reddit's posts and comments", () => {
  it.each([
    [post, 't3_1e9iyof', post],
    [`${post}?utm_source=share&utm_medium=web2x`, 't3_1e9iyof', post],
    [post.slice(0, -1), 't3_1e9iyof', post],
    [
      'https://www.reddit.com/r/godot/comments/1e9iyof',
      't3_1e9iyof',
      'https://www.reddit.com/r/godot/comments/1e9iyof/',
    ],
    [
      'http://reddit.com/r/godot/comments/1E9IYOF/',
      't3_1e9iyof',
      'https://www.reddit.com/r/godot/comments/1e9iyof/',
    ],
    [post.replace('www', 'old'), 't3_1e9iyof', post],
    [post.replace('www', 'np'), 't3_1e9iyof', post],
    [post.replace('www', 'm'), 't3_1e9iyof', post],
    [post.replace('www', 'pt-br'), 't3_1e9iyof', post],
    [`${post.replace('www', 'embed')}?embed=true&ref_source=embed`, 't3_1e9iyof', post],
    [post.replace('www.reddit.com', 'www.redditmedia.com'), 't3_1e9iyof', post],
    [post.replace('www.reddit.com', 'redlib.example.org'), 't3_1e9iyof', post],
    [post.replace('www.reddit.com', 'libreddit.kavin.rocks'), 't3_1e9iyof', post],
    [post.replace('www.reddit.com', 'www.rxddit.com'), 't3_1e9iyof', post],
    [post.replace('www.reddit.com', 'vxreddit.com'), 't3_1e9iyof', post],
    [`${post}.json`, 't3_1e9iyof', post],
    [
      'https://www.reddit.com/r/godot/comments/1e9iyof.json',
      't3_1e9iyof',
      'https://www.reddit.com/r/godot/comments/1e9iyof/',
    ],
    [
      'https://www.reddit.com/user/jo-x/comments/1e9iyof/hi/',
      't3_1e9iyof',
      'https://www.reddit.com/user/jo-x/comments/1e9iyof/hi/',
    ],
    [
      'https://www.reddit.com/u/jo-x/comments/1e9iyof/hi/',
      't3_1e9iyof',
      'https://www.reddit.com/user/jo-x/comments/1e9iyof/hi/',
    ],
    [
      'https://www.reddit.com/r/u_jo-x/comments/1e9iyof/hi/',
      't3_1e9iyof',
      'https://www.reddit.com/r/u_jo-x/comments/1e9iyof/hi/',
    ],
    [short, 't3_1e9iyof', short],
    ['https://redd.it/1e9iyof', 't3_1e9iyof', short],
    ['https://www.reddit.com/gallery/1e9iyof', 't3_1e9iyof', short],
    ['https://www.reddit.com/tb/1e9iyof', 't3_1e9iyof', short],
    [comment, 't1_leevgp2', comment],
    [`${comment}?context=3`, 't1_leevgp2', comment],
    [`${post}leevgp2/`, 't1_leevgp2', comment],
    [`${post}leevgp2/.json?depth=1`, 't1_leevgp2', comment],
    ['https://www.reddit.com/r/godot/comments/1e9iyof/_/leevgp2', 't1_leevgp2', comment],
    [`${comment.replace('www', 'embed')}?embed=true`, 't1_leevgp2', comment],
    [
      'https://old.reddit.com/api/info?id=t1_leevgp2',
      't1_leevgp2',
      'https://old.reddit.com/api/info?id=t1_leevgp2',
    ],
  ])('knows %s', (address, id, url) => {
    expect(reddit.match(new URL(address), 'link')).toEqual({ platform: 'reddit', id, url });
  });

  it.each([
    'https://www.reddit.com/',
    'https://www.reddit.com/r/godot/',
    'https://www.reddit.com/r/godot/comments/',
    'https://www.reddit.com/r/godot/comments/POST_ID/x/',
    'https://www.reddit.com/r/godot/s/AbCdEfGhIj',
    'https://www.reddit.com/r/godot/wiki/comments/1e9iyof',
    'https://www.reddit.com/r/godot/search?q=comments/1e9iyof',
    'https://www.reddit.com/user/jo-x/',
    'https://www.reddit.com/user/jo-x/comments/',
    `https://www.reddit.com/submit?url=${post}`,
    'https://www.reddit.com/login/1e9iyof',
    'https://www.reddit.com/media?url=https%3A%2F%2Fi.redd.it%2F1e9iyof.jpg',
    'https://i.redd.it/1e9iyof.jpg',
    'https://v.redd.it/1e9iyof',
    'https://redd.it/',
    'https://notreddit.com/r/godot/comments/1e9iyof/x/',
    'https://www.reddit.com.example.org/r/godot/comments/1e9iyof/x/',
    'https://example.org/r/godot/comments/1e9iyof/x/',
    'https://www.redditinc.com/comments/1e9iyof',
    'https://www.reddit.com/r/../comments/1e9iyof/../..',
  ])('leaves %s', (address) => {
    expect(reddit.match(new URL(address), 'markup')).toBeNull();
  });

  it('gives all spellings, the canonical one first, and knows them all again', () => {
    for (const [url, id] of [
      [post, 't3_1e9iyof'],
      [comment, 't1_leevgp2'],
    ] as const) {
      const all = reddit.addresses({ platform: 'reddit', id, url });
      expect(all[0]).toBe(url);
      expect(all.map((each) => reddit.match(new URL(each), 'link')?.id)).toEqual(all.map(() => id));
    }
    for (const id of ['t3_1e9iyof', 't1_leevgp2']) {
      const all = reddit.addresses(reddit.refOf(id) ?? { platform: '', id: '', url: '' });
      expect(all.map((each) => reddit.match(new URL(each), 'link')?.id)).toEqual(all.map(() => id));
    }
  });

  it('never throws, and what it gives is an id again', () => {
    assert(
      property(string(), string(), (name, last) => {
        const url = URL.parse(`https://www.reddit.com/r/${name}/comments/${last}`);
        const found = url === null ? null : reddit.match(url, 'link');
        return found === null || reddit.refOf(found.id)?.id === found.id;
      }),
    );
    for (const id of ['', '1e9iyof', 't5_1e9iyof', 't3_', 't3_1E9', 't3_../x'])
      expect(reddit.refOf(id)).toBeNull();
  });
});

const by =
  '<br> by <a href="https://www.reddit.com/user/dennis_r/">u/dennis_r</a> in <a href="https://www.reddit.com/r/godot/">godot</a>';

describe("Reddit's markup", () => {
  it.each([
    ['reddit-embed-bq', ` style="height:316px" data-embed-height="316"`, by],
    [
      'reddit-card',
      ' data-card-created="1610762333"',
      ' from <a href="http://www.reddit.com/r/godot">r/godot</a>',
    ],
  ])('of a post is known: %s', (name, attributes, rest) => {
    const source = `<blockquote class="${name}"${attributes}>\n<a href="${post}?ref_source=embed&amp;ref=share">What's the &quot;most&quot;?</a>${rest}\n</blockquote>`;
    expect(readMarkup(reddit, source)).toEqual({
      ref: { platform: 'reddit', id: 't3_1e9iyof', url: post },
      quoted: {
        name: null,
        handle: rest === by ? 'dennis_r' : null,
        date: null,
        text: 'What\'s the "most"?',
        lang: null,
        dir: 'ltr',
        links: [],
      },
    });
  });

  it('of a comment is the comment, not its discussion', () => {
    const source = `<blockquote class="reddit-embed-bq" data-embed-theme="dark"><a href="${comment}">Comment</a><br> by<a href="https://www.reddit.com/user/Salt-269/">u/Salt-269</a> from discussion<a href="${post}"></a><br> in<a href="https://www.reddit.com/r/godot/">godot</a></blockquote>`;
    expect(readMarkup(reddit, source)).toMatchObject({
      ref: { id: 't1_leevgp2' },
      quoted: { handle: 'Salt-269', text: '' },
    });
    const old = `<div class="reddit-embed" data-embed-media="www.redditmedia.com" data-embed-parent="false"><a href="${post}leevgp2">Comment</a> from discussion <a href="${post}">Title</a>.</div>`;
    expect(readMarkup(reddit, old)).toEqual({
      ref: { platform: 'reddit', id: 't1_leevgp2', url: comment },
      quoted: null,
    });
  });

  it.each(['', 'View on Reddit', 'View discussion', 'https://www.reddit.com/x'])(
    'takes "%s" for no title',
    (label) => {
      const source = `<blockquote class="reddit-embed-bq"><a href="${post}">${label}</a></blockquote>`;
      expect(readMarkup(reddit, source)).toMatchObject({ ref: { id: 't3_1e9iyof' }, quoted: null });
    },
  );

  it.each([
    [
      `<iframe src="https://www.redditmedia.com/r/godot/comments/1e9iyof/x/?ref_source=embed&amp;ref=share&amp;embed=true"></iframe>`,
    ],
    [`<iframe src="https://embed.reddit.com/r/godot/comments/1e9iyof/x/?embed=true"></iframe>`],
    [`<iframe data-src="//embed.reddit.com/r/godot/comments/1e9iyof/x/"></iframe>`],
    [`<amp-reddit data-embedtype="post" data-src="${post}"></amp-reddit>`],
    [`<blockquote class="reddit-card"><a href="https://redd.it/1e9iyof"></a></blockquote>`],
  ])('is known in %s', (source) => {
    expect(readMarkup(reddit, source)).toMatchObject({ ref: { id: 't3_1e9iyof' }, quoted: null });
  });

  it.each([
    [
      '<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/godot/comments/POST_ID/x/">View</a></blockquote>',
    ],
    [
      '<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/godot/s/AbCdEfGhIj">x</a></blockquote>',
    ],
    [`<blockquote><p>As <a href="${post}">they</a> said</p></blockquote>`],
    [
      `<iframe src="https://www.reddit.com/static/button/button1.html?url=${encodeURIComponent(post)}"></iframe>`,
    ],
    [`<iframe src="https://www.reddit.com/submit?url=${post}"></iframe>`],
    ['<div class="reddit-card"><div class="reddit-title">A post</div></div>'],
  ])('is none in %s', (source) => {
    expect(readMarkup(reddit, source)).toBeNull();
  });
});
