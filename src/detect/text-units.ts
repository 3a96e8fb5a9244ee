/** A stretch of a line between two places where a text may begin. Offsets are UTF-16 units. */
export interface Unit {
  readonly start: number;
  readonly end: number;
  /** What stands before it. */
  readonly after: Break;
}

/**
 * `line`: its start; `wide`: spaces where a paragraph ended; `link`: an address no post would print; `label`: words such
 * as "Source:"; `lower`: a sentence's end before a small letter; `glued`: one without a space after it.
 */
export type Break = 'line' | 'wide' | 'link' | 'label' | 'colon' | 'lower' | 'sentence' | 'glued';

const closers = '["\'”“’»)\\]]*';
const labels =
  /(?<![\p{L}\p{M}])(?:referensi|sumber|sources?|references?|fuentes?|fontes?|quellen?|источники?|джерело|źródło|zdroj|kaynak|المصدر|ماخذ|منبع)\s?$/iu;

const breaks = new RegExp(
  [
    '(?<wide>(?<=\\S)[^\\S\\n]{2,})(?=\\S)',
    '(?<link>(?:https?:\\/\\/|www\\.)\\S+\\s+)',
    '(?<colon>(?<=[\\p{L}\\p{M}]\\s?)[:：]\\s+)',
    // a full stop after an initial or a number ends nothing; before a small letter it needs a longer word
    `(?<lower>(?:(?<=[\\p{L}\\p{M}]{4}["'”’»)\\]]?)\\.|[!?])${closers}\\s+(?=\\p{Ll}))`,
    `(?<sentence>(?:(?<!(?:^|[\\s.("“„])\\p{Lu}|\\p{N})\\.+(?!${closers}\\s+\\p{N})|(?<=[\\p{L}\\p{M}]{5}|\\p{N}{2})\\.|[!?…]+)${closers}\\.?\\s+(?!\\p{Ll})|[。！？۔؟।॥]["'”’»」』)\\]]*\\s*)`,
    '(?<glued>(?<=\\p{Ll}[”"»)]?)[.!?](?=[\\p{Lu}*#@“"«]))',
  ].join('|'),
  'gu',
);

/** The units of `[from, to)`, which is one line. */
export function unitsOf(text: string, from: number, to: number, shortLink: RegExp): Unit[] {
  const units: Unit[] = [];
  const line = text.slice(from, to);
  let start = 0;
  let after: Break = 'line';
  for (const match of line.matchAll(breaks)) {
    const next = match.index + match[0].length;
    const kind = breakOf(match, line);
    if (next >= line.length) break;
    if (kind === 'link' && shortLink.test(match[0])) continue;
    units.push({ start: from + start, end: from + next, after });
    start = next;
    after = kind;
  }
  units.push({ start: from + start, end: to, after });
  return units;
}

function breakOf(match: RegExpExecArray, line: string): Break {
  const { wide, link, colon, lower, sentence } = match.groups ?? {};
  if (wide !== undefined) return 'wide';
  if (link !== undefined) return 'link';
  if (colon !== undefined)
    return labels.test(line.slice(Math.max(0, match.index - 20), match.index)) ? 'label' : 'colon';
  if (lower !== undefined) return 'lower';
  return sentence === undefined ? 'glued' : 'sentence';
}
