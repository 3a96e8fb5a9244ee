import { byteAt } from '../html/byte-tags.ts';
import { createNameMarks, type NameMarks } from '../html/name-marks.ts';
import { bitsByName, outlineBitCount } from '../html/outline-names.ts';
import type { MarkupRule, Platform } from '../model/platform.ts';

/** What detection has to know of an element's name, as bits above those of the outline. */
export const markBits = {
  /** Some rule takes any element of that name. */
  any: 1 << outlineBitCount,
  /** Rules take elements of that name by a class; a script, of which every page has many, by its hint. */
  told: 2 << outlineBitCount,
  link: 4 << outlineBitCount,
  button: 8 << outlineBitCount,
  form: 16 << outlineBitCount,
  table: 32 << outlineBitCount,
  /** No end tag of a button reaches past it. */
  wall: 64 << outlineBitCount,
} as const;

/** What an element may be, told from bytes and names alone. */
export interface MarkupMarks {
  readonly marks: NameMarks;
  /** One of the classes, or a script's hint, may stand in those bytes of a tag. */
  mayBeTold(bytes: Uint8Array, start: number, end: number): boolean;
  /** Hints of the rules for any element of that name, in lower case. */
  hintsFor(name: string): readonly string[];
}

export function createMarkupMarks(platforms: readonly Platform[]): MarkupMarks {
  const rules = platforms.flatMap(({ markup }) => markup);
  const bits = new Map(bitsByName);
  const add = (name: string, bit: number) => bits.set(name, (bits.get(name) ?? 0) | bit);
  for (const { element, classes } of rules)
    add(element, classes.length === 0 && element !== 'script' ? markBits.any : markBits.told);
  add('a', markBits.link);
  for (const name of ['button', 'form', 'table'] as const) add(name, markBits[name]);
  for (const name of 'applet caption marquee noscript object table td th'.split(' '))
    add(name, markBits.wall);
  return {
    marks: createNameMarks(bits),
    mayBeTold: createWordLook(
      rules.flatMap(({ element, classes, hint }) => (element === 'script' ? [hint] : classes)),
    ),
    hintsFor: (name) => hintsOf(rules, name),
  };
}

function hintsOf(rules: readonly MarkupRule[], name: string): readonly string[] {
  const fitting = rules.filter(({ element }) => element === name);
  return [...new Set(fitting.map(({ hint }) => hint.toLowerCase()))];
}

/** True where one of the words stands, or a character reference that may hide one. */
function createWordLook(words: readonly string[]): MarkupMarks['mayBeTold'] {
  const marked = new Uint8Array(0x10000);
  const wordsByPair = new Map<number, Uint8Array[]>();
  for (const word of new Set(words)) {
    const bytes = new TextEncoder().encode(word);
    const pair = pairAt(bytes, 0);
    marked[pair] = 1;
    wordsByPair.set(pair, [...(wordsByPair.get(pair) ?? []), bytes]);
  }
  return (bytes, start, end) => {
    for (let at = start; at < end; at += 1) {
      if (bytes[at] === ampersand) return true;
      const pair = pairAt(bytes, at);
      if (marked[pair] === 1 && wordsByPair.get(pair)?.some((word) => standsAt(bytes, at, word)) === true)
        return true;
    }
    return false;
  };
}

function pairAt(bytes: Uint8Array, at: number): number {
  return byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8);
}

function standsAt(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  return word.every((byte, index) => bytes[at + index] === byte);
}

const ampersand = 0x26;
