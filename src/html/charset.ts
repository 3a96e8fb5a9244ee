import { isUtf8 } from 'node:buffer';
import { createRequire } from 'node:module';
import { byteOrderMark, type DecodedText, decodeBytes, utf16WithoutMark } from './decoded-text.ts';
import { guessEncoding } from './guess-encoding.ts';

export type { DecodedText } from './decoded-text.ts';

export interface CharsetHints {
  /** Label the transport declared (HTTP header, WARC record). */
  readonly declared: string | null;
  /** Look for `meta` and XML declarations. */
  readonly html: boolean;
}

/**
 * The text of an article, its encoding found as browsers find it (HTML standard, "determining the character
 * encoding"): byte order mark, transport, `meta` in the first 1,024 bytes; then valid UTF-8, a later `meta`,
 * and at last a guess by the letters. Never throws: what can't be decoded is U+FFFD.
 */
export function decodeArticle(bytes: Uint8Array, hints: CharsetHints): DecodedText {
  const declared = declaredEncoding(bytes, hints);
  if (declared !== null) return decodeBytes(bytes, declared, false);
  const wide = utf16WithoutMark(bytes);
  if (wide !== null) return decodeBytes(bytes, wide, true);
  if (isUtf8(bytes) && !hasJapaneseEscape(bytes)) return decodeBytes(bytes, 'utf-8', false);
  const late = hints.html ? usable(sniff(bytes, null, lateMetaBytes)) : null;
  if (late !== null) return decodeBytes(bytes, late, false);
  return decodeBytes(bytes, guessEncoding(bytes), true);
}

/** True for pictures, archives, PDFs and the like: bytes no encoding makes a text of. */
export function looksBinary(bytes: Uint8Array): boolean {
  if (signatures.some((signature) => signature.every((byte, at) => bytes[at] === byte))) return true;
  if (byteOrderMark(bytes) !== null || utf16WithoutMark(bytes) !== null) return false;
  const sample = bytes.subarray(0, 4096);
  let controls = 0;
  for (const byte of sample) if (byte < 32 && !isTextControl(byte)) controls += 1;
  return controls > sample.length * 0.05;
}

/** Pages that declare their charset late still mean it; browsers start over when they meet it. */
const lateMetaBytes = 65_536;
const metaBytes = 1024;
const none = 'none';

const signatures: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x25, 0x50, 0x44, 0x46, 0x2d],
  [0x50, 0x4b, 0x03, 0x04],
  [0x1f, 0x8b, 0x08],
  [0x52, 0x49, 0x46, 0x46],
  [0x7f, 0x45, 0x4c, 0x46],
  [0x00, 0x00, 0x01, 0x00],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65],
];

function declaredEncoding(bytes: Uint8Array, hints: CharsetHints): string | null {
  const marked = byteOrderMark(bytes);
  if (marked !== null) return marked.encoding;
  return usable(sniff(bytes, hints.declared, hints.html ? metaBytes : null));
}

/** The label found, or null. Without a prescan only the transport counts. */
function sniff(bytes: Uint8Array, declared: string | null, prescan: number | null): string | null {
  sniffEncoding ??= createRequire(import.meta.url)('html-encoding-sniffer') as SniffEncoding;
  const name = sniffEncoding(prescan === null ? bytes.subarray(0, 0) : bytes, {
    defaultEncoding: none,
    ...(declared === null ? {} : { transportLayerEncodingLabel: declared }),
    ...(prescan === null ? {} : { maxPrescanBytes: prescan }),
  });
  return name === none ? null : name;
}

type SniffEncoding = typeof import('html-encoding-sniffer')['default'];

/** Loaded when it is first needed: what site builds hand out is text already. */
let sniffEncoding: SniffEncoding | null = null;

/** The lower-case name of an encoding that can be decoded; null for `replacement` and the unknown. */
function usable(label: string | null): string | null {
  if (label === null) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** ISO-2022-JP is all ASCII bytes, so it passes as UTF-8. */
function hasJapaneseEscape(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(0x1b);
  return at !== -1 && bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x42 || bytes[at + 2] === 0x40);
}

/** Tab, line feed, form feed, carriage return, and the escape of ISO-2022. */
function isTextControl(byte: number): boolean {
  return (byte >= 9 && byte <= 13) || byte === 0x1b;
}
