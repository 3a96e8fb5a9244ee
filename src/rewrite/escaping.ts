import type { Escaping } from '../model/article.ts';
import { encodeText, numericReference, unicodeEscape } from './encode.ts';
import { xmlText } from './xhtml.ts';

export interface Encoding {
  /** WHATWG name, lower case. */
  readonly encoding: string;
  /** Pure ASCII is wanted, whatever the encoding has. */
  readonly isPlain: boolean;
}

/** A text as bytes inside a feed: written as that place has it, in the feed's encoding. */
export function encodeInto(
  text: string,
  escaping: Escaping,
  isHtml: boolean,
  { encoding, isPlain }: Encoding,
): Uint8Array {
  const source = writers[escaping](text);
  const reference =
    escaping === 'json'
      ? unicodeEscape
      : escaping === 'cdata' && !isHtml
        ? outsideOfSection
        : numericReference;
  // readers of XML know labels of other encodings by other tables than browsers do
  const isSure = encoding === 'utf-8' || encoding.startsWith('utf-16');
  const written = isSure && !isPlain ? source : source.replace(/[^\0-\x7f]/gu, reference);
  return encodeText(written, encoding, reference);
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
