import { compile } from '@mdx-js/mdx';
import type { Root } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import rehypeHoldfast from '../../src/plugins/rehype.ts';
import remarkHoldfast, { type TreePluginOptions as PluginOptions } from '../../src/plugins/remark.ts';
import { cspHash } from '../../src/render/style.ts';
import { cardOf, css, exportedFolder, loader, tweet } from './exported.ts';

const folder = exportedFolder();
const link = `<link rel="stylesheet" href="/holdfast/holdfast.css" integrity="${cspHash(css)}">`;

/** Markdown, through remark, as HTML. */
function markdown(source: string, options: Partial<PluginOptions> = {}, allowDangerousHtml = false) {
  const remark = unified()
    .use(remarkParse)
    .use(remarkHoldfast, { fallbacks: folder, ...options });
  const rehype = remark.use(remarkRehype, { allowDangerousHtml });
  return rehype.use(rehypeStringify, { allowDangerousHtml }).processSync({ value: source, path: 'a.md' });
}

describe('remark', () => {
  it('makes cards that need no raw HTML, of markup, links, shortcodes and components', () => {
    const shortcode = '{{< tweet user="frog" id="20" >}}';
    const source = `# Été\n\n${tweet('20')} ${loader}\n\n<https://x.com/frog/status/20>\n\n${shortcode}\n\n<Tweet id="20" />\n\nEnd`;
    const card = cardOf('x:20');
    const made = `<h1>Été</h1>\n${link}\n${card}\n${card}\n${card}\n${card}\n<p>End</p>`;
    expect(String(markdown(source))).toBe(made);
    expect(String(markdown(source, {}, true))).toBe(made);
  });

  it('leaves alone what shows how, what is part of a sentence, and what still stands', () => {
    const source = `\`\`\`html\n${tweet('20')}\n${loader}\n\`\`\`\n\nSee <https://x.com/frog/status/20> there.\n\n${tweet('30')}\n${loader}`;
    const plain = unified().use(remarkParse).use(remarkRehype, { allowDangerousHtml: true });
    const expected = String(plain.use(rehypeStringify, { allowDangerousHtml: true }).processSync(source));
    expect(String(markdown(source, {}, true))).toBe(expected);
  });

  it('takes cards out of paragraphs, lists and quotes, which keep the rest', () => {
    const frame = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>';
    const card = cardOf('youtube:dQw4w9WgXcQ');
    expect(String(markdown(`one \\* *é* ${frame} two &amp; ${frame}`, { css: 'none' }))).toBe(
      `<p>one * <em>é</em></p>\n${card}\n<p> two &#x26; </p>\n${card}`,
    );
    const inList = `- one\n\n  ${tweet('20').replace('&mdash;', '\n  &mdash;')}\n  ${loader}\n- two`;
    expect(String(markdown(inList, { css: 'none' }))).toContain(`<p>one</p>\n${cardOf('x:20')}\n</li>`);
  });

  it('tells of a post that is missing where it stands, and fails when strict', () => {
    const { messages } = markdown(`a\n\n${tweet('21')}`);
    expect(messages.map(({ line, ruleId }) => [line, ruleId])).toEqual([[3, 'missing-post']]);
    expect(() => markdown(tweet('21'), { strict: true })).toThrow(
      expect.objectContaining({ name: 'unknown-post' }),
    );
  });

  it('works in MDX, twice, and with the rehype plugin after it', async () => {
    const options = { fallbacks: folder };
    const value =
      '# A\n\n<blockquote className="twitter-tweet"><a href="https://twitter.com/frog/status/20">May 1, 2023</a></blockquote>\n<script async src="https://platform.twitter.com/widgets.js"></script>\n\n<Tweet id="20" />\n\nEnd';
    const made = String(
      await compile(
        { value, path: 'a.mdx' },
        {
          jsx: true,
          remarkPlugins: [
            [remarkHoldfast, options],
            [remarkHoldfast, options],
          ],
          rehypePlugins: [[rehypeHoldfast, options]],
        },
      ),
    );
    expect(made.match(/article className="holdfast"/g) ?? made.match(/className="holdfast"/g)).toHaveLength(
      2,
    );
    expect(made.match(/rel="stylesheet"/g)).toHaveLength(1);
    expect(made).not.toMatch(/twitter-tweet|widgets|<Tweet/);
  });

  it('keeps what other plugins put into the tree', () => {
    const remark = unified()
      .use(remarkParse)
      .use(() => (tree: Root) => {
        tree.children.unshift({ type: 'paragraph', children: [{ type: 'text', value: 'put in' }] });
      });
    const rehype = remark.use(remarkHoldfast, { fallbacks: folder, css: 'none' }).use(remarkRehype);
    expect(String(rehype.use(rehypeStringify).processSync(tweet('20')))).toBe(
      `<p>put in</p>\n${cardOf('x:20')}`,
    );
  });
});
