import { readAttributes } from '../html/attributes.ts';
import { bufferOf, endOfByteName, endOfByteTag } from '../html/byte-tags.ts';
import { outlineKinds, type PageOutline } from '../html/outline-cells.ts';
import { outlineBits } from '../html/outline-names.ts';
import { isBase64 } from './hidden-source.ts';
import type { Outside } from './html-edge.ts';
import { mayHoldPost } from './html-holders.ts';
import { linksInText } from './html-text-links.ts';
import type { Source } from './html-windows.ts';
import type { HiddenPart } from './json.ts';
import { markBits } from './markup-marks.ts';

/** Where embeds may be. */
export interface Seeds {
  /** Indices of pieces of the outline, in order. A run of text has that of the piece before it. */
  readonly seeds: readonly number[];
  /** Scripts that may hold markup, or addresses; offsets are the page's bytes. */
  readonly scripts: readonly HiddenPart[];
  /** Which of the elements that matter from afar may be open where a piece begins. */
  readonly outside: (index: number) => Outside;
}

/** Goes along the outline and the signs at once. */
export function findSeeds(source: Source): Seeds {
  const { outline, signs, page, matcher } = source;
  const seeds: number[] = [];
  const scripts: HiddenPart[] = [];
  const hosts = createCursor(signs.hosts);
  const markup = createCursor(signs.markup);
  const escapes = createCursor(signs.escapes);
  const brackets = createBracketFinder(page);
  let textStart = 0;
  for (let index = 0; index <= outline.count; index += 1) {
    const isPiece = index < outline.count;
    const start = isPiece ? outline.startAt(index) : page.length;
    const mayHold = hosts.anyBefore(start) || brackets.anyBefore(textStart, start);
    if (mayHold && holdsPost(source, textStart, start)) seeds.push(Math.max(0, index - 1));
    if (!isPiece) break;
    const end = outline.endAt(index);
    textStart = end;
    markup.anyBefore(start);
    escapes.anyBefore(start);
    const isMarkup = markup.isAt(start);
    const hasHost = hosts.anyBefore(end);
    const isTold = markup.anyBefore(end) || escapes.anyBefore(end) || hasHost;
    if ((isMarkup || hasHost) && isSeed(source, index, isMarkup, hasHost)) seeds.push(index);
    if ((outline.markAt(index) & outlineBits.script) === 0 || outline.kindAt(index) !== outlineKinds.raw)
      continue;
    const script = contentOf(page, start, end);
    if (isTold ? matcher.mayHold(textOf(page, script.start, end)) : beginsAsBase64(page, script.start, end))
      scripts.push(script);
  }
  return { seeds, scripts, outside: outsidesOf(source) };
}

/** Counts start and end tags; more starts than ends may mean that one is open. Asked for ever later pieces it counts on. */
function outsidesOf({ outline }: Source): (index: number) => Outside {
  const buttons = createCount(outline, markBits.button, markBits.wall);
  const forms = createCount(outline, markBits.form, 0);
  const tables = createCount(outline, markBits.table, 0);
  return (index) => ({ button: buttons(index) > 0, form: forms(index) > 0, table: tables(index) > 0 });
}

/** How many of the marked elements may be open before a piece. One with a wall in it stays so. */
function createCount(outline: PageOutline, mark: number, wall: number): (index: number) => number {
  let next = 0;
  let count = 0;
  let walled = 0;
  return (index) => {
    if (index < next) next = count = walled = 0;
    for (; next < index; next += 1) {
      const marks = outline.markAt(next) & (mark | wall);
      if (marks === 0) continue;
      const kind = outline.kindAt(next);
      const isStart = kind === outlineKinds.start;
      if (!isStart && kind !== outlineKinds.end) continue;
      if ((marks & mark) !== 0) count = isStart ? count + 1 : Math.max(walled, count - 1);
      if (isStart && (marks & wall) !== 0) walled = Math.max(walled, count);
    }
    return count;
  };
}

function isSeed(source: Source, index: number, isMarkup: boolean, hasHost: boolean): boolean {
  const { outline, page } = source;
  const mark = outline.markAt(index);
  switch (outline.kindAt(index)) {
    case outlineKinds.start:
      if (isMarkup || !hasHost) return isMarkup;
      return (mark & markBits.link) === 0 ? isHolder(source, index, hasHost) : linksToPost(source, index);
    case outlineKinds.raw:
      return (
        (isMarkup && ((mark & markBits.any) === 0 || hasHint(source, index))) ||
        isHolder(source, index, hasHost)
      );
    case outlineKinds.comment:
      return hasHost && asciiOf(page, outline.startAt(index), outline.endAt(index)).includes('wp:');
    default:
      return false;
  }
}

/** A frame without any rule's hint is none of theirs; most are of advertisements and counters. */
function hasHint(source: Source, index: number): boolean {
  const { outline, page, markup } = source;
  const shown = asciiOf(page, outline.startAt(index), outline.endAt(index)).toLowerCase();
  return markup.hintsFor(nameAt(source, index)).some((hint) => shown.includes(hint));
}

function isHolder(source: Source, index: number, hasHost: boolean): boolean {
  return hasHost && mayHoldPost(nameAt(source, index));
}

function nameAt({ outline, page }: Source, index: number): string {
  const start = outline.startAt(index) + 1;
  return asciiOf(page, start, endOfByteName(page, start)).toLowerCase();
}

function contentOf(page: Uint8Array, start: number, end: number): HiddenPart {
  return { kind: 'script', start: endOfByteTag(page, endOfByteName(page, start + 1)), end };
}

function beginsAsBase64(page: Uint8Array, start: number, end: number): boolean {
  return isBase64(asciiOf(page, start, Math.min(end, start + 64))) && isBase64(asciiOf(page, start, end));
}

function linksToPost({ outline, page, matcher }: Source, index: number): boolean {
  const nameEnd = endOfByteName(page, outline.startAt(index) + 1);
  const href = readAttributes(textOf(page, nameEnd, outline.endAt(index))).get('href');
  return href !== undefined && matcher.ofLink(href) !== null;
}

/** Addresses and shortcodes in a run of text. */
function holdsPost({ page, matcher, platforms }: Source, start: number, end: number): boolean {
  const text = textOf(page, start, end);
  return linksInText(text, 0, text.length, matcher, platforms).some(({ kind }) => kind !== 'ink');
}

/** Asked of ever later runs of text. */
function createBracketFinder(page: Uint8Array) {
  let found = -1;
  return {
    anyBefore(from: number, to: number): boolean {
      if (found < from && to > from) {
        const next = page.indexOf(bracket, from);
        found = next === -1 ? page.length : next;
      }
      return found >= from && found < to;
    },
  };
}

const bracket = 0x5b;

/** Asked from ever later places. */
interface Cursor {
  /** Goes on to the offset; true when something was passed. */
  anyBefore(offset: number): boolean;
  isAt(offset: number): boolean;
}

function createCursor(offsets: readonly number[]): Cursor {
  let next = 0;
  return {
    anyBefore(offset) {
      const first = next;
      while (next < offsets.length && (offsets[next] ?? 0) < offset) next += 1;
      return next > first;
    },
    isAt: (offset) => offsets[next] === offset,
  };
}

function textOf(page: Uint8Array, start: number, end: number): string {
  return bufferOf(page).toString('utf8', start, end);
}

function asciiOf(page: Uint8Array, start: number, end: number): string {
  return bufferOf(page).toString('latin1', start, end);
}
