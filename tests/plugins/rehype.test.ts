import { readFileSync } from 'node:fs';
import { compile } from '@mdx-js/mdx';
import type { Root } from 'hast';
import rehypeParse from 'rehype-parse';
import rehypeStringify from 'rehype-stringify';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';
import rehypeHoldfast, { type TreePluginOptions as PluginOptions } from '../../src/plugins/rehype.ts';
import { cspHash } from '../../src/render/style.ts';
import { cardOf, css, entryOf, exportedFolder, loader, tweet } from './exported.ts';

const folder = exportedFolder();
const link = `<link rel="stylesheet" href="/holdfast/holdfast.css" integrity="${cspHash(css)}">`;
const youtube = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>';

/** A page or part of one, through rehype. */
function page(html: string, options: Partial<PluginOptions> = {}, fragment = true): string {
  const rehype = unified()
    .use(rehypeParse, { fragment })
    .use(rehypeHoldfast, { fallbacks: folder, ...options });
  return String(rehype.use(rehypeStringify).processSync({ value: html, path: 'posts/a.html' }));
}

/** Markdown as most site builds make HTML of it. */
function markdown(source: string, options: Partial<PluginOptions> = {}): string {
  const remark = unified().use(remarkParse).use(remarkRehype, { allowDangerousHtml: true });
  const rehype = remark.use(rehypeHoldfast, { fallbacks: folder, ...options });
  return String(rehype.use(rehypeStringify, { allowDangerousHtml: true }).processSync(source));
}

/** The name of the post that a Markdown file holds as mere words. */
function nameIn(source: string): string {
  const bytes = Buffer.from(source);
  const article = { name: 'a.md', bytes, format: 'markdown', charset: 'utf-8', url: null } as const;
  return detect(article, platforms).embeds[0]?.name ?? '';
}

describe('rehype', () => {
  it('puts the card in place of markup and loader, and the style before it', () => {
    const source = `<h1 id="a">Été</h1>\n<div><p>é</p>${tweet('20')}\n${loader}</div>\n<p>z &amp; é</p>`;
    const made = page(source);
    expect(made).toBe(
      `<h1 id="a">Été</h1>\n<div><p>é</p>${link}${cardOf('x:20')}\n</div>\n<p>z &#x26; é</p>`,
    );
    expect(page(made)).toBe(made);
  });

  it('puts the style into the head of a whole page', () => {
    const made = page(`<!doctype html><html><head></head><body>${tweet('20')}</body></html>`, {}, false);
    expect(made).toBe(`<!doctype html><html><head>${link}</head><body>${cardOf('x:20')}</body></html>`);
  });

  it('takes cards out of paragraphs, which keep the rest', () => {
    const card = cardOf('youtube:dQw4w9WgXcQ');
    expect(page(`<p id="a">one &lt; <b>é</b> ${youtube}<br> two ${youtube}</p>`, { css: 'none' })).toBe(
      `<p id="a">one &#x3C; <b>é</b></p>${card}<p> two </p>${card}`,
    );
    expect(page(`<ul><li>one ${youtube}</li></ul>`, { css: 'none' })).toBe(`<ul><li>one ${card}</li></ul>`);
  });

  it('takes lines out of a paragraph that are a post, as of Markdown without blank lines', () => {
    const post = 'Open the bridge! It has been months.\n— frog (@frog) September 14, 2023';
    const folder = exportedFolder({ aliases: { [nameIn(`# News\n\n${post}\n`)]: 'x:20' } });
    const source = `# News\n\nThe council met.\nThe mayor spoke.\n${post}\nNobody answered.\n`;
    expect(markdown(source, { fallbacks: folder, css: 'none' })).toBe(
      `<h1>News</h1>\n<p>The council met.\nThe mayor spoke.\n</p>${cardOf('x:20')}<p>\nNobody answered.</p>`,
    );
  });

  it('leaves alone what is no embed, still stands, or only shows how', () => {
    const code = '<pre><code>&#x3C;blockquote class="twitter-tweet"></code></pre>';
    const plain = `<p>See <a href="https://x.com/frog/status/20">this</a>.</p>\n${code}\n${tweet('30')}${loader}`;
    expect(page(plain)).toBe(
      String(unified().use(rehypeParse, { fragment: true }).use(rehypeStringify).processSync(plain)),
    );
    expect(page(tweet('30'), { when: 'always', css: 'none' })).toBe(cardOf('x:30'));
  });

  it('reads HTML that Markdown brings along, and links that stand alone', () => {
    const source = `# Été\n\n${tweet('20')} ${loader}\n\n<https://x.com/frog/status/20>\n\nEnd`;
    expect(markdown(source)).toBe(`<h1>Été</h1>\n${link}${cardOf('x:20')}\n${cardOf('x:20')}\n<p>End</p>`);
  });

  it('shows the post an Arabic article has as mere words', () => {
    const paragraphs = readFileSync('data/samples/article-ar.txt', 'utf8').trim().split(/\n+/u);
    const html = paragraphs.map((text) => `<p>${text}</p>`).join('\n');
    const bytes = Buffer.from(html);
    const { embeds } = detect({ name: 'a', bytes, format: 'html', charset: 'utf-8', url: null }, platforms);
    const name = embeds[0]?.name ?? '';
    const posts = { [name]: entryOf(name) };
    const made = page(html, { fallbacks: exportedFolder({ posts }), css: 'none' });
    const at = paragraphs.findIndex((text) => /\(@\w+\)/u.test(text));
    const others = paragraphs.map((text) => `<p>${text}</p>`);
    others.splice(at - 1, 2, cardOf(name));
    expect(made).toBe(others.join('\n'));
  });

  it('tells of a post that is missing where it stands, and fails when strict', () => {
    const value = `<p>a</p>\n${tweet('21')}${loader}`;
    const rehype = unified().use(rehypeParse, { fragment: true }).use(rehypeStringify);
    const made = rehype()
      .use(rehypeHoldfast, { fallbacks: folder })
      .processSync({ value, path: 'posts/a.html' });
    expect(String(made)).toBe(page(value));
    expect(made.messages.map(({ line, source, ruleId }) => [line, source, ruleId])).toEqual([
      [2, 'holdfast', 'missing-post'],
    ]);
    expect(made.messages[0]?.reason).toMatch(/^x:21 is not among the fallbacks/);
    const strict = () => page(tweet('21'), { strict: true });
    expect(strict).toThrow(expect.objectContaining({ name: 'unknown-post' }));
  });

  it('keeps positions, and gives cards that of their embed', () => {
    const rehype = unified().use(rehypeParse, { fragment: true }).use(rehypeHoldfast, { fallbacks: folder });
    const tree = rehype.runSync(rehype.parse(`<p>a</p>\n${tweet('20')}\n<p>b</p>`)) as Root;
    const lines = tree.children.flatMap((node) =>
      node.type === 'element' ? [[node.tagName, node.position?.start.line]] : [],
    );
    expect(lines).toEqual([
      ['p', 1],
      ['link', undefined],
      ['article', 2],
      ['p', 3],
    ]);
  });

  it('refuses options that are none', () => {
    expect(() => rehypeHoldfast({} as PluginOptions)).toThrow(/holdfast\/rehype: give the folder/);
    const typo = { fallbacks: folder, wen: 'dead' } as PluginOptions;
    expect(() => rehypeHoldfast(typo)).toThrow(/no option `wen`/);
  });
});

describe('rehype in MDX', () => {
  const jsx = async (source: string, format: 'md' | 'mdx' = 'mdx') =>
    String(
      await compile(
        { value: source, path: 'a.mdx' },
        { jsx: true, format, rehypePlugins: [[rehypeHoldfast, { fallbacks: folder, css: 'none' }]] },
      ),
    );
  const card = /<article className="holdfast" lang="en" dir="ltr"><blockquote cite/;

  it('reads elements written as JSX and takes their loader out', async () => {
    const source = `# A\n\n<blockquote className="twitter-tweet"><p lang="en">a</p>&mdash; frog (@frog) <a href="https://twitter.com/frog/status/20">May 1, 2023</a></blockquote>\n<script async src="https://platform.twitter.com/widgets.js" charSet="utf-8"></script>\n\nEnd {1 + 1}`;
    const made = await jsx(source);
    expect(made).toMatch(card);
    expect(made).not.toMatch(/twitter-tweet|widgets/);
    expect(made).toContain('{1 + 1}');
  });

  it('reads links that stand alone and components that show posts', async () => {
    const made = await jsx(
      `import Tweet from "a"\n\n[https://x.com/frog/status/20](https://x.com/frog/status/20)\n\n<Tweet id="20" />\n\n<Note>\n  <Tweet id="20" />\n</Note>\n\n<Tweet id="21" />`,
    );
    expect(made.match(new RegExp(card, 'g'))).toHaveLength(3);
    expect(made).toContain('<Tweet id="21" />');
    expect(made).toMatch(/<Note><article/);
  });

  it('keeps cards from what a site makes of its own elements', async () => {
    const made = await jsx('[https://x.com/frog/status/20](https://x.com/frog/status/20)\n\n[a](/b)');
    expect(made).toContain('<_components.a href="/b">');
    expect(made).toContain('<a href="https://x.com/frog/status/20">');
  });
});
