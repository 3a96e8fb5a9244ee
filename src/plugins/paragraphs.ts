import { factsOf } from '../html/element-names.ts';
import type { FallbackEntry } from '../model/fallbacks.ts';
import type { Edit } from './plan.ts';

/** A range of a text and what it becomes. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly source: string;
}

/**
 * The edits as pieces of text. A card is an article, which no paragraph can hold: one that would stand in a paragraph
 * ends it, and what follows gets a paragraph of its own; one that has nothing but cards goes.
 */
export function outOfParagraphs(
  html: string,
  edits: readonly Edit[],
  written: (entry: FallbackEntry) => string,
): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < edits.length; ) {
    const edit = edits[at] as Edit;
    const paragraph = edit.card === null ? null : paragraphAround(html, edit);
    const inside =
      paragraph === null ? 1 : edits.slice(at).findIndex(({ start }) => start >= paragraph.close);
    const group = edits.slice(at, inside === -1 ? undefined : at + inside);
    at += group.length;
    const sources = group.map(({ start, end, card }) => ({
      start,
      end,
      source: card === null ? '' : written(card.entry),
    }));
    pieces.push(...(paragraph === null ? sources : [around(html, paragraph, sources)]));
  }
  return pieces;
}

/** The text with pieces of it made others. */
export function spliced(text: string, pieces: readonly Piece[]): string {
  let made = '';
  let at = 0;
  for (const { start, end, source } of pieces) {
    made += text.slice(at, start) + source;
    at = end;
  }
  return made + text.slice(at);
}

interface Paragraph {
  /** Where its start tag begins and ends, its end tag begins and ends. */
  readonly start: number;
  readonly open: number;
  readonly close: number;
  readonly end: number;
}

/** The paragraph a range lies in; null where it lies in none, or in an element of it. */
function paragraphAround(html: string, { start, end }: Edit): Paragraph | null {
  const from = startOfParagraph(html, start);
  if (from === -1) return null;
  const open = html.indexOf('>', from) + 1;
  if (open === 0 || open > start) return null;
  const before = html.slice(open, start);
  if (blockTag.test(before) || openInlines(before) === null) return null;
  const ends = new RegExp(blockTag, 'giu');
  ends.lastIndex = end;
  const match = ends.exec(html);
  const close = match?.index ?? html.length;
  const isOwn = /^<\/p/iu.test(match?.[0] ?? '');
  return { start: from, open, close, end: isOwn ? html.indexOf('>', close) + 1 : close };
}

/** Of the last `<p>` before a place. */
function startOfParagraph(html: string, before: number): number {
  const within = html.slice(Math.max(0, before - longest), before);
  const last = [...within.matchAll(/<p(?=[\s>])/giu)].at(-1);
  return last === undefined ? -1 : before - within.length + last.index;
}

/** No paragraph with an embed in it is longer. */
const longest = 50_000;

/** Tags that end a paragraph, or stand where there is none. */
const blockTag =
  /<(?:\/p|\/?(?:address|article|aside|blockquote|body|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|html|li|main|menu|nav|ol|pre|search|section|table|tbody|td|tfoot|th|thead|tr|ul)|hr|p)(?=[\s/>])/iu;

/** Start tags of what is open at the end of a part of a paragraph; null where its tags don't fit. */
function openInlines(part: string): readonly string[] | null {
  const open: { readonly name: string; readonly tag: string }[] = [];
  for (const [tag, slash, written = ''] of part.matchAll(/<(\/?)([a-z][^\s/>]*)[^<>]*>/giu)) {
    const name = written.toLowerCase();
    if (factsOf(name).isVoid) continue;
    if (slash !== '/') open.push({ name, tag });
    else if (open.pop()?.name !== name) return null;
  }
  return open.map(({ tag }) => tag);
}

/** The paragraph cut at the cards; what is open there is closed before and opened again after. */
function around(html: string, { start, open, close, end }: Paragraph, cards: readonly Piece[]): Piece {
  const tag = html.slice(start, open);
  let source = '';
  const keep = (from: number, to: number) => {
    const inner = html.slice(from, to).replace(edges, '');
    if (isEmpty(inner)) return;
    const before = openInlines(html.slice(open, from)) ?? [];
    const after = openInlines(html.slice(open, to)) ?? [];
    const ends = after.map((inline) => inline.replace(/^<([^\s/>]+)[\s\S]*$/u, '</$1>')).reverse();
    const paragraph = `${tag}${before.join('')}${inner}${ends.join('')}</p>`;
    source += source === '' ? paragraph : paragraph.replace(/\sid=(?:"[^"]*"|'[^']*'|[^\s>]*)/iu, '');
  };
  let at = open;
  for (const card of cards) {
    keep(at, card.start);
    source += card.source;
    at = card.end;
  }
  keep(at, close);
  return { start, end, source };
}

/** Nothing of it is seen. */
function isEmpty(inner: string): boolean {
  return (
    inner
      .replace(
        /<(?!\/?(?:audio|canvas|embed|iframe|img|input|math|object|picture|svg|video)[\s/>])[^<>]*>/giu,
        '',
      )
      .trim() === ''
  );
}

/** Line breaks that would stand at the beginning or the end of a paragraph. */
const edges = /^(?:\s|&nbsp;|<br\s*\/?>)+|(?:\s|&nbsp;|<br\s*\/?>)+$/giu;
