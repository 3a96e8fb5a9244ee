import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { readXmlFeed } from '../../src/articles/xml-feed.ts';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';
import { placesOf } from '../../src/rewrite/places.ts';
import { rewriteArticle } from '../../src/rewrite/rewrite.ts';
import { blockAround, htmlBlockAround } from '../../src/rewrite/wordpress-blocks.ts';
import { article, restoring } from './articles.ts';
import { itemsIn, plainCard, restoredFeed, rewrittenFeed } from './contained.ts';

const quote = (id: number) =>
  `<blockquote class="twitter-tweet"><p>hi &amp; so</p>&mdash; Jack (@jack) <a href="https://twitter.com/jack/status/${id}">May 4, 2022</a></blockquote>`;
const embed = (id: number) =>
  `<!-- wp:embed {"url":"https://twitter.com/jack/status/${id}","type":"rich","providerNameSlug":"twitter","responsive":true} -->\n<figure class="wp-block-embed is-type-rich"><div class="wp-block-embed__wrapper">\nhttps://twitter.com/jack/status/${id}\n</div></figure>\n<!-- /wp:embed -->`;
const paragraph = (words: string) => `<!-- wp:paragraph -->\n<p>${words}</p>\n<!-- /wp:paragraph -->`;

const wxr = (content: string) => `<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file. -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
\t<title>Blog</title>
\t<wp:author><wp:author_login><![CDATA[ada]]></wp:author_login></wp:author>
\t<item>
\t\t<title>One</title>
\t\t<guid isPermaLink="false">https://blog.example/?p=1</guid>
\t\t<description></description>
\t\t<content:encoded><![CDATA[${content}]]></content:encoded>
\t\t<excerpt:encoded><![CDATA[${quote(90)}]]></excerpt:encoded>
\t\t<wp:postmeta><wp:meta_key><![CDATA[_oembed_0]]></wp:meta_key><wp:meta_value><![CDATA[${quote(91)}]]></wp:meta_value></wp:postmeta>
\t\t<wp:comment><wp:comment_content><![CDATA[${quote(92)}]]></wp:comment_content></wp:comment>
\t</item>
</channel>
</rss>
`;

/** The post's content afterwards, each fallback as its number in brackets. */
async function shapeOf(content: string): Promise<string> {
  const source = wxr(content);
  const result = await rewrittenFeed(source);
  const back = await restoredFeed(result.bytes, result.originals);
  expect(new TextDecoder().decode(back.bytes)).toBe(source);
  expect((await rewrittenFeed(result.bytes)).text).toBe(result.text);
  expect(readXmlFeed(result.text).fault).toBeNull();
  const [head = '', tail = ''] = source.split(content);
  expect(result.text.startsWith(head)).toBe(true);
  expect(result.text.endsWith(tail)).toBe(true);
  const [item] = await itemsIn(result.bytes);
  return (item?.content?.text ?? '').replace(/<!--holdfast ref="x:(\d+)".*?<!--\/holdfast-->/gsu, '[$1]');
}

describe('a WordPress export', () => {
  it('gets a block of HTML for each block that holds nothing but a post', async () => {
    expect(
      await shapeOf(
        [
          paragraph('Hello'),
          embed(31),
          paragraph('https://twitter.com/jack/status/32'),
          paragraph('bye'),
        ].join('\n\n'),
      ),
    ).toBe(
      [
        paragraph('Hello'),
        '<!-- wp:html -->\n[31]\n<!-- /wp:html -->',
        '<!-- wp:html -->\n[32]\n<!-- /wp:html -->',
        paragraph('bye'),
      ].join('\n\n'),
    );
  });

  it('keeps blocks that may hold anything, and those that hold more', async () => {
    const html = `<!-- wp:html -->\n${quote(31)}\n<!-- /wp:html -->`;
    expect(await shapeOf(`${html}\n\n${paragraph('x')}`)).toBe(
      `<!-- wp:html -->\n[31]\n<!-- /wp:html -->\n\n${paragraph('x')}`,
    );
    const group = `<!-- wp:group {"layout":{"type":"constrained"}} -->\n<div class="wp-block-group">${embed(31)}\n\n${paragraph('x')}</div>\n<!-- /wp:group -->`;
    expect(await shapeOf(group)).toBe(group.replace(embed(31), '<!-- wp:html -->\n[31]\n<!-- /wp:html -->'));
  });

  it('takes the addresses and shortcodes of classic posts', async () => {
    expect(
      await shapeOf(
        'Words.\r\n\r\nhttps://twitter.com/jack/status/31\r\n\r\n[embed]https://twitter.com/jack/status/32[/embed]\r\n\r\n[tweet https://twitter.com/jack/status/34]\r\n\r\nend & so on.',
      ),
    ).toBe('Words.\r\n\r\n[31]\r\n\r\n[32]\r\n\r\n[34]\r\n\r\nend & so on.');
  });

  it('gets cards that bring no style sheet: WordPress shows those of most authors as words', async () => {
    const { text } = await rewrittenFeed(wxr(embed(31)));
    expect(text).toContain(plainCard('x:31').written('email'));
    expect(load(text)('style').length).toBe(0);
  });
});

describe('a block of WordPress’s editor', () => {
  it('is told by its comments, right around what it holds', () => {
    const at = (source: string) => {
      const start = source.indexOf('X');
      const found = blockAround(source, start, start + 1);
      return found === null ? null : source.slice(found.start, found.end);
    };
    expect(at('a <!-- wp:quote {"a":"b"} -->\n X \n<!-- /wp:quote --> b')).toBe(
      '<!-- wp:quote {"a":"b"} -->\n X \n<!-- /wp:quote -->',
    );
    expect(at('<!-- wp:html -->X<!-- /wp:html -->')).toBeNull();
    expect(at('<!-- wp:quote --><p>X</p><!-- /wp:quote -->')).toBeNull();
    expect(at('<!-- wp:more /-->\nX\n<!-- /wp:more -->')).toBeNull();
    expect(at('<!-- wp:a -->\nX\n<!-- /wp:b -->')).toBeNull();
    expect(at('<!-- wp:a --> y --> X <!-- /wp:a -->')).toBeNull();
  });

  it('must still be there for the embed to be given back', async () => {
    const page = article(`<p>a</p>\n${embed(31)}\n<p>b</p>`);
    const places = placesOf(page, detect(page, platforms).embeds);
    const { bytes, originals } = rewriteArticle(
      page,
      places.map((place) => ({ embed: place, fallback: plainCard(place.name) })),
    );
    const text = new TextDecoder().decode(bytes);
    const restore = restoring(originals);
    const of = async (source: string) => {
      const back = await restore({ ...page, bytes: new TextEncoder().encode(source) });
      return { ...back, text: new TextDecoder().decode(back.bytes) };
    };
    // as the editor may write it
    const wide = text.replace('<!-- wp:html -->\n', '<!-- wp:html -->\n\n');
    expect((await of(wide)).text).toBe(new TextDecoder().decode(page.bytes));
    const bare = text.replace(/<!-- \/?wp:html -->/gu, '');
    expect(await of(bare)).toMatchObject({ text: bare, restored: 0 });
    expect((await of(bare)).damaged).toHaveLength(1);
    expect(htmlBlockAround(text, 0, 1)).toBeNull();
  });
});
