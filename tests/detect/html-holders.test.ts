import { describe, expect, it } from 'vitest';
import { detectHtml } from '../../src/detect/html.ts';
import { decodeArticle } from '../../src/html/charset.ts';
import { platforms } from '../../src/platforms/index.ts';
import { processorTime } from '../processor-time.ts';

function find(source: string): string[] {
  const bytes = Buffer.from(source);
  const decoded = decodeArticle(bytes, { declared: null, html: true });
  return detectHtml(decoded, { name: 'a.html', url: null }, platforms).map(
    ({ kind, name, start, end }) => `${kind} ${name} ${bytes.subarray(start, end).toString()}`,
  );
}

function escaped(source: string): string {
  return source
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const post = 'https://twitter.com/jo/status/20';
const quote = `<blockquote class="twitter-tweet"><p lang="en">Kelp</p>&mdash; Jo (@jo) <a href="${post}">May 4, 2022</a></blockquote>`;
const frame = '<iframe src="https://www.youtube.com/embed/w7Ft2ym_m-c"></iframe>';
const base64 = Buffer.from(quote).toString('base64');

describe('elements that hold an embed in an attribute', () => {
  it.each([
    ['x:20', `<div class="tweet" data-mod="tweet" data-url="${post}"></div>`],
    ['x:20', `<div class="embedInner" data-provider="Any" data-resourceurl="${post}"><p>Load?</p></div>`],
    ['x:20', `<div data-iframely-id="AL6" data-embedded-url="${post}" class="article__embed"></div>`],
    ['x:20', `<figure data-component="social-embed" data-embed-url="${post}"><img src="a.png"></figure>`],
    [
      'x:20',
      `<div data-borlabs-cookie-content="${base64}"><p>May we show this?</p><button>Yes</button></div>`,
    ],
    ['youtube:w7Ft2ym_m-c', `<div class="sqs-block" data-html="${escaped(frame)}"></div>`],
    ['x:20', `<div class="embed" data-embed-code="${escaped(quote)}"><noscript>no</noscript></div>`],
    ['x:20', `<div data-json="${escaped(JSON.stringify({ type: 'oembed', html: quote }))}"></div>`],
    ['x:20', `<div data-oembed="${escaped(JSON.stringify({ html: escaped(quote) }))}"></div>`],
    ['x:20', `<two-click data-content="${escaped(quote)}">Click</two-click>`],
  ])('are %s in %s', (name, source) => {
    expect(find(`<p>Words</p>${source}<p>words</p>`)).toEqual([`widget ${name} ${source}`]);
  });

  it('are frames whose address or markup waits', () => {
    for (const [name, source] of [
      ['x:20', `<iframe srcdoc="${escaped(quote)}"></iframe>`],
      ['youtube:w7Ft2ym_m-c', frame.replace('src', 'data-artsrc')],
      ['youtube:w7Ft2ym_m-c', frame.replace('src', 'src="about:blank" data-any-url')],
    ])
      expect(find(`<p>Words</p>${source}<p>words</p>`)).toEqual([`iframe ${name} ${source}`]);
  });

  it('are one with the embed they show, and take its words', () => {
    const source = `<div data-embed-url="${post}">${quote}</div>`;
    expect(find(`<p>Words</p>${source}`)).toHaveLength(1);
  });

  it.each([
    `<div class="share-bar" data-url="${post}">Share</div>`,
    '<div class="fb-like" data-href="https://www.facebook.com/kelp/posts/123456"></div>',
    '<figure data-credit-url="https://www.instagram.com/p/BWNjjyYFxVx/"><img src="a.png"></figure>',
    `<div class="comments" data-post-url="${post}"></div>`,
    `<div id="comments" data-post-url="${post}"></div>`,
    `<div data-url="${post}"><p>${'Words of an article. '.repeat(100)}</p></div>`,
    `<div data-url="https://twitter.com/jo"></div>`,
    `<pre><div data-embed-url="${post}"></div></pre>`,
    `<!-- <div data-embed-url="${post}"></div> -->`,
    `<div data-settings="${escaped(JSON.stringify({ background_video_link: 'https://youtu.be/w7Ft2ym_m-c' }))}"></div>`,
  ])('are none in %s', (source) => {
    expect(find(`<p>Words</p>${source}<p>words</p>`)).toEqual([]);
  });
});

describe('data of a page in attributes', () => {
  it('gives the embeds that are not visible, each where it stands', () => {
    const data = escaped(JSON.stringify({ parts: [{ html: quote }, { html: quote.replace('/20', '/21') }] }));
    const found = find(`<p>Words</p><div id="app" data-page="${data}"></div>${quote}`);
    expect(found.map((each) => each.split(' ', 2).join(' '))).toEqual(['json x:21', 'blockquote x:20']);
    expect(found[0]).toContain('&lt;blockquote');
  });
});

describe('markup that a script holds back', () => {
  it.each([
    ['iframe youtube:w7Ft2ym_m-c', `<script type="text/html" class="tmpl"><div>${frame}</div></script>`],
    ['json youtube:w7Ft2ym_m-c', `<script type="text/x-consented">\n ${escaped(frame)}\n</script>`],
    ['json x:20', `<div data-borlabs-cookie-type="a"><script type="text/template">${base64}</script></div>`],
    ['json x:20', `<script>var _oembed_1 = ${JSON.stringify({ embed: escaped(quote) })};</script>`],
    ['blockquote x:20', `<script type="text/plain">${quote}</script>`],
    ['widget x:20', `<script data-role="template" data-content="${escaped(quote)}"></script>`],
    ['blockquote x:20', `<textarea class="original" hidden>${quote}</textarea>`],
    [
      'json youtube:w7Ft2ym_m-c',
      '<script>var a = {"type":"iframe","attribs":{"width":"5","src":"//www.youtube.com/embed/w7Ft2ym_m-c"}}</script>',
    ],
  ])('is %s in %s', (expected, source) => {
    expect(find(`<p>Words</p>${source}`).map((each) => each.split(' ', 2).join(' '))).toEqual([expected]);
  });

  it('is none where a post is visible, nor in programs', () => {
    const held = `<script type="text/html">${quote}</script>`;
    expect(find(`<p>Copy:</p><textarea>${quote}</textarea>`)).toEqual([]);
    expect(find(`${quote}${held}`)).toHaveLength(1);
    expect(find(`<p>Words</p><script>if (a <b> "${post}") x = '<!-- ${post} -->';</script>`)).toEqual([]);
  });
});

describe('holders without end', () => {
  it('are read in linear time', () => {
    for (const source of [
      `<div data-url="${post}">`,
      `<div data-embed='{"a":"${post}"`,
      `<section data-html="${escaped(quote)}">`,
    ]) {
      const spent = processorTime();
      find(source.repeat(1000));
      expect(spent()).toBeLessThan(10_000);
    }
  });
});
