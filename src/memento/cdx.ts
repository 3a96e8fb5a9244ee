import { parseJson } from './parse-json.ts';

/** One row of an index of copies. */
export interface CdxRow {
  /** 14 digits; not yet known to be a moment. */
  readonly timestamp: string;
  readonly original: string;
  /** Null for `unk` and for rows that only say "as before" (`warc/revisit`), as `status` is. */
  readonly mediaType: string | null;
  readonly status: number | null;
  /** Base32 SHA-1 of the payload. */
  readonly digest: string | null;
}

/** What is asked for, and how rows of so many columns without a header are read. */
export const cdxColumns = ['original', 'timestamp', 'digest', 'mimetype', 'statuscode'] as const;

/** The columns of the plain form, where none are asked for. */
const allColumns = ['urlkey', 'timestamp', 'original', 'mimetype', 'statuscode', 'digest', 'length'];

const rowsAtMost = 10_000;
const cellsAtMost = 16;
const bytesAtMost = 16 * 1024 * 1024;

/**
 * Reads an index of copies (the CDX server's JSON, with its header row, or its plain lines), up to 10,000 rows
 * and 16 MB. Rows that can't be read, as the key to resume by, are dropped one by one, but a body with nothing else in
 * it is no index: null. An empty body has no rows.
 */
export function readCdx(body: Uint8Array): readonly CdxRow[] | null {
  const text = new TextDecoder().decode(body.subarray(0, bytesAtMost)).trim();
  const cells = text.startsWith('[') ? cellsOfJson(text) : cellsOfLines(text);
  const [first] = cells;
  const header = first?.includes('timestamp') === true && first.includes('original') ? first : null;
  const told = header === null ? cells : cells.slice(1);
  const rows = told.slice(0, rowsAtMost).flatMap((row) => {
    const read = readRow(row, header ?? columnsFor(row));
    return read === null ? [] : [read];
  });
  return rows.length === 0 && told.length > 0 ? null : rows;
}

function columnsFor(row: readonly string[]): readonly string[] {
  return row.length === cdxColumns.length ? cdxColumns : allColumns;
}

function readRow(row: readonly string[], columns: readonly string[]): CdxRow | null {
  const cell = (name: string): string => row[columns.indexOf(name)] ?? '';
  const [timestamp, original] = [cell('timestamp'), cell('original')];
  if (!/^\d{14}$/u.test(timestamp) || !/^[a-z][a-z0-9+.-]*:\S+$/iu.test(original)) return null;
  const mediaType = cell('mimetype').toLowerCase();
  const digest = cell('digest')
    .replace(/^sha1:/iu, '')
    .toUpperCase();
  return {
    timestamp,
    original,
    mediaType: /^[\w.+-]+\/[\w.+-]+$/u.test(mediaType) && mediaType !== 'warc/revisit' ? mediaType : null,
    status: /^[1-5]\d\d$/u.test(cell('statuscode')) ? Number(cell('statuscode')) : null,
    digest: /^[A-Z2-7]{32}$/u.test(digest) ? digest : null,
  };
}

type Cells = readonly (readonly string[])[];

/** The whole as JSON, or line by line where a cut or a bad row makes it none. */
function cellsOfJson(text: string): Cells {
  const whole = parseJson(text);
  if (Array.isArray(whole)) return whole.slice(0, rowsAtMost + 1).map(cellsOf);
  return linesOf(text, (line) => cellsOf(rowOf(line.replace(/^\[(?=\[)/u, ''))));
}

/** A line of the list without what joins it to the next, or ends the list. */
function rowOf(line: string): unknown {
  return parseJson(line) ?? parseJson(line.slice(0, -1));
}

function cellsOf(row: unknown): readonly string[] {
  return Array.isArray(row) ? row.map((cell) => (typeof cell === 'string' ? cell : '')) : [];
}

function cellsOfLines(text: string): Cells {
  return text === '' ? [] : linesOf(text, (line) => line.split(' ', cellsAtMost));
}

function linesOf<T>(text: string, read: (line: string) => T): readonly T[] {
  const lines: T[] = [];
  for (let at = 0; at < text.length && lines.length <= rowsAtMost; ) {
    const end = text.indexOf('\n', at);
    const stop = end === -1 ? text.length : end;
    lines.push(read(text.slice(at, stop).trim()));
    at = stop + 1;
  }
  return lines;
}
