/**
 * Columns a text takes in a terminal that shows what a reader takes for one character as one: letters one, marks none,
 * East Asian wide characters and emoji two, also where an emoji is made of several, or a flag of two.
 */
export function widthOf(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += widthOfCharacter(segment);
  return width;
}

/** The first line of a text, cut to a width with an ellipsis. */
export function excerpt(text: string, width: number): string {
  return cutEnd(text.replace(/\s+/gu, ' ').trim(), width);
}

/** Text cut to a width with an ellipsis. */
export function cutEnd(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  return width < 1 ? '' : `${take(segmentsOf(text), width - 1).trimEnd()}…`;
}

/** As `cutEnd`, but what is left out is the middle: the end of an address tells more than that. */
export function cutMiddle(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width < 3) return cutEnd(text, width);
  const segments = segmentsOf(text);
  const tail = Math.floor((width - 1) / 2);
  const end = segmentsOf(take(segments.toReversed(), tail, true)).join('');
  return `${take(segments, width - 1 - widthOf(end))}…${end}`;
}

/** Lines of at most a width, broken between words, and within one only where it is longer than a line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    let rest = word;
    while (widthOf(rest) > width) {
      const piece = take(segmentsOf(rest), width) || (segmentsOf(rest)[0] ?? rest);
      lines.push(piece);
      rest = rest.slice(piece.length);
    }
    line = rest;
  }
  return [...lines, line];
}

/**
 * Text that holds letters written from right to left, kept from turning around what stands beside it. Terminals that
 * know nothing of directions show no sign of it.
 */
export function isolated(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Scripts whose letters take a column each, without their marks: nearly all texts, and ten times as fast. */
const plain =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0586\u05be\u05d0-\u05ea\u060c\u061b\u061f-\u064a\u0660-\u066f\u0671-\u06d3\u1e00-\u1eff\u2010-\u2015\u2018-\u201f\u2026]*$/u;
const emoji = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u;
/** East_Asian_Width W and F (UAX #11), but for emoji. */
const wide =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18d08}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;
/** Marks, what is never seen, and vowels and finals of Korean that stand within the syllable's two columns. */
const none = /\p{M}|\p{Default_Ignorable_Code_Point}|[\u1160-\u11ff\ud7b0-\ud7fb]/u;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

function widthOfCharacter(cluster: string): number {
  if (emoji.test(cluster)) return 2;
  let width = 0;
  for (const char of cluster) if (!none.test(char)) width += wide.test(char) ? 2 : 1;
  return width;
}

function segmentsOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** As many whole characters as fit. */
function take(segments: readonly string[], width: number, backwards = false): string {
  let taken = '';
  let room = width;
  for (const segment of segments) {
    room -= widthOf(segment);
    if (room < 0) break;
    taken = backwards ? segment + taken : taken + segment;
  }
  return taken;
}
