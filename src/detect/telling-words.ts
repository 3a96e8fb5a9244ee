import { byteAt } from '../html/byte-tags.ts';
import type { PlatformInArticles } from '../model/platform.ts';

/** Strings without one of which, in any case, a page holds no embed; none of a list is part of another. */
export interface TellingWords {
  readonly hosts: readonly string[];
  /** Start tags of elements that some rule takes without a class, their names only. */
  readonly elements: readonly string[];
  /** Classes of the rules for other elements; for scripts, of which every page has many, their hints. */
  readonly words: readonly string[];
}

export function wordsThatTell(platforms: readonly PlatformInArticles[]): TellingWords {
  const rules = platforms.flatMap(({ markup }) => markup);
  const elements = rules
    .filter(({ element, classes }) => classes.length === 0 && element !== 'script')
    .map(({ element }) => element);
  const words = rules
    .filter(({ element }) => !elements.includes(element))
    .flatMap(({ element, classes, hint }) => (element === 'script' ? [hint] : classes));
  return {
    hosts: shortest(platforms.flatMap(({ hosts }) => (hosts === 'any' ? [] : hosts))),
    elements: shortest(elements.map((name) => `<${name}`)),
    words: shortest(words),
  };
}

/** Those that have no other in them. */
function shortest(words: readonly string[]): readonly string[] {
  const all = [...new Set(words.map((word) => word.toLowerCase()))];
  return all.filter((word) => !all.some((other) => other !== word && word.includes(other)));
}

/** True for a numeric reference to a character that one of the words has: `&#45;`. */
export function mayHideWord(words: readonly string[]): (bytes: Uint8Array, at: number) => boolean {
  const hidden = new Set([...words.join('')].flatMap((letter) => [letter, letter.toUpperCase()]));
  return (bytes, at) => {
    const isHex = (byteAt(bytes, at + 2) | 0x20) === 0x78;
    const base = isHex ? 16 : 10;
    let code = 0;
    for (let next = at + (isHex ? 3 : 2); code < 0x80; next += 1) {
      const digit = digitOf(byteAt(bytes, next));
      if (digit >= base) break;
      code = code * base + digit;
    }
    return hidden.has(String.fromCharCode(code));
  };
}

function digitOf(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = (byte | 0x20) - 0x61;
  return letter >= 0 && letter < 26 ? letter + 10 : Number.POSITIVE_INFINITY;
}
