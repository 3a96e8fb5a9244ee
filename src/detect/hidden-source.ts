import { findBasicReference } from '../html/basic-references.ts';
import { type MappedText, mapText } from '../html/mapped-text.ts';

/** What a string that stands for something else holds: an attribute's value, a script of another type, a string of JSON. */
export type HiddenSource =
  | { readonly kind: 'markup' | 'json'; readonly source: MappedText; readonly isPlain: boolean }
  /** Nothing but an address, or other words. */
  | { readonly kind: 'words' };

/**
 * Tells what a string holds: JSON, markup, markup escaped once more, either of them in base64. Offsets of the source are
 * indices into the string; all of it, where it was in base64.
 */
export function readHidden(text: string): HiddenSource {
  const plain = identity(text);
  const kind = kindOf(text);
  if (kind !== null) return { kind, source: plain, isPlain: true };
  if (escapedTag.test(text)) {
    const source = mapText(text, [{ start: 0, end: text.length, findEscape: findBasicReference }]);
    return { kind: 'markup', source, isPlain: false };
  }
  const decoded = base64Markup.test(text) ? fromBase64(text) : null;
  const inner = decoded === null ? null : kindOf(decoded);
  if (decoded === null || inner === null) return { kind: 'words' };
  const whole = { text: decoded, startOf: () => 0, endOf: () => text.length };
  return { kind: inner, source: whole, isPlain: false };
}

/** True where a page may have markup in base64: a cheap first look for what no address can be seen of. */
export function mayHoldBase64(page: string): boolean {
  return page.includes('borlabs-cookie');
}

/** True for a string that is markup in base64, by its first characters. */
export function isBase64(text: string): boolean {
  return base64Markup.test(text);
}

/** A field that nobody sees keeps markup for later; one that is seen shows it. */
export function isHiddenTag(tag: string): boolean {
  return /\shidden(?=[\s=>/])|display\s{0,9}:\s{0,9}none/iu.test(tag);
}

/** An attribute's value, its references undone. */
export function attributeValue(source: string): MappedText {
  return mapText(source, [{ start: 0, end: source.length, findEscape: findBasicReference }]);
}

/** Begins as JSON does, or has a tag of an element that may hold an embed. */
function kindOf(text: string): 'markup' | 'json' | null {
  if (/^\s{0,99}(?:\{\s{0,99}["}]|\[\s{0,99}[[{"\]])/u.test(text)) return 'json';
  return /<[a-z][\w:-]{0,40}[\s/>]/iu.test(text) ? 'markup' : null;
}

const escapedTag = /&(?:lt|#60|#x3c);(?:blockquote|iframe|div|figure|script|p|a|amp-[a-z]{1,20}|section)\b/iu;

/** `<`, perhaps behind white space, then a letter, as base64 writes it: `PGJsb2Nrc…`, `PGlmcmFtZ…`. */
const base64Markup = /^\s{0,9}(?:PG[E-Z][a-z0-9+/]|Cjx|Cgk8|ICA8|IDx|DQo8)[\w+/\s]{36,}={0,2}\s{0,9}$/iu;

function fromBase64(text: string): string | null {
  const bytes = Buffer.from(text, 'base64');
  const decoded = bytes.toString('utf8');
  return decoded.includes('\uFFFD') ? null : decoded;
}

function identity(text: string): MappedText {
  return { text, startOf: (index) => index, endOf: (index) => index };
}
