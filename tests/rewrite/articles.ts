import { type Arbitrary, array, boolean, constantFrom, oneof, record, string, tuple } from 'fast-check';
import type { Article, ArticleFormat } from '../../src/model/article.ts';
import { sha256 } from '../../src/model/canonical.ts';
import { platforms } from '../../src/platforms/index.ts';
import { encodeText } from '../../src/rewrite/encode.ts';
import type { FirstFormTools } from '../../src/rewrite/first-form.ts';
import { decoded, type Place } from '../../src/rewrite/places.ts';
import { type FindOriginal, restoreArticle } from '../../src/rewrite/restore.ts';

export function article(source: string | Uint8Array, parts: Partial<Article> = {}): Article {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  return { name: 'a.html', bytes, format: 'html', charset: null, url: null, ...parts };
}

/** The place of the words in the article, each of which must be there once. */
export function placeOf(
  one: Article,
  words: string,
  name: string,
  kind: Place['kind'] = 'blockquote',
): Place {
  const text = decoded(one);
  const start = text.text.indexOf(words);
  if (start === -1) throw new Error(`no ${words}`);
  return { name, kind, start: text.byteOffset(start), end: text.byteOffset(start + words.length) };
}

export function textOfArticle(one: Article): string {
  return decoded(one).text;
}

/** Gives back, with originals kept in memory. */
export function restoring(originals: readonly Uint8Array[]) {
  return (one: Article) => restoreArticle(one, findingIn(originals));
}

/** Originals kept in memory, by their hash. */
export function findingIn(originals: readonly Uint8Array[]): FindOriginal {
  const kept = new Map(originals.map((bytes) => [sha256(bytes), bytes]));
  return (hash) => kept.get(hash) ?? null;
}

/** Every fallback is to be written anew. */
export function firstFormTools(originals: readonly Uint8Array[]): FirstFormTools {
  return { platforms, findOriginal: findingIn(originals), isRenewed: () => Promise.resolve(true) };
}

export const charsets = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1256',
  'koi8-r',
  'shift_jis',
  'euc-jp',
  'gbk',
  'gb18030',
  'big5',
  'euc-kr',
  'iso-2022-jp',
] as const;

export interface RandomArticle {
  readonly article: Article;
  readonly places: readonly Place[];
}

/** Articles of every format and encoding, with up to five embeds anywhere, even side by side or at the ends. */
export function randomArticles(): Arbitrary<RandomArticle> {
  const words = oneof(
    string({ unit: 'grapheme', maxLength: 30 }),
    constantFrom(
      '<p>ok</p>',
      '\r\n',
      '\n\n',
      '<!-- x -->',
      '—“”…',
      'زيارة رسمية',
      '日本語の記事',
      'Žluťoučký',
      '[holdfast',
      '<!--holdfast',
      'a & b &amp; c',
      '\u0000',
      '𝄞',
    ),
  );
  const embed = tuple(
    words,
    constantFrom('<blockquote class="tweet">', 'https://x.example/1 ', '— Name (@h) May 1, 2020'),
    words,
  ).map((parts) => parts.join(''));
  return record({
    pieces: array(tuple(words, embed), { minLength: 0, maxLength: 5 }),
    tail: words,
    charset: constantFrom(...charsets),
    declared: boolean(),
    format: constantFrom<ArticleFormat>('html', 'markdown', 'text'),
  }).map(({ pieces, tail, charset, declared, format }) => {
    const parts: Uint8Array[] = [];
    const places: Place[] = [];
    let at = 0;
    const put = (text: string) => {
      const bytes = encodeText(text, charset, () => '?');
      parts.push(bytes);
      at += bytes.length;
    };
    if (charset.startsWith('utf-16')) put('\ufeff');
    pieces.forEach(([before, embedded], index) => {
      put(before);
      const start = at;
      put(embedded);
      places.push({ name: `social:${index}`, kind: 'blockquote', start, end: at });
    });
    put(tail);
    const bytes = new Uint8Array(Buffer.concat(parts));
    return { article: article(bytes, { format, charset: declared ? charset : null }), places };
  });
}
