import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import type { ArticleFormat } from '../../src/model/article.ts';
import type { Embed } from '../../src/model/embed.ts';
import { platforms } from '../../src/platforms/index.ts';
import { processorTime } from '../processor-time.ts';

const post = (id: number | string) => `https://twitter.com/jack/status/${id}`;
const quote = (id: number | string) =>
  `<blockquote class="twitter-tweet"><p lang="en">caf\u00e9 \u{1f600}</p>&mdash; Jack (@jack) <a href="${post(id)}">May 4, 2022</a></blockquote>`;
/** A JSON string as publishing systems write it: slashes, angles and letters escaped. */
const written = (text: string) =>
  JSON.stringify(text)
    .replaceAll('/', '\\/')
    .replaceAll('<', '\\u003c')
    .replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const script = (json: string, attributes = 'type="application/json"') =>
  `<p>words</p><script ${attributes}>${json}</script><p>more</p>`;

function find(text: string, format: ArticleFormat): readonly Embed[] {
  return detect({ name: 'a', bytes: Buffer.from(text), format, charset: null, url: null }, platforms).embeds;
}

/** Each embed: kind, name, and the bytes its range cuts out. */
function cuts(text: string, format: ArticleFormat = 'html') {
  const bytes = Buffer.from(text);
  return find(text, format).map(({ kind, name, start, end }) => [
    kind,
    name,
    bytes.subarray(start, end).toString(),
  ]);
}

describe('JSON in pages', () => {
  it('reads markup in strings, escapes undone, ranges exact', () => {
    const markup = written(quote(20)).slice(1, -1);
    const page = `<p>\u00e9\u{1f600}</p>${script(`{"props": {"body": "\\u00e9 <p>\u{1f600}\\n${markup} <p>x"}}`, 'id="__NEXT_DATA__" type="application/json"')}`;
    expect(cuts(page)).toEqual([['json', 'x:20', markup]]);
    expect(find(page, 'html')[0]?.quoted).toMatchObject({
      handle: 'jack',
      text: 'caf\u00e9 \u{1f600}',
      date: '2022-05-04',
    });
  });

  it('reads an answer of oEmbed as publishing systems keep it, whole', () => {
    const object = `{"type":"oembed_response","subtype":"twitter","raw_oembed":{"url":${written(post(20))},"author_name":"Jack","html":${written(quote(20))},"type":"rich","provider_name":"Twitter"},"referent":{"id":${written(post(20))},"service":"oembed"}}`;
    const bare = `{"type": "oembed_response", "raw_oembed": {"url": ${written(post(21))}}, "other": {"url": "https:\\/\\/twitter.com\\/jack"}}`;
    const state = `window.Fusion=window.Fusion||{};Fusion.globalContent={"content_elements":[{"type":"text","content":"words"},${object}, ${bare}]};Fusion.x={a:"{"};`;
    expect(cuts(script(state, ''))).toEqual([
      ['json', 'x:20', object],
      ['json', 'x:21', bare],
    ]);
    expect(find(script(state, ''), 'html')[0]?.quoted?.handle).toBe('jack');
  });

  it('counts a post once, as visible', () => {
    const data = script(
      `{"a": ${written(quote(20))}, "b": ${written(quote(21))}, "c": ${written(quote(21))}}`,
    );
    expect(cuts(`${quote(20)}${data}`).map(([kind, name]) => [kind, name])).toEqual([
      ['blockquote', 'x:20'],
      ['json', 'x:21'],
    ]);
    expect(cuts(`${data}${quote(20)}`).map(([kind, name]) => [kind, name])).toEqual([
      ['json', 'x:21'],
      ['blockquote', 'x:20'],
    ]);
  });

  it.each([
    [
      'a link in an article body',
      `{"@type":"NewsArticle","articleBody":"See ${post(20)} and <a href='${post(20)}'>this</a> \\n\\n${post(20)}\\n"}`,
    ],
    [
      'a link alone in a paragraph of the page data',
      `{"body":"<p>${post(20)}</p><p><a href='${post(20)}'>${post(20)}</a></p>"}`,
    ],
    ['the address of something', `{"@type":"WebPage","url":"${post(20)}","sameAs":["${post(21)}"]}`],
    [
      'a profile and a share link',
      '{"type":"embed","url":"https://twitter.com/jack","link":"https://twitter.com/intent/tweet?url=https://twitter.com/jack/status/20"}',
    ],
    ['code that only mentions it', `var a = {url: "${post(20)}"}; if (x) { "twitter.com/jack/status/20"; }`],
    [
      'code samples in a string',
      `{"body":${written(`<pre>${quote(20).replaceAll('<', '&lt;')}</pre><code>${quote(20)}</code>`)}}`,
    ],
    ['text of a search result', `{"text":"words ${post(20)}","username":"jack"}`],
  ])('takes %s for no embed', (_what, json) => {
    expect(cuts(script(json, ''))).toEqual([]);
  });

  it('looks into no comment and no template', () => {
    const data = `<script>{"a": ${written(quote(20))}}</script>`;
    expect(cuts(`<p>x</p><!-- ${data} --><template>${data}</template>`)).toEqual([]);
  });

  it('reads JSON in strings of JSON', () => {
    const inner = `{"blocks":[{"type":"embed","data":{"service":"twitter","source":${written(post(20))}}}]}`;
    const object = inner.slice(11, -2);
    const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
    expect(cuts(script(`{"body":"${escaped(inner)}"}`))).toEqual([['json', 'x:20', escaped(object)]]);
    expect(cuts(script(`self.__next_f.push([1,"3:${escaped(inner)}"])`, ''))).toEqual([
      ['json', 'x:20', escaped(object)],
    ]);
    expect(cuts(script(`window.s = JSON.parse("${escaped(inner)}");`, ''))).toEqual([
      ['json', 'x:20', escaped(object)],
    ]);
  });

  it('reads markup cut out of a script, its quotes still escaped', () => {
    const frame =
      '<iframe src=\\"https:\\/\\/platform.twitter.com\\/embed\\/Tweet.html?id=20\\" width=\\"560\\"></iframe>';
    expect(cuts(`","dataURL":"${frame}","x":"`)).toEqual([['iframe', 'x:20', frame]]);
  });

  it('reads what stands before the JSON breaks off', () => {
    expect(cuts(script(`{"a": ${written(quote(20))}, "b": [1, 2`)).map(([, name]) => name)).toEqual(['x:20']);
  });
});

describe('JSON in attributes', () => {
  it('reads the copy of a post that Substack keeps in its element', () => {
    const data = {
      url: post(20),
      full_text: 'Two lines\n&amp; a link https://t.co/a',
      username: 'jack',
      name: 'Jack "J"',
      date: 'Wed Oct 05 18:40:30 +0000 2022',
      photos: [],
    };
    const element = `<div class="tweet" data-attrs="${JSON.stringify(data).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" data-component-name="Twitter2ToDOM"></div>`;
    const page = `<p>a</p>${element}<p>b</p>${script(`{"post":${written(element)},"tweet":${JSON.stringify(data)}}`)}`;
    expect(cuts(page)).toEqual([['widget', 'x:20', element]]);
    expect(find(page, 'html')[0]?.quoted).toEqual({
      name: 'Jack "J"',
      handle: 'jack',
      date: '2022-10-05',
      text: 'Two lines\n& a link https://t.co/a',
      lang: null,
      dir: 'ltr',
      links: ['https://t.co/a'],
    });
    const other = page.replaceAll('full_text', 'fulltext').replace(/<script.*<\/script>/u, '');
    expect(cuts(other)).toEqual([]);
  });
});

describe('JSON documents', () => {
  it('reads an export: HTML fields, blocks, copies of posts', () => {
    const block = `{"_type": "tweet", "url": "${post(3)}"}`;
    const copy = `{"url":"${post(4)}","full_text":"words of it https://t.co/a","username":"jack","name":"Jack","date":"2021-03-01T12:00:00.000Z","photos":[]}`;
    const text = `{"posts":[{"html":${JSON.stringify(`<p>w</p>${quote(1)}<p>${post(2)}</p><p>w <a href="${post(9)}">link</a> w</p>`)}},\n${block}, ${copy}]}`;
    expect(cuts(text, 'json')).toEqual([
      ['json', 'x:1', JSON.stringify(quote(1)).slice(1, -1)],
      ['json', 'x:2', `<p>${post(2)}</p>`],
      ['json', 'x:3', block],
      ['json', 'x:4', copy],
    ]);
    expect(find(text, 'json').at(-1)?.quoted).toEqual({
      name: 'Jack',
      handle: 'jack',
      date: '2021-03-01',
      text: 'words of it https://t.co/a',
      lang: null,
      dir: 'ltr',
      links: ['https://t.co/a'],
    });
  });

  it('reads shortcodes in texts that are Markdown', () => {
    const shortcodes = ['{{< tweet user="jack" id="20" >}}', '{% twitter 21 %}'];
    const text = `{"body":${JSON.stringify(`Words\n\n${shortcodes[0]}\n\nand ${post(22)}\n\n${shortcodes[1]}`)}}`;
    expect(cuts(text, 'json')).toEqual([
      ['json', 'x:20', JSON.stringify(shortcodes[0]).slice(1, -1)],
      ['json', 'x:21', shortcodes[1]],
    ]);
    expect(cuts(script(text))).toEqual([]);
  });

  it('reads JSON Lines', () => {
    const line = (id: number) => `{"content": ${JSON.stringify(quote(id))}}`;
    expect(cuts(`${line(1)}\n${line(2)}\n`, 'json').map(([, name]) => name)).toEqual(['x:1', 'x:2']);
  });

  it('keeps two posts in one block apart', () => {
    const text = `{"type":"embed","html":${JSON.stringify(quote(1) + quote(2))}}`;
    expect(cuts(text, 'json').map(([, name, cut]) => [name, cut])).toEqual([
      ['x:1', JSON.stringify(quote(1)).slice(1, -1)],
      ['x:2', JSON.stringify(quote(2)).slice(1, -1)],
    ]);
  });

  it.each([
    ['arrays', '['],
    ['objects', '{"a":'],
    ['names', '{"'],
    ['quotes', '["\\"'],
    ['escapes', '\\u003c'],
    ['strings', '"<p>https://x.com/a/status/1",'],
    ['markup', '["<blockquote class=\\"twitter-tweet\\">",'],
    ['parses', 'JSON.parse("'],
    ['embeds', '{"type":"embed","url":"https://x.com/a/status/1","a":['],
  ])('reads %s without end in time linear in their number', (_what, piece) => {
    const timeOf = (length: number, format: ArticleFormat) => {
      const hostile = `https://x.com/ ${piece.repeat(length / piece.length)}`;
      const spent = processorTime();
      find(format === 'json' ? hostile.slice(15) : script(hostile, ''), format);
      return spent();
    };
    for (const format of ['html', 'json'] as const) {
      const small = Math.min(timeOf(1e5, format), timeOf(1e5, format));
      const large = Math.min(timeOf(2e5, format), timeOf(2e5, format));
      // a square of so many takes many seconds
      expect(large).toBeLessThan(Math.max(1000, small * 3.5));
      expect(large).toBeLessThan(5000);
    }
  });
});
