import { foreignness } from './text-foreign.ts';
import { type Opening, startInLine } from './text-in-line.ts';
import { type Line, linesOf } from './text-lines.ts';
import { fitsFrom, type StartQuestion } from './text-question.ts';

/** How far back a text is looked for, in UTF-16 units: more than any post shown in an article holds. */
const farthest = 1600;

/**
 * Where a flattened post's text begins. Nothing marks it, so it is inferred: the line (or the lines a blank line sets
 * apart) before the attribution, more lines where the language, a list, or the gaps say they are one text, less than
 * a line where the whole can't be a post. Equals `end` when there is no text.
 */
export function textStart(question: StartQuestion): number {
  const { text, end } = question;
  const lowest = Math.max(question.floor, end - farthest);
  const floor = afterNoise(question, lowest);
  const lines = linesOf(text, floor, end);
  // the farthest line may be cut by the window
  const whole = floor === lowest && lowest > question.floor && lines.length > 1 ? lines.slice(1) : lines;
  const last = whole.at(-1);
  if (last === undefined) return end;
  const inLine = startInLine(question, last, openingOf(question, last, floor));
  if (inLine !== last.start) return inLine;
  return lineUp(question, whole);
}

/** A line that follows nothing but a line end begins a paragraph, unless the whole article is that one line. */
function openingOf({ text, floor }: StartQuestion, line: Line, from: number): Opening {
  if (text.slice(Math.max(from, line.start - 300), line.start).includes('\n')) return 'paragraph';
  return floor > 0 || from > 0 ? 'post' : 'article';
}

/** The end of the last noise that has a text behind it. */
function afterNoise({ text, end, patterns }: StartQuestion, lowest: number): number {
  let floor = lowest;
  for (const match of text.slice(lowest, end).matchAll(patterns.noise)) {
    const after = lowest + match.index + match[0].length;
    if (text.slice(after, end).trim() !== '') floor = after;
  }
  return floor;
}

/** Goes up from the last line as long as the line above belongs to the same text. */
function lineUp(question: StartQuestion, lines: readonly Line[]): number {
  let at = lines.length - 1;
  let start = lines[at]?.start ?? question.end;
  while (at > 0) {
    const above = lines[at - 1];
    const line = lines[at];
    if (above === undefined || line === undefined) break;
    if (!fitsFrom(question, above.start) || !belongsAbove(question, lines, at)) break;
    start = above.start;
    at -= 1;
  }
  return start;
}

/** Does the line above `lines[at]` belong to the text that `lines[at]` and those below it are of? */
function belongsAbove(question: StartQuestion, lines: readonly Line[], at: number): boolean {
  const { text, end, language, gapAfter, patterns } = question;
  const line = lines[at];
  const above = lines[at - 1];
  if (line === undefined || above === undefined) return false;
  if (gapAfter > 1 && line.gap < gapAfter) return true;
  const [upper, lower] = [text.slice(above.start, above.end), text.slice(line.start, line.end)];
  if (patterns.shortLink.test(upper)) return true;
  if (language !== null) {
    const leaning = foreignness(upper, language);
    if (leaning >= 2 && foreignness(text.slice(line.start, end), language) >= 0) return true;
    if (leaning < 0 && foreignness(text.slice(line.start, end), language) >= 2) return false;
  }
  if (/^\p{Ll}/u.test(lower) && !endsSentence(upper)) return true;
  if (isPosts(upper) && !/[:：]$/u.test(upper)) return true;
  if (item.test(lower) && (item.test(upper) || /[:：]$/u.test(upper))) return true;
  const isLast = at === lines.length - 1;
  const isList = isVerse(upper) && (isVerse(lower) || (isLast && lower.length < verseLength));
  return (
    isList &&
    [lines[at - 2], lines[at + 1]].some(
      (each) => each !== undefined && isVerse(text.slice(each.start, each.end)),
    )
  );
}

/** Paragraphs of prose hold no emoji, and begin and end with no tag or mention. */
export function isPosts(line: string): boolean {
  return (
    /\p{Emoji_Presentation}|^(?:[#@][\p{L}_]|\(?\*)|(?<!\S)#[\p{L}\p{M}\p{N}_]+$/u.test(line) &&
    !/[:：]$/u.test(line)
  );
}

const item = /^(?:[-–—•*▪✅➡👉]\ufe0f?\s?|\(?\d{1,2}[.)]\s)/u;

/** A line after which another sentence may begin. */
export function endsSentence(line: string): boolean {
  return /[.!?…。！？۔؟।:]["'”’»)\]]*$/u.test(line);
}

/** A short line that ends in no sentence's end: a verse, or an item of a list. */
function isVerse(line: string): boolean {
  return line.length < verseLength && !endsSentence(line);
}

const verseLength = 60;
