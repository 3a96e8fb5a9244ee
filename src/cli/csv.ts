import { visible } from '../log.ts';

/**
 * A record of RFC 4180, its line end included: cells with a comma, a quote or a line end stand in quotes. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(cell: string | number | null): string {
  if (typeof cell === 'number') return String(cell);
  const text = (cell ?? '').toWellFormed().replace(controls, visible);
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** None that could move the cursor of a terminal the file is printed to. */
const controls = /[^\P{Cc}\t\r\n]/gu;

/** https://owasp.org/www-community/attacks/CSV_Injection; the full-width signs are read as such in East Asia. */
const formula = /^[\s\u0000-\u001f]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;
