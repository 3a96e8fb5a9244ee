import { byteAt } from '../html/byte-tags.ts';
import { createFourBytesFinder } from '../html/four-bytes.ts';
import { type FourBytes, keyOfThree, keysOf, rarityOf } from '../html/four-bytes-bits.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { mayHideWord, wordsThatTell } from './telling-words.ts';

/** What may tell of an embed, as bits. */
export const signKinds = {
  /** A host of posts. */
  host: 1,
  /** A start tag that some rule takes by its name. */
  element: 2,
  /** A word that makes an element of a common name some rule's, or a reference that may hide one. */
  word: 4,
  /** A `<` written as `\u003c`, as JSON may have it. */
  escape: 8,
  /** What may be a shortcode in square brackets. */
  bracket: 16,
  /** A handle in brackets, as stands beside a post that was made text. */
  handle: 32,
  /** Markup may stand in base64, where nothing else can be seen of it. */
  encoded: 64,
} as const;

/** Signs of a page in order, in bytes of an encoding that keeps ASCII as it is. */
export interface ByteSigns {
  /** All their kinds. */
  readonly kinds: number;
  /** Somewhere in each of them. */
  readonly places: readonly number[];
  /** The kind of each. */
  readonly kindOf: readonly number[];
}

export type FindSigns = (bytes: Uint8Array) => ByteSigns;

/** Null where the machine has not what it takes to look quickly. Made once for each list of platforms. */
export function signFinder(platforms: readonly PlatformInArticles[]): FindSigns | null {
  const known = finderByList.get(platforms);
  if (known !== undefined) return known;
  const made = createSignFinder(platforms);
  finderByList.set(platforms, made);
  return made;
}

const finderByList = new WeakMap<readonly PlatformInArticles[], FindSigns | null>();

function createSignFinder(platforms: readonly PlatformInArticles[]): FindSigns | null {
  const signs = signsOf(platforms);
  const find = createFourBytesFinder(signs.map(({ pattern }) => pattern));
  if (find === null) return null;
  const signsWith = byKey(signs);
  return (bytes) => {
    const places: number[] = [];
    const kindOf: number[] = [];
    let kinds = 0;
    find(bytes, (at) => {
      const key = keyOfThree(byteAt(bytes, at), byteAt(bytes, at + 1), byteAt(bytes, at + 2));
      for (const sign of signsWith(key)) {
        if (!standsAt(bytes, at - sign.patternAt, sign)) continue;
        places.push(at);
        kindOf.push(sign.kind);
        kinds |= sign.kind;
      }
    });
    return { kinds, places, kindOf };
  };
}

/** Where those of some kind are. */
export function placesOf({ places, kindOf }: ByteSigns, kind: number): readonly number[] {
  return places.filter((_, at) => kindOf[at] === kind);
}

interface Sign {
  readonly kind: number;
  /** For each of its bytes, 1 at those it may be. */
  readonly allowed: readonly Uint8Array[];
  /** The four of its bytes that are looked for, and where they begin in it. */
  readonly pattern: FourBytes;
  readonly patternAt: number;
  /** Says more of a place where all bytes fit. */
  readonly isReal: (bytes: Uint8Array, at: number) => boolean;
}

function signsOf(platforms: readonly PlatformInArticles[]): readonly Sign[] {
  const { hosts, elements, words } = wordsThatTell(platforms);
  return [
    ...hosts.map((host) => signOf(signKinds.host, [...host])),
    ...elements.map((name) => signOf(signKinds.element, [...name])),
    ...words.map((word) => signOf(signKinds.word, [...word])),
    signOf(signKinds.word, ['&', '#', '0123456789x'], mayHideWord(words)),
    ...['&lowbar', '&underbar'].map((name) => signOf(signKinds.word, [...name])),
    signOf(signKinds.escape, [...'\\u003']),
    signOf(signKinds.bracket, ['[', letters, `${letters}${digits}_-`]),
    ...['(@', '(&#64;'].map((opening) => signOf(signKinds.handle, [...opening, `${letters}${digits}_`])),
    // as a consent tool names its attributes; `<iframe` and `<blockquote` as the first thing of a value
    ...['borlabs-cookie', 'pglmcmftz', 'pgjsb2nrc'].map((word) => signOf(signKinds.encoded, [...word])),
  ];
}

const letters = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

/** `sets` are, for each byte, the letters it may be, in lower case; capitals count as well. */
function signOf(kind: number, sets: readonly string[], isReal: Sign['isReal'] = () => true): Sign {
  const isPlain = sets.every((set) => set.length === 1);
  const patternAt = isPlain ? rarestFour(sets.join('')) : 0;
  const pattern = [0, 1, 2, 3].map((at) => bytesOf(sets[patternAt + at] ?? null));
  const [first = [], second = [], third = [], fourth = []] = pattern;
  return { kind, allowed: sets.map(allowedBy), pattern: [first, second, third, fourth], patternAt, isReal };
}

/**
 * Where those four bytes of a word begin that are looked for: around a sign that is no letter, for such are rare and
 * words that have them are told from others together; else where pages have the fewest.
 */
function rarestFour(word: string): number {
  const fours = Array.from({ length: word.length - 3 }, (_, at) => word.slice(at, at + 4));
  const around = fours.filter((four) => /^\w[^\w][a-z]/u.test(four));
  const best = around.length > 0 ? around : fours;
  const rarities = best.map(rarityOf);
  return fours.indexOf(best[rarities.indexOf(Math.max(...rarities))] ?? '');
}

/** Any byte where nothing is said. */
function bytesOf(set: string | null): readonly number[] {
  if (set === null) return anyByte;
  const known = bytesBySet.get(set);
  if (known !== undefined) return known;
  const bytes = [...new Set(Array.from(set + set.toUpperCase(), (letter) => letter.charCodeAt(0)))];
  bytesBySet.set(set, bytes);
  return bytes;
}

const anyByte: readonly number[] = [...new Uint8Array(256).keys()];

/** Words share their letters. */
const bytesBySet = new Map<string, readonly number[]>();

function allowedBy(set: string): Uint8Array {
  const known = allowedBySet.get(set);
  if (known !== undefined) return known;
  const allowed = new Uint8Array(256);
  for (const byte of bytesOf(set)) allowed[byte] = 1;
  allowedBySet.set(set, allowed);
  return allowed;
}

const allowedBySet = new Map<string, Uint8Array>();

function standsAt(bytes: Uint8Array, start: number, { allowed, isReal }: Sign): boolean {
  if (start < 0) return false;
  for (let at = 0; at < allowed.length; at += 1)
    if (allowed[at]?.[byteAt(bytes, start + at)] !== 1) return false;
  return isReal(bytes, start);
}

/** The signs whose patterns have that key. */
function byKey(signs: readonly Sign[]): (key: number) => readonly Sign[] {
  const lists: (readonly Sign[])[] = [[]];
  const slots = new Uint16Array(0x10000);
  for (const sign of signs) {
    /** The list that each one becomes with the sign: many keys share one. */
    const grown = new Map<number, number>();
    for (const key of keysOf(sign.pattern)) {
      const slot = slots[key] ?? 0;
      const next = grown.get(slot) ?? lists.push([...(lists[slot] ?? []), sign]) - 1;
      grown.set(slot, next);
      slots[key] = next;
    }
  }
  return (key) => lists[slots[key] ?? 0] ?? [];
}
