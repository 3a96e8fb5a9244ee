import { decodeArticle } from '../html/charset.ts';
import { parseHtml } from '../html/tree.ts';
import type { MarkupElement } from '../model/platform.ts';

/** The title a document begins with, on one line; null without one. */
export function pageTitle(contentType: string, body: Uint8Array): string | null {
  if (!/^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType)) return null;
  const [, declared = null] = /;\s*charset="?([^\s";]+)/i.exec(contentType) ?? [];
  const { text } = decodeArticle(body.subarray(0, headBytes), { declared, html: true });
  const title = titleIn(parseHtml(text));
  const words = title?.children.filter((child) => typeof child === 'string').join('') ?? '';
  const line = words.replace(/\s+/gu, ' ').trim().slice(0, longest);
  return line === '' ? null : line.toWellFormed();
}

const headBytes = 65_536;
const longest = 300;

/** Pictures have titles too. */
function titleIn(element: MarkupElement): MarkupElement | null {
  if (element.name === 'title') return element;
  if (element.name === 'svg') return null;
  for (const child of element.children) {
    const found = typeof child === 'string' ? null : titleIn(child);
    if (found !== null) return found;
  }
  return null;
}
