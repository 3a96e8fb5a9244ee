import { sourceKindOf } from '../detect/source-kind.ts';
import type { DecodedText } from '../html/charset.ts';
import type { Article, Escaping } from '../model/article.ts';
import { encodeText, likeness, numericReference, unicodeEscape } from './encode.ts';
import { encodeInto } from './escaping.ts';
import type { Fallback, Placing } from './fallback.ts';
import { toJsx } from './jsx.ts';
import { writeMarked } from './marks.ts';
import type { PlacedMark } from './places.ts';
import { type Setting, settingOf } from './setting.ts';
import { toXhtml } from './xhtml.ts';

export interface Standing {
  /** SHA-256 of the embed that stood or stands there. */
  readonly original: string;
  /** The fallback that is to be renewed; null where the embed itself still stands. */
  readonly mark: PlacedMark | null;
  /** How the article stands there in its container; null without one. */
  readonly escaping: Escaping | null;
  /** It takes the place of a block of WordPress's editor. */
  readonly isBlock: boolean;
  readonly setting: Setting;
}

/** What the place makes of a fallback: a page may be AMP's, or the fallback that stands there is. */
export function settingAt(
  article: Article,
  text: DecodedText,
  { mark, escaping }: Pick<Standing, 'mark' | 'escaping'>,
): Setting {
  const isForAmp = isAmp(text.text) || (mark !== null && isAmpFallback(article, mark));
  return settingOf(article, escaping, isForAmp);
}

/** The element that brings a card's style, as it is written there; null where none comes along. */
export function styleAt({ form, language }: Setting, { style }: Fallback): string | null {
  return form === 'html' && style !== null ? writers[language](style) : null;
}

/** The bytes that go in place of an embed: the fallback in the article's form and encoding, between its marks. */
export function fallbackBytes(
  article: Article,
  text: DecodedText,
  fallback: Fallback,
  { original, mark, escaping, isBlock, setting }: Standing,
  placing: Placing = {},
): Uint8Array {
  const source = writers[setting.language](fallback.written(setting.form, placing));
  const lineEnd = lineEndOf(text.text);
  // one that stands there keeps what it says of its original
  const written = mark === null ? (escaping ?? undefined) : mark.escaping;
  const label = {
    kind: 'post',
    name: fallback.name,
    original,
    ...(written === undefined ? {} : { escaping: written }),
  } as const;
  if (escaping !== null) {
    const marked = writeMarked({ ...label, encoding: null, isBlock }, source, setting.marks, lineEnd);
    const isPlain = mark !== null && isAscii(article.bytes.subarray(mark.start, mark.end), text);
    return encodeInto(marked, escaping, setting.language !== 'text', { encoding: text.encoding, isPlain });
  }
  if (setting.language === 'text') {
    // Once a fallback stands there a guess may come out otherwise: the first one is kept with it.
    const encoding = mark === null ? (text.guessed ? text.encoding : null) : mark.encoding;
    return encodeText(
      writeMarked({ ...label, encoding }, source, 'lines', lineEnd),
      encoding ?? text.encoding,
      likeness,
    );
  }
  const marked = writeMarked({ ...label, encoding: null, isBlock }, source, setting.marks, lineEnd);
  const instead = setting.language === 'jsx' ? unicodeEscape : numericReference;
  const plain =
    mark === null
      ? !isSureOfLetters(article, text)
      : isAscii(article.bytes.subarray(mark.start, mark.end), text);
  return encodeText(plain ? marked.replace(/[^\0-\x7f]/gu, instead) : marked, text.encoding, instead);
}

/**
 * Markdown gets the HTML card, which CommonMark takes as it is: the line begins with a comment, and such a line is an
 * HTML block of its own, whatever stands before or after it. Should it stand inside a paragraph after all, its text is
 * read as Markdown, so what Markdown would read in it is written by number.
 */
const writers: Readonly<Record<Setting['language'], (source: string) => string>> = {
  html: (source) => source,
  markdown: (source) => source.replace(/[*_~|\\]/g, numericReference),
  jsx: toJsx,
  xhtml: toXhtml,
  text: (source) => source,
};

/** A page of AMP says so in its first element. */
export function isAmp(source: string): boolean {
  return /<html[^>]*\s(?:\u26a1\ufe0f?|amp)(?:4ads)?(?=[\s=>])/iu.test(source.slice(0, 8192));
}

/** One that stands there as AMP wants it stays so: what told of AMP may have stood in the embed itself. */
function isAmpFallback({ bytes }: Article, { start, end }: PlacedMark): boolean {
  const source = Buffer.from(bytes.subarray(start, end)).toString('latin1').replaceAll('\0', '');
  return /^<!--[^>]*--><article class="holdfast"[^>]*\sstyle="/u.test(source);
}

/**
 * Where nobody told a page's encoding, each reader guesses: what is pure ASCII, or was guessed by us too,
 * gets pure ASCII.
 */
function isSureOfLetters(article: Article, text: DecodedText): boolean {
  if (text.guessed && !text.encoding.startsWith('utf-16')) return false;
  const isSource = article.format === 'markdown' || sourceKindOf(article.name) !== null;
  return isSource || text.encoding !== 'utf-8' || hasOtherLetters(text);
}

function hasOtherLetters({ utf8, text }: DecodedText): boolean {
  return utf8 === null ? /[^\0-\x7f]/u.test(text) : utf8.length !== text.length;
}

/** A fallback that was written in pure ASCII stays so. */
function isAscii(bytes: Uint8Array, { encoding }: DecodedText): boolean {
  return !encoding.startsWith('utf-16') && bytes.every((byte) => byte < 0x80);
}

/** The article's own: that of its first line. */
function lineEndOf(text: string): string {
  return /\r\n|\n|\r/u.exec(text)?.[0] ?? '\n';
}
