import type { FlattenedShape } from '../model/platform.ts';
import { readPrintedDate } from '../model/printed-date.ts';
import { type FlattenedPost, printed } from './text-post.ts';

/** Posts whose embeds become lines of one fixed form. */
export function findPatterned(
  text: string,
  { pattern, confidence }: Extract<FlattenedShape, { readonly kind: 'pattern' }>,
): FlattenedPost[] {
  return [...text.matchAll(pattern)].map((match) => {
    const { handle, name, date, text: quoted = '' } = match.groups ?? {};
    const whole = match[0].trimEnd();
    return {
      start: match.index + whole.length - whole.trimStart().length,
      end: match.index + whole.length,
      name: name?.trim() ?? null,
      handle: handle ?? null,
      date: date === undefined ? null : readPrintedDate(date),
      text: printed(quoted.trim()),
      links: [...quoted.matchAll(/https?:\/\/[^\s"'<>”»]+/gu)].map((link) => link[0]),
      url: null,
      confidence,
    };
  });
}
