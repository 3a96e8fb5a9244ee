/** Where a tag's name ends, in bytes of an encoding that keeps ASCII as it is; see `endOfName`. Looks no further than `most` bytes. */
export function endOfByteName(bytes: Uint8Array, from: number, most = bytes.length): number {
  const last = Math.min(bytes.length, from + most);
  let at = from;
  while (at < last && !endsNames(byteAt(bytes, at))) at += 1;
  return at;
}

/** Past the `>` that ends a tag, from the end of its name; -1 when it never ends, or not in so many bytes; see `endOfTag`. */
export function endOfByteTag(bytes: Uint8Array, from: number, most = bytes.length): number {
  const last = Math.min(bytes.length, from + most);
  let at = from;
  while (at < last) {
    const byte = byteAt(bytes, at);
    if (byte === greater) return at + 1;
    if (byte === slash || isSpace(byte)) {
      at += 1;
      continue;
    }
    at += 1;
    while (at < last && byteAt(bytes, at) !== equals && !endsNames(byteAt(bytes, at))) at += 1;
    at = pastSpace(bytes, at);
    if (byteAt(bytes, at) !== equals) continue;
    at = pastValue(bytes, pastSpace(bytes, at + 1), last);
    if (at === -1) return -1;
  }
  return -1;
}

/** The same bytes with a buffer's searches. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The byte there; zero past the end. */
export function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

export function isLetterByte(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a && byte < 0x80;
}

const doubleQuote = 0x22;
const singleQuote = 0x27;
const slash = 0x2f;
const equals = 0x3d;
const greater = 0x3e;

/** Past an attribute's value; -1 when its quote never closes. */
function pastValue(bytes: Uint8Array, from: number, last: number): number {
  let at = from;
  const quote = byteAt(bytes, at);
  if (quote === doubleQuote || quote === singleQuote) {
    at += 1;
    while (at < last && bytes[at] !== quote) at += 1;
    return at < last ? at + 1 : -1;
  }
  while (at < last && bytes[at] !== greater && !isSpace(byteAt(bytes, at))) at += 1;
  return at;
}

function pastSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(byteAt(bytes, at))) at += 1;
  return at;
}

function endsNames(byte: number): boolean {
  return byte === slash || byte === greater || isSpace(byte);
}

/** Tab, line feed, form feed, carriage return, space. */
function isSpace(byte: number): boolean {
  return byte <= 0x20 && (byte === 0x20 || byte === 0x0a || byte === 0x09 || byte === 0x0d || byte === 0x0c);
}
