import type { FlattenedShape } from '../model/platform.ts';
import { tidy } from './text-author.ts';
import { readPhraseDate } from './text-phrase-date.ts';

/** A line that credits a post to somebody by name alone: `A post shared by Name`. Offsets are UTF-16 units. */
export interface NamedLine {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly date: string | null;
  /** The embed's first words stand before it, or a day behind it: nothing else has these. */
  readonly sure: boolean;
}

/** Lines where the handle was lost. Prose has such words too, but ends its lines with a stop. */
export function findNamedLines(
  text: string,
  { before, after, opener }: Extract<FlattenedShape, { readonly kind: 'phrase' }>,
): NamedLine[] {
  const first = new RegExp(
    `^(?<opener>[^\\S\\n]{0,9}(?:${opener.source})\\s{1,3})?[^\\S\\n]{0,9}(?<lead>(?:${before.source})[^\\S\\n]{1,3})(?<name>[^\\n@]{2,140})$`,
    'gimu',
  );
  const last = new RegExp(
    `^[^\\S\\n]{0,9}(?<name>[^\\n@]{2,60}?)[^\\S\\n]?(?:${after.source})[^\\S\\n]{0,9}$`,
    'gimu',
  );
  const lines = [...text.matchAll(first), ...text.matchAll(last)].flatMap((match) => readLine(text, match));
  return lines.sort((a, b) => a.start - b.start);
}

/** Captions hold 2,200 characters. */
const farthest = 2400;
const longestName = 60;

function readLine(text: string, match: RegExpExecArray): NamedLine[] {
  const { opener = '', lead = '', name: rest = '' } = match.groups ?? {};
  const line = match.index + opener.length;
  const start = line + text.slice(line).search(/\S/u);
  const from = lead === '' ? start : match.index + match[0].length - rest.length;
  const { name, date, end } = splitDate(text, from, rest);
  const known = tidy(name);
  if (known === null || [...known].length > longestName || /[.!?…:;,]$|^\p{Ll}|[(]/u.test(known)) return [];
  if (/^\p{Ll}/u.test(lead)) return [];
  return [
    {
      start,
      end: lead === '' ? match.index + match[0].trimEnd().length : end,
      name: known,
      date,
      sure: opener !== '' || date !== null,
    },
  ];
}

/** What joins a name and a day. */
const joint = /(?:[^\S\n](?:\p{Ll}{1,3}|in data:|[-–—·])|,)$/u;

/** The name, and the day that ends the line: ` on Jul 19, 2018 at 9:15pm PDT`. */
function splitDate(
  text: string,
  from: number,
  rest: string,
): { name: string; date: string | null; end: number } {
  const whole = from + rest.trimEnd().length;
  for (const gap of [...rest.matchAll(/[^\S\n]/gu)].reverse()) {
    const date = readPhraseDate(text, from + gap.index);
    if (date?.end === whole)
      return { name: rest.slice(0, gap.index).replace(joint, ''), date: date.date, end: whole };
  }
  return { name: rest, date: null, end: whole };
}

/** Where the embed's first words end that stand at most a caption before; null without them. */
export function openerBefore(text: string, floor: number, start: number, opener: RegExp): number | null {
  const lowest = Math.max(floor, start - farthest);
  const found = [...text.slice(lowest, start).matchAll(opener)].at(-1);
  return found === undefined ? null : lowest + found.index + found[0].length;
}
