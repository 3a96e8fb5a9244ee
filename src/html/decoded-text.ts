import { isUtf8 } from 'node:buffer';
import { utf8Offsets } from './utf8-offsets.ts';

/** A text and the way back from its characters to the bytes it was read from. */
export interface DecodedText {
  /** Made when it is first asked for. */
  readonly text: string;
  /** The bytes of the text where they are UTF-8 without a fault; null otherwise. Begins `utf8Start` bytes into the original. */
  readonly utf8: Uint8Array | null;
  readonly utf8Start: number;
  /** WHATWG name, lower case. */
  readonly encoding: string;
  /** Nothing declared the encoding: it was told by the letters. */
  readonly guessed: boolean;
  /** Offset in the original bytes of the character at that UTF-16 index; the text's length gives the bytes' end. */
  byteOffset(index: number): number;
}

/** The bytes as text of one encoding, a byte order mark left out of the text but counted in offsets. */
export function decodeBytes(bytes: Uint8Array, encoding: string, guessed: boolean): DecodedText {
  return new Decoded(bytes, encoding, guessed);
}

/** A class, for a getter of an object's own gives each of them a shape of its own, and engines are slow with such. */
class Decoded implements DecodedText {
  readonly encoding: string;
  readonly guessed: boolean;
  readonly utf8: Uint8Array | null;
  readonly utf8Start: number;
  readonly #length: number;
  readonly #body: Uint8Array;
  #text: string | null = null;
  #pieces: readonly Piece[] | null = null;
  #offset: ((index: number) => number) | null = null;

  constructor(bytes: Uint8Array, encoding: string, guessed: boolean) {
    const mark = byteOrderMark(bytes);
    this.encoding = encoding;
    this.guessed = guessed;
    this.utf8Start = mark?.encoding === encoding ? mark.length : 0;
    this.#length = bytes.length;
    this.#body = bytes.subarray(this.utf8Start);
    this.utf8 = encoding === 'utf-8' && isUtf8(this.#body) ? this.#body : null;
  }

  get text(): string {
    const isWhole = this.encoding === 'utf-8' || syncBytes(this.encoding) === null;
    this.#text ??= isWhole
      ? decode(this.#body, this.encoding)
      : textOfPieces(this.#cut(), this.#body, this.encoding);
    return this.#text;
  }

  byteOffset(index: number): number {
    if (index <= 0) return this.utf8Start;
    if (index >= this.text.length) return this.#length;
    this.#offset ??=
      simpleOffset(this.text, this.#body, this.encoding, this.utf8 !== null) ??
      ((inner) => offsetInPieces(this.#cut(), this.#body, this.encoding, inner));
    return this.utf8Start + Math.min(this.#offset(index), this.#body.length);
  }

  #cut(): readonly Piece[] {
    const sync = syncBytes(this.encoding);
    this.#pieces ??= sync === null ? [] : cutIntoPieces(this.#body, this.encoding, sync);
    return this.#pieces;
  }
}

/** The byte order mark the bytes begin with. */
export function byteOrderMark(bytes: Uint8Array): { encoding: string; length: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/** UTF-16 by its zero bytes: nearly every other one, on one side only. Needs some Latin in it, as markup has. */
export function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 2048);
  const zeros = [0, 0];
  for (let at = 0; at < sample.length; at += 1)
    if (sample[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = sample.length * 0.2;
  if (odd > many && even * 20 < odd) return 'utf-16le';
  if (even > many && odd * 20 < even) return 'utf-16be';
  return null;
}

/** A run of bytes that decodes alone as it does in its place. `chars` is the text before it, in UTF-16 units. */
interface Piece {
  readonly chars: number;
  readonly start: number;
  readonly end: number;
}

const pieceBytes = 4096;

/** Encodings whose offsets need no decoding: one byte or two for each unit, and UTF-8 without faults. */
function simpleOffset(
  text: string,
  body: Uint8Array,
  encoding: string,
  isSound: boolean,
): ((index: number) => number) | null {
  if (encoding.startsWith('utf-16')) return (index) => index * 2;
  if (syncBytes(encoding) === null) return (index) => index;
  if (!isSound) return null;
  return text.length === body.length ? (index) => index : fewOffsets(text, body);
}

/** Places that are asked for one by one, before all are reckoned. */
const fewPlaces = 8;

/** The bytes of what stands before, from the last place on: engines count them faster than we make a table of all. */
function fewOffsets(text: string, body: Uint8Array): (index: number) => number {
  let all: ((index: number) => number) | null = null;
  let asked = 0;
  let last = { index: 0, offset: 0 };
  return (index) => {
    asked += 1;
    if (asked > fewPlaces) {
      all ??= utf8Offsets(body);
      return all(index);
    }
    // an index between two halves of a character stays at its start
    const isLowHalf = (text.charCodeAt(index) & 0xfc00) === 0xdc00;
    const at = isLowHalf ? index - 1 : index;
    if (at < last.index) last = { index: 0, offset: 0 };
    last = { index: at, offset: last.offset + Buffer.byteLength(text.slice(last.index, at)) };
    return last.offset;
  };
}

/**
 * Bytes that always begin a character, whatever stood before, so that decoding may start afresh there;
 * null for encodings of fixed width. In UTF-8 all but continuation bytes do; in the East Asian double-byte
 * encodings no trail byte is below 0x30. ISO-2022-JP has modes and may be cut at line ends in ASCII mode only.
 */
function syncBytes(encoding: string): ((byte: number) => boolean) | null {
  if (encoding === 'utf-8') return (byte) => (byte & 0xc0) !== 0x80;
  if (encoding === 'iso-2022-jp') return (byte) => byte === 0x0a;
  return doubleByte.has(encoding) ? (byte) => byte < 0x30 : null;
}

const doubleByte = new Set(['shift_jis', 'euc-jp', 'euc-kr', 'big5', 'gbk', 'gb18030']);

function cutIntoPieces(body: Uint8Array, encoding: string, isSync: (byte: number) => boolean): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let chars = 0;
  while (start < body.length) {
    const end = nextCut(body, start, encoding, isSync);
    pieces.push({ chars, start, end });
    chars += decode(body.subarray(start, end), encoding).length;
    start = end;
  }
  return pieces;
}

/** The first place at least `pieceBytes` on where decoding may start afresh. */
function nextCut(
  body: Uint8Array,
  start: number,
  encoding: string,
  isSync: (byte: number) => boolean,
): number {
  let end = Math.min(start + pieceBytes, body.length);
  const lastEscape = encoding === 'iso-2022-jp' ? body.subarray(start, end).lastIndexOf(0x1b) : -1;
  let plain = lastEscape === -1 || isEscapeToAscii(body, start + lastEscape);
  while (end < body.length && !(plain && isSync(body[end] ?? 0))) {
    if (encoding === 'iso-2022-jp' && body[end] === 0x1b) plain = isEscapeToAscii(body, end);
    end += 1;
  }
  return end;
}

function isEscapeToAscii(body: Uint8Array, at: number): boolean {
  return body[at] === 0x1b && body[at + 1] === 0x28 && body[at + 2] === 0x42;
}

function textOfPieces(pieces: readonly Piece[], body: Uint8Array, encoding: string): string {
  return pieces.map(({ start, end }) => decode(body.subarray(start, end), encoding)).join('');
}

function offsetInPieces(pieces: readonly Piece[], body: Uint8Array, encoding: string, index: number): number {
  const place = lastWhere(pieces.length, (at) => (pieces[at]?.chars ?? 0) <= index);
  const piece = pieces[place];
  if (piece === undefined) return 0;
  const wanted = index - piece.chars;
  const bytes = body.subarray(piece.start, piece.end);
  if (encoding === 'iso-2022-jp') return piece.start + offsetPastEscapes(bytes, wanted);
  const unitsOf = (length: number) => decode(bytes.subarray(0, length), encoding).length;
  return piece.start + lastWhere(bytes.length + 1, (length) => unitsOf(length) <= wanted);
}

/** The place where `wanted` units are out and the encoding is back in ASCII, if it goes back there at once. */
function offsetPastEscapes(bytes: Uint8Array, wanted: number): number {
  const unitsOf = (length: number) =>
    new TextDecoder('iso-2022-jp').decode(bytes.subarray(0, length), { stream: true }).length;
  let at = lastWhere(bytes.length + 1, (length) => length === 0 || unitsOf(length - 1) < wanted);
  while (isEscapeToAscii(bytes, at)) at += 3;
  return wanted === 0 && !isEscapeToAscii(bytes, 0) ? 0 : at;
}

/** The greatest of `0 … count - 1` that holds, for a condition that holds up to some point; 0 if none does. */
function lastWhere(count: number, holds: (value: number) => boolean): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function decode(bytes: Uint8Array, encoding: string): string {
  const known = decoders.get(encoding);
  const decoder = known ?? new TextDecoder(encoding, { ignoreBOM: true });
  if (known === undefined) decoders.set(encoding, decoder);
  return decoder.decode(bytes);
}

/** Decoders hold memory of their own that is given back late; without streaming they keep no state. */
const decoders = new Map<string, TextDecoder>();
