import { visible } from '../log.ts';

/** Lines of a plain table: a head, then rows; columns as wide as their widest cell. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const cells = [head, ...rows].map((row) => row.map(visible));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))));
  return cells.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : padEnd(cell, widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** Columns a text takes in a terminal: marks none, East Asian wide characters and emoji two. */
export function widthOf(text: string): number {
  const marks = text.match(/\p{M}|[\u200b-\u200d]/gu)?.length ?? 0;
  const wide =
    text.match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff01-\uff60]|\p{Emoji_Presentation}/gu,
    )?.length ?? 0;
  return Array.from(text).length - marks + wide;
}

/** The first line of a text, cut to a width with an ellipsis. */
export function excerpt(text: string, width: number): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (widthOf(line) <= width) return line;
  let cut = '';
  for (const { segment } of graphemes.segment(line)) {
    if (widthOf(cut) + widthOf(segment) > width - 1) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function padEnd(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - widthOf(cell)));
}
