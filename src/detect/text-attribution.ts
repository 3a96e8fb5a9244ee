import { printedDateAt } from '../model/printed-date.ts';
import { mark, type Patterns } from './text-patterns.ts';

/** The words that name a flattened post's author: `— Name (@handle) September 14, 2023`. Offsets are UTF-16 units. */
export interface Attribution {
  /** Of the dash, or of the name where there is none. */
  readonly start: number;
  readonly end: number;
  readonly name: string | null;
  readonly handle: string;
  readonly date: string | null;
  readonly dash: boolean;
  /** Nothing but the attribution stands on its line, up to the handle. */
  readonly ownLine: boolean;
  /** Address the date links to, where the text kept it (`[September 14, 2023](https://…)`). */
  readonly url: string | null;
}

/**
 * What stands around every `(@handle)` of the text that could be an attribution, in order. The last `(@handle)` before
 * the date counts, so that parentheses and `@` in names do no harm.
 */
export function* findAttributions(text: string, patterns: Patterns): Generator<Attribution> {
  let floor = 0;
  for (const match of text.matchAll(patterns.handle)) {
    if (match.index < floor || match[1] === undefined) continue;
    const tail = readTail(text, match.index + match[0].length, patterns);
    const head = readHead(text, floor, match.index, tail.date !== null, patterns);
    if (head === null || !isPlausible(text, head, tail)) continue;
    floor = tail.end;
    yield { ...head, ...tail, handle: match[1] };
  }
}

interface Tail {
  readonly end: number;
  readonly date: string | null;
  readonly url: string | null;
}

/** The date behind the handle, and what it links to. */
function readTail(text: string, from: number, { beforeDate }: Patterns): Tail {
  beforeDate.lastIndex = from;
  const skipped = beforeDate.exec(text);
  const at = from + (skipped?.[0].length ?? 0);
  const date = printedDateAt(text, at);
  if (date === null) return { end: from, date: null, url: null };
  const link = /\]\(<?(https?:\/\/[^\s)>]{1,2000})>?\)/uy;
  link.lastIndex = date.end;
  const linked = skipped?.[1] === undefined ? null : link.exec(text);
  return { end: date.end + (linked?.[0].length ?? 0), date: date.date, url: linked?.[1] ?? null };
}

interface Head {
  readonly start: number;
  readonly name: string | null;
  readonly dash: boolean;
  readonly ownLine: boolean;
}

/** The dash and the name before the handle, on its line. */
function readHead(text: string, floor: number, at: number, dated: boolean, patterns: Patterns): Head | null {
  const lowest = Math.max(floor, at - longestHead);
  const line = lowest + text.slice(lowest, at).lastIndexOf('\n') + 1;
  const atLineStart = line > lowest || line === 0 || line === floor || text[line - 1] === '\n';
  const head = text.slice(line, at);
  const dash = chooseDash(head, atLineStart);
  if (dash !== null) {
    const ownLine = atLineStart && head.slice(0, dash.index).trim() === '';
    return {
      start: line + dash.index,
      name: tidy(head.slice(dash.index + dash.length)),
      dash: true,
      ownLine,
    };
  }
  const nameAt = chooseName(head, atLineStart, patterns);
  if (nameAt === null) return dated ? { start: at, name: null, dash: false, ownLine: false } : null;
  const ownLine = atLineStart && head.slice(0, nameAt).trim() === '';
  return { start: line + nameAt, name: tidy(head.slice(nameAt)), dash: false, ownLine };
}

/** Names are at most 50 characters, but emoji, marks and entities make them longer in units. */
const longestHead = 220;
const longestName = 60;

interface Dash {
  readonly index: number;
  readonly length: number;
  /** 3 for what stands for an em dash, 2 for an en dash, 1 for a hyphen between spaces. */
  readonly rank: number;
}

const dashes =
  /(—|―|⸺|&mdash;|&#8212;|&#x2014;|&#151;|(?<![-\S])--(?!-)|(?<!\S)\ufffd(?=\s))|(–|&ndash;|&#8211;|&#x2013;)|(?<!\S)[-‐‑−](?=\s)/giu;

/** A dash the line begins with, unless a stronger one follows; else the last of the strongest. */
function chooseDash(head: string, atLineStart: boolean): Dash | null {
  const found: Dash[] = [];
  for (const match of head.matchAll(dashes)) {
    const name = head.slice(match.index + match[0].length).trim();
    const rank = match[1] !== undefined ? 3 : match[2] !== undefined ? 2 : 1;
    if (name !== '' && [...name].length <= longestName)
      found.push({ index: match.index, length: match[0].length, rank });
  }
  const strongest = Math.max(0, ...found.map((dash) => dash.rank));
  const first = found[0];
  if (first === undefined) return null;
  if (atLineStart && first.rank === strongest && head.slice(0, first.index).trim() === '') return first;
  return found.findLast((dash) => dash.rank === strongest) ?? null;
}

/** Where a name without a dash begins: at the line's start, or after a link, a noise or a sentence's end. */
function chooseName(head: string, atLineStart: boolean, { nameEnds }: Patterns): number | null {
  let from = atLineStart ? 0 : -1;
  for (const match of head.matchAll(nameEnds)) from = match.index + match[0].length;
  if (from === -1) return null;
  const name = head.slice(from);
  const words = name.trim().split(/\s+/u);
  if (name.trim() !== '' && [...name.trim()].length <= 50 && words.length <= 7)
    return from + (name.length - name.trimStart().length);
  const capitals = /(?:(?<!\S)\p{Lu}\S{0,30}\s+){1,5}$/u.exec(head);
  return capitals === null || capitals.index < from ? null : capitals.index;
}

/** Without a date, or without a dash, much else looks alike: bylines, credits, prose that names an account. */
function isPlausible(text: string, head: Head, tail: Tail): boolean {
  if (head.dash && tail.date !== null) return true;
  if (byline.test(head.name ?? '')) return false;
  if (tail.date !== null)
    return (
      !/^\P{L}{0,3}\p{L}{0,3}\s?\d{1,2}[:.]\d\d/u.test(text.slice(tail.end, tail.end + 12)) &&
      !(head.ownLine && isTopOfArticle(text, head.start))
    );
  const after = text.slice(tail.end, tail.end + 4);
  const ends = /^[^\S\n]*(?:\n|$)/u.test(after);
  if (!head.dash) return ends && head.name !== null;
  return (ends || /^\s+[\p{Lu}"“„«'‘]/u.test(after)) && !/[.!?,;:"”»]\s/u.test(head.name ?? '');
}

const byline =
  /^(?:by|von|par|por|di|da|door|av|af|autor|text|foto|photo|follow|via|автор|текст|фото)(?:\s|:)/iu;

/** At most a title stands above. */
function isTopOfArticle(text: string, start: number): boolean {
  if (start > 400) return false;
  const above = text
    .slice(0, start)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return above.length <= 1 && (above[0] ?? '').length < 150;
}

const marks = new RegExp(mark, 'gu');

function tidy(name: string): string | null {
  const bare = name.replace(marks, '').replace(/\s+/gu, ' ').trim();
  return bare === '' ? null : bare;
}
