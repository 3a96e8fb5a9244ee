/** Hears of an attribute by offsets; `valueStart` is -1 where there is no value. */
export type AttributeVisitor = (
  nameStart: number,
  nameEnd: number,
  valueStart: number,
  valueEnd: number,
) => void;

/** Where a tag's name ends. */
export function endOfName(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === slash || code === greater || isSpace(code)) return at;
    at += 1;
  }
  return at;
}

/**
 * Past the `>` that ends a tag, from the end of its name; -1 when it never ends. Attributes on the way are told in order,
 * as the HTML standard's tokenizer cuts them: quotes hide a `>`, a name may begin with `=`.
 */
export function endOfTag(text: string, from: number, visit: AttributeVisitor | null = null): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === greater) return at + 1;
    if (code === slash || isSpace(code)) {
      at += 1;
      continue;
    }
    const nameStart = at;
    at = endOfAttributeName(text, at + 1);
    const nameEnd = at;
    at = pastSpace(text, at);
    if (text.charCodeAt(at) !== equals) {
      visit?.(nameStart, nameEnd, -1, -1);
      continue;
    }
    at = pastSpace(text, at + 1);
    const quote = text.charCodeAt(at);
    if (quote === doubleQuote || quote === singleQuote) {
      const close = text.indexOf(quote === doubleQuote ? '"' : "'", at + 1);
      if (close === -1) return -1;
      visit?.(nameStart, nameEnd, at + 1, close);
      at = close + 1;
    } else {
      const valueStart = at;
      while (at < text.length && text.charCodeAt(at) !== greater && !isSpace(text.charCodeAt(at))) at += 1;
      visit?.(nameStart, nameEnd, valueStart, at);
    }
  }
  return -1;
}

const doubleQuote = 0x22;
const singleQuote = 0x27;
const slash = 0x2f;
const equals = 0x3d;
const greater = 0x3e;

function endOfAttributeName(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === equals || code === greater || code === slash || isSpace(code)) return at;
    at += 1;
  }
  return at;
}

function pastSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** Tab, line feed, form feed, carriage return, space. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d || code === 0x0c;
}
