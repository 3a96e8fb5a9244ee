import { directionOf } from '../model/direction.ts';
import { readLanguageTag, writtenLanguage } from '../model/language-tag.ts';
import { type Direction, type Post, textOf } from '../model/post.ts';
import { cleanLine } from './clean-text.ts';
import type { FallbackView } from './view.ts';
import { allWords } from './words/all.ts';
import { english } from './words/english.ts';
import type { Words } from './words.ts';

/** The words a fallback is written with: in the article's language, else the post's, else English. */
export function wordsOf({ lang, post }: Pick<FallbackView, 'lang' | 'post'>): Words {
  return (lang === undefined ? undefined : wordsIn(languageOf({ lang }))) ?? wordsFor(post);
}

/** The words for a post's language; English where we have none of that language. */
export function wordsFor(post: Post | null): Words {
  if (post === null) return english;
  return wordsIn(languageOf(post) ?? languageOfLetters(textOf(post.segments))) ?? english;
}

/** The language, BCP 47, that cards speak for articles in this one; null where it is none of ours, or no language. */
export function cardLanguage(tag: string): string | null {
  return wordsIn(languageOf({ lang: tag }))?.lang ?? null;
}

function wordsIn(tag: string | null): Words | undefined {
  if (tag === null) return undefined;
  const wanted = writtenLanguage(tag);
  return allWords.find(({ lang }) => lang === wanted);
}

/** The post's language as HTML's `lang` takes it; null when undetermined, or no tag at all. */
export function languageOf(post: Pick<Post, 'lang'>): string | null {
  return post.lang === null ? null : readLanguageTag(post.lang);
}

/**
 * The `lang` of a post's text within a card in other words: its own, else what its letters tell. Empty where nobody can
 * tell and the card speaks the article's language, which the post must not seem to; null for none.
 */
export function textLanguage(
  post: Pick<Post, 'lang' | 'segments'>,
  { lang }: Pick<FallbackView, 'lang'>,
): string | null {
  const own = languageOf(post);
  return own !== null || lang === undefined ? own : (languageOfLetters(textOf(post.segments)) ?? '');
}

/** The direction its text runs in; `auto` lets the browser tell by the first letter. */
export function textDirection(post: Pick<Post, 'dir' | 'segments'>): Direction | 'auto' {
  return post.dir ?? directionOf(textOf(post.segments)) ?? 'auto';
}

/** The words with values in the places of `{…}`. */
export function fill(words: string, values: Readonly<Record<string, string | number>>): string {
  let filled = '';
  for (const [at, part] of partsOf(words).entries()) filled += at % 2 === 0 ? part : (values[part] ?? '');
  return filled;
}

/** Our words cut at their marks: text and keys in turns. */
export function partsOf(words: string): readonly string[] {
  if (cutWords.size > 1000) cutWords.clear();
  return remembered(cutWords, words, () => words.split(/\{(\w+)\}/u));
}

/** Each card has the same few. */
const cutWords = new Map<string, readonly string[]>();

/** A whole number with the language's own grouping, in the digits all of them read. */
export function writeNumber(value: number, words: Words): string {
  return numberFormat(words.lang).format(value).replace(narrowSpace, '\u00a0');
}

/** A moment for readers: `14 September 2023, 08:15 UTC`, or the day alone where no more is known. */
export function writeDate(iso: string, words: Words): string {
  const isPlain = plainMoment.test(iso);
  const date = isPlain && days.has(dayKey(iso, words.lang)) ? null : new Date(iso);
  if (Number.isNaN(date?.getTime())) return cleanLine(iso.slice(0, longestDate));
  const moment = isPlain || date === null ? iso : date.toISOString();
  const day = dayOf(moment, words.lang);
  const time = iso.length > 10 && (isPlain || /T\d\d:\d\d/u.test(iso)) ? moment.slice(11, 16) : null;
  return time === null ? day : `${day}${arabicCommas.has(words.lang) ? '،' : ','} ${time} UTC`;
}

function dayOf(iso: string, lang: string): string {
  if (days.size > 1000) days.clear();
  return remembered(days, dayKey(iso, lang), () =>
    dayFormat(lang).format(new Date(iso)).replace(narrowSpace, '\u00a0').replace(yearMark, ''),
  );
}

function dayKey(iso: string, lang: string): string {
  return `${lang} ${iso.slice(0, iso.indexOf('T') === -1 ? 10 : iso.indexOf('T'))}`;
}

/** The day of a moment, in UTC. */
export function writeDay(iso: string, words: Words): string {
  return writeDate(iso.slice(0, 10), words);
}

/** As nearly all are written: a day, or a moment of it in UTC, whose parts need not be reckoned out. */
const plainMoment = /^\d{4}-\d\d-\d\d(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z)?$/;

/** Of a date in words nobody can read. */
const longestDate = 60;

/** Which blank stands between parts changes with versions of the locale data; the bytes must not. */
const narrowSpace = /[\u202f\u2009]/gu;

/** Posts of one site are often of the same days, and writing one takes as long as a tenth of a card. */
const days = new Map<string, string>();

/** Russian says that a number is a year, which ends sentences with two full stops. */
const yearMark = /\s?г\.$/u;

const arabicCommas = new Set(['ar', 'fa', 'ur']);

/** Making one takes longer than drawing the rest of a card. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();

function dayFormat(lang: string): Intl.DateTimeFormat {
  return remembered(dayFormats, lang, () => {
    return new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
      calendar: 'gregory',
      numberingSystem: 'latn',
    });
  });
}

function numberFormat(lang: string): Intl.NumberFormat {
  return remembered(numberFormats, lang, () => new Intl.NumberFormat(lang, { numberingSystem: 'latn' }));
}

function remembered<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  const value = values.get(key) ?? make();
  values.set(key, value);
  return value;
}

/** Scripts that tell a language of ours by themselves. Persian and Urdu have letters Arabic doesn't know. */
function languageOfLetters(text: string): string | null {
  if (/[پچژگکیٹڈڑںھہے]/u.test(text)) return null;
  if (/[\u3040-\u30ff]/u.test(text)) return 'ja';
  if (/\p{Script=Hangul}/u.test(text)) return 'ko';
  if (/\p{Script=Thai}/u.test(text)) return 'th';
  if (directionOf(text) !== 'rtl') return null;
  return /\p{Script=Hebrew}/u.test(text) ? 'he' : 'ar';
}
