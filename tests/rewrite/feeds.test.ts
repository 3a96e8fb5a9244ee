import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { rewriteContained } from '../../src/rewrite/containers.ts';
import { encodeText } from '../../src/rewrite/encode.ts';
import { itemsIn, plainCard, restoredFeed, rewrittenFeed } from './contained.ts';

const post = (id: number) => `https://x.com/jack/status/${id}`;
const quote = (id: number) =>
  `<blockquote class="twitter-tweet"><p lang="en">caf\u00e9 \u{1f600} & tea</p>&mdash; Jack (@jack) <a href="${post(id)}">May 4, 2022</a></blockquote>`;
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const email = (id: number) => plainCard(`x:${id}`).written('email');
const marked = (id: number) =>
  new RegExp(`<!--holdfast ref="x:${id}" sha256="[0-9a-f]{64}" as="(?:text|cdata|markup|json)"-->`, 'u');

const rss = (items: string, encoding = 'UTF-8') =>
  `<?xml version="1.0" encoding="${encoding}"?>\r\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>\u{1f600} news</title>${items}</channel></rss>\r\n`;
const atom = (content: string) =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>n</title><entry><id>tag:a</id><summary>short ${post(9)}</summary>${content}</entry><entry><id>tag:b</id><content type="html">&lt;p&gt;none&lt;/p&gt;</content></entry></feed>`;
const xhtml = (inner: string) =>
  atom(`<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${inner}</div></content>`);

/** Rewrites, and checks what holds of every feed: bytes elsewhere, the way back, a second run. */
async function roundTrip(source: string | Uint8Array) {
  const before = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  const result = await rewrittenFeed(before);
  const back = await restoredFeed(result.bytes, result.originals);
  expect(Buffer.from(back.bytes).equals(before)).toBe(true);
  expect(back).toMatchObject({
    restored: result.replaced,
    loaders: result.loaders,
    missing: [],
    damaged: [],
  });
  const again = await rewrittenFeed(result.bytes);
  expect(Buffer.from(again.bytes).equals(result.bytes)).toBe(true);
  expect(again.replaced).toBe(result.replaced);
  const contents = (await itemsIn(result.bytes)).map(({ content }) => content?.text ?? '');
  return { ...result, contents };
}

describe('RSS', () => {
  it('gets the mail form inside a CDATA section, and nothing else changes', async () => {
    const item = (inner: string) =>
      `<item><guid>a</guid><description>${escaped('<p>short</p>')}</description><content:encoded><![CDATA[<p>x</p>${inner}<p>y</p>]]></content:encoded></item>`;
    const other = `<item><guid>b</guid><description>no post</description></item>`;
    const { text, contents, replaced } = await roundTrip(rss(item(quote(20)) + other));
    expect(replaced).toBe(1);
    const [before = '', after = ''] = rss(item(quote(20)) + other).split(quote(20));
    expect(text.startsWith(before)).toBe(true);
    expect(text.endsWith(after)).toBe(true);
    expect(contents[0]).toMatch(marked(20));
    expect(contents[0]).toContain(`${email(20)}<!--/holdfast--><p>y</p>`);
    expect(text).toContain(email(20));
  });

  it('is escaped where the item is', async () => {
    const { text, contents } = await roundTrip(
      rss(`<item><guid>a</guid><description>${escaped(`<p>x</p>${quote(20)}`)}</description></item>`),
    );
    expect(text).toContain(`--&gt;${escaped(email(20))}&lt;!--/holdfast--&gt;</description>`);
    expect(contents[0]).toContain(email(20));
  });

  it('takes the platform’s script out of the item that needs it no more', async () => {
    const script = '<script async src="https://platform.twitter.com/widgets.js"></script>';
    const items = [quote(20) + script, `${quote(21)}${script}<a class="twitter-timeline" href="x">t</a>`]
      .map((inner, at) => `<item><guid>${at}</guid><description><![CDATA[${inner}]]></description></item>`)
      .join('');
    const { contents, loaders } = await roundTrip(rss(items));
    expect(loaders).toBe(1);
    expect(contents[0]).not.toContain('widgets.js');
    expect(contents[1]).toContain(script);
  });

  it('reads RSS 1.0, several items, and one section that is cut in two', async () => {
    const split = quote(21).replace('tea', ']]]]><![CDATA[>');
    const { replaced, contents } = await roundTrip(
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="c"><title>t</title></channel><item rdf:about="http://a/1"><description>${escaped(quote(20))}</description></item><item rdf:about="http://a/2"><description><![CDATA[<p>1</p>${split}<p>2</p>]]></description></item></rdf:RDF>`,
    );
    expect(replaced).toBe(2);
    expect(contents[1]).toMatch(/^<p>1<\/p><!--holdfast .*<!--\/holdfast--><p>2<\/p>$/u);
  });

  it('leaves an embed that begins in one way of writing and ends in another', async () => {
    const [first, second] = [quote(20).slice(0, 60), quote(20).slice(60)];
    const { replaced, skipped, text } = await roundTrip(
      rss(`<item><guid>a</guid><description>${escaped(first)}<![CDATA[${second}]]></description></item>`),
    );
    expect({ replaced, skipped }).toEqual({ replaced: 0, skipped: [{ name: 'x:20', reason: 'overlap' }] });
    expect(text).toContain(second);
  });

  it('leaves only the items whose marks would be swallowed', async () => {
    const before = ['', '<!--holdfast ', '', '', '<!--holdfast '];
    const items = before.map(
      (words, at) => `<item><guid>${at}</guid><description><![CDATA[${words}EMBED]]></description></item>`,
    );
    const articles = await itemsIn(rss(items.join('')));
    const result = rewriteContained(
      articles.map((article, at) => {
        const { content } = article;
        if (content === undefined) throw new Error('no content');
        const start = content.byteStart(content.text.indexOf('EMBED'));
        const embed = { name: `x:${at}`, kind: 'blockquote' as const, start, end: start + 5 };
        return { article, replacements: [{ embed, fallback: plainCard(embed.name) }] };
      }),
    );
    expect(result).toMatchObject({
      replaced: 3,
      skipped: [
        { name: 'x:1', reason: 'irreversible' },
        { name: 'x:4', reason: 'irreversible' },
      ],
    });
    const contents = (await itemsIn(result.bytes)).map(({ content }) =>
      content?.text.replace(/(?<=-->).*/u, ''),
    );
    expect(contents[1]).toBe('<!--holdfast EMBED');
    expect(contents.filter((text) => text?.endsWith('-->'))).toHaveLength(3);
  });

  for (const [encoding, label] of [
    ['windows-1256', 'windows-1256'],
    ['windows-1252', 'iso-8859-1'],
    ['koi8-r', 'koi8-r'],
    ['utf-16le', 'UTF-16'],
  ] as const)
    it(`keeps its encoding: ${label}`, async () => {
      const source = rss(
        `<item><guid>a</guid><description><![CDATA[<p>x</p>${quote(20).replace(/[^\0-\x7f]/gu, '')}]]></description></item><item><guid>b</guid><description>${escaped(quote(21)).replace(/[^\0-\x7f]/gu, '')}</description></item>`.replace(
          /[^\0-\x7f]/gu,
          '',
        ),
        label,
      ).replace(/[^\0-\x7f]/gu, '');
      const bytes = encodeText(encoding === 'utf-16le' ? `\ufeff${source}` : source, encoding, () => '?');
      const { contents } = await roundTrip(bytes);
      const words = contents.map((content) => load(content).text());
      for (const text of words) expect(text).toContain('قال "نعم" & لا<b> ]]>');
    });
});

describe('a feed', () => {
  const item = (inner: string) =>
    rss(`<item><guid>a</guid><description><![CDATA[${inner}]]></description></item>`);

  it('is never AMP, whatever a page in it says', async () => {
    const { contents } = await roundTrip(item(`<html amp><p>x</p>${quote(20)}`));
    expect(contents[0]).toContain(email(20));
  });

  it('keeps its way of writing letters when what made its encoding a guess is gone', async () => {
    const source = Buffer.from(item(`<p>x</p>${quote(20)}`).replace(' encoding="UTF-8"', ''));
    const broken = new Uint8Array(source);
    broken[source.indexOf('tea')] = 0xff;
    for (let at = 0; at < broken.length; at += 1)
      if ((broken[at] ?? 0) > 0x7f && at < source.indexOf('<p>')) broken[at] = 0x20;
    const { bytes } = await roundTrip(broken);
    expect(bytes.every((byte) => byte < 0x80)).toBe(true);
  });
});

describe('Atom', () => {
  it('gets XHTML that is well-formed, in its own namespace', async () => {
    const { text, replaced } = await roundTrip(
      xhtml(`<p>x<br/></p>${quote(20).replace('& tea', '').replace('&mdash;', '—')}`),
    );
    expect(replaced).toBe(1);
    expect(text).toContain(
      '<div xmlns="http://www.w3.org/1999/xhtml" lang="ar" dir="rtl" style="max-width:550px">',
    );
    expect(text).toContain(
      '<br/>&lt;b&gt; &#93;&#93;&gt; x:20</p><img src="/a.webp" alt=""/></div><!--/holdfast-->',
    );
    expect(text).toContain('لا');
    expect(text).toContain(`<summary>short ${post(9)}</summary>`);
  });

  it('is HTML in its content of type html, and text in that of type text', async () => {
    const html = await roundTrip(atom(`<content type="html">${escaped(quote(20))}</content>`));
    expect(html.contents[0]).toContain(email(20));
    const words = `Before.\n\n${post(20)}\n\nAfter & so on.`;
    for (const content of [escaped(words), `<![CDATA[${words}]]>`]) {
      const plain = await roundTrip(atom(`<content type="text">${content}</content>`));
      expect(plain.contents[0]).toMatch(
        /^Before\.\n\n\[holdfast\]\nقال "نعم" & لا \]\]> <b> x:20\n— Ada \(@ada\)\n\[\/holdfast x:20 [0-9a-f]{64} as:(?:text|cdata)\]\n\nAfter & so on\.$/u,
      );
    }
  });
});

describe('letters that a feed’s encoding has not', () => {
  it('are references in its text, which a CDATA section is left for', async () => {
    const words = `Before.\n\n${post(20)}\n\nAfter.`;
    const source = atom(`<content type="text"><![CDATA[${words}]]></content>`).replace(
      '<?xml version="1.0"?>',
      '<?xml version="1.0" encoding="iso-8859-1"?>',
    );
    const { text, contents } = await roundTrip(source);
    expect(contents[0]).toContain('قال "نعم" & لا ]]> <b> x:20\n— Ada (@ada)');
    expect(text).toContain(']]>&#1602;<![CDATA[');
  });
});

describe('JSON Feed', () => {
  const feed = (items: readonly object[]) =>
    JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'é', items }, null, 2);

  it('gets a string that is JSON, in the form its content has', async () => {
    const source = feed([
      { id: '1', content_html: `<p>"x"</p>${quote(20)}` },
      { id: '2', content_text: `a\n\n${post(21)}\n\nb` },
      { id: 3, url: post(22), content_html: '<p>none</p>' },
    ]).replace('caf\u00e9', 'caf\\u00e9');
    const { text, replaced } = await roundTrip(source);
    expect(replaced).toBe(2);
    const read = JSON.parse(text);
    expect(read.items[0].content_html).toContain(email(20));
    expect(read.items[1].content_text).toMatch(
      /^a\n\n\[holdfast\]\nقال "نعم".*\[\/holdfast x:21 [0-9a-f]{64} as:json\]\n\nb$/su,
    );
    expect(read.items[2]).toEqual({ id: 3, url: post(22), content_html: '<p>none</p>' });
  });
});

describe('restoring a feed', () => {
  it('leaves one that was made anew and writes its items otherwise', async () => {
    const one = rss(`<item><guid>a</guid><description><![CDATA[${quote(20)}]]></description></item>`);
    const { bytes, originals, contents } = await roundTrip(one);
    expect(bytes.length).toBeGreaterThan(one.length);
    const anew = rss(`<item><guid>a</guid><description>${escaped(contents[0] ?? '')}</description></item>`);
    const back = await restoredFeed(new TextEncoder().encode(anew), originals);
    expect(new TextDecoder().decode(back.bytes)).toBe(anew);
    expect(back).toMatchObject({ restored: 0, missing: [] });
    expect(Buffer.from(anew).subarray(back.damaged[0]).toString()).toMatch(/^&lt;!--holdfast /u);
  });
});
