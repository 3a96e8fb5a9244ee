import { array, assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTable, tableLines } from '../../src/cli/table.ts';
import { cutEnd, cutMiddle, excerpt, isolated, widthOf, wrap } from '../../src/cli/text-width.ts';

describe('the width of a text', () => {
  it.each([
    ['', 0],
    ['holdfast', 8],
    ['é as two code points: e\u0301', 23],
    ['مَرحَبًا', 5],
    ['שָׁלוֹם', 4],
    ['漢字かな交じり', 14],
    ['한글', 4],
    ['한글 in pieces: \u1112\u1161\u11ab', 18],
    ['ｆｕｌｌ', 8],
    ['กำ', 2],
    ['👍', 2],
    ['👍🏽', 2],
    ['👨‍👩‍👧‍👦', 2],
    ['🏳️‍🌈', 2],
    ['🇩🇪', 2],
    ['🇩🇪🇫🇷', 4],
    ['❤️', 2],
    ['❤', 1],
    ['1️⃣', 2],
    ['\u2068isolated\u2069', 8],
    ['zero\u200bwidth', 9],
    ['a\ufe0fb', 2],
    ['𝒳', 1],
    ['𠀀', 2],
  ])('%s: %i', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it('is kept by every cut', () => {
    const letters = constantFrom('a', ' ', 'é', 'e\u0301', 'ب', 'بّ', '漢', '👨‍👩‍👧', '🇩🇪', '❤️', '/', '.');
    assert(
      property(array(letters, { maxLength: 40 }), integer({ min: 1, max: 50 }), (parts, width) => {
        const text = parts.join('');
        for (const cut of [cutEnd(text, width), cutMiddle(text, width), excerpt(text, width)])
          expect(widthOf(cut)).toBeLessThanOrEqual(width);
        const lines = wrap(text, Math.max(2, width));
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(Math.max(2, width));
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });
});

describe('widths known at a glance', () => {
  it('are those that are counted', () => {
    // A mark at the end takes the long way and adds nothing.
    for (let code = 0x20; code < 0x2100; code++) {
      const char = String.fromCodePoint(code);
      expect(widthOf(`a${char}a`), char).toBe(widthOf(`a${char}a\u0301`));
    }
  });
});

describe('cutting', () => {
  it('never splits what a reader takes for one character', () => {
    expect(cutEnd('ab👨‍👩‍👧cd', 4)).toBe('ab…');
    expect(cutEnd('ab👨‍👩‍👧cd', 5)).toBe('ab👨‍👩‍👧…');
    expect(cutMiddle('ab🇩🇪🇫🇷xyz', 8)).toBe('ab🇩🇪…xyz');
    expect(excerpt(' two\n lines  and spaces ', 12)).toBe('two lines a…');
  });

  it('leaves out the middle of an address', () => {
    expect(cutMiddle('https://example.org/2024/05/a-long-story.html', 25)).toBe('https://exam…g-story.html');
    expect(cutMiddle('abc', 3)).toBe('abc');
    expect(cutMiddle('abcdef', 2)).toBe('a…');
  });

  it('wraps between words, and within one that is longer than a line', () => {
    expect(wrap('to be or not to be', 8)).toEqual(['to be or', 'not to', 'be']);
    expect(wrap('a loooooong word', 6)).toEqual(['a', 'looooo', 'ong', 'word']);
    expect(wrap('', 5)).toEqual(['']);
    expect(wrap('漢字', 1)).toEqual(['漢', '字', '']);
  });
});

describe('text from right to left', () => {
  it('is isolated, other text left as it is', () => {
    expect(isolated('مرحبا (2)')).toBe('\u2068مرحبا (2)\u2069');
    expect(isolated('x:20 — é 漢')).toBe('x:20 — é 漢');
  });
});

describe('a table', () => {
  const head = ['SITE', 'EMBEDS', 'TEXT'];
  const rows = [
    ['example.org', '1,204', 'البحيرة تستعيد ألوانها'],
    ['例え.jp', '7', 'a text'],
    ['x', '', ''],
  ];

  it('has columns as wide as their cells, numbers to the right, no controls and no space at its ends', () => {
    expect(tableLines(head, [...rows, ['evil\u001b[2J\u202e', '12', 'x']])).toEqual([
      'SITE                   EMBEDS  TEXT',
      'example.org             1,204  البحيرة تستعيد ألوانها',
      '例え.jp                     7  a text',
      'x',
      String.raw`evil\u{1b}[2J\u{202e}      12  x`,
    ]);
  });

  it('isolates cells from right to left, in a terminal only', () => {
    expect(tableLines(['TEXT', 'N'], [['مرحبا', '2']], { columns: 80 })).toEqual([
      'TEXT   N',
      '\u2068مرحبا\u2069  2',
    ]);
    expect(tableLines(['TEXT', 'N'], [['مرحبا', '2']])[1]).toBe('مرحبا  2');
  });

  it('fits into a terminal: its last column gives way first, then the widest, numbers never', () => {
    const wide = [
      [
        'x:@MarsadAlSahel/2023-03-07/c17e5c352554',
        '1,204',
        'deleted',
        'a long text that goes on and on for long',
      ],
      ['bluesky:did:plc:abcdefghijklmnop/3kabcdef', '99', 'live', 'short'],
    ];
    const shown = (columns: number) => tableLines(['POST', 'N', 'STATE', 'TEXT'], wide, { columns });
    expect(shown(90)).toEqual([
      'POST                                           N  STATE    TEXT',
      'x:@MarsadAlSahel/2023-03-07/c17e5c352554   1,204  deleted  a long text that goes on and o…',
      'bluesky:did:plc:abcdefghijklmnop/3kabcdef     99  live     short',
    ]);
    expect(shown(60)).toEqual([
      'POST                        N  STATE    TEXT',
      'x:@MarsadAl…7e5c352554  1,204  deleted  a long text that go…',
      'bluesky:did…p/3kabcdef     99  live     short',
    ]);
    for (const columns of [40, 60, 80, 100, 120])
      for (const line of shown(columns)) expect(widthOf(line)).toBeLessThanOrEqual(columns);
  });

  it('is left too wide where no cell can give way any more', () => {
    expect(tableLines(['A', 'B'], [['1,000,000', '2,000,000']], { columns: 5 })).toEqual([
      '        A          B',
      '1,000,000  2,000,000',
    ]);
  });

  it('is written while its rows come, with the columns of the first ones', () => {
    const table = openTable(['A', 'B']);
    const lines = Array.from({ length: 300 }, (_, index) => table.add([`row ${index}`, 'b']));
    expect(lines.slice(0, 199).flat()).toEqual([]);
    expect(lines[199]).toHaveLength(201);
    expect(lines[199]?.slice(0, 2)).toEqual(['A        B', 'row 0    b']);
    expect(lines[250]).toEqual(['row 250  b']);
    expect(table.add(['a wider one', 'b'])).toEqual(['a wider one  b']);
    expect(table.end()).toEqual([]);
    expect(openTable(['A', 'B']).end()).toEqual(['A  B']);
  });
});
