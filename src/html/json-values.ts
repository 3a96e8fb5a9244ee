import { type Escape, type MappedText, mapText } from './mapped-text.ts';

/** Hears the values of a JSON text in order. Offsets are UTF-16 units; those of strings and keys leave the quotes out. */
export interface JsonSink {
  open(kind: 'object' | 'array', start: number): void;
  key(start: number, end: number): void;
  string(start: number, end: number): void;
  /** A number, `true`, `false` or `null`. */
  other(start: number, end: number): void;
  close(end: number): void;
}

/** Where reading stopped, and what is wrong there; null when a whole value was read. */
export interface JsonEnd {
  readonly at: number;
  readonly fault: string | null;
}

/**
 * Reads one JSON value (RFC 8259) from `from`, in one pass and without recursion. Lenient only inside strings, where
 * control characters pass. What was heard before a fault stays heard.
 */
export function readJson(text: string, from: number, sink: JsonSink): JsonEnd {
  const open: ('object' | 'array')[] = [];
  let at = pastSpace(text, from);
  let wants: 'value' | 'first' | 'key' | 'comma' = 'value';
  for (;;) {
    const code = text.charCodeAt(at);
    const inside = open.at(-1);
    if (wants === 'comma') {
      if (inside === undefined) return { at, fault: null };
      at = pastSpace(text, at);
      const next = text[at];
      if (next === ',') {
        wants = inside === 'object' ? 'key' : 'value';
        at = pastSpace(text, at + 1);
      } else if (next === closers[inside]) {
        open.pop();
        at += 1;
        sink.close(at);
      } else return { at, fault: `"," or "${closers[inside]}" is missing` };
    } else if (wants === 'first' && inside !== undefined && text[at] === closers[inside]) {
      open.pop();
      at += 1;
      sink.close(at);
      wants = 'comma';
    } else if (wants === 'key' || (wants === 'first' && inside === 'object')) {
      if (code !== quote) return { at, fault: 'a name in double quotes is missing' };
      const end = endOfString(text, at + 1);
      if (end === -1) return { at, fault: 'a string never ends' };
      sink.key(at + 1, end);
      at = pastSpace(text, end + 1);
      if (text[at] !== ':') return { at, fault: '":" is missing' };
      at = pastSpace(text, at + 1);
      wants = 'value';
    } else if (code === quote) {
      const end = endOfString(text, at + 1);
      if (end === -1) return { at, fault: 'a string never ends' };
      sink.string(at + 1, end);
      at = end + 1;
      wants = 'comma';
    } else if (text[at] === '{' || text[at] === '[') {
      const kind = text[at] === '{' ? 'object' : 'array';
      if (open.length >= deepest) return { at, fault: `values are nested more than ${deepest} deep` };
      open.push(kind);
      sink.open(kind, at);
      at = pastSpace(text, at + 1);
      wants = 'first';
    } else {
      literal.lastIndex = at;
      const found = literal.exec(text)?.[0];
      if (found === undefined)
        return { at, fault: at >= text.length ? 'it breaks off' : 'a value is missing' };
      sink.other(at, at + found.length);
      at += found.length;
      wants = 'comma';
    }
  }
}

/** A string's source (without its quotes) with its escapes undone. */
export function unescapeJson(text: string, start: number, end: number): MappedText {
  return mapText(text, [{ start, end, findEscape: findJsonEscape }]);
}

/** Past the white space at that place. */
export function pastSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

const closers = { object: '}', array: ']' } as const;
const deepest = 10_000;
const quote = 0x22;
const backslash = 0x5c;
const literal = /true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const simple: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The quote that ends a string, from past the one that begins it; -1 without one. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === backslash) at += 1;
  }
  return -1;
}

/** Half a surrogate pair is an escape of its own, so that either half maps to its own source. */
function findJsonEscape(part: string, from: number): Escape | null {
  const start = part.indexOf('\\', from);
  if (start === -1 || start + 1 >= part.length) return null;
  const letter = part.charAt(start + 1);
  if (letter === 'u') {
    const digits = part.slice(start + 2, start + 6);
    if (/^[\da-f]{4}$/iu.test(digits))
      return { start, end: start + 6, text: String.fromCharCode(Number.parseInt(digits, 16)) };
  }
  return { start, end: start + 2, text: simple[letter] ?? letter };
}
