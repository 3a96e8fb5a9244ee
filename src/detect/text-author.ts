import { mark, type Patterns } from './text-patterns.ts';

/** The part of an attribution before the handle. Offsets are UTF-16 units. */
export interface Author {
  /** Of the dash, or of the name where there is none. */
  readonly start: number;
  readonly name: string | null;
  readonly dash: boolean;
  /** Nothing but the attribution stands on its line, up to the handle. */
  readonly ownLine: boolean;
}

/** The dash and the name before the handle at `at`, on its line. Null when no name can be told from the text. */
export function readAuthor(
  text: string,
  floor: number,
  at: number,
  handle: string,
  patterns: Patterns,
): Author | null {
  const lowest = Math.max(floor, at - longestHead);
  const line = lowest + text.slice(lowest, at).lastIndexOf('\n') + 1;
  const atLineStart = line > lowest || line === 0 || line === floor || text[line - 1] === '\n';
  const head = text.slice(line, at);
  if (atLineStart && line > lowest && ownDash.test(head)) {
    const above = authorAbove(text, lowest, line, head);
    if (above !== null) return above;
  }
  const dash = chooseDash(head, atLineStart);
  const from = dash?.index ?? chooseName(head, atLineStart, handle, patterns);
  if (from === null) return null;
  const ownLine = atLineStart && (dash === null ? blank : decoration).test(head.slice(0, from));
  return {
    start: ownLine && dash !== null ? line : line + from,
    name: tidy(head.slice(from + (dash?.length ?? 0))),
    dash: dash !== null,
    ownLine,
  };
}

/** Some put each part on a line of its own: dash, name, handle. */
function authorAbove(text: string, lowest: number, line: number, head: string): Author | null {
  const from = text.slice(lowest, line - 1).lastIndexOf('\n') + 1 + lowest;
  const above = text.slice(from, line - 1);
  const dash = chooseDash(above, true);
  if (dash === null || !decoration.test(above.slice(0, dash.index))) return null;
  const own = above.slice(dash.index + dash.length);
  // a dash alone, or, where nothing stands before the handle, with the name
  if ((own.trim() === '') === (head.trim() === '')) return null;
  return { start: from, name: tidy(own + head), dash: true, ownLine: true };
}

/** No dash on the handle's own line, and no more than a name. */
const ownDash = /^(?![^\n]*[—―–])[^\n]{0,80}$/u;

const blank = /^\s*$/u;
/** What quotes, emphasis and right-to-left lines begin with. */
const decoration = new RegExp(`^(?:\\s|${mark}|[>|*_"“„«])*$`, 'u');

/** Names are at most 50 characters, but emoji, marks and entities make them longer in units. */
const longestHead = 220;
const longestName = 60;

interface Dash {
  readonly index: number;
  readonly length: number;
  /** 3 for what stands for an em dash, 2 for an en dash, 1 for a hyphen. */
  readonly rank: number;
}

/** Short dashes and the mark of a broken one need a space, a line's start or a link before them. */
const free = '(?:(?<!\\S)|(?<=\\/\\w{6,12}))';
const dashes = new RegExp(
  `((?:(?:—|―|⸺|─|━|&(?:amp;)?mdash;|&(?:amp;)?#(?:8212|x2014|151);|\\\\u2014|â€”)\\s?){1,3}|${free}(?:--(?!-)|ー(?=\\s)|\\ufffd(?=\\s)))|([–‒]|&ndash;|&#8211;|&#x2013;)|${free}(?:[-‐‑−－﹘﹣⁃~～]|ـ{1,3})(?=\\s)`,
  'giu',
);

/** A dash the line begins with, unless a stronger one follows; else the last of the strongest. */
function chooseDash(head: string, atLineStart: boolean): Dash | null {
  const found: Dash[] = [];
  for (const match of head.matchAll(dashes)) {
    const name = head.slice(match.index + match[0].length).trim();
    const rank = match[1] !== undefined ? 3 : match[2] !== undefined ? 2 : 1;
    if ([...name].length > longestName) continue;
    found.push({ index: match.index, length: match[0].length, rank });
  }
  const strongest = Math.max(0, ...found.map((dash) => dash.rank));
  const first = found[0];
  if (first === undefined) return null;
  if (atLineStart && first.rank === strongest && decoration.test(head.slice(0, first.index))) return first;
  return found.findLast((dash) => dash.rank === strongest) ?? null;
}

/**
 * Where a name without a dash begins: at the line's start, after a link, noise or a sentence's end, or, where more
 * than a name stands there, at the words that are like the handle or have capitals.
 */
export function chooseName(
  head: string,
  atLineStart: boolean,
  handle: string,
  { nameEnds }: Patterns,
): number | null {
  let from = atLineStart ? 0 : -1;
  for (const match of head.matchAll(nameEnds)) {
    const end = match.index + match[0].length;
    // what ends the head ends the name: `Who?`
    if (head.slice(end).trim() !== '') from = end;
  }
  if (from === -1) return null;
  const name = head.slice(from);
  const start = from + (name.length - name.trimStart().length);
  const words = [...name.matchAll(/\S+/gu)].map((match) => ({ at: from + match.index, word: match[0] }));
  if (words.length === 0) return null;
  if (
    words.length <= 2 ||
    (from === 0 && atLineStart && words.length <= 7 && [...name.trim()].length <= 50)
  ) {
    return start;
  }
  const like = likeHandle(words, handle);
  if (like !== null) return like;
  if (words.length <= 5 && [...name.trim()].length <= 50) return start;
  const capitals = words.findLastIndex(({ word }) => !/^[\p{Lu}\p{Lt}]/u.test(word)) + 1;
  return words.slice(Math.max(capitals, words.length - 4))[0]?.at ?? null;
}

/** The first of the last words that the handle repeats; with one more before it that its first letter stands for. */
function likeHandle(
  words: readonly { readonly at: number; readonly word: string }[],
  handle: string,
): number | null {
  const letters = handle.toLowerCase().replace(/[^a-z0-9]/gu, '');
  const last = words.slice(-6);
  const first = last.findIndex(({ word }) => {
    const bare = word
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z0-9]/gu, '');
    return bare.length >= 3 && letters.includes(bare.slice(0, 6));
  });
  if (first === -1) return null;
  const before = last[first - 1];
  const initial = before?.word[0]?.toLowerCase();
  const abbreviated =
    initial !== undefined && letters.startsWith(initial) && /^\p{Lu}/u.test(before?.word ?? '');
  return (abbreviated ? before : last[first])?.at ?? null;
}

const marks = new RegExp(mark, 'gu');

/** Without directional marks and doubled spaces; null when nothing is left. */
export function tidy(name: string): string | null {
  const bare = name.replace(marks, '').replace(/\s+/gu, ' ').trim();
  return bare === '' ? null : bare;
}
