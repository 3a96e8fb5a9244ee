import { type PrintedDate, printedDateAt } from '../model/printed-date.ts';
import { mark } from './text-patterns.ts';

/**
 * The day behind a signature, and where its time of day ends: ` on Feb 12, 2018 at 5:50am PST`,
 * ` 20 Май 2020 в 2:12 PDT`, ` - 2017年 4月10日午後8時24分PDT`. Null when none follows.
 */
export function readPhraseDate(text: string, from: number): PrintedDate | null {
  lead.lastIndex = from;
  const skipped = lead.exec(text)?.[0].length ?? 0;
  let date = printedDateAt(text, from + skipped);
  let at = from + skipped;
  for (let words = 0; date === null && words < 2; words += 1) {
    word.lastIndex = at;
    at += word.exec(text)?.[0].length ?? 0;
    date = printedDateAt(text, at);
  }
  if (date === null) return null;
  time.lastIndex = date.end;
  return { date: date.date, end: date.end + (time.exec(text)?.[0].length ?? 0) };
}

const lead = new RegExp(
  `(?:(?:[^\\S\\n]|${mark}){0,9}\\n?(?:[^\\S\\n]|${mark}){0,9})[-–—·•|,]?[^\\S\\n]{0,3}`,
  'uy',
);
/** `on`, `em`, `в`, `in data:`. */
const word = /\p{L}{1,5}:?[^\S\n]{1,3}/uy;
const time =
  /[^\n\d]{0,12}\d{1,2}(?:[:.h]|時|시)[^\S\n]?\d{2}(?:分|분)?(?:[^\S\n]?[ap]\.?m\b\.?)?(?:[^\S\n]?(?:P[DS]T|UTC|GMT))?/iuy;
