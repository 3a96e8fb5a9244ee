import type { Argument } from './markdown-arguments.ts';

/** A component's opening tag. */
export interface JsxTag {
  /** Those whose value is written out: `a="b"`, `a={'b'}`, `a={20}`; not what is computed. */
  readonly attributes: readonly Argument[];
  /** Past its `>`. */
  readonly end: number;
  /** It ends with `/>`. */
  readonly isClosed: boolean;
}

/** Reads an opening tag from the end of its name; null for one that doesn't end within 2,000 characters. */
export function readJsxTag(text: string, from: number): JsxTag | null {
  const source = text.slice(from, from + longest);
  const attributes: Argument[] = [];
  let at = 0;
  while (at < source.length) {
    const char = source[at];
    if (char === '<') return null;
    if (char === '>') return { attributes, end: from + at + 1, isClosed: false };
    if (source.startsWith('/>', at)) return { attributes, end: from + at + 2, isClosed: true };
    if (char === '{') {
      at = endOfBraces(source, at);
      continue;
    }
    attribute.lastIndex = at;
    const match = attribute.exec(source);
    if (match === null) {
      at += 1;
      continue;
    }
    const [whole, key = '', double, single, brace, word] = match;
    const valueAt = at + whole.length;
    at = brace === undefined ? valueAt : endOfBraces(source, valueAt - 1);
    const written = double ?? single ?? word;
    const expression = brace === undefined ? written : source.slice(valueAt, at - 1);
    const isComputed = brace !== undefined || bound.test(key);
    const value = isComputed ? literal(expression ?? '') : written;
    if (value !== undefined) attributes.push({ key: plainKey(key), value });
  }
  return null;
}

/**
 * Elements as MDX writes them, in HTML's way and at the same length: `className` as `class`, strings without their
 * braces.
 */
export function jsxAsHtml(text: string): string {
  return text
    .replace(/(?<=[\s"'}])className(?=\s?=)/gu, 'class    ')
    .replace(/(?<=[\w-]\s?)=\{(?:"([^"{}\n]{0,2000})"|'([^'"{}\n]{0,2000})')\}/gu, '= "$1$2" ');
}

const longest = 2000;
const attribute =
  /([A-Za-z_:@][\w:.@-]{0,60})(?:\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|(\{)|([^\s"'{}<>/]+)))?/uy;

/** Vue binds by `:id` or `v-bind:id`: what is given is an expression. */
const bound = /^(?:v-bind)?:/u;

function plainKey(key: string): string {
  return key.replace(bound, '');
}

/** Past the brace that closes the one at `from`, strings passed over. */
function endOfBraces(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    const char = source[at] ?? '';
    if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (char === '"' || char === "'" || char === '`') {
      const close = source.indexOf(char, at + 1);
      if (close === -1) return source.length;
      at = close;
    }
  }
  return source.length;
}

/** A string or a number written out; undefined for anything computed. */
function literal(source: string): string | undefined {
  const match = /^(?:"([^"]*)"|'([^']*)'|`([^`]*)`|(\d+)n?)$/u.exec(source.trim());
  return match?.slice(1).find((each) => each !== undefined);
}
