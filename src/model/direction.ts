import type { Direction } from './post.ts';

/** Direction of a text by its letters: that of the majority of strong ones; null without any. */
export function directionOf(text: string): Direction | null {
  const withoutNames = text.replace(
    /(?:https?:\/\/|(?:[\w-]{1,63}\.){1,6}[a-z]{2,20}\/)\S*|[@#][\w.]+/gu,
    ' ',
  );
  const rtl = count(withoutNames, rtlLetters);
  const ltr = count(withoutNames, letters) - rtl;
  if (rtl === 0 && ltr === 0) return null;
  return rtl >= ltr ? 'rtl' : 'ltr';
}

const letters = /\p{L}/gu;
const rtlLetters =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/gu;

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
