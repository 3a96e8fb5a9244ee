import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectHtml } from '../../src/detect/html.ts';
import { detectMarkdown } from '../../src/detect/markdown.ts';
import { maskMarkdown } from '../../src/detect/markdown-mask.ts';
import { decodeArticle } from '../../src/html/charset.ts';
import type { Embed } from '../../src/model/embed.ts';
import { platforms } from '../../src/platforms/index.ts';

function find(source: string | Uint8Array): (Embed & { readonly cut: string })[] {
  const bytes = Buffer.from(source);
  const decoded = decodeArticle(bytes, { declared: null, html: false });
  const article = { name: 'a.md', bytes, format: 'markdown', charset: null, url: null } as const;
  return detectMarkdown(decoded, article, platforms, detectHtml).map((embed) => ({
    ...embed,
    cut: bytes.subarray(embed.start, embed.end).toString(),
  }));
}

const shortly = (source: string): string[] =>
  find(source).map(({ kind, name, cut }) => `${kind} ${name} ${cut}`);

describe('Markdown', () => {
  it('passes over code in long texts too', () => {
    const frame = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>';
    const words = 'Words of <b>an</b> article, <i>one</i> after the other.\n\n'.repeat(200);
    expect(shortly(`${words}\`\`\`html\n${frame}\n\`\`\`\n\n${words}`)).toEqual([]);
    expect(shortly(`${words}${frame}\n\n${words}`)).toEqual([`iframe youtube:dQw4w9WgXcQ ${frame}`]);
  });

  it('finds the posts of the Spanish sample', () => {
    const bytes = readFileSync(resolve(import.meta.dirname, '../../data/samples/article-es.md'));
    expect(find(bytes).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'link x:20',
      'shortcode x:266031293945503744',
    ]);
  });

  it.each([
    ['{{< x user="jack" id="20" >}}', 'shortcode'],
    ['{{< x id="20" user="jack" >}}', 'shortcode'],
    ["{{< tweet user='jack' id=20 >}}", 'shortcode'],
    ['{{< tweet 20 >}}', 'shortcode'],
    ['{{<tweet 20>}}', 'shortcode'],
    ['{{% twitter_simple jack 20 %}}', 'shortcode'],
    ['{{< x user="jack" id="20" />}}', 'shortcode'],
    ['{% twitter https://twitter.com/jack/status/20?s=20 %}', 'liquid'],
    ['{% embed https://x.com/jack/status/20 %}', 'liquid'],
    ['{%- tweet https://twitter.com/jack/status/20 align="center" -%}', 'liquid'],
  ])('reads %s', (code, kind) => {
    expect(shortly(`Größe\n\n- ${code}\n\nend`)).toEqual([`${kind} x:20 ${code}`]);
  });

  it.each([
    '{{< figure src="https://x.com/jack/status/20" >}}',
    '{{< tweet POST_ID >}}',
    '{{< tweet {{ $id }} >}}',
    '{{</* tweet 20 */>}}',
    '{{/* {{< tweet 20 >}} */}}',
    '{% twitter https://twitter.com/jack %}',
    '{% embed https://dev.to/jack/status/20 %}',
    '{% raw %}{% twitter https://twitter.com/jack/status/20 %}{% endraw %}',
    '`{{< tweet 20 >}}`',
    '``code ` {{< tweet 20 >}} ``',
    '```\n{{< tweet 20 >}}\n\nhttps://x.com/jack/status/20\n```',
    '~~~html\n<blockquote class="twitter-tweet"><a href="https://twitter.com/jack/status/20">x</a></blockquote>\n~~~',
    '- item\n\n  ```\n  {{< tweet 20 >}}\n  ```',
    'text\n\n    {{< tweet 20 >}}\n',
    '<!-- https://x.com/jack/status/20 -->',
    '{/* <Tweet id="20" /> {{< tweet 20 >}} */}',
    '<pre>\nhttps://x.com/jack/status/20\n</pre>',
    '---\ntweet: https://x.com/jack/status/20\nurl: "{{< tweet 20 >}}"\n---\n\nwords',
    'A [link to a post](https://x.com/jack/status/20) in a sentence.',
    '[A link with words of its own](https://x.com/jack/status/20)',
    'https://x.com/jack',
  ])('passes over %j', (source) => {
    expect(shortly(`words\n\n${source}\n\nwords`.replace(/^words\n\n---/u, '---'))).toEqual([]);
  });

  it.each([
    ['https://x.com/jack/status/20', 'https://x.com/jack/status/20'],
    ['<https://x.com/jack/status/20>', '<https://x.com/jack/status/20>'],
    [
      '[https://x.com/jack/status/20](https://x.com/jack/status/20)',
      '[https://x.com/jack/status/20](https://x.com/jack/status/20)',
    ],
  ])('takes a paragraph that is one address: %s', (source, cut) => {
    const found = find(`Größe\n\n${source}\n\nend`);
    expect(found.map(({ name, kind }) => [name, kind])).toEqual([['x:20', 'link']]);
    expect(cut).toContain(found[0]?.cut ?? 'nothing');
  });

  it('finds raw HTML, and live code beside the same code in a fence', () => {
    const quote =
      '<blockquote class="twitter-tweet"><p>just setting up</p>&mdash; jack (@jack) <a href="https://twitter.com/jack/status/20">March 21, 2006</a></blockquote>';
    expect(
      find(`\`\`\`html\n${quote}\n\`\`\`\n\n${quote}\n`).map(({ kind, name, cut }) => [kind, name, cut]),
    ).toEqual([['blockquote', 'x:20', quote]]);
  });

  it('reads a quote that ends in a link to the post', () => {
    const quote =
      '> just setting up my twttr\\\n> and more [pic.twitter.com/aB3dE5gH7j](https://t.co/aB3dE5gH7j)\n>\n> — jack (@jack) [March 21, 2006](https://twitter.com/jack/status/20?ref_src=twsrc)';
    const [embed, ...more] = find(`Größe\n\n${quote}\n\nend`);
    expect(more).toEqual([]);
    expect(embed).toMatchObject({
      kind: 'blockquote',
      name: 'x:20',
      quoted: {
        name: 'jack',
        handle: 'jack',
        date: '2006-03-21',
        text: 'just setting up my twttr\nand more pic.twitter.com/aB3dE5gH7j',
      },
      cut: quote,
    });
    expect(find('> a quote of a [post](https://x.com/jack/status/20)\n')).toEqual([]);
  });

  it('blanks what is not shown, at the same length', () => {
    const source = '---\na: 1\n---\nx `co😀de` y\n```\nz\n```\n<!-- c -->\nend';
    const masked = maskMarkdown(source);
    expect(masked).toHaveLength(source.length);
    expect(masked.replace(/ +/gu, ' ').split('\n')).toEqual([
      ' ',
      ' ',
      ' ',
      'x y',
      ' ',
      ' ',
      ' ',
      ' ',
      'end',
    ]);
  });

  it('reads addresses that go through a filter', () => {
    const link = '<a href="{{ "https://twitter.com/jo/status/20" | canonical }}">May 4, 2022</a>';
    const quote = `<blockquote class="twitter-tweet"><p>Kelp</p>&mdash; Jo (@jo) ${link}</blockquote>`;
    expect(shortly(`words\n\n${quote}\n\nend`)).toEqual([`blockquote x:20 ${quote}`]);
    expect(shortly('[words]({{ "https://x.com/jo/status/20" | canonical }}) go on')).toEqual([]);
  });

  it('finds what an extractor made text of, beside what it left as it was', () => {
    const flat =
      'The lighthouse is dark tonight pic.twitter.com/Qm4tVz8LrB\n\n— Jo Pier (@jopier) March 7, 2023';
    const link = 'https://x.com/jo/status/20';
    const text = `---\ntitle: Tides\n---\n\n# Tides\n\nWords.\n\n${flat}\n\n${link}\n\nEnd.\n`;
    const [first = '', ...others] = shortly(text);
    expect(first).toContain(`flattened x:@jopier/2023-03-07/`);
    expect(first).toContain(flat);
    expect(others).toEqual([`link x:20 ${link}`]);
    expect(shortly(`Words.\n\n\`\`\`\n${flat}\n\`\`\`\n`)).toEqual([]);
  });

  it.each(['# Tides\n\n', '# Tides\n\nWords.\n\n', '---\ntitle: Tides\n---\n\nWords.\nMore.\n'])(
    'finds no more of what ends with such a post than that post: %j',
    (above) => {
      const flat = 'The lighthouse is dark tonight.\n— Jo Pier (@jopier) March 7, 2023';
      const [embed, ...others] = find(`${above}${flat}\n`);
      expect([embed?.quoted?.text, embed?.start, others]).toEqual([
        'The lighthouse is dark tonight.',
        Buffer.byteLength(above),
        [],
      ]);
    },
  );
});
