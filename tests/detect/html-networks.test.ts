import { describe, expect, it } from 'vitest';
import { detectHtml } from '../../src/detect/html.ts';
import { decodeArticle } from '../../src/html/charset.ts';
import { platforms } from '../../src/platforms/index.ts';

/** Kind, name and source of each embed of a page. */
function find(source: string, options: { readonly mentions?: boolean } = {}): string[] {
  const bytes = Buffer.from(source);
  const decoded = decodeArticle(bytes, { declared: null, html: true });
  return detectHtml(decoded, { name: 'a.html', url: null }, platforms, options).map(
    ({ kind, name, start, end }) => `${kind} ${name} ${bytes.subarray(start, end).toString()}`,
  );
}

describe('scripts that are embeds', () => {
  const script =
    '<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="durov/68"></script>';
  const frame =
    '<iframe id="telegram-post-durov-68" src="https://t.me/durov/68?embed=1&amp;mode=tme"></iframe>';

  it('are found, by themselves and in a box of their own', () => {
    expect(find(`<p>Words</p>${script}<p>more</p>`)).toEqual([`script telegram:durov/68 ${script}`]);
    expect(find(`<p>Words</p><div>${script}</div>`)).toEqual([
      `script telegram:durov/68 <div>${script}</div>`,
    ]);
  });

  it('are one with the frame they made', () => {
    expect(find(`<p>Words</p>${frame}${script}<p>more</p>`)).toEqual([
      `iframe telegram:durov/68 ${frame}${script}`,
    ]);
    const box = `<div class="post">${frame}\n${script}</div>`;
    expect(find(`<p>Words</p>${box}`)).toEqual([`iframe telegram:durov/68 ${box}`]);
  });

  it('are not one with the frame of another post, nor across words', () => {
    const other = script.replace('durov/68', 'durov/69');
    expect(find(`<p>Words</p>${frame}${other}`)).toHaveLength(2);
    expect(find(`<p>Words</p>${frame}<p>words</p>${script}`)).toHaveLength(2);
    expect(find(`<p>Words</p>${script}${script}`).length).toBeLessThanOrEqual(2);
  });

  it('are none as discussions, logins, samples, or words of another script', () => {
    for (const none of [
      script.replace('data-telegram-post', 'data-telegram-discussion'),
      script.replace('data-telegram-post="durov/68"', 'data-telegram-login="a_bot"'),
      `<pre>${script}</pre>`,
      `<!-- ${script} -->`,
      `<template>${script}</template>`,
      '<script>var post = {"data-telegram-post": "durov/68", "src": "telegram-widget.js"};</script>',
    ])
      expect(find(`<p>Words</p>${none}`)).toEqual([]);
  });
});

describe('lazy embeds and their twins for browsers without scripts', () => {
  const frame = '<iframe src="https://www.youtube.com/embed/w7Ft2ym_m-c"></iframe>';
  const lazy = frame.replace('src', 'data-src');
  const twin = `<noscript>${frame}</noscript>`;
  const box = '<div class="rll-youtube-player" data-id="w7Ft2ym_m-c"></div>';

  it('are one', () => {
    for (const both of [`${lazy}${twin}`, `${twin}\n${lazy}`])
      expect(find(`<p>Words</p>${both}<p>more</p>`)).toEqual([`iframe youtube:w7Ft2ym_m-c ${both}`]);
    const whole = `<div class="video">${box}${twin}</div>`;
    expect(find(`<p>Words</p>${whole}<p>more</p>`)).toEqual([`widget youtube:w7Ft2ym_m-c ${whole}`]);
  });

  it('are two across words, for two posts, and where none is for such browsers', () => {
    for (const both of [
      `${lazy}<p>words</p>${twin}`,
      `${lazy}${twin.replace('m-c', 'm-d')}`,
      `${lazy}${lazy}`,
    ])
      expect(find(`<p>Words</p>${both}<p>more</p>`)).toHaveLength(2);
  });
});

describe('networks whose posts stand on any host', () => {
  const frame =
    '<iframe src="https://social.coop/@jo/115624517760498357/embed" class="mastodon-embed"></iframe>';
  const loader = '<script src="https://social.coop/embed.js" async="async"></script>';
  const link = '<p>https://social.coop/@jo/115624517760498358</p>';

  it('take their loader from any host too', () => {
    const box = `<center>${frame}${loader}</center>`;
    expect(find(`<p>Words</p>${box}`)).toEqual([`iframe mastodon:social.coop/115624517760498357 ${box}`]);
  });

  it('have bare links taken on a host seen in an embed, before it and after', () => {
    const first = `iframe mastodon:social.coop/115624517760498357 ${frame}`;
    const second = `link mastodon:social.coop/115624517760498358 ${link}`;
    expect(find(`<p>Words</p>${frame}<h2>x</h2>${link}`)).toEqual([first, second]);
    expect(find(`${link}<h2>x</h2>${frame}<p>Words</p>`)).toEqual([second, first]);
  });

  it('have no bare links taken on any other host', () => {
    expect(find(link)).toEqual([]);
    expect(find(`${frame}<h2>x</h2>${link.replace('social.coop', 'other.example')}`)).toHaveLength(1);
    expect(
      find(`${frame}<p>See <a href="https://social.coop/@jo/115624517760498358">this</a>.</p>`),
    ).toHaveLength(1);
  });

  it('have links in sentences told as mentions on such a host', () => {
    const sentence = '<p>See <a href="https://social.coop/@jo/115624517760498358">this</a>.</p>';
    const kinds = find(`${frame}${sentence}`, { mentions: true }).map((each) => each.split(' ', 2).join(' '));
    expect(kinds).toEqual([
      'iframe mastodon:social.coop/115624517760498357',
      'mention mastodon:social.coop/115624517760498358',
    ]);
  });
});

describe('pages of several networks', () => {
  const did = 'did:plc:sh6yzcjqgrzfyn5ka2hut3o5';
  const bluesky = `<blockquote class="bluesky-embed" data-bluesky-uri="at://${did}/app.bsky.feed.post/3mkuf6q2xc226"><p lang="en">Hi</p>— Jo (<a href="https://bsky.app/profile/${did}">@jo.bsky.social</a>) <a href="https://bsky.app/profile/${did}/post/3mkuf6q2xc226">May 2, 2026</a></blockquote>`;
  const threads =
    '<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.com/@jo/post/DXnWnLSEuMH"><a href="https://www.threads.com/@jo/post/DXnWnLSEuMH">Post by @jo</a></blockquote>';
  const reddit =
    '<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/a_b/comments/1ri4d80/x/">Title</a><br> by <a href="https://www.reddit.com/user/jo_/">u/jo_</a></blockquote>';

  it('give each by its own range, loaders left out', () => {
    const page = [
      `<p>Words</p>${bluesky}<script async src="https://embed.bsky.app/static/embed.js" charset="utf-8"></script>`,
      `<p>Words</p>${threads}<script async src="https://www.threads.com/embed.js"></script>`,
      `<p>Words</p>${reddit}<script async src="https://embed.reddit.com/widgets.js" charset="UTF-8"></script>`,
    ].join('\n');
    expect(find(page)).toEqual([
      `blockquote bluesky:${did}/3mkuf6q2xc226 ${bluesky}`,
      `blockquote threads:DXnWnLSEuMH ${threads}`,
      `blockquote reddit:t3_1ri4d80 ${reddit}`,
    ]);
  });

  it.each([
    [`https://bsky.app/profile/${did}/post/3mkuf6q2xc226`, `bluesky:${did}/3mkuf6q2xc226`],
    ['https://www.threads.net/@jo/post/DXnWnLSEuMH', 'threads:DXnWnLSEuMH'],
    ['https://t.me/durov/68', 'telegram:durov/68'],
    ['https://www.reddit.com/r/a_b/comments/1ri4d80/x/', 'reddit:t3_1ri4d80'],
  ])('give bare links that stand alone: %s', (url, name) => {
    expect(find(`<p>Words</p><p>${url}</p>`)).toEqual([`link ${name} <p>${url}</p>`]);
    expect(find(`<p>Words</p><p><a href="${url}">${url}</a></p>`)).toHaveLength(1);
    const archived = `https://web.archive.org/web/20240101000000/${url}`;
    expect(find(`<p>Words</p><p><a href="${archived}">${url}</a></p>`)[0]).toContain(name);
    expect(find(`<p>As <a href="${url}">this</a> says.</p>`)).toEqual([]);
    expect(find(`<pre>${url}</pre><code>${url}</code>`)).toEqual([]);
  });

  it('give the post of an archived copy', () => {
    const archived = bluesky
      .replace(/ data-bluesky-uri="[^"]*"/u, '')
      .replaceAll('href="https', 'href="https://web.archive.org/web/20240101000000/https');
    expect(find(archived)).toEqual([`blockquote bluesky:${did}/3mkuf6q2xc226 ${archived}`]);
    const frame =
      '<iframe src="https://web.archive.org/web/20240101000000if_/https://t.me/durov/68?embed=1"></iframe>';
    expect(find(frame)).toEqual([`iframe telegram:durov/68 ${frame}`]);
  });

  it.each([
    '<a href="https://bsky.app/profile/jo.bsky.social">Follow me</a>',
    '<p><a href="https://bsky.app/intent/compose?text=https%3A%2F%2Fexample.org">Share on Bluesky</a></p>',
    '<p><a href="https://t.me/share/url?url=https://example.org/">Telegram</a></p>',
    '<p><a href="https://www.reddit.com/submit?url=https://example.org/">Reddit</a></p>',
    '<p><a href="https://mastodon.social/share?text=x">Mastodon</a></p>',
    '<p><a rel="me" href="https://mastodon.social/@jo">Mastodon</a></p>',
    '<p><a href="https://www.threads.net/intent/post?text=x">Threads</a></p>',
    '<iframe src="https://www.mastofeed.com/apiv2/feed?userurl=https%3A%2F%2Fsocial.coop%2F%40jo"></iframe>',
    '<p>https://www.reddit.com/r/a_b/s/AbCdEfGhIj</p>',
  ])('give nothing for %s', (source) => {
    expect(find(`<p>Words</p>${source}`)).toEqual([]);
  });
});
