import { detectHtml } from '../../src/detect/html.ts';
import { detectMarkdown } from '../../src/detect/markdown.ts';
import { decodeArticle } from '../../src/html/charset.ts';
import type { Embed } from '../../src/model/embed.ts';
import { platforms } from '../../src/platforms/index.ts';

/** The embeds of a Markdown text, each with the piece of it that is its range. */
export function findInMarkdown(source: string, name = 'a.md'): (Embed & { readonly cut: string })[] {
  const bytes = Buffer.from(source);
  const decoded = decodeArticle(bytes, { declared: null, html: false });
  const article = { name, bytes, format: 'markdown', charset: null, url: null } as const;
  return detectMarkdown(decoded, article, platforms, detectHtml).map((embed) => ({
    ...embed,
    cut: bytes.subarray(embed.start, embed.end).toString(),
  }));
}

/** `kind name range` of each. */
export function briefly(source: string, name?: string): string[] {
  return findInMarkdown(source, name).map((embed) => `${embed.kind} ${embed.name} ${embed.cut}`);
}
