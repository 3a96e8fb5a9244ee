import { isEmoji } from '../../html/emoji.ts';
import { parseHtml } from '../../html/tree.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { pictureAt, type Segment } from '../../model/post.ts';
import { isWebAddress } from '../html-segments.ts';
import { cleanText, joinSegments } from '../segments.ts';

/** What a server tells beside a post's HTML. */
export interface TextContext {
  /** Pictures of `:shortcode:`. */
  readonly emoji: ReadonlyMap<string, string>;
  /** Handles by the address of the account: `name@host`. */
  readonly accounts: ReadonlyMap<string, string>;
  /** The post shows the one it quotes, so that the line for those who can't see that goes. */
  readonly quotes: boolean;
}

export const noContext: TextContext = { emoji: new Map(), accounts: new Map(), quotes: false };

/**
 * The words of a post's HTML with their marks: paragraphs a blank line apart, items of lists with their bullet or
 * number, links as servers show them (without scheme, cut with `…`), the server's own emoji as pictures. Nothing of
 * the HTML itself is passed on.
 */
export function readContent(content: string, context: TextContext): Segment[] {
  return readContentOf([parseHtml(content.replaceAll('\0', '\u{fffd}'))], context);
}

/** The same of elements. */
export function readContentOf(elements: readonly MarkupElement[], context: TextContext): Segment[] {
  const out: Segment[] = [];
  for (const element of elements) walk(element, out, context, false);
  const segments = tidy(out).flatMap((segment) => withEmoji(segment, context.emoji));
  return segments.map((segment) => ({ ...segment, text: segment.text.replaceAll(kept, ' ') }));
}

/** Words without marks, the server's emoji in them. */
export function readWords(text: string, { emoji }: TextContext): Segment[] {
  return withEmoji({ kind: 'text', text: cleanText(text) }, emoji);
}

/** Stands for a blank of the author's while others are still put in order: no text holds it. */
const kept = '\0';

/** Trees are at most 256 deep. */
function walk(element: MarkupElement, out: Segment[], context: TextContext, isCode: boolean): void {
  const push = (text: string) => out.push({ kind: 'text', text });
  let item = Number(element.attribute('start') ?? 1);
  for (const child of element.children) {
    if (typeof child === 'string')
      push(isCode ? codeOf(child) : cleanText(child).replace(/[\t\n\f\r ]+/gu, ' '));
    else if (child.name === 'br') push('\n');
    else if (child.name === 'img') push(emojiOf(child));
    else if (child.name === 'a') out.push(linkOf(child, context));
    else if (child.name === 'math') push(formulaOf(child));
    else if (hidden.has(child.name) || isHidden(child, context)) continue;
    else {
      const edge = edges.get(child.name) ?? '';
      push(edge);
      if (child.name === 'li') push(element.name === 'ol' ? `${item++}.${kept}` : `•${kept}`);
      walk(child, out, context, isCode || child.name === 'pre');
      if (child.name !== 'li') push(edge);
    }
  }
}

function codeOf(text: string): string {
  return cleanText(text).replaceAll('\t', '    ').replaceAll(' ', kept);
}

/** What is for machines, what pages put between the words, and `RE: …` where the quoted post itself is shown. */
function isHidden(element: MarkupElement, { quotes }: TextContext): boolean {
  const { classes } = element;
  if (classes.includes('invisible') || classes.includes('poll')) return true;
  return (quotes && classes.includes('quote-inline')) || element.attribute('data-component') !== null;
}

const hidden: ReadonlySet<string> = new Set(
  'script style template iframe object svg head title noscript textarea select button'.split(' '),
);

const edges: ReadonlyMap<string, string> = new Map([
  ...'p blockquote pre ul ol h1 h2 h3 h4 h5 h6 table figure hr'
    .split(' ')
    .map((name) => [name, '\n\n'] as const),
  ...'div li tr'.split(' ').map((name) => [name, '\n'] as const),
]);

/** A formula as its author wrote it, in TeX; else its signs in a row. */
function formulaOf(math: MarkupElement): string {
  const written = math
    .descendants('annotation')
    .find((each) => each.attribute('encoding') === 'application/x-tex');
  return cleanText(lettersOf(written ?? math))
    .replace(/\s+/gu, ' ')
    .trim();
}

function lettersOf(element: MarkupElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : child.name === 'annotation' ? '' : lettersOf(child)))
    .join('');
}

/** Kin of Mastodon put the picture of an emoji where its name was. */
function emojiOf(image: MarkupElement): string {
  const alt = cleanText(image.attribute('alt') ?? '');
  return /^:[\w-]{1,100}:$/u.test(alt) || isEmoji(alt) ? alt : '';
}

function linkOf(link: MarkupElement, { accounts }: TextContext): Segment {
  const href = (link.attribute('href') ?? '').trim();
  const text = cleanText(shownText(link)).replace(/\s+/gu, ' ').trim();
  if (text === '' || !isWebAddress(href)) return { kind: 'text', text };
  const rel = (link.attribute('rel') ?? '').split(/\s+/u);
  const isTag = link.classes.includes('hashtag') || rel.includes('tag');
  if (isTag && /^[#＃]\S/u.test(text)) return { kind: 'tag', text, tag: text.slice(1), url: href };
  if (link.classes.includes('mention') && text.startsWith('@'))
    return { kind: 'mention', text, handle: accounts.get(href) ?? handleOf(href, text), url: href };
  return { kind: 'link', text, url: href };
}

/** `name@host` where the account's address is of the usual form. */
function handleOf(href: string, text: string): string {
  const name = text.slice(1);
  const { host, pathname } = new URL(href);
  return !name.includes('@') && /^\/(?:@|users\/)[\w.-]+\/?$/u.test(pathname) ? `${name}@${host}` : name;
}

/** Servers hide the scheme and the end of long addresses by classes. */
function shownText(element: MarkupElement): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return child;
      if (child.name === 'img') return emojiOf(child);
      if (child.classes.includes('invisible') || hidden.has(child.name)) return '';
      return `${shownText(child)}${child.classes.includes('ellipsis') ? '…' : ''}`;
    })
    .join('');
}

/** The mark of an item whose words begin with a paragraph. */
const loneMark = new RegExp(`((?:^|\\n)(?:•|-?\\d{1,12}\\.)${kept}) ?\\n+`, 'gu');

/** No blanks at the ends of lines, no more than one blank line in a row. */
function tidy(segments: readonly Segment[]): Segment[] {
  return joinSegments(
    joinSegments(segments).map((segment) =>
      segment.kind === 'text'
        ? {
            kind: 'text',
            text: segment.text
              .replace(/ +/gu, ' ')
              .replace(/ ?\n ?/gu, '\n')
              .replace(loneMark, '$1')
              .replace(/\n{3,}/gu, '\n\n'),
          }
        : segment,
    ),
  );
}

function withEmoji(segment: Segment, pictures: ReadonlyMap<string, string>): Segment[] {
  if (segment.kind !== 'text' || pictures.size === 0) return [segment];
  return segment.text.split(/(:[\w-]{1,100}:)/u).flatMap((part): Segment[] => {
    const url = /^:[\w-]+:$/u.test(part) ? pictures.get(part.slice(1, -1)) : undefined;
    if (url !== undefined) return [{ kind: 'emoji', text: part, picture: pictureAt(url) }];
    return part === '' ? [] : [{ kind: 'text', text: part }];
  });
}
