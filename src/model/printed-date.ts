import { isoDay } from './printed-date-calendar.ts';
import {
  digitsOf,
  fold,
  isFiller,
  type MonthName,
  monthNamed,
  printedLength,
  printsAs,
} from './printed-date-words.ts';

/** A date found in a text. */
export interface PrintedDate {
  /** ISO day, `2023-09-14`: as printed, no time zone known. */
  readonly date: string;
  /** UTF-16 offset after its last character, a trailing `г.` or `日` included. */
  readonly end: number;
}

/**
 * The first day printed in a text, in any of about a hundred languages, as ISO day; null when there is none, or when
 * it can be read in two ways (`3/4/2018`). Years are 1990 to 2100: anything else is no date of a post.
 * Reads at most the first 400 characters.
 */
export function readPrintedDate(text: string, lang: string | null = null): string | null {
  const head = text.slice(0, 400);
  for (const start of head.matchAll(dateStarts)) {
    const found = printedDateAt(head, start.index, lang);
    if (found !== null) return found.date;
  }
  return null;
}

/** The date that begins exactly at `index`; null when none does. Looks at no more than 64 characters. */
export function printedDateAt(text: string, index: number, lang: string | null = null): PrintedDate | null {
  const window = text.slice(index, index + 64).split(/[\n\r]/u, 1)[0] ?? '';
  const found = readNumbers(window, lang) ?? readWords(window, lang);
  return found === null ? null : { date: found.date, end: index + found.end };
}

/** A digit run, or a word: each may be a date's first part. */
const dateStarts = /(?<!\p{Nd})\p{Nd}+|(?<![\p{L}\p{M}])[\p{L}\p{M}]+/gu;

/** Marks without width that printed dates carry between their parts. */
const marks = '[\\u200e\\u200f\\u061c]?';
const number = (most: number): string => `(\\p{Nd}{1,${most}})(?!\\p{Nd})`;
const eras: Readonly<Record<string, number>> = {
  令和: 2018,
  平成: 1988,
  昭和: 1925,
  民國: 1911,
  民国: 1911,
};

const epochMs = /^(1\d{12})(?!\d)/u;
const yearFirst = new RegExp(
  `^(\\p{Nd}{4})${marks}([-/.])\\s?${number(2)}${marks}\\2\\s?${number(2)}(?:T[\\d:.]{4,18}(?:Z|[+-]\\d\\d:?\\d\\d)?)?`,
  'u',
);
const yearLast = new RegExp(
  `^${number(2)}${marks}([-/.])\\s?${number(2)}${marks}\\2\\s?(\\p{Nd}{4})(?!\\p{Nd})`,
  'u',
);
// Instagram prints the month's sign twice
const eastAsian = new RegExp(
  `^(?:(${Object.keys(eras).join('|')})\\s?)?(\\p{Nd}{1,4}|元)\\s?[年년]\\s?${number(2)}\\s?[月월]{1,2}\\s?${number(2)}\\s?[日日號号일]?`,
  'u',
);
const mongolian = new RegExp(`^(\\p{Nd}{4}) оны ${number(2)}-?р? сарын ${number(2)}`, 'u');
const vietnamese = new RegExp(
  `^(?:ngày )?${number(2)} (?:tháng|thg) ${number(2)},? (?:năm )?(\\p{Nd}{4})(?!\\p{Nd})`,
  'iu',
);

function readNumbers(text: string, lang: string | null): PrintedDate | null {
  const since = epochMs.exec(text);
  if (since?.[1] !== undefined) {
    const day = new Date(Number(since[1]));
    return finish(isoDay('gregory', day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()), since[0]);
  }
  const plain = yearFirst.exec(text);
  if (plain !== null)
    return finish(
      isoDay(calendarOf(lang), num(plain[1]), num(plain[3]), num(plain[4])),
      plain[0],
      text.slice(plain[0].length),
    );
  const east = eastAsian.exec(text);
  if (east !== null) {
    const year = east[2] === '元' ? 1 : num(east[2]);
    return finish(isoDay('gregory', year + (eras[east[1] ?? ''] ?? 0), num(east[3]), num(east[4])), east[0]);
  }
  const steppe = mongolian.exec(text);
  if (steppe !== null)
    return finish(isoDay('gregory', num(steppe[1]), num(steppe[2]), num(steppe[3])), steppe[0]);
  const viet = vietnamese.exec(text);
  if (viet !== null) return finish(isoDay('gregory', num(viet[3]), num(viet[2]), num(viet[1])), viet[0]);
  const western = yearLast.exec(text);
  return western === null
    ? null
    : finish(readYearLast(western, lang), western[0], text.slice(western[0].length));
}

/** Dots stand between day and month everywhere; slashes and dashes tell only where one number is over 12. */
function readYearLast(match: RegExpExecArray, lang: string | null): string | null {
  const [first, second, year] = [num(match[1]), num(match[3]), num(match[4])];
  const dayFirst = match[2] === '.' || first > 12 || (second <= 12 && (first === second || isDayFirst(lang)));
  if (!dayFirst && second <= 12) return null;
  return dayFirst
    ? isoDay(calendarOf(lang), year, second, first)
    : isoDay(calendarOf(lang), year, first, second);
}

/** `en` alone is read both ways by its readers. */
function isDayFirst(lang: string | null): boolean {
  return lang !== null && !/^en(?:-US)?$/iu.test(lang) && !/^(?:fil|tl)\b/iu.test(lang);
}

type Token = { readonly kind: 'number' | 'word' | 'sign'; readonly text: string; readonly start: number };

const tokens =
  /(\p{Nd}+)|([\p{L}\p{M}\u200c\u200d]+(?:[.'’ʻʼ‘׳-][\p{L}\p{M}\u200c\u200d]+)*)|([.,،/'’ʻʼ‘॰׳()\u200e\u200f\u061c-])|(\s+)|./gsu;

interface Parts {
  day: number | null;
  month: readonly MonthName[] | null;
  year: number | null;
}

/** Day, month by name and year in any of the orders in use: D M Y, M D Y, Y M D, Y D M. */
function readWords(text: string, lang: string | null): PrintedDate | null {
  const list = tokensOf(text);
  const digits = list.filter((token) => token.kind === 'number').map((token) => digitsOf(token.text).length);
  if (!digits.some((length) => length === 4) || !digits.some((length) => length <= 2)) return null;
  const parts: Parts = { day: null, month: null, year: null };
  let end = 0;
  for (let at = 0; at < list.length; ) {
    const used = take(list, at, parts);
    if (used === 0) return null;
    at += used;
    const last = list[at - 1];
    end = last === undefined ? end : last.start + last.text.length;
    if (parts.day !== null && parts.month !== null && parts.year !== null) break;
  }
  if (parts.day === null || parts.month === null || parts.year === null) return null;
  const name = choose(parts.month, parts.year, parts.day, text.slice(0, end), lang);
  if (name === null) return null;
  const date = isoDay(name.calendar, parts.year, name.month, parts.day);
  if (date === null) return null;
  const same = parts.month.filter((each) => each.month === name.month && each.calendar === name.calendar);
  const whole = printedLength(same, parts.year, parts.day, text);
  // `2023. gada 14. sept.`
  const numbered = /\p{Nd}\. [^\p{Nd}]+$/u.test(text.slice(0, end)) && text[end] === '.' ? 1 : 0;
  return { date, end: Math.max(whole, end + Math.max(numbered, trailing(text.slice(end)))) };
}

/** How many tokens from `at` on were understood, their meaning put into `parts`; 0 when they belong to no date. */
function take(list: readonly Token[], at: number, parts: Parts): number {
  const token = list[at];
  if (token === undefined) return 0;
  if (token.kind === 'sign') return at === 0 ? 0 : 1;
  if (token.kind === 'number') {
    const digits = digitsOf(token.text);
    if (digits.length === 4 && parts.year === null) parts.year = Number(digits);
    else if (digits.length <= 2 && parts.day === null) parts.day = Number(digits);
    else return 0;
    return 1;
  }
  if (parts.month === null) {
    for (const count of [3, 2, 1]) {
      const words = list.slice(at, at + count);
      if (words.length < count || words.some((word) => word.kind !== 'word')) continue;
      const names = monthNamed(words.map((word) => fold(word.text)).join(' '));
      if (names.length > 0) {
        parts.month = names;
        return count;
      }
    }
  }
  const before = list[at - 1];
  const glued = before?.kind === 'number' && before.start + before.text.length === token.start;
  return isFiller(fold(token.text)) || (glued && token.text.length <= 3) ? 1 : 0;
}

/** One month of the names found: that of the language, else the one whose language prints exactly this. */
function choose(
  names: readonly MonthName[],
  year: number,
  day: number,
  printed: string,
  lang: string | null,
): MonthName | null {
  const spoken = names.filter((name) => lang !== null && sameLanguage(name.locale, lang));
  const fitting = (spoken.length > 0 ? spoken : names).filter(
    (name) => isoDay(name.calendar, year, name.month, day) !== null,
  );
  const one = onlyMonth(fitting);
  if (one !== null) return one;
  const major = fitting.filter((name) => name.major);
  return onlyMonth(major) ?? onlyMonth(fitting.filter((name) => printsAs(name, year, day, printed)));
}

function onlyMonth(names: readonly MonthName[]): MonthName | null {
  const first = names[0];
  return first !== undefined &&
    names.every((name) => name.month === first.month && name.calendar === first.calendar)
    ? first
    : null;
}

function sameLanguage(locale: string, lang: string): boolean {
  return locale.split('-')[0]?.toLowerCase() === lang.split(/[-_]/u)[0]?.toLowerCase();
}

/** Length of what some languages print after a year or a day: `г.`, `р.`, `թ.`, `d.`. */
function trailing(rest: string): number {
  const match = /^\s?(?:г|р|թ|ж|ел)(?![\p{L}\p{M}])\.?|^(?:\s?d\.|[일日])/u.exec(rest);
  return match?.[0].length ?? 0;
}

function calendarOf(lang: string | null): 'persian' | 'gregory' {
  return lang !== null && /^(?:fa|ps)\b/iu.test(lang) ? 'persian' : 'gregory';
}

function tokensOf(text: string): Token[] {
  const list: Token[] = [];
  for (const match of text.matchAll(tokens)) {
    if (match[4] !== undefined) continue;
    const kind = match[1] !== undefined ? 'number' : match[2] !== undefined ? 'word' : 'sign';
    if (kind === 'sign' && match[3] === undefined) break;
    list.push({ kind, text: match[0], start: match.index });
    if (list.length === 14) break;
  }
  return list;
}

function num(digits: string | undefined): number {
  return Number(digitsOf(digits ?? ''));
}

/** Day or year, whichever comes last, has its dot like the numbers before it: `2023. 9. 14.`, `14. 9. 2023.`. */
function finish(date: string | null, printed: string, rest = ''): PrintedDate | null {
  const dot = /\d\. /u.test(digitsOf(printed)) && /^\.(?!\p{Nd})/u.test(rest) ? 1 : 0;
  return date === null ? null : { date, end: printed.length + Math.max(dot, trailing(rest)) };
}
