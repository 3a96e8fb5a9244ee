import { foreignFrom, foreignness } from './text-foreign.ts';
import { scriptOf, withoutLinks, wordsOf, writingOf } from './text-language.ts';
import type { Line } from './text-lines.ts';
import { fitsFrom, type StartQuestion } from './text-question.ts';
import { type Break, type Unit, unitsOf } from './text-units.ts';

/**
 * Where the post's text begins in the line that ends it. `open` tells what the line's start is: `paragraph`, or
 * `article` and `post` when it only is the article's first or comes after another post, so that prose may stand
 * before the post.
 */
export function startInLine(question: StartQuestion, line: Line, opening: Opening): number {
  const { text, patterns } = question;
  const units = unitsOf(text, line.start, endOfWords(question, line), patterns.shortLink);
  const first = units.findIndex((unit) => fitsFrom(question, unit.start));
  const possible = first === -1 ? units.slice(-1) : units.slice(first);
  const foreign = foreignStart(question, possible);
  const isParagraph = first === 0 && opening === 'paragraph';
  if (isParagraph && (foreign === null || !isArticles(question, line.start, foreign))) return line.start;
  return foreign ?? bestUnit(question, units, possible, opening);
}

/** Where the line goes over for good from the article's language or script to another; null when it doesn't. */
function foreignStart(question: StartQuestion, units: readonly Unit[]): number | null {
  const { text, language } = question;
  const last = units.at(-1);
  if (language === null || last === undefined) return null;
  const parts = units.map((unit) => text.slice(unit.start, unit.end));
  const at = foreignFrom(parts, language);
  const unit = units[at ?? -1];
  if (unit !== undefined) return crossing(question, backOverShort(question, units, unit));
  const crossed = crossing(question, last);
  return crossed === last.start ? null : crossed;
}

/** More of the article's words than of any other language's. */
function isArticles({ text, language }: StartQuestion, from: number, to: number): boolean {
  return language !== null && foreignness(text.slice(from, to), language) < 0;
}

/** A post's last links end it: nothing begins at them. */
function endOfWords({ text, end, patterns }: StartQuestion, line: Line): number {
  const links = patterns.lastLinks.exec(text.slice(line.start, end));
  return links === null || links.index === 0 ? end : line.start + links.index;
}

export type Opening = 'paragraph' | 'article' | 'post';

/** A cry before the first foreign sentence (`Wow!`) belongs to it: no words tell its language. */
function backOverShort({ text, language }: StartQuestion, units: readonly Unit[], unit: Unit): Unit {
  const before = units[units.indexOf(unit) - 1];
  if (before === undefined || language === null) return unit;
  const part = text.slice(before.start, before.end);
  const silent =
    foreignFrom([part], language) === null &&
    wordsOf(part).length <= 3 &&
    /^[\p{ASCII}\p{Emoji}’“”…]*$/u.test(part);
  return silent ? before : unit;
}

/** The first unit may begin in the article's script: the post then begins where the script changes for good. */
function crossing({ text, end }: StartQuestion, unit: Unit): number {
  const part = withoutLinks(text.slice(unit.start, Math.min(unit.end, end)));
  const words = [...part.matchAll(/[\p{L}\p{M}]{2,}/gu)];
  const script = scriptOf(words.at(-1)?.[0] ?? '');
  const from = words.findLastIndex((word) => scriptOf(word[0]) !== script);
  const change = words[from];
  if (change === undefined || words.length - from < 5 || from < 2) return unit.start;
  const after = unit.start + change.index + change[0].length;
  const common = Math.max(0, ...writingOf(text.slice(after, end)).hits.values());
  // names and titles in another script are no sentence
  if (common < 2) return unit.start;
  const skipped = /^[.!?…:،؛"”»)\]]*\s*/u.exec(text.slice(after, end))?.[0].length ?? 0;
  return after + skipped;
}

/** In one language only form is left to go by: the breaks that lost paragraphs leave, and what a post can hold. */
function bestUnit(
  { text, end, patterns }: StartQuestion,
  units: readonly Unit[],
  possible: readonly Unit[],
  opening: Opening,
): number {
  let best = possible.at(-1)?.start ?? end;
  let most = Number.NEGATIVE_INFINITY;
  let score = 0;
  for (let at = possible.length - 1; at >= 0; at -= 1) {
    const unit = possible[at];
    if (unit === undefined) break;
    const part = text.slice(unit.start, unit.end);
    score += unitWorth(part, patterns.shortLink);
    const full = at === 0 && possible.length < units.length ? 0.9 : 0;
    const start = score + (unit.after === 'line' ? openingWorth[opening] : breakWorth[unit.after]) + full;
    if (start > most) [best, most] = [unit.start, start];
  }
  return best;
}

/** How likely one more sentence is a post's rather than the article's. */
function unitWorth(part: string, shortLink: RegExp): number {
  const signs = /(?<![\p{L}\p{N}])[#@][\p{L}_]|\p{Extended_Pictographic}/u.test(part) || shortLink.test(part);
  const reported = /["”»]\s?,?\s?[-–—]|["“„«][^"“”„»]{20,}["”»]/u.test(part);
  const address = /https?:\/\//u.test(part) && !shortLink.test(part);
  return -0.4 - (address ? 4 : 0) + (signs ? 0.9 : 0) - (reported ? 0.8 : 0);
}

const breakWorth: Readonly<Record<Break, number>> = {
  line: 0,
  wide: 3,
  link: 3,
  label: 2.5,
  colon: 0.3,
  lower: 1.2,
  sentence: 0,
  glued: 1.2,
};

/** The article's first line may hold anything; after another post a text that fits is mostly the next one. */
const openingWorth: Readonly<Record<Opening, number>> = { paragraph: 2, article: 0.4, post: 2 };
