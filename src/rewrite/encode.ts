/**
 * A text as bytes of a WHATWG encoding, such that decoding them gives it back; `instead` says what stands for a
 * character the encoding hasn't got (asked once more of the answer, which must be plain ASCII in the end).
 */
export function encodeText(text: string, encoding: string, instead: (char: string) => string): Uint8Array {
  const wellFormed = text.toWellFormed();
  if (encoding === 'utf-8') return new TextEncoder().encode(wellFormed);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return encodeUtf16(wellFormed, encoding);
  const table = encoding === 'iso-2022-jp' ? asciiOnly : tableOf(encoding);
  const bytes: number[] = [];
  for (const char of wellFormed) {
    const own = char <= '\u007f' ? [char.charCodeAt(0)] : table.get(char);
    if (own !== undefined) bytes.push(...own);
    else for (const other of instead(char)) bytes.push(...(table.get(other) ?? [other.charCodeAt(0) & 0x7f]));
  }
  return Uint8Array.from(bytes);
}

/** As HTML and Markdown write a character by its number. */
export function numericReference(char: string): string {
  return `&#${char.codePointAt(0) ?? 0xfffd};`;
}

/** As strings of JSON and JavaScript write a character by its number. */
export function unicodeEscape(char: string): string {
  return Array.from(
    { length: char.length },
    (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}

/** For plain text, which has no references: a likeness, nothing for what can't be seen, or a question mark. */
export function likeness(char: string): string {
  return likenesses[char] ?? (/[\p{Cf}\p{M}]/u.test(char) ? '' : '?');
}

const likenesses: Readonly<Record<string, string>> = {
  '—': '--',
  '–': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '·': '-',
  '\u00a0': ' ',
};

type Table = ReadonlyMap<string, readonly number[]>;

/** Its escape sequences need to know where they stand: all but ASCII is written otherwise. */
const asciiOnly: Table = new Map();

const tables = new Map<string, Table>();

/** What the decoder reads, the other way round; made once for each encoding that is met. */
function tableOf(encoding: string): Table {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const table = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(encoding, { fatal: true });
  const put = (bytes: readonly number[]) => {
    const char = decodeOne(decoder, bytes);
    if (char !== null && !table.has(char)) table.set(char, bytes);
    return char !== null;
  };
  for (let lead = 0x80; lead <= 0xff; lead += 1) {
    if (put([lead])) continue;
    for (let trail = 0x40; trail <= 0xfe; trail += 1) put([lead, trail]);
  }
  tables.set(encoding, table);
  return table;
}

/** The one character these bytes are, beyond ASCII; null when they are none, half of one, or two. */
function decodeOne(decoder: TextDecoder, bytes: readonly number[]): string | null {
  try {
    const [char, ...others] = decoder.decode(Uint8Array.from(bytes));
    return char !== undefined && others.length === 0 && char > '\u007f' ? char : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function encodeUtf16(text: string, encoding: 'utf-16le' | 'utf-16be'): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return new Uint8Array(encoding === 'utf-16le' ? bytes : bytes.swap16());
}
