import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';

const quote = '<p lang="en" dir="ltr">Hello</p>&mdash; Jo (@jo)';
const tweet = (id: string) =>
  `<blockquote class="twitter-tweet">${quote} <a href="https://twitter.com/jo/status/${id}?ref_src=twsrc%5Etfw">May 4, 2022</a></blockquote>`;
const loader = '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>';
const link = 'https://x.com/jo/status/20';

/** `«` and `»` stand around what must be found, and nothing else must be. */
type Case = readonly [name: string, marked: string, ...expected: readonly string[]];

const found: readonly Case[] = [
  ['a quote', `<p>a</p>«${tweet('20')}»<p>b</p>`, 'blockquote x:20'],
  ['a quote with its script beside it', `<p>a</p>«${tweet('20')}»\n${loader}<p>b</p>`, 'blockquote x:20'],
  ['two in a row', `<p>a</p>«${tweet('20')}»«${tweet('21')}»${loader}`, 'blockquote x:20', 'blockquote x:21'],
  [
    'upper case and odd white space',
    `<p>a<BLOCKQUOTE\n CLASS = 'x twitter-tweet'><A HREF="${link}">x</A></BLOCKQUOTE\n>`
      .replace('<BLOCK', '«<BLOCK')
      .concat('»<p>b'),
    'blockquote x:20',
  ],
  [
    'a reference in the class',
    `<p>a</p>«<blockquote class="twitter&#45;tweet"><a href="${link}">x</a></blockquote>»`,
    'blockquote x:20',
  ],
  ['a video', `<p>a</p>«${tweet('20').replace('-tweet', '-video')}»`, 'blockquote x:20'],
  [
    'a stub',
    `<p>a</p>«<blockquote class="twitter-tweet"><a href="${link}"></a></blockquote>»`,
    'blockquote x:20',
  ],
  [
    'a quote without script by the Guardian',
    `<p>a</p>«${tweet('20').replace('twitter-tweet', 'nojs-tweet')}»`,
    'blockquote x:20',
  ],
  [
    'an id on a quote without a class',
    `<p>a</p>«<blockquote data-tweetid="20"><a href="${link}">x</a></blockquote>»`,
    'blockquote x:20',
  ],
  [
    'a quote that lost its class',
    `<p>a</p>«${tweet('20').replace(' class="twitter-tweet"', '')}»`,
    'blockquote x:20',
  ],
  [
    'the last link of several',
    `<p>a</p>«<blockquote class="twitter-tweet"><p>see <a href="https://x.com/a/status/7">this</a></p><a href="${link}">x</a></blockquote>»`,
    'blockquote x:20',
  ],
  [
    'a quote never closed',
    `<div><p>a</p>«<blockquote class="twitter-tweet"><a href="${link}">x</a>»</div><p>b</p>`,
    'blockquote x:20',
  ],
  [
    'a quote never closed, to the end',
    `<p>a</p>«<blockquote class="twitter-tweet"><a href="${link}">x</a><p>b»</body></html>`,
    'blockquote x:20',
  ],
  [
    'a quote never closed before another',
    `<p>a</p>«<blockquote class="twitter-tweet"><a href="${link}">x</a><p>b</p>»«${tweet('21')}»`,
    'blockquote x:20',
    'blockquote x:21',
  ],
  [
    'a quote whose link was lost',
    `<p>a</p>«<blockquote class="twitter-tweet"><p>No link survived the years in here</p>— Jo (@jo) May 4, 2022</blockquote>»`,
    'blockquote x:@jo/2022-05-04/',
  ],
  [
    'a hydrated frame',
    `<p>a</p>«<div class="twitter-tweet twitter-tweet-rendered" style="margin:0"><iframe id="twitter-widget-0" title="X Post" data-tweet-id="20" src="./saved.html"></iframe></div>»${loader}`,
    'widget x:20',
  ],
  [
    'an older hydrated frame',
    '<p>a</p>«<iframe class="twitter-tweet twitter-tweet-rendered" data-tweet-id="20"></iframe>»',
    'widget x:20',
  ],
  [
    'a widget of its own name',
    '<p>a</p>«<twitter-widget class="twitter-tweet" data-tweet-id="20"></twitter-widget>»',
    'widget x:20',
  ],
  [
    "X's embed page",
    '<p>a</p>«<iframe src="https://platform.twitter.com/embed/Tweet.html?dnt=true&amp;id=20&amp;theme=dark"></iframe>»',
    'iframe x:20',
  ],
  [
    'the same on the new host, lazy',
    '<p>a</p>«<iframe data-src="//platform.x.com/embed/Tweet.html?id=20"></iframe>»',
    'iframe x:20',
  ],
  ['a frame of the post itself', `<p>a</p>«<iframe src="${link}" width="500"></iframe>»`, 'iframe x:20'],
  [
    'a frame of a helper',
    `<p>a</p>«<iframe src="https://twitframe.com/show?url=${encodeURIComponent(link)}"></iframe>»`,
    'iframe x:20',
  ],
  [
    'a frame of another helper',
    `<p>a</p>«<iframe src="https://oembed.link/${link}"></iframe>»`,
    'iframe x:20',
  ],
  [
    'a frame of Embedly',
    `<p>a</p>«<iframe src="https://cdn.embedly.com/widgets/media.html?type=text%2Fhtml&amp;key=k&amp;url=${encodeURIComponent(link)}"></iframe>»`,
    'iframe x:20',
  ],
  [
    'AMP',
    '<p>a</p>«<amp-twitter width="375" data-tweetid="20"><blockquote placeholder>wait</blockquote></amp-twitter>»',
    'amp x:20',
  ],
  [
    'AMP with the quote inside',
    `<p>a</p>«<amp-twitter data-tweetid="20">${tweet('20')}</amp-twitter>»`,
    'amp x:20',
  ],
  [
    'a figure of WordPress',
    `<p>a</p>«<figure class="wp-block-embed is-provider-twitter"><div class="wp-block-embed__wrapper">\n${tweet('20')}${loader}\n</div></figure>»`,
    'blockquote x:20',
  ],
  [
    'a figure with a caption',
    `<p>a</p><figure>«<div>${tweet('20')}</div>»<figcaption>b</figcaption></figure>`,
    'blockquote x:20',
  ],
  [
    'a block of WordPress',
    `<p>a</p>«<!-- wp:embed {"url":"${link}","type":"rich"} -->\n<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n${link}\n</div></figure>\n<!-- /wp:embed -->»<p>b</p>`,
    'figure x:20',
  ],
  [
    'an old block of WordPress',
    `<p>a</p>«<!-- wp:core-embed/twitter {"url":"${link}"} -->\n<figure><div>\n${link}\n</div></figure><!-- /wp:core-embed/twitter -->»`,
    'figure x:20',
  ],
  [
    'a block without content',
    `<p>a</p>«<!-- wp:embed {"url":"${link}"} --> <!-- /wp:embed -->»<p>b</p>`,
    'figure x:20',
  ],
  ['a block of one comment', `<p>a</p>«<!-- wp:embed {"url":"${link}"} /-->»<p>b</p>`, 'figure x:20'],
  [
    'a block never closed',
    `<div><!-- wp:embed {"url":"${link}"} --><p>a</p>«${tweet('20')}»</div>`,
    'blockquote x:20',
  ],
  ['a shortcode', `words\n\n«[embed]${link}[/embed]»\n\n<em>words</em>`, 'shortcode x:20'],
  ['a shortcode in a paragraph', `<p>a</p>«<p>[embed width="123"]${link}[/embed]</p>»`, 'shortcode x:20'],
  ['an address alone in a paragraph', `<p>a</p>«<p>${link}</p>»`, 'link x:20'],
  ['a link alone in a paragraph', `<p>a</p>«<p> <a href="${link}">${link}</a> &nbsp; </p>»`, 'link x:20'],
  [
    'a link with words, alone in a paragraph',
    `<p>a</p>«<p><strong><a href="${link}">See the post</a></strong></p>»`,
    'link x:20',
  ],
  [
    'an address on its own line',
    `words of an article\n\n«${link}?s=20&amp;t=abc»\n\nmore words <b>here</b>`,
    'link x:20',
  ],
  [
    'a link through the archive',
    `<p>a</p>«<p><a href="https://web.archive.org/web/20200101000000/${link}">${link}</a></p>»`,
    'link x:20',
  ],
  [
    'a quote saved by the archive',
    `<p>a</p>«${tweet('20').replace('https://twitter', '/web/20200101000000/https://twitter')}»`,
    'blockquote x:20',
  ],
  [
    'a frame of an Instant Article',
    `<p>a</p>«<figure class="op-interactive"><iframe class="no-margin">${tweet('20')}${loader}</iframe></figure>»`,
    'blockquote x:20',
  ],
  ['a quote in noscript', `<p>a</p>«<noscript>${tweet('20')}</noscript>»`, 'blockquote x:20'],
  ['a quote in a paragraph, as browsers see it', `<p>a «${tweet('20')}» b</p>`, 'blockquote x:20'],
  ['a quote in a table cell', `<table><tr><td>«${tweet('20')}»</td></tr></table>`, 'blockquote x:20'],
  [
    'a quote in a list',
    `<ol><li>«${tweet('20')}»<li>«${tweet('21')}»</ol>`,
    'blockquote x:20',
    'blockquote x:21',
  ],
  [
    'a quote in a quote, once',
    `<p>a</p>«<blockquote class="twitter-tweet">${tweet('20')}</blockquote>»`,
    'blockquote x:20',
  ],
  ['a quote in a picture that is left', `<p>a</p><svg><g></svg>«${tweet('20')}»`, 'blockquote x:20'],
  [
    'a quote after a script that has one',
    `<script>document.write('${tweet('99')}')</script><p>a</p>«${tweet('20')}»`,
    'blockquote x:20',
  ],
  [
    'a quote after a title in a picture',
    `<svg><title><b></title></svg><p>a</p>«${tweet('20')}»`,
    'blockquote x:20',
  ],
  ['a quote after an unclosed comment ends', `<p>a</p><!-- x --!>«${tweet('20')}»`, 'blockquote x:20'],
  ['a quote after misnested code', `<p><code>a<p>b</code></p>«${tweet('20')}»`, 'blockquote x:20'],
];

const notFound: readonly (readonly [name: string, source: string])[] = [
  ['nothing', ''],
  [
    'a share link',
    '<p><a href="https://twitter.com/intent/tweet?url=https%3A%2F%2Fx.com%2Fjo%2Fstatus%2F20">Tweet</a></p>',
  ],
  [
    'a share page',
    '<p><a href="https://twitter.com/share?url=https://x.com/jo/status/20">https://twitter.com/share</a></p>',
  ],
  ['an intent of a post', '<p><a href="https://x.com/intent/like?tweet_id=20">Like</a></p>'],
  ['a profile', '<p><a href="https://x.com/jo">https://x.com/jo</a></p>'],
  [
    'a timeline',
    '<a class="twitter-timeline" href="https://twitter.com/jo?ref_src=twsrc%5Etfw">Tweets by jo</a>',
  ],
  ['a follow button', '<a href="https://twitter.com/jo" class="twitter-follow-button">Follow</a>'],
  [
    'a timeline of AMP',
    '<amp-twitter data-timeline-source-type="profile" data-timeline-screen-name="jo"></amp-twitter>',
  ],
  [
    'a button that shares a post',
    `<iframe src="https://platform.twitter.com/widgets/tweet_button.html?url=${link}"></iframe>`,
  ],
  ['a link in a sentence', `<p>As <a href="${link}">she wrote</a>, it rains.</p>`],
  ['two links in a paragraph', `<p><a href="${link}">${link}</a> <a href="${link}1">${link}1</a></p>`],
  ['a link with a picture beside it', `<p><img src="a.png"><a href="${link}">${link}</a></p>`],
  ['a link in a list', `<ul><li><a href="${link}">${link}</a></li></ul>`],
  [
    'a time of a widget',
    `<div class="meta"><a href="${link}">3 minutes ago</a> · <a href="https://x.com/intent/tweet?in_reply_to=20">reply</a></div>`,
  ],
  ['a time alone in a box', `<div class="meta"><a href="${link}">3 minutes ago</a></div>`],
  ['an address in a sentence', `<p>See\n${link}\nfor more.</p>`],
  ['code', `<pre><code>${tweet('20')}</code></pre>`],
  ['escaped code', `<p>${tweet('20').replaceAll('<', '&lt;')}</p>`],
  ['an address in code', `<p><code>${link}</code></p>`],
  ['a comment', `<!-- ${tweet('20')} -->`],
  ['a comment never closed', `<p>a</p><!-- ${tweet('20')}`],
  ['a template', `<template>${tweet('20')}</template>`],
  ['a script', `<script>var a = '${tweet('20')}';</script>`],
  ['a script never closed', `<script>var a = '${tweet('20')}';`],
  ['a script in a script', `<script><!-- <script> </script> ${tweet('20')} --></script>`],
  ['a textarea', `<textarea>${tweet('20')}</textarea>`],
  ['a title', `<title>${tweet('20')}</title>`],
  ['old raw text', `<xmp>${tweet('20')}</xmp><noembed>${tweet('20')}</noembed>`],
  ['plain text to the end', `<plaintext>${tweet('20')}`],
  ['a select', `<select><option>${tweet('20')}</option></select>`],
  [
    'a quote of a person',
    '<blockquote><p>Rain.</p>— Jo (@jo), in <a href="https://example.com/">a paper</a></blockquote>',
  ],
  ['a quote with a link in it', `<blockquote><p>She said <a href="${link}">so</a> in May.</p></blockquote>`],
  ['a quote that ends in a link', `<blockquote><p>Rain.</p><a href="${link}">Source</a></blockquote>`],
  [
    'an id of 40 digits',
    `<blockquote class="twitter-tweet"><a href="https://x.com/jo/status/${'1'.repeat(40)}">x</a></blockquote>`,
  ],
  [
    'a handle that is a path',
    '<blockquote class="twitter-tweet"><a href="https://x.com/..%2f..%2fx/status/20">x</a></blockquote>',
  ],
  ['a look-alike host', '<p><a href="https://notx.com/jo/status/20">https://notx.com/jo/status/20</a></p>'],
  [
    'an attribute that looks like a tag',
    `<p title='<blockquote class="twitter-tweet"><a href="${link}">'>a</p>`,
  ],
  ['a tag cut off', `<p>a</p><blockquote class="twitter-tweet" data-x="<a href='${link}'>`],
];

describe('embeds in pages', () => {
  for (const [name, marked, ...expected] of found)
    it(`finds ${name}`, () => {
      const { source, ranges } = readMarks(marked);
      const embeds = run(source);
      expect(embeds.map((embed) => `${embed.kind} ${embed.name}`.replace(/[0-9a-f]{12}$/u, ''))).toEqual(
        expected,
      );
      expect(embeds.map(({ start, end }) => source.slice(start, end))).toEqual(
        ranges.map(({ start, end }) => source.slice(start, end)),
      );
    });

  for (const [name, source] of notFound)
    it(`leaves ${name}`, () => {
      expect(run(source)).toEqual([]);
    });

  it('tells mentions when asked', () => {
    const source = `<p>As <a href="${link}">she</a> and <a href="${link}1">he</a> wrote.</p>${tweet('30')}<p><a href="https://x.com/jo">x</a></p>`;
    const embeds = run(source, { mentions: true });
    expect(embeds.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'mention x:20',
      'mention x:201',
      'blockquote x:30',
    ]);
    expect(source.slice(embeds[0]?.start, embeds[0]?.end)).toBe(`<a href="${link}">she</a>`);
  });

  it('counts bytes, not characters, whatever the encoding', () => {
    const source = `<p>تغريدة 😀</p>${tweet('20')}<p>é</p>`;
    for (const encoding of ['utf8', 'utf16le'] as const) {
      const bytes = Buffer.from(`\ufeff${source}`, encoding);
      const [embed] = detect(page(bytes), platforms).embeds;
      expect(bytes.subarray(embed?.start, embed?.end).toString(encoding)).toBe(tweet('20'));
    }
  });

  it('tells the title and the encoding', () => {
    const bytes = Buffer.from('<title> A\n &amp; B </title><svg><title>C</title></svg>');
    expect(detect(page(bytes), platforms)).toMatchObject({
      title: 'A & B',
      encoding: 'utf-8',
      guessed: false,
    });
    expect(detect(page(Buffer.from('<svg><title>C</title></svg>')), platforms).title).toBeNull();
  });

  it('names posts without an id by their words', () => {
    const source = '<blockquote class="twitter-tweet"><p>Short</p>— Jo (@jo)</blockquote>'.repeat(2);
    const names = run(source).map(({ name }) => name);
    expect(names[0]).toMatch(/^x:@jo\/-\/[0-9a-f]{12}$/u);
    expect(new Set(names).size).toBe(2);
  });
});

function run(source: string, options = {}) {
  return detect(page(Buffer.from(source)), platforms, options).embeds;
}

function page(bytes: Uint8Array) {
  return { name: 'page.html', bytes, format: 'html', charset: null, url: null } as const;
}

function readMarks(marked: string): { source: string; ranges: { start: number; end: number }[] } {
  const ranges: { start: number; end: number }[] = [];
  let source = '';
  for (const part of marked.split(/([«»])/u)) {
    if (part === '«') ranges.push({ start: source.length, end: source.length });
    else if (part === '»')
      ranges[ranges.length - 1] = { start: ranges.at(-1)?.start ?? 0, end: source.length };
    else source += part;
  }
  return { source, ranges };
}
