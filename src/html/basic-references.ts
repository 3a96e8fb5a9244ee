import type { Escape } from './mapped-text.ts';

/** XML's own five and numbers: all that hides markup. Others stay, for HTML to read. */
export function findBasicReference(part: string, from: number): Escape | null {
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
