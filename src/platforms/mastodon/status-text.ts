import { parseHtml } from '../../html/tree.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { pictureAt, type Segment } from '../../model/post.ts';
import { cleanText, joinSegments } from '../segments.ts';
import type { Emoji } from './status-schema.ts';

/**
 * The words of a post's HTML with their marks: paragraphs a blank line apart, links as servers show them (without
 * scheme, cut with `…`), the server's own emoji as pictures. `quotes`: the post shows the one it quotes, so that the line
 * for those who can't see that goes.
 */
export function readContent(content: string, emojis: readonly Emoji[], quotes: boolean): Segment[] {
  const out: Segment[] = [];
  walk(parseHtml(content), out, quotes);
  const pictures = new Map(emojis.map(({ shortcode, url }) => [shortcode, url]));
  return joinSegments(tidy(out).flatMap((segment) => withEmoji(segment, pictures)));
}

/** Words without marks, the server's emoji in them. */
export function readWords(text: string, emojis: readonly Emoji[]): Segment[] {
  const pictures = new Map(emojis.map(({ shortcode, url }) => [shortcode, url]));
  return withEmoji({ kind: 'text', text: cleanText(text) }, pictures);
}

/** Trees are at most 256 deep. */
function walk(element: MarkupElement, out: Segment[], quotes: boolean): void {
  for (const child of element.children) {
    if (typeof child === 'string') out.push({ kind: 'text', text: child.replace(/[\t\n\f\r ]+/gu, ' ') });
    else if (child.name === 'br') out.push({ kind: 'text', text: '\n' });
    else if (child.name === 'a') out.push(linkOf(child));
    else if (hidden.has(child.name) || (quotes && child.classes.includes('quote-inline'))) continue;
    else {
      const edge = edges.get(child.name);
      if (edge !== undefined) out.push({ kind: 'text', text: edge });
      walk(child, out, quotes);
      if (edge !== undefined) out.push({ kind: 'text', text: edge });
    }
  }
}

const hidden: ReadonlySet<string> = new Set([
  'script',
  'style',
  'template',
  'iframe',
  'object',
  'svg',
  'math',
]);

const edges: ReadonlyMap<string, string> = new Map([
  ...['p', 'blockquote', 'pre', 'ul', 'ol', 'h1', 'h2', 'h3'].map((name) => [name, '\n\n'] as const),
  ...['div', 'li'].map((name) => [name, '\n'] as const),
]);

function linkOf(link: MarkupElement): Segment {
  const href = link.attribute('href') ?? '';
  const text = cleanText(shownText(link)).trim();
  if (!/^https?:\/\/[^\s<>"]+$/iu.test(href) || !URL.canParse(href) || text === '')
    return { kind: 'text', text };
  const rel = (link.attribute('rel') ?? '').split(/\s+/u);
  const isTag = link.classes.includes('hashtag') || rel.includes('tag');
  if (isTag && /^[#＃]\S/u.test(text)) return { kind: 'tag', text, tag: text.slice(1), url: href };
  if (link.classes.includes('mention') && text.startsWith('@'))
    return { kind: 'mention', text, handle: text.slice(1), url: href };
  return { kind: 'link', text, url: href };
}

/** Servers hide the scheme and the end of long addresses by classes. */
function shownText(element: MarkupElement): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return child;
      if (child.classes.includes('invisible')) return '';
      return `${shownText(child)}${child.classes.includes('ellipsis') ? '…' : ''}`;
    })
    .join('');
}

/** No blanks at the ends of lines, no more than one blank line in a row. */
function tidy(segments: readonly Segment[]): Segment[] {
  return joinSegments(segments).map((segment) =>
    segment.kind === 'text'
      ? {
          kind: 'text',
          text: segment.text
            .replace(/ +/gu, ' ')
            .replace(/ ?\n ?/gu, '\n')
            .replace(/\n{3,}/gu, '\n\n'),
        }
      : segment,
  );
}

function withEmoji(segment: Segment, pictures: ReadonlyMap<string, string>): Segment[] {
  if (segment.kind !== 'text' || pictures.size === 0) return [segment];
  return segment.text.split(/(:\w{1,100}:)/u).flatMap((part): Segment[] => {
    const url = /^:\w+:$/u.test(part) ? pictures.get(part.slice(1, -1)) : undefined;
    if (url !== undefined) return [{ kind: 'emoji', text: part, picture: pictureAt(url) }];
    return part === '' ? [] : [{ kind: 'text', text: part }];
  });
}
