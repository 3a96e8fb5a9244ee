import { bufferOf, byteAt, endOfByteName, endOfByteTag } from '../html/byte-tags.ts';
import type { Platform } from '../model/platform.ts';
import { type MarkupMarks, markBits } from './markup-marks.ts';

/** What tells that a page may hold embeds, in bytes of an encoding that keeps ASCII as it is. */
export interface ByteSigns {
  /** Where hosts of posts are written: offsets of their last dots, in order. */
  readonly hosts: readonly number[];
  /** Where start tags stand that may be a platform's markup: offsets of their `<`, in order. */
  readonly markup: readonly number[];
  /** Where JSON may hold a `<` written as `\u003c`. */
  readonly escapes: readonly number[];
}

export function createSignFinder(
  platforms: readonly Platform[],
  markup: MarkupMarks,
): (bytes: Uint8Array) => ByteSigns {
  const isHostAt = createHostTest(platforms.flatMap(({ hosts }) => (hosts === 'any' ? [] : hosts)));
  const firsts = new Uint8Array(32 * 32);
  for (const { element } of platforms.flatMap((platform) => platform.markup))
    firsts[pairOf(element.charCodeAt(0), element.charCodeAt(1))] = 1;

  function mayBeMarkup(bytes: Uint8Array, open: number): boolean {
    if (firsts[pairOf(byteAt(bytes, open + 1), byteAt(bytes, open + 2))] === 0) return false;
    const nameEnd = endOfByteName(bytes, open + 1, longestName);
    const mark = markup.marks(bytes, open + 1, nameEnd);
    if ((mark & markBits.any) !== 0) return true;
    if ((mark & markBits.told) === 0) return false;
    const end = endOfByteTag(bytes, nameEnd, longestTag);
    return end === -1 || markup.mayBeTold(bytes, nameEnd, end);
  }

  return (bytes) => {
    const hosts: number[] = [];
    const markupAt: number[] = [];
    eachDotOrTag(bytes, (at) => {
      const byte = bytes[at];
      if (byte === dot && isHostAt(bytes, at)) hosts.push(at);
      else if (byte === less && mayBeMarkup(bytes, at)) markupAt.push(at);
    });
    return { hosts, markup: markupAt, escapes: escapesIn(bytes) };
  };
}

/** Of two letters, whatever their case. */
function pairOf(first: number, second: number): number {
  return ((first & 31) << 5) | (second & 31);
}

/** Four bytes at a time: most hold neither. */
function eachDotOrTag(bytes: Uint8Array, look: (at: number) => void): void {
  const head = Math.min(bytes.length, (4 - (bytes.byteOffset & 3)) & 3);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >> 2);
  for (let at = 0; at < head; at += 1) look(at);
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? 0;
    const dots = word ^ 0x2e2e2e2e;
    const tags = word ^ 0x3c3c3c3c;
    if (((((dots - 0x01010101) & ~dots) | ((tags - 0x01010101) & ~tags)) & 0x80808080) === 0) continue;
    const at = head + index * 4;
    look(at);
    look(at + 1);
    look(at + 2);
    look(at + 3);
  }
  for (let at = head + words.length * 4; at < bytes.length; at += 1) look(at);
}

/** True for the last dot of one of the hosts, in any case. */
function createHostTest(hosts: readonly string[]): (bytes: Uint8Array, dot: number) => boolean {
  const marked = new Uint8Array(32 * 32 * 32);
  const buckets = new Map<number, { readonly host: Uint8Array; readonly before: number }[]>();
  for (const name of new Set(hosts.map((each) => each.toLowerCase()))) {
    const host = new TextEncoder().encode(name);
    const before = name.lastIndexOf('.');
    const key = keyAround(host, before);
    marked[key] = 1;
    buckets.set(key, [...(buckets.get(key) ?? []), { host, before }]);
  }
  return (bytes, at) => {
    const key = keyAround(bytes, at);
    if (marked[key] === 0) return false;
    return buckets.get(key)?.some(({ host, before }) => isHost(bytes, at - before, host)) === true;
  };
}

/** The letters around a dot, whatever their case. */
function keyAround(bytes: Uint8Array, at: number): number {
  return (
    ((byteAt(bytes, at - 1) & 31) << 10) | ((byteAt(bytes, at + 1) & 31) << 5) | (byteAt(bytes, at + 2) & 31)
  );
}

function isHost(bytes: Uint8Array, start: number, host: Uint8Array): boolean {
  if (start < 0) return false;
  return host.every((letter, index) => {
    const byte = byteAt(bytes, start + index);
    return byte === letter || (byte >= 0x41 && byte <= 0x5a && byte + 0x20 === letter);
  });
}

function escapesIn(bytes: Uint8Array): readonly number[] {
  const buffer = bufferOf(bytes);
  const found: number[] = [];
  for (
    let at = buffer.indexOf(escaped, 0, 'latin1');
    at !== -1;
    at = buffer.indexOf(escaped, at + 1, 'latin1')
  )
    found.push(at);
  return found;
}

const escaped = '\\u003';
const dot = 0x2e;
const less = 0x3c;
const longestName = 64;
/** Of a longer tag the look is not certain. */
const longestTag = 2048;
