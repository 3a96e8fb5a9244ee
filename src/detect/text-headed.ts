import type { FlattenedRule } from '../model/platform.ts';
import { printedDateAt } from '../model/printed-date.ts';
import { isTopOfArticle } from './text-attribution.ts';
import { tidy } from './text-author.ts';
import { isByline } from './text-byline.ts';
import { readFoot } from './text-foot.ts';
import { type Line, linesFrom, linesOf, usualGapOf } from './text-lines.ts';
import { mark, type Patterns, patternsOf } from './text-patterns.ts';
import { type FlattenedPost, printed } from './text-post.ts';
import { isPosts } from './text-start.ts';
import { hasSign } from './text-support.ts';

/**
 * Posts whose author stands first, as pages of networks and their mirrors are copied: `Name @handle · date` or each of
 * these on a line of its own, then the text; or name, handle, text, and a last line of time and date.
 */
export function findHeaded(text: string, rule: FlattenedRule): FlattenedPost[] {
  const patterns = patternsOf(rule);
  const posts: FlattenedPost[] = [];
  const copy: Copy = { text, patterns, usualGap: usualGapOf(text) };
  for (const match of text.matchAll(headsOf(rule))) {
    if (match.index < (posts.at(-1)?.end ?? 0)) continue;
    const head = readHead(copy, match, posts.at(-1)?.end ?? 0);
    const post = head === null ? null : readUnder(copy, head);
    if (post !== null) posts.push(post);
  }
  return posts;
}

interface Copy {
  readonly text: string;
  readonly patterns: Patterns;
  readonly usualGap: number;
}

interface Head {
  readonly start: number;
  readonly end: number;
  readonly name: string | null;
  readonly handle: string;
  readonly date: string | null;
  /** A dot stands between handle and date: nobody but networks prints one. */
  readonly dotted: boolean;
}

/** A line that is a handle, or a name, a handle and a dot. */
function headsOf(rule: FlattenedRule): RegExp {
  const gap = `(?:[^\\S\\n]|${mark})`;
  return new RegExp(
    `^${gap}{0,9}(?<name>[^\\n@]{1,80}?(?:@[^\\n@]{0,40}?)??)??${gap}{0,3}(?<!\\p{L})@(?<handle>${rule.handle.source})(?![\\w.@-])${gap}{0,5}(?:(?<dot>[·•])|$)`,
    'gmu',
  );
}

const longestName = 60;

function readHead({ text }: Copy, match: RegExpExecArray, floor: number): Head | null {
  const { name, handle = '', dot } = match.groups ?? {};
  const end = match.index + match[0].length;
  if (name !== undefined) {
    if (dot === undefined || isByline(name) || /[:：]\s*$/u.test(name)) return null;
    const date = dateLine(text, end, /[^\S\n]{0,3}/uy);
    if (date === null) return null;
    return { start: startOf(match), end: date.end, name: tidy(name), handle, date: date.date, dotted: true };
  }
  const above = linesOf(text, Math.max(floor, match.index - 120), match.index).at(-1);
  const named = above !== undefined && text.slice(above.end, match.index).split('\n').length <= 3;
  const line = named ? text.slice(above.start, above.end) : '';
  const isName =
    line !== '' &&
    [...line].length <= longestName &&
    !/(?:[:;,]|\p{Ll}{3}\.)$/u.test(line) &&
    isWhole(text, above?.start ?? 0);
  const between =
    /(?:\s{0,4}(?:follow(?:ing)?|verified account|subscribe|folgen|seguir|suivre|segui|volgen|obserwuj|читать|takip et|フォロー(?:する)?|متابعة)[^\S\n]{0,3}(?=\n))?\s{0,4}(?<dot>[·•]?)\s{0,4}/iuy;
  between.lastIndex = end;
  const dotted = dot !== undefined || (between.exec(text)?.groups?.['dot'] ?? '') !== '';
  const from = between.lastIndex === 0 ? end : between.lastIndex;
  const date = isName || dotted ? dateLine(text, from, null) : null;
  const start = isName && above !== undefined ? above.start : startOf(match);
  const known = { start, name: isName ? tidy(line) : null, handle };
  return date === null
    ? { ...known, end: dotted ? end : from, date: null, dotted: false }
    : { ...known, end: date.end, date: date.date, dotted };
}

/** Its line was not cut by the window it was looked for in. */
function isWhole(text: string, start: number): boolean {
  return start === 0 || /\n[^\S\n]*$/u.test(text.slice(Math.max(0, start - 9), start));
}

function startOf(match: RegExpExecArray): number {
  return match.index + match[0].length - match[0].trimStart().length;
}

/** A date that ends its line. */
function dateLine(text: string, from: number, skip: RegExp | null): { date: string; end: number } | null {
  let at = from;
  if (skip !== null) {
    skip.lastIndex = from;
    at += skip.exec(text)?.[0].length ?? 0;
  }
  const date = printedDateAt(text, at);
  return date !== null && /^[^\S\n]*(?:\n|$)/u.test(text.slice(date.end, date.end + 9)) ? date : null;
}

/** What any page shows of a post stands within so many units and lines under its head. */
const farthest = 1600;
const mostLines = 14;

function readUnder(copy: Copy, head: Head): FlattenedPost | null {
  const { text, patterns } = copy;
  if (head.date === null) return readFooted(copy, head);
  if (isTopOfArticle(text, head.start)) return null;
  const lines = [...linesFrom(text, head.end, farthest)].slice(0, mostLines);
  const last = lastLine(copy, lines, head.date);
  const first = lines[0];
  if (first === undefined || last === undefined) return null;
  const quoted = text.slice(first.start, last.end);
  if (!head.dotted && !isCounted(copy, last) && !hasSign(quoted, patterns)) return null;
  return patterns.fits(quoted, head.date)
    ? {
        ...postOf(quoted, head, patterns),
        date: head.date,
        end: last.end,
        confidence: head.dotted ? 0.9 : 0.75,
      }
    : null;
}

/** The text is what stands between the handle and the line of time and date. */
function readFooted({ text, patterns }: Copy, head: Head): FlattenedPost | null {
  let [first, last]: [Line | null, Line | null] = [null, null];
  let count = 0;
  for (const line of linesFrom(text, head.end, farthest)) {
    const shown = text.slice(line.start, line.end);
    count += 1;
    if (count > mostLines || /^@[\w.@-]{1,80}$/u.test(shown)) return null;
    const foot = readFoot(text, line.start, line.end);
    if (foot === null) {
      first ??= line;
      last = line;
      continue;
    }
    if (first === null || last === null) return null;
    const quoted = text.slice(first.start, last.end);
    return patterns.fits(quoted, foot.date)
      ? { ...postOf(quoted, head, patterns), date: foot.date, end: foot.end, confidence: 0.9 }
      : null;
  }
  return null;
}

function postOf(
  raw: string,
  head: Head,
  { anyLink, noiseAtEnd }: Patterns,
): Omit<FlattenedPost, 'end' | 'date' | 'confidence'> {
  const text = printed(raw.replace(noiseAtEnd, '').trimEnd());
  const links = [...text.matchAll(anyLink)].map((link) => link[0].replace(/\s/gu, ''));
  return { start: head.start, name: head.name, handle: head.handle, text, links, url: null };
}

/** The counts and buttons under a post. */
const counts =
  /^(?:[\d.,]+ ?[KMBkmb万億]?|(?:[\d.,]+ ?[KMkm]? )?(?:repl(?:y|ies)|reposts?|retweets?|likes?|quotes?|views?|bookmarks?|shares?|comments?)|translate (?:post|tweet)|show (?:more|translation)|quote(?: tweet)?)$/iu;

/** The last line of a text that nothing marks the end of but counts, a link to media, or the gap to the next paragraph. */
function lastLine(
  { text, patterns, usualGap }: Copy,
  lines: readonly Line[],
  date: string,
): Line | undefined {
  const shown = lines.map((line) => text.slice(line.start, line.end));
  const start = lines[0]?.start ?? 0;
  const fits = (line: Line | undefined): boolean =>
    line !== undefined && patterns.fits(text.slice(start, line.end), date);
  const foot = shown.findIndex((line) => counts.test(line) || patterns.noise.test(line));
  patterns.noise.lastIndex = 0;
  if (foot > 0 && fits(lines[foot - 1])) return lines[foot - 1];
  const media = shown.findIndex((line) => patterns.lastLinks.test(line));
  if (media !== -1 && fits(lines[media])) return lines[media];
  let at = 0;
  for (; at + 1 < lines.length; at += 1) {
    const next = lines[at + 1];
    if (next === undefined || !fits(next)) break;
    const closer = next.gap < usualGap;
    if (!closer && !isPosts(shown[at + 1] ?? '')) break;
  }
  return lines[at];
}

/** Counts stand right under it. */
function isCounted({ text }: Copy, last: Line): boolean {
  const [next] = linesFrom(text, last.end, 200);
  return next !== undefined && counts.test(text.slice(next.start, next.end));
}
