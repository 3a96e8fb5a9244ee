import { HoldfastError } from '../errors.ts';
import type { Article, ArticleFormat } from '../model/article.ts';
import { whatElse, writtenAs } from './sniff.ts';

/** Bytes of the largest article that is read: 256 MiB. */
export const largestArticle = 256 * 1024 * 1024;

/** An article of bytes that are text; `format` null has it told by the bytes. Throws `unreadable-input` for others. */
export function makeArticle(
  given: Omit<Article, 'format'> & { readonly format: ArticleFormat | null },
): Article {
  const other = whatElse(given.bytes);
  if (other !== null) {
    const message = `${given.name} is ${other}, not text: give HTML, Markdown or plain text`;
    throw new HoldfastError('unreadable-input', message, { facts: { input: given.name } });
  }
  return { ...given, format: given.format ?? writtenAs(given.bytes) };
}

/** No byte but white space and a byte order mark. */
export function isBlank(bytes: Uint8Array): boolean {
  return bytes.every(
    (byte) => byte <= 0x20 || byte === 0xef || byte === 0xbb || byte >= 0xfe || byte === 0xbf,
  );
}
