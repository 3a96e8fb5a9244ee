import { describe, expect, it } from 'vitest';
import { processorTime } from '../processor-time.ts';
import { articlesOf, cutsOf, problemsOf, readIn } from './reading.ts';

/** Reads a feed from standard input. */
const readFeed = (stdin: string | Uint8Array) => readIn({}, ['-'], { stdin });

const post = (id: number | string) => `https://x.com/jack/status/${id}`;
const quote = (id: number | string) =>
  `<blockquote class="twitter-tweet"><p lang="en">caf\u00e9 \u{1f600} & tea</p>&mdash; Jack (@jack) <a href="${post(id)}">May 4, 2022</a></blockquote>`;
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const rss = (items: string, head = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>\u{1f600} news</title>${head}${items}</channel></rss>`;

describe('RSS', () => {
  it('gives each item under its guid, its range cut out of the feed as escaped there', async () => {
    const markup = escaped(quote(20));
    const inputs = await readFeed(
      rss(
        `<item><title>One</title><link>https://news.example/1</link><guid isPermaLink="false">tag-1</guid><description>${escaped('<p>Before \u00e9</p>')}${markup}${escaped('<p>after</p>')}</description></item>` +
          `<item><link>https://news.example/2</link><description><![CDATA[<p>x</p>${quote(21)}<p>y</p>]]></description></item>`,
      ),
    );
    const [first, second] = articlesOf(inputs);
    expect([first?.name, second?.name]).toEqual(['-#tag-1', '-#https://news.example/2']);
    expect([first?.url, second?.url]).toEqual(['https://news.example/1', 'https://news.example/2']);
    expect(first?.container).toMatchObject({ kind: 'feed', name: '-' });
    expect(first && cutsOf(first)).toEqual([['x:20', markup]]);
    expect(second && cutsOf(second)).toEqual([['x:21', quote(21)]]);
  });

  it('prefers the full content, and takes none of the channel, of comments and of media descriptions', async () => {
    const inputs = await readFeed(
      rss(
        `<item><guid>a</guid><description>${escaped(quote(1))}</description><media:description>${escaped(quote(2))}</media:description>` +
          `<content:encoded><![CDATA[${quote(3)}]]></content:encoded><!-- <description>${quote(4)}</description> --></item>`,
        `<description>${escaped(quote(5))}</description>`,
      ),
    );
    expect(articlesOf(inputs).flatMap((item) => cutsOf(item))).toEqual([['x:3', quote(3)]]);
  });

  it('joins CDATA sections and text, and cuts across them exactly', async () => {
    const [before, after] = [quote(7).slice(0, 60), quote(7).slice(60)];
    const source = `<![CDATA[<p>a</p>${before}]]>${escaped(after)}<![CDATA[<p>b</p>]]>`;
    const [item] = articlesOf(
      await readFeed(rss(`<item><guid>a</guid><description>${source}</description></item>`)),
    );
    expect(item && cutsOf(item)).toEqual([['x:7', `${before}]]>${escaped(after)}`]]);
  });

  it('undoes numeric references, in any case, and leaves names it does not know to HTML', async () => {
    const markup = quote(8).replaceAll('<', '&#60;').replaceAll('>', '&#X3E;').replaceAll('"', '&quot;');
    const inputs = await readFeed(
      rss(
        `<item><guid>&#x1F600;&amp;1</guid><description>a&nbsp;b ${markup} c &#0; &#xD800;</description></item>`,
      ),
    );
    const [item] = articlesOf(inputs);
    expect(item?.name).toBe('-#\u{1f600}&1');
    // `&mdash;` of the quote stands unescaped, so it is one of those names
    expect(item && cutsOf(item)).toEqual([['x:8', markup]]);
  });

  it('reads RSS 1.0 and a WordPress export', async () => {
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="c"/><item rdf:about="https://news.example/r"><link>https://news.example/l</link><description>${escaped(quote(9))}</description></item></rdf:RDF>`;
    const wxr = rss(
      `<item><guid>p1</guid><description></description><content:encoded><![CDATA[\n${post(10)}\n\n<!-- wp:paragraph --><p>w</p><!-- /wp:paragraph -->]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded></item>`,
    );
    const items = [...articlesOf(await readFeed(rdf)), ...articlesOf(await readFeed(wxr))];
    expect(items.map(({ name }) => name)).toEqual(['-#https://news.example/r', '-#p1']);
    expect(items.flatMap((item) => cutsOf(item))).toEqual([
      ['x:9', escaped(quote(9))],
      ['x:10', post(10)],
    ]);
  });

  it('reads other encodings, offsets in their bytes', async () => {
    const text = rss(
      `<item><guid>\u00e9</guid><description>\u00e9 ${escaped(quote(11))}</description></item>`,
    ).replaceAll(/[^\0-\xff]/gu, '?');
    const latin = Buffer.from(text.replace('UTF-8', 'ISO-8859-1'), 'latin1');
    const wide = Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le');
    const [narrow] = articlesOf(await readFeed(latin));
    expect(narrow?.name).toBe('-#\u00e9');
    const cut = escaped(quote(11)).replaceAll(/[^\0-\xff]/gu, '?');
    expect(narrow && cutsOf(narrow, 'latin1')).toEqual([['x:11', cut]]);
    const [item] = articlesOf(await readFeed(wide));
    expect(item?.name).toBe('-#\u00e9');
    expect(item && cutsOf(item, 'utf16le')).toEqual([['x:11', cut]]);
  });

  it('numbers items without a name and those of the same name', async () => {
    const item = (head: string) => `<item>${head}<description>words</description></item>`;
    const inputs = await readFeed(
      rss(item('') + item('<guid>a</guid>') + item('<guid>a</guid>') + item('<guid> a\n\tb </guid>')),
    );
    expect(articlesOf(inputs).map(({ name }) => name)).toEqual(['-#item-1', '-#a', '-#a-2', '-#a b']);
  });
});

describe('Atom', () => {
  const atom = (entries: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><id>feed</id>${entries}</feed>`;

  it('reads html, xhtml and text content, and summaries', async () => {
    const inputs = await readFeed(
      atom(
        `<entry><id>urn:1</id><link rel="self" href="https://a.example/self"/><link href="https://a.example/1?a=1&amp;b=2"/><content type="html">${escaped(quote(1))}</content></entry>` +
          `<entry><id>urn:2</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>w</p>${quote(2)}<p>w</p></div></content></entry>` +
          `<entry><id>urn:3</id><content>Words &amp; more\n\n${post(3)}\n\nend</content></entry>` +
          `<entry><id>urn:4</id><summary type="html"><![CDATA[${quote(4)}]]></summary></entry>`,
      ),
    );
    const items = articlesOf(inputs);
    expect(items.map(({ name, format }) => [name, format])).toEqual([
      ['-#urn:1', 'html'],
      ['-#urn:2', 'html'],
      ['-#urn:3', 'text'],
      ['-#urn:4', 'html'],
    ]);
    expect(items[0]?.url).toBe('https://a.example/1?a=1&b=2');
    expect(items.flatMap((item) => cutsOf(item))).toEqual([
      ['x:1', escaped(quote(1))],
      ['x:2', quote(2)],
      ['x:3', post(3)],
      ['x:4', quote(4)],
    ]);
  });

  it('is not led astray by a feed inside an entry', async () => {
    const inner = atom(
      `<entry><id>urn:inner</id><content type="html">${escaped(quote(6))}</content></entry>`,
    );
    const inputs = await readFeed(
      atom(
        `<entry><source><id>urn:other</id><title>t</title></source><id>urn:outer</id><content type="application/xml">${inner}</content></entry>` +
          `<entry><id>urn:next</id><content type="html">${escaped(escaped(inner))}${escaped(quote(5))}</content></entry>`,
      ),
    );
    expect(articlesOf(inputs).map(({ name }) => name)).toEqual(['-#urn:outer', '-#urn:next']);
    expect(articlesOf(inputs).map((item) => cutsOf(item).at(-1)?.[0])).toContain('x:5');
  });
});

describe('JSON Feed', () => {
  it('gives items with escapes undone and exact ranges', async () => {
    const encoded = JSON.stringify(quote(1)).slice(1, -1).replaceAll('/', '\\/').replaceAll('<', '\\u003c');
    const feed = `{"items": [ {"id": 7, "url": "https:\\/\\/a.example\\/7", "content_html": "<p>\\u00e9 \\ud83d\\ude00\\n<\\/p>${encoded}<p>\u00e9"},
      {"id": "b", "content_text": "Words\\n\\n${post(2)}\\n\\nend", "attachments": [{"url": "u"}]}, {"id": "none"}],
      "version": "https://jsonfeed.org/version/1.1"}`;
    const items = articlesOf(await readFeed(feed));
    expect(items.map(({ name, format, url }) => [name, format, url])).toEqual([
      ['-#7', 'html', 'https://a.example/7'],
      ['-#b', 'text', null],
    ]);
    expect(items.flatMap((item) => cutsOf(item))).toEqual([
      ['x:1', encoded],
      ['x:2', post(2)],
    ]);
  });
});

describe('an address', () => {
  it('that answers a feed is read like a file, whatever its media type, links resolved against it', async () => {
    const item = `<item><guid>a</guid><link>/1</link><description>${escaped(quote(1))}</description></item>`;
    for (const type of [
      'application/rss+xml; charset=utf-8',
      'text/html',
      'text/plain',
      'application/octet-stream',
    ]) {
      const items = articlesOf(
        await readIn({ 'https://a.example/feed/': [type, rss(item)] }, ['https://a.example/feed/']),
      );
      expect(items.map(({ name, url }) => [name, url])).toEqual([
        ['https://a.example/feed/#a', 'https://a.example/1'],
      ]);
      expect(items.flatMap((each) => cutsOf(each))).toEqual([['x:1', escaped(quote(1))]]);
    }
  });

  it.each([
    '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html><p>words</p></html>',
    '<!-- a --><?xml version="1.0"?><html><p>words</p></html>',
    '<feedback><p>words</p></feedback>',
    '<p>{"version": "https://jsonfeed.org/version/1"}</p>',
  ])('that answers a page stays one article (%#)', async (body) => {
    const inputs = await readIn({ 'https://a.example/p': ['text/html', body] }, ['https://a.example/p']);
    expect(articlesOf(inputs).map(({ name, format }) => [name, format])).toEqual([
      ['https://a.example/p', 'html'],
    ]);
  });
});

describe('hostile and broken feeds', () => {
  it.each([
    ['a document type', '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "x.dtd"><rss/>'],
    [
      'a billion laughs',
      `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${[1, 2, 3].map((n) => `<!ENTITY lol${n} "&lol;&lol;">`).join('')}]><rss><channel><item><description>&lol3;</description></item></channel></rss>`,
    ],
    ['one behind the first element', '<rss><!DOCTYPE x []><channel/></rss>'],
  ])('refuses %s', async (_what, feed) => {
    expect(problemsOf(await readFeed(feed))).toEqual([
      expect.stringMatching(/^-: the XML can't be read from line 1 on: it has a document type \(DOCTYPE\)/u),
    ]);
  });

  it.each([
    ['</channel></rss>', '</item> ends nothing', '</chanel></rss>', '</chanel> ends <channel>'],
    ['', '', '', 'it breaks off inside <channel>'],
    ['', '', '<item', 'a tag never ends'],
    ['', '', '<![CDATA[', 'a CDATA section never ends'],
    ['', '', '<!-- ', 'a comment never ends'],
    ['', '', '</channel></rss>words', 'words stand outside the root element'],
    ['', '', '</channel></rss><rss/>', 'a second root element begins'],
    ['', '', '< b>', '"<" begins no tag'],
  ])('gives what came before the fault and says where it is (%#)', async (_a, _b, end, what) => {
    const feed = `<rss>\n<channel>\n<item><guid>a</guid><description>words</description></item>${end}`;
    const inputs = await readFeed(feed);
    expect(articlesOf(inputs).map(({ name }) => name)).toEqual(['-#a']);
    expect(problemsOf(inputs)).toEqual([
      `-: the XML can't be read from line 3 on: ${what} (1 items came before)`,
    ]);
  });

  it('says where JSON breaks, only of what is JSON by its name', async () => {
    const world = { 'https://a.example/x.json': ['application/json', '{"a": 1,\n "b": }'] } as const;
    expect(problemsOf(await readIn(world, ['https://a.example/x.json']))).toEqual([
      "https://a.example/x.json: the JSON can't be read from line 2 on: a value is missing",
    ]);
    expect(articlesOf(await readFeed('[Photo] words of an article')).map(({ format }) => format)).toEqual([
      'text',
    ]);
    expect(articlesOf(await readFeed('{"a": 1}\n{"a": 2}\n')).map(({ format }) => format)).toEqual(['json']);
  });

  it('warns of a feed without content', async () => {
    expect(problemsOf(await readFeed(rss('<item><guid>a</guid><description/></item>')))).toEqual([
      '-: no item of this feed has content',
    ]);
  });

  it('reads 10 MB in time linear in its length', async () => {
    const item = (n: number) =>
      `<item><guid>${n}</guid><description>${escaped(`${'<p>words \u00e9</p>'.repeat(40)}${n % 50 === 0 ? quote(n + 1) : ''}`)}</description></item>`;
    const timeOf = async (megabytes: number) => {
      const count = Math.round((megabytes * 1e6) / item(1).length);
      const feed = Buffer.from(rss(Array.from({ length: count }, (_, n) => item(n)).join('')));
      const spent = processorTime();
      const items = articlesOf(await readFeed(feed));
      const cuts = items.flatMap((item) => cutsOf(item));
      expect(items.length).toBe(count);
      expect(
        cuts.every(([, cut]) => cut.startsWith('&lt;blockquote') && cut.endsWith('/blockquote&gt;')),
      ).toBe(true);
      expect(cuts.length).toBe(Math.ceil(count / 50));
      return spent();
    };
    const [small, large] = [await timeOf(2.5), await timeOf(10)];
    // four times the length: a square would take sixteen times as long
    expect(large / small).toBeLessThan(8);
    expect(large).toBeLessThan(10_000);
  });

  it.each([
    ['tags', '<a>'],
    ['references', '&amp;'],
    ['half references', '&amp &#x '],
    ['attributes', '<a b="'],
    ['sections', '<![CDATA[]]>'],
    ['comments', '<!---->'],
    ['items', '<item>'],
    ['closers', ']]>'],
  ])('reads a megabyte of %s quickly', async (_what, piece) => {
    const spent = processorTime();
    await readFeed(`<rss><item><description>${piece.repeat(1e6 / piece.length)}</description></item></rss>`);
    expect(spent()).toBeLessThan(3000);
  });
});
