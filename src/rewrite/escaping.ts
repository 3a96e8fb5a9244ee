import type { Escaping } from '../model/article.ts';
import { encodeText, numericReference, unicodeEscape } from './encode.ts';
import { xmlText } from './xhtml.ts';

/** A text as bytes inside a feed: written as that place has it, in the feed's encoding. */
export function encodeInto(text: string, escaping: Escaping, encoding: string, isHtml: boolean): Uint8Array {
  const source = writers[escaping](text);
  if (escaping === 'json') return encodeText(source, encoding, unicodeEscape);
  const reference = escaping === 'cdata' && !isHtml ? outsideOfSection : numericReference;
  // readers of XML know labels of other encodings by other tables than browsers do
  const isSure = encoding === 'utf-8' || encoding.startsWith('utf-16');
  const plain = isSure ? source : source.replace(/[^\0-\x7f]/gu, reference);
  return encodeText(plain, encoding, reference);
}

const writers: Readonly<Record<Escaping, (text: string) => string>> = {
  text: (text) => xmlText(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
  cdata: (text) => xmlText(text).replaceAll(']]>', ']]]]><![CDATA[>'),
  markup: xmlText,
  json: (text) => JSON.stringify(text.toWellFormed()).slice(1, -1),
};

/** A section holds no references: it ends before and goes on after. */
function outsideOfSection(char: string): string {
  return `]]>${numericReference(char)}<![CDATA[`;
}
