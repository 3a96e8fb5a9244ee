import { decodeReferences } from '../html/character-references.ts';
import { type Escape, type MappedText, mapText } from '../html/mapped-text.ts';
import type { Range } from '../model/ranges.ts';

/** How the words of a paragraph are read where its source has a line's end: as browsers show it, or as it stands. */
export type SourceLines = 'shown' | 'kept';

/** A paragraph's words: tags left out, `br` a line's end, references decoded, other white space one space. */
export function wordsIn(text: string, { start, end }: Range, lines: SourceLines): MappedText {
  const findEscape = (part: string, from: number) => escapeIn(part, from, lines);
  return mapText(text, [{ start, end, findEscape }]);
}

const escapes = /\s{0,99}<br\b[^>]{0,99}>\s{0,99}|<[^>]*>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});|\s+/giu;

function escapeIn(part: string, from: number, lines: SourceLines): Escape | null {
  escapes.lastIndex = from;
  const match = escapes.exec(part);
  if (match === null) return null;
  const [source] = match;
  return { start: match.index, end: match.index + source.length, text: textOf(source, lines) };
}

function textOf(source: string, lines: SourceLines): string {
  if (source.startsWith('&')) return decodeReferences(source).replace('\u00a0', ' ');
  if (/^\s*<br/iu.test(source)) return '\n';
  if (source.startsWith('<')) return '';
  return lines === 'kept' && /[\n\r]/u.test(source) ? '\n' : ' ';
}
