import { readAttributes } from '../html/attributes.ts';
import { bufferOf, endOfByteName, endOfByteTag } from '../html/byte-tags.ts';
import { outlineKinds, type PageOutline } from '../html/outline-cells.ts';
import { outlineBits } from '../html/outline-names.ts';
import { signKinds } from './byte-signs.ts';
import { isBase64, isHiddenTag } from './hidden-source.ts';
import type { Outside } from './html-edge.ts';
import { mayHoldPost } from './html-holders.ts';
import { linksInText } from './html-text-links.ts';
import type { Source } from './html-windows.ts';
import type { HiddenPart } from './json.ts';
import { markBits } from './markup-marks.ts';

/** A piece of the outline, or the run of text behind it. */
export interface Seed {
  readonly index: number;
  /** A closer look at it. */
  readonly mayHold: () => boolean;
}

/** Where embeds may be. */
export interface Seeds {
  /** In order. */
  readonly seeds: readonly Seed[];
  /** Scripts and hidden fields that may hold markup, or addresses; offsets are the page's bytes. */
  readonly scripts: readonly HiddenPart[];
  /** Which of the elements that matter from afar may be open where a piece begins. */
  readonly outside: (index: number) => Outside;
}

/** Goes along the signs: all those of one piece, or of one run of text, at once. */
export function findSeeds(source: Source): Seeds {
  const { outline, signs } = source;
  const seeds: Seed[] = [];
  const told = new Map<number, HiddenPart | null>();
  for (let at = 0; at < signs.places.length; ) {
    const place = signs.places[at] ?? 0;
    const index = outline.indexAt(place);
    const isText = index === -1 || place >= outline.endAt(index);
    const end = isText ? startOf(source, index + 1) : outline.endAt(index);
    let kinds = 0;
    for (; at < signs.places.length && (signs.places[at] ?? 0) < end; at += 1) kinds |= signs.kindOf[at] ?? 0;
    if (isText) {
      const start = index === -1 ? 0 : outline.endAt(index);
      if ((kinds & inWords) !== 0)
        seeds.push({ index: Math.max(0, index), mayHold: () => holdsPost(source, start, end) });
    } else {
      seeds.push({ index, mayHold: () => isSeed(source, index, kinds) });
      if (isHeldBack(source, index) && (kinds & inScripts) !== 0) told.set(index, scriptAt(source, index));
    }
  }
  const scripts = allHeldBack(source).flatMap((index) =>
    told.has(index) ? (told.get(index) ?? []) : encodedScript(source, index),
  );
  return { seeds, scripts, outside: outsidesOf(source) };
}

const inWords = signKinds.host | signKinds.bracket;
const inScripts = signKinds.host | signKinds.element | signKinds.word | signKinds.escape;

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
      next = outline.nextMarked(mark | wall, next, index);
      if (next === index) break;
      const marks = outline.markAt(next) & (mark | wall);
      const kind = outline.kindAt(next);
      const isStart = kind === outlineKinds.start;
      if (!isStart && kind !== outlineKinds.end) continue;
      if ((marks & mark) !== 0) count = isStart ? count + 1 : Math.max(walled, count - 1);
      if (isStart && (marks & wall) !== 0) walled = Math.max(walled, count);
    }
    return count;
  };
}

function isSeed(source: Source, index: number, kinds: number): boolean {
  const { outline, page } = source;
  const mark = outline.markAt(index);
  const hasHost = (kinds & signKinds.host) !== 0;
  const isTold = (mark & markBits.told) !== 0 && (kinds & signKinds.word) !== 0;
  switch (outline.kindAt(index)) {
    case outlineKinds.start:
      if (isTold || (mark & markBits.any) !== 0) return true;
      if (!hasHost) return false;
      return (mark & markBits.link) === 0 ? mayHoldPost(nameAt(source, index)) : linksToPost(source, index);
    case outlineKinds.raw:
      if (hasHost && mayHoldPost(nameAt(source, index))) return true;
      return (mark & markBits.any) === 0 ? isTold : hasHint(source, index);
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

function nameAt({ outline, page }: Source, index: number): string {
  const start = outline.startAt(index) + 1;
  return asciiOf(page, start, endOfByteName(page, start)).toLowerCase();
}

/** A script, or a hidden field: what stands in it is not shown. */
function isHeldBack({ outline, page }: Source, index: number): boolean {
  const mark = outline.markAt(index);
  if (outline.kindAt(index) !== outlineKinds.raw || (mark & holdBack) === 0) return false;
  if ((mark & outlineBits.script) !== 0) return true;
  return isHiddenTag(asciiOf(page, outline.startAt(index), contentStart({ outline, page }, index)));
}

const holdBack = outlineBits.script | outlineBits.field;

function allHeldBack(source: Source): readonly number[] {
  const { outline } = source;
  const found: number[] = [];
  const next = (from: number) => outline.nextMarked(holdBack, from, outline.count);
  for (let index = next(0); index < outline.count; index = next(index + 1))
    if (isHeldBack(source, index)) found.push(index);
  return found;
}

/** The content of one that may hold markup or addresses. */
function scriptAt(source: Source, index: number): HiddenPart | null {
  const script = contentOf(source, index);
  return source.matcher.mayHold(textOf(source.page, script.start, script.end)) ? script : null;
}

/** The same of one of which no sign is seen. */
function encodedScript(source: Source, index: number): readonly HiddenPart[] {
  const script = contentOf(source, index);
  const { start, end } = script;
  const begins = isBase64(asciiOf(source.page, start, Math.min(end, start + 64)));
  return begins && isBase64(asciiOf(source.page, start, end)) ? [script] : [];
}

function contentOf(source: Source, index: number): HiddenPart {
  return { kind: 'script', start: contentStart(source, index), end: source.outline.endAt(index) };
}

function contentStart({ outline, page }: Pick<Source, 'outline' | 'page'>, index: number): number {
  return endOfByteTag(page, endOfByteName(page, outline.startAt(index) + 1));
}

function startOf({ outline, page }: Source, index: number): number {
  return index < outline.count ? outline.startAt(index) : page.length;
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

function textOf(page: Uint8Array, start: number, end: number): string {
  return bufferOf(page).toString('utf8', start, end);
}

function asciiOf(page: Uint8Array, start: number, end: number): string {
  return bufferOf(page).toString('latin1', start, end);
}
