import { begunWord, readableAddress, wordsOf } from './search-words.ts';

/** One thing looked for: words that follow each other. */
export interface Term {
  /** As it was typed. */
  readonly written: string;
  /** Folded, one at least. */
  readonly tokens: readonly string[];
  /** The last one may go on. */
  readonly isPrefix: boolean;
}

/** The words of something typed, in their order; null when it has none. Pure. */
export function termOf(written: string, isPrefix = false): Term | null {
  const words = wordsOf(readableAddress(written).toWellFormed().normalize('NFC'));
  const last = words.at(-1);
  if (last === undefined) return null;
  const before = words.at(-2);
  const isHeld = last.isTail && before !== undefined && before.end === last.end;
  const tokens = (isHeld ? words.slice(0, -1) : words).map(({ token }) => token);
  // A single letter of a script without spaces is found by the pairs it begins.
  return {
    written,
    tokens: isPrefix ? [...tokens.slice(0, -1), begunWord(tokens.at(-1) ?? '')] : tokens,
    isPrefix: isPrefix || (last.isTail && !isHeld),
  };
}
