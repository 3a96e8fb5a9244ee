import type { Escape, MappedText, SourcePart } from '../html/mapped-text.ts';
import { mapText } from '../html/mapped-text.ts';

/** A stretch of an element's content. */
export interface XmlRun {
  readonly kind: 'text' | 'cdata';
  readonly start: number;
  readonly end: number;
}

/** The text of runs of content, references undone outside CDATA sections. */
export function textOfRuns(source: string, runs: readonly XmlRun[]): MappedText {
  return mapText(
    source,
    runs.map(
      ({ kind, start, end }): SourcePart => ({
        start,
        end,
        findEscape: kind === 'text' ? findReference : null,
      }),
    ),
  );
}

/** An attribute's value, references undone. */
export function unescapeXml(source: string): string {
  return mapText(source, [{ start: 0, end: source.length, findEscape: findReference }]).text;
}

/** XML's own five and numbers. Others need a document type; feeds use HTML's, which HTML then reads. */
function findReference(part: string, from: number): Escape | null {
  for (let start = part.indexOf('&', from); start !== -1; start = part.indexOf('&', start + 1)) {
    for (const [source, text] of named)
      if (part.startsWith(source, start)) return { start, end: start + source.length, text };
    if (part.charAt(start + 1) !== '#') continue;
    numeric.lastIndex = start;
    const [whole, hex, decimal] = numeric.exec(part) ?? [];
    if (whole === undefined) continue;
    const text = character(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
    if (text !== null) return { start, end: start + whole.length, text };
  }
  return null;
}

const numeric = /&#(?:[xX]([\da-fA-F]{1,8})|(\d{1,8}));/uy;
const named = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
  ['&quot;', '"'],
  ['&apos;', "'"],
] as const;

function character(code: number): string | null {
  const isScalar = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isScalar ? String.fromCodePoint(code) : null;
}
