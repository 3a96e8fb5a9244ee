import type { FlattenedShape } from '../model/platform.ts';
import { readPrintedDate } from '../model/printed-date.ts';
import { usualGapOf } from './text-lines.ts';
import { type FlattenedPost, printed } from './text-post.ts';

/** Posts whose embeds become lines of one fixed form. */
export function findPatterned(
  text: string,
  { pattern, confidence }: Extract<FlattenedShape, { readonly kind: 'pattern' }>,
): FlattenedPost[] {
  const matches = [...text.matchAll(pattern)];
  // where every paragraph is a line, the next line is the article's
  const oneLine = matches.length > 0 && usualGapOf(text) === 1;
  return matches.map((match) => {
    const { handle, name, date, text: all = '' } = match.groups ?? {};
    const quoted = oneLine && match[0].endsWith(all) ? firstParagraph(all) : all;
    const whole = match[0].slice(0, match[0].length - (all.length - quoted.length)).trimEnd();
    return {
      start: match.index + whole.length - whole.trimStart().length,
      end: match.index + whole.length,
      name: name?.trim() ?? null,
      handle: handle ?? null,
      date: date === undefined ? null : readPrintedDate(date.replace(twoDigitYear, '$120$2')),
      text: printed(quoted.trim()),
      links: [...quoted.matchAll(/https?:\/\/[^\s"'<>”»]+/gu)].map((link) => link[0]),
      url: null,
      confidence,
    };
  });
}

const twoDigitYear = /^(\d{1,2}[./-]\d{1,2}[./-])(\d{2})$/u;

/** The first line and the short ones after it, as in a list. */
function firstParagraph(lines: string): string {
  const [first = '', ...rest] = lines.split('\n');
  const more = rest.findIndex((line) => line.length > shortLine);
  return [first, ...(more === -1 ? rest : rest.slice(0, more))].join('\n');
}

const shortLine = 60;
