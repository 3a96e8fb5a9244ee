import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import type { ArticleFormat } from '../../src/model/article.ts';
import { platforms } from '../../src/platforms/index.ts';

function find(source: string, format: ArticleFormat, mentions = true): string[] {
  const bytes = Buffer.from(source);
  const article = { name: `a.${format}`, bytes, format, charset: 'utf-8', url: null };
  return detect(article, platforms, { mentions }).embeds.map(
    ({ kind, name, start, end }) => `${kind} ${name} ${bytes.subarray(start, end).toString()}`,
  );
}

const post = (id: number) => `https://x.com/jack/status/${id}`;

describe('mentions', () => {
  it('are addresses in sentences of a text', () => {
    const text = `Früher (${post(20)}), später ${post(21)}.\n\n${post(22)}\n`;
    expect(find(text, 'text')).toEqual([
      `mention x:20 ${post(20)}`,
      `mention x:21 ${post(21)}`,
      `link x:22 ${post(22)}`,
    ]);
    expect(find(text, 'text', false)).toEqual([`link x:22 ${post(22)}`]);
  });

  it('are links in sentences of Markdown, but not in code', () => {
    const text = `See [this](${post(20)}) and \`${post(21)}\`.\n\n\`\`\`\n${post(22)}\n\`\`\`\n\n${post(23)}\n`;
    expect(find(text, 'markdown')).toEqual([`mention x:20 ${post(20)}`, `link x:23 ${post(23)}`]);
  });

  it('are addresses and links in sentences of a page, once each, but not in code, values and scripts', () => {
    const link = `<a href="${post(21)}">${post(21)}</a>`;
    const page =
      `<p>See ${post(20)} and ${link}, <img alt="${post(22)}"> too.</p><pre>${post(23)}</pre>` +
      `<p>a<script>var a = "${post(24)}";</script> b</p><!-- ${post(25)} --><p>${post(26)}</p>`;
    expect(find(page, 'html')).toEqual([
      `mention x:20 ${post(20)}`,
      `mention x:21 ${link}`,
      `link x:26 <p>${post(26)}</p>`,
    ]);
  });

  it('are no share links, profiles or other addresses', () => {
    const text = `At https://x.com/jack and https://x.com/intent/tweet?url=${post(1)} or https://example.org/status/20 once.`;
    expect(find(text, 'text')).toEqual([]);
  });
});
