import { type PrintedDate, printedDateAt } from '../model/printed-date.ts';
import { mark } from './text-patterns.ts';

const gap = `(?:[^\\S\\n]|${mark}){0,3}`;
const clock = '(?:[ap]\\.?m\\.?|午前|午後|上午|下午|오전|오후|[صم])';
const time = `(?:${clock}${gap})?\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?(?:${gap}${clock})?`;
const timeFirst = new RegExp(`${time}${gap}[·•|-]${gap}`, 'iuy');
const timeLast = new RegExp(`${gap}(?:[·•,|-]${gap})?(?:at )?${time}`, 'iuy');
const rest = new RegExp(`^${gap}(?:[·•|]|$)|^${gap}(?:from|via)\\s`, 'u');

/**
 * The last line of a post's own page: `10:15 AM · Sep 14, 2023`, `14 sept. 2023, 17:15`, with counts or a program's
 * name behind. Its end is the date's or the time's. Null for any other line.
 */
export function readFoot(text: string, start: number, end: number): PrintedDate | null {
  timeFirst.lastIndex = start;
  const before = timeFirst.exec(text);
  if (before !== null) {
    const date = printedDateAt(text, start + before[0].length);
    return date !== null && date.end <= end && rest.test(text.slice(date.end, end)) ? date : null;
  }
  const date = printedDateAt(text, start);
  if (date === null) return null;
  timeLast.lastIndex = date.end;
  const after = timeLast.exec(text);
  const whole = date.end + (after?.[0].length ?? 0);
  return after !== null && whole <= end && rest.test(text.slice(whole, end))
    ? { date: date.date, end: whole }
    : null;
}
