import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { applyPatch } from 'diff';
import { beforeEach, describe, expect, it } from 'vitest';
import { quote, restoringSite, rewriting, siteOf, siteTools, useTestSite, writeTree } from './site-trees.ts';

const current = useTestSite();
let site = '';
let out = '';
beforeEach(() => {
  ({ site, out } = current());
});

const feed = `<rss><channel><item><guid>1</guid><description><![CDATA[${quote('20')}]]></description></item><item><guid>2</guid><description><![CDATA[${quote('20')}]]></description></item></channel></rss>`;
const files = {
  'feed.xml': feed,
  'feed.json': JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    items: [{ id: '1', content_html: quote('20') }],
  }),
  'content/a.md': '---\nt: 1\n---\n\n- a\n\n  {{< x user="frog" id="20" >}}\n',
  'content/b.mdx': '<Tweet id="20" />\n',
  'content/c.astro': `---\nconst a = 1;\n---\n<p>x</p>${quote('20')}\n`,
  'package.json': '{}',
};

const rewritten = (more: { readonly dryRun?: boolean } = {}) =>
  rewriting([site], { out, root: site, ...more }, siteTools(current().archive));

describe('a site of many formats', () => {
  it('is rewritten each in its own, and given back', async () => {
    writeTree(site, files);
    const { articles, problems } = await rewritten();
    expect(problems).toEqual([]);
    expect(articles.map(({ article, replaced }) => [article.slice(site.length + 1), replaced])).toEqual([
      ['content/a.md', 1],
      ['content/b.mdx', 1],
      ['content/c.astro', 1],
      ['feed.json', 1],
      ['feed.xml', 2],
    ]);
    const back = join(current().folder, 'back');
    await restoringSite([out], { out: back, root: out }, siteTools(current().archive));
    expect(siteOf(back)).toEqual(siteOf(site));
  });

  it('has one patch for a feed, of its own name, in a dry run', async () => {
    writeTree(site, { 'feed.xml': feed });
    const { articles } = await rewritten({ dryRun: true });
    const [{ diff = '' } = {}] = articles;
    expect(diff.split('\n')[0]).toBe(`--- ${join(site, 'feed.xml')}`);
    await rewritten();
    expect(applyPatch(feed, diff)).toBe(siteOf(out)['feed.xml']);
  });

  it('is warned of what its generator would not show, once', async () => {
    writeTree(site, { ...files, 'content/d.md': files['content/a.md'], 'hugo.toml': 'title = "x"\n' });
    expect((await rewritten()).problems).toEqual([
      'Hugo leaves HTML in Markdown out: set markup.goldmark.renderer.unsafe to true, or readers see nothing there',
    ]);
  });

  it('keeps a packed feed as it is, and says so', async () => {
    writeTree(site, { 'a.html': quote('20') });
    const packed = gzipSync(feed);
    writeFileSync(join(site, 'feed.xml.gz'), packed);
    const { problems } = await rewriting(
      [join(site, 'feed.xml.gz')],
      { out, root: site },
      siteTools(current().archive),
    );
    expect(problems).toEqual(['articles inside a packed feed are left as they are: unpack it first']);
  });
});
