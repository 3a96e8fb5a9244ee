import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import type { ArticleFormat } from '../../src/model/article.ts';
import { platforms } from '../../src/platforms/index.ts';

function find(name: string, source: string, ownTags = true): string[] {
  const bytes = Buffer.from(source);
  const format: ArticleFormat = /\.mdx?$/u.test(name) ? 'markdown' : 'html';
  const article = { name, bytes, format, charset: 'utf-8', url: null };
  return detect(article, platforms, { ownTags }).embeds.map(
    ({ kind, name: ref, start, end }) => `${kind} ${ref} ${bytes.subarray(start, end).toString()}`,
  );
}

const liquid = '{% holdfast "x:20" %}';
const inArabic = "{%- holdfast 'https://x.com/jack/status/21', 'ar' -%}";
const filtered = '{{ "x:22" | holdfast: "ar" }}';
const hugo = '{{< holdfast "bluesky:did:plc:z72i7hdynmk6r22z27h6tvur/3l6oveex3ii2l" "ar" >}}';
const jekyll = '{% include holdfast.html lang="ar" post="x:23" %}';
const jsx = '<HoldfastPost post="x:24" fallbacks="fallbacks" lang="ar" />';

describe("tags of Holdfast's own", () => {
  it('name posts in Markdown, beside what is embedded there', () => {
    const text = `قال (PDF): ${liquid}\n\n${inArabic}\n\n${filtered}\n\n${jekyll}\n\nhttps://x.com/jack/status/30\n`;
    expect(find('a.md', text)).toEqual([
      `liquid x:20 ${liquid}`,
      `liquid x:21 ${inArabic}`,
      `shortcode x:22 ${filtered}`,
      `liquid x:23 ${jekyll}`,
      'link x:30 https://x.com/jack/status/30',
    ]);
    expect(find('b.md', hugo)).toEqual([
      `shortcode bluesky:did:plc:z72i7hdynmk6r22z27h6tvur/3l6oveex3ii2l ${hugo}`,
    ]);
    expect(find('c.mdx', `Text\n\n${jsx}\n`)).toEqual([`component x:24 ${jsx}`]);
  });

  it('name posts in templates and in pages with front matter, and nowhere else in HTML', () => {
    expect(find('a.njk', `<p>${liquid}</p>`)).toEqual([`liquid x:20 ${liquid}`]);
    expect(find('a.html', `---\nlayout: a\n---\n<p>${jekyll}</p>`)).toEqual([`liquid x:23 ${jekyll}`]);
    expect(find('a.html', `<p>${liquid}</p>`)).toEqual([]);
  });

  it('are none in code and comments, nor where no post is named', () => {
    expect(find('a.md', `\`${liquid}\`\n\n    ${hugo}\n\n<!-- ${jekyll} -->\n`)).toEqual([]);
    expect(find('a.njk', `<!-- ${liquid} --><pre>${liquid}</pre>{# ${liquid} #}`)).toEqual([]);
    expect(
      find('a.md', '{% holdfast post.id %} {% holdfast "x:jack" %} {% holdfast "nowhere:20" %}'),
    ).toEqual([]);
  });

  it('are left alone by who puts cards into articles', () => {
    expect(find('a.md', `${liquid}\n\n${hugo}\n\n${jekyll}\n`, false)).toEqual([]);
  });

  it('are read in linear time', () => {
    const text = `${'{% holdfast "x:2'.repeat(20_000)}\n${'<HoldfastPost '.repeat(20_000)}${'{{ "a" | '.repeat(20_000)}`;
    const begun = process.cpuUsage().user;
    expect(find('a.mdx', text)).toEqual([]);
    expect(process.cpuUsage().user - begun).toBeLessThan(3_000_000);
  });
});
