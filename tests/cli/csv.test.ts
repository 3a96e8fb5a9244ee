import { array, assert, oneof, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../src/cli/csv.ts';
import { visible } from '../../src/log.ts';

/** Reads one record as RFC 4180 has it; throws where it is none. */
function readRecord(line: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const cell = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n$)/su.exec(line.slice(at));
    if (cell === null) throw new Error(`no record: ${JSON.stringify(line.slice(at))}`);
    cells.push(cell[1] === undefined ? (cell[2] ?? '') : cell[1].replaceAll('""', '"'));
    at += cell[0].length;
    if (cell[3] === '\r\n') return cells;
  }
}

describe('a record of CSV', () => {
  it('quotes what has to be quoted, and ends with CR and LF', () => {
    expect(csvLine(['plain', 'a,b', 'say "so"', 'two\nlines', null, 12, 8.1, ''])).toBe(
      'plain,"a,b","say ""so""","two\nlines",,12,8.1,\r\n',
    );
  });

  it('keeps Arabic, emoji and spaces as they are', () => {
    expect(readRecord(csvLine(['البحيرة', '👍🏽', ' a ']))).toEqual(['البحيرة', '👍🏽', ' a ']);
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1',
    '=HYPERLINK("https://evil.test";"x")',
  ])('makes no formula of %j', (text) => {
    expect(readRecord(csvLine([text, 'x']))).toEqual([`'${text}`, 'x']);
  });

  it('shows controls instead of sending them', () => {
    expect(csvLine(['a\u001b[2J', 'b\u0000\u009b', 'tab\tline\n'])).toBe(
      'a\\u{1b}[2J,b\\u{0}\\u{9b},"tab\tline\n"\r\n',
    );
  });

  it('keeps negative numbers of ours', () => {
    expect(csvLine([-1, 0])).toBe('-1,0\r\n');
  });

  it('is read back cell by cell, whatever a stranger wrote', () => {
    const texts = array(
      oneof(
        string({ unit: 'grapheme' }),
        tuple(string(), string()).map((two) => two.join('",\r\n')),
      ),
      {
        minLength: 1,
      },
    );
    assert(
      property(texts, (cells) => {
        const read = readRecord(csvLine(cells));
        expect(
          read.map((cell, index) => ((cells[index] ?? '').startsWith("'") ? cell : cell.replace(/^'/u, ''))),
        ).toEqual(cells.map((cell) => cell.toWellFormed().replace(/[^\P{Cc}\t\r\n]/gu, visible)));
      }),
    );
  });
});
