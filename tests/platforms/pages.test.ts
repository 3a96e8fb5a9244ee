import { describe, expect, it } from 'vitest';
import { parseHtml } from '../../src/html/tree.ts';
import { textOf } from '../../src/model/post.ts';
import { originalAddress } from '../../src/platforms/archived-address.ts';
import { readHtmlText } from '../../src/platforms/html-segments.ts';
import { foreignPage, readMarkup, readPageBody } from '../../src/platforms/page-body.ts';
import { assignedData, linkedData, scriptData } from '../../src/platforms/page-data.ts';
import { readPostSeconds, readPostTime } from '../../src/platforms/post-time.ts';
import { processorTime } from '../processor-time.ts';

const at = '2026-01-02T03:04:05.000Z';

describe('the time of a post', () => {
  it.each([
    ['2023-09-14T10:22:33Z', '2023-09-14T10:22:33.000Z'],
    ['2023-09-14T10:22:33.123456789+02:00', '2023-09-14T08:22:33.123Z'],
    ['2023-09-14 10:22:33 +0000', '2023-09-14T10:22:33.000Z'],
    ['2023-09-14T10:22:33-0700', '2023-09-14T17:22:33.000Z'],
    ['2023-09-14 10:22 UTC', '2023-09-14T10:22:00.000Z'],
    ['2023-09-14', '2023-09-14'],
    ['2023-09-14T10:22:33', '2023-09-14'],
    ['2023-02-30', null],
    ['2023-13-01T00:00:00Z', null],
    ['0000-01-01T00:00:00Z', null],
    ['1970-01-01T00:00:00Z', null],
    ['1970-01-01', null],
    ['9999-12-31T23:59:59Z', null],
    ['10000-01-01T00:00:00Z', null],
    ['2026-01-03T03:04:05Z', '2026-01-03T03:04:05.000Z'],
    ['2026-01-05T03:04:05Z', null],
    ['2023-09-14T23:59:60Z', null],
    ['2023-09-14T10:22:33+99:00', null],
    ['٢٠٢٣-٠٩-١٤', null],
    ['yesterday', null],
    ['', null],
    [null, null],
  ])('%j is %j', (written, time) => {
    expect(readPostTime(written, at)).toBe(time);
  });

  it.each([
    [1_660_000_000, '2022-08-08T23:06:40.000Z'],
    ['1660000000', '2022-08-08T23:06:40.000Z'],
    [1_660_000_000_000, null],
    ['1660000000000', null],
    [0, null],
    [-1, null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
    ['Infinity', null],
    ['', null],
    [{}, null],
    [null, null],
  ])('%j seconds are %j', (written, time) => {
    expect(readPostSeconds(written, at)).toBe(time);
  });
});

describe('the words of HTML', () => {
  it.each([
    ['<p>One</p>\n\n<p>two</p>', 'One\n\ntwo'],
    ['<p>One<br>two<br><br>three</p>', 'One\ntwo\n\nthree'],
    [' One <b> two</b> three ', 'One two three'],
    ['<ul><li>a</li><li><p>b</p></li></ul>c', 'a\n\nb\n\nc'],
    ['<div>a</div><div>b</div>', 'a\nb'],
    ['<p>see</p><pre><code>if (a)\n  b()\n</code></pre><p>c</p>', 'see\n\nif (a)\n  b()\n\nc'],
    ['a<script>b</script><style>c</style><template>d</template>e', 'ae'],
    ['a <img alt="🔥"> <img alt="a picture"> b', 'a 🔥 b'],
    ['<p>a <a href="https://example.org/">link</a>.</p>', 'a link.'],
    ['<br><br>a<br><br>', 'a'],
    ['', ''],
  ])('%j reads %j', (source, words) => {
    expect(textOf(readHtmlText([parseHtml(source)]))).toBe(words);
  });

  it('keeps a link only where it leads somewhere', () => {
    const source =
      '<a href="https://example.org/?a=1&amp;b=2">a</a> <a href="javascript:b">b</a> <a href="/c">c</a> <a href="https://d"></a>';
    expect(readHtmlText([parseHtml(source)])).toEqual([
      { kind: 'link', text: 'a', url: 'https://example.org/?a=1&b=2' },
      { kind: 'text', text: ' b c' },
    ]);
  });

  it('is read in time that grows as the source does', () => {
    const source = `<pre>${' '.repeat(500_000)}\n</pre>${'<p>'.repeat(50_000)}${'<a href=x>'.repeat(20_000)}`;
    const spent = processorTime();
    readHtmlText([parseHtml(source)]);
    expect(spent()).toBeLessThan(5000);
  });
});

describe('the data of a page', () => {
  const root = (source: string) => parseHtml(source);

  it.each([
    ['var data = {"a":"}"};', { a: '}' }],
    ['window["data"] = {"a":{"b":[1]}};more({})', { a: { b: [1] } }],
    ["window['data'] = {};", {}],
    ['data;data={"a":"\\\\"};', { a: '\\' }],
    ['var data = {oops}; data = {"a":1}', { a: 1 }],
    ['data = [1]', undefined],
    ['data = {"a":1', undefined],
    ['other = {"a":1}', undefined],
  ])('given to a variable: %j', (source, value) => {
    expect(assignedData(root(`<script>${source}</script>`), 'data')).toEqual(value);
  });

  it('gives up on a name that is given a million beginnings', () => {
    const spent = processorTime();
    expect(assignedData(root(`<script>${'data={'.repeat(300_000)}</script>`), 'data')).toBeUndefined();
    expect(spent()).toBeLessThan(5000);
  });

  it('stands in a script of its own, by id', () => {
    expect(scriptData(root('<script id="x">{"a":1}</script>'), 'x')).toEqual({ a: 1 });
    expect(scriptData(root('<script id="x">window.y = {"a":1};</script>'), 'x')).toEqual({ a: 1 });
    expect(scriptData(root('<script id="y">{"a":1}</script>'), 'x')).toBeUndefined();
    expect(scriptData(root('<script id="x">{"a":</script>'), 'x')).toBeUndefined();
  });

  it('stands in linked data, lists and graphs taken apart', () => {
    const source =
      '<script type="application/ld+json">[{"@type":"A"},{"@graph":[{"@type":"B"}]}]</script><script type="application/ld+json">oops</script>' +
      '<script type="application/json">{"@type":"C"}</script>';
    const types = linkedData(root(source)).flatMap((each) => Object.entries(each ?? {}));
    expect(types.filter(([key]) => key === '@type').map(([, type]) => type)).toEqual(['A', 'B']);
  });
});

describe('a page', () => {
  it.each([
    [200, '', 'empty'],
    [200, 'Rate limit exceeded', 'bad-shape'],
    [200, '{"a":1}', 'bad-shape'],
    [429, '<p>', 'rate-limited'],
    [503, '<p>', 'server-error'],
    [404, '<p>', 'not-found'],
    [403, '<p>', 'refused'],
  ])('with status %i and body %j says nothing: %s', (status, body, outcome) => {
    expect(readPageBody({ status, body: new TextEncoder().encode(body) })).toMatchObject({ outcome });
  });

  it('that holds nothing of the post is named by its title', () => {
    const page = readMarkup(new TextEncoder().encode('\ufeff<title>Log\n in</title>'));
    if (page.kind !== 'page') throw new Error('no page');
    expect(foreignPage(page.root)).toMatchObject({
      outcome: 'walled',
      reason: expect.stringContaining('Log in'),
    });
  });
});

describe('an archived address', () => {
  it.each([
    ['https://web.archive.org/web/20200101000000im_/https://i.example/a.jpg', 'https://i.example/a.jpg'],
    ['/web/20200101000000/http://a.example/', 'http://a.example/'],
    ['//web.archive.org/web/2020/https://a.example/', 'https://a.example/'],
    ['https://arquivo.pt/wayback/20200101000000/https://a.example/', 'https://a.example/'],
    ['https://a.example/b', 'https://a.example/b'],
    ['a', 'a'],
  ])('%s was %s', (archived, original) => {
    expect(originalAddress(archived)).toBe(original);
  });
});
