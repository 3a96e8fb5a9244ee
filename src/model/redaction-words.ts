import { comparableText } from '../ref.ts';
import { type Post, textOf } from './post.ts';

/** Fewer letters are found by chance in bytes that have nothing to do with a post; half as many where one is a syllable. */
const leastLetters = 12;
const syllables = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** Enough letters of a text to know it by, however the rest was cut. */
const mostLetters = 48;

/** What of a post's words is telling enough to find it again in other bytes: letters and digits, folded. Pure. */
export function tellingWords(texts: readonly string[]): readonly string[] {
  const words = texts
    .map((text) => [...comparableText(text)].slice(0, mostLetters).join(''))
    .filter((word) => [...word].length >= lettersToTell(word));
  return [...new Set(words)];
}

/** How many letters of a text in a row are telling. */
export function lettersToTell(word: string): number {
  return syllables.test(word) ? leastLetters / 2 : leastLetters;
}

/** By what answers that speak of a post are known, where its words are too few: the ends of its ids. Pure. */
export function tellingIds(names: readonly string[]): readonly string[] {
  const ends = names.map((name) => comparableText(/[^/:@]*$/u.exec(name)?.[0] ?? ''));
  return [...new Set(ends)].filter((end) => end.length >= leastIdLetters);
}

const leastIdLetters = 8;

/** Every text a post itself says: its words, descriptions, options, the note and the card under it. */
export function textsOf(post: Post): readonly string[] {
  const { segments, media, poll, card, note } = post;
  const whole = textOf(segments);
  // Copies print links and mentions in many ways; what stands between them is printed alike.
  const pieces = segments.filter(({ kind }) => kind === 'text').map(({ text }) => text);
  return [
    whole,
    ...pieces,
    ...media.map(({ alt }) => alt),
    ...(poll?.options.map(({ text }) => text) ?? []),
    card?.title ?? null,
    card?.description ?? null,
    note?.text ?? null,
  ].filter((text) => text !== null);
}

/** Whether bytes (an answer, a page) hold any of these words, written plainly or with JSON's or HTML's escapes. Pure. */
export function holdsWords(bytes: Uint8Array, words: readonly string[]): boolean {
  if (words.length === 0) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return [text, withoutMarkup(text)].some((form) => {
    const folded = comparableText(withoutEscapes(form));
    return words.some((word) => folded.includes(word));
  });
}

function withoutMarkup(text: string): string {
  return text.replace(/<[^<>]*>/gu, '');
}

function withoutEscapes(text: string): string {
  return text
    .replace(/\\+u([0-9a-f]{4})/giu, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\+[nrtbf]/gu, ' ')
    .replace(/&#x([0-9a-f]{1,6});/giu, (_escape, hex: string) => letter(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/gu, (_escape, digits: string) => letter(Number(digits)))
    .replace(/&[a-z]{2,8};/giu, ' ');
}

function letter(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}
