import { commonWords } from './text-language-words.ts';

/** What a piece of text is written in, as far as it can be told. */
export interface Writing {
  /** Most used script of its letters; null without letters. */
  readonly script: Script | null;
  /** How many of its words are common ones, by language of that script; empty for scripts of few languages. */
  readonly hits: ReadonlyMap<string, number>;
  /** The language with clearly the most of them, or the script for scripts of few languages; null when not clear. */
  readonly language: string | null;
}

export type Script = 'latin' | 'cyrillic' | 'arabic' | 'kana' | 'han' | 'other';

/** Reads what a text is written in. Links, handles and tags count for nothing: they are what languages share. */
export function writingOf(text: string): Writing {
  const words = wordsOf(text);
  const script = mostUsed(words.map(scriptOf));
  if (script === null) return { script, hits: new Map(), language: null };
  const hits = new Map<string, number>();
  for (const word of words) {
    for (const language of languagesOf(word)) {
      hits.set(language, (hits.get(language) ?? 0) + 1);
    }
  }
  return { script, hits, language: languageOf(script, words, hits) };
}

/**
 * How much more a piece is in another language than in the article's, by that language: its common words less those
 * of the article's language; across scripts, its words less the article's. Empty where nothing tells.
 */
export function leaningsOf(text: string, article: string): Map<string, number> {
  const home = homesOf(article);
  const leanings = new Map<string, number>();
  const add = (language: string, by: number): void =>
    void leanings.set(language, (leanings.get(language) ?? 0) + by);
  for (const word of wordsOf(text)) {
    const script = scriptOf(word);
    const languages = languagesOf(word);
    if (home.has(script)) {
      // a word of both counts for both, and so for neither
      if (languages.includes(article)) add(ownLanguage, 1);
      for (const language of languages) if (language !== article) add(language, 1);
      add(ownScript, 1);
    } else add(`script-${script}`, 1);
  }
  return leanings;
}

/** Keys of `leaningsOf` that speak for the article: its language's common words, and words of its script. */
export const ownLanguage = 'own-language';
export const ownScript = 'own-script';

/** The words of a text in order, without links, handles, tags and numbers. */
export function wordsOf(text: string): string[] {
  return withoutLinks(text).match(/[\p{L}\p{M}]+(?:['’‘ʻʼ][\p{L}\p{M}]+)*/gu) ?? [];
}

/** The text with links, handles and tags blanked, at the same length. */
export function withoutLinks(text: string): string {
  return text.replace(notWords, (part) => ' '.repeat(part.length));
}

/** Script of a word by its first letter. */
export function scriptOf(word: string): Script {
  if (/^\p{Script=Latin}/u.test(word)) return 'latin';
  if (/^\p{Script=Cyrillic}/u.test(word)) return 'cyrillic';
  if (/^\p{Script=Arabic}/u.test(word)) return 'arabic';
  if (/^[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)) return 'kana';
  return /^\p{Script=Han}/u.test(word) ? 'han' : 'other';
}

const notWords =
  /https?:\/\/\S+|(?<![\p{L}\p{N}.])(?:[\w-]{1,63}\.){1,4}[a-z]{2,12}\/\S*|[@#][\p{L}\p{M}\p{N}_]+/giu;

/** Languages in which a word is a common one. */
function languagesOf(word: string): readonly string[] {
  commonIn ??= readCommonWords();
  return commonIn.get(plain(word)) ?? [];
}

/** Made when it is first asked for: nearly all pages are read without. */
let commonIn: ReadonlyMap<string, readonly string[]> | null = null;

/** Lists hold plain apostrophes only. */
function readCommonWords(): ReadonlyMap<string, readonly string[]> {
  const languages = new Map<string, string[]>();
  for (const [language, list] of Object.entries(commonWords))
    for (const word of new Set(plain(list).split(' '))) {
      const known = languages.get(word);
      if (known === undefined) languages.set(word, [language]);
      else known.push(language);
    }
  return languages;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[’‘ʻʼ]/gu, "'");
}

/** Scripts a language is written in. */
function homesOf(language: string): ReadonlySet<Script> {
  if (language === 'ja') return new Set(['kana', 'han']);
  if (language === 'zh') return new Set(['han']);
  const words = Object.hasOwn(commonWords, language) ? commonWords[language] : undefined;
  return new Set([words === undefined ? 'other' : scriptOf(words)]);
}

function languageOf(
  script: Script,
  words: readonly string[],
  hits: ReadonlyMap<string, number>,
): string | null {
  if (script === 'kana' || script === 'han')
    return words.some((word) => /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)) ? 'ja' : 'zh';
  if (script === 'other') return mostUsed(words.map(blockOf));
  const [first, second] = [...hits.entries()].sort((a, b) => b[1] - a[1]);
  if (first === undefined) return null;
  const lead = first[1] - (second?.[1] ?? 0);
  return first[1] >= 2 && lead >= 1 && lead * 6 >= first[1] ? first[0] : null;
}

/** Scripts of few languages are told apart by their block of Unicode. */
function blockOf(word: string): string {
  return `block-${((word.codePointAt(0) ?? 0) >> 7).toString(16)}`;
}

function mostUsed<T>(values: readonly T[]): T | null {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: T | null = null;
  for (const [value, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = value;
  return best;
}
