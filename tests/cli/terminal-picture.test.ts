import { describe, expect, it } from 'vitest';
import {
  cellsOf,
  type PictureChoice,
  pictureLines,
  pictureProtocolOf,
  type TerminalPicture,
} from '../../src/cli/terminal-picture.ts';

/** Bytes that no encoding changes by chance; several of kitty's pieces long. */
function pictureOf(width: number, height: number, bytes = 20_000): TerminalPicture {
  return { png: Uint8Array.from({ length: bytes }, (_, index) => (index * 31 + width) % 256), width, height };
}

interface Placed {
  readonly bytes: Buffer;
  readonly row: number;
  readonly column: number;
  readonly options: Readonly<Record<string, string>>;
}

/** Reads what a terminal is told, as the protocols' own pages have it; gives the pictures and where the cursor ends. */
function look(lines: readonly string[]): {
  readonly placed: Placed[];
  readonly row: number;
  readonly text: string;
} {
  const written = lines.map((line) => `${line}\r\n`).join('');
  const tokens =
    /\u001b_G(?<kitty>[^;]*);(?<piece>[^\u001b]*)\u001b\\|\u001b\]1337;File=(?<iterm>[^:]*):(?<whole>[^\u0007]*)\u0007|\u001b\[(?<n>\d+)(?<move>[A-D])|\u001b(?<keep>[78])|(?<plain>[^\u001b])/gsu;
  let [row, column, kept, text, end] = [0, 0, { row: 0, column: 0 }, '', 0];
  let open: { options: string; pieces: string[] } | null = null;
  const placed: Placed[] = [];
  const place = (options: string, base64: string) =>
    placed.push({
      bytes: Buffer.from(base64, 'base64'),
      row,
      column,
      options: Object.fromEntries(
        options.split(/[,;]/u).map((option) => option.split('=') as [string, string]),
      ),
    });
  for (const match of written.matchAll(tokens)) {
    expect(match.index, 'nothing unknown is written').toBe(end);
    end = match.index + match[0].length;
    const { kitty, piece = '', iterm, whole = '', n, move, keep, plain } = match.groups ?? {};
    if (kitty !== undefined) {
      if (piece.length > 4096) throw new Error(`a piece of ${piece.length} characters`);
      open ??= { options: kitty, pieces: [] };
      open.pieces.push(piece);
      if (/(?:^|,)m=0/u.test(kitty)) {
        place(open.options, open.pieces.join(''));
        open = null;
      } else if (piece.length % 4 !== 0) throw new Error('a piece ends within a group of base64');
    } else if (iterm !== undefined) place(iterm, whole);
    else if (move === 'A') row -= Number(n);
    else if (move === 'B') row += Number(n);
    else if (move === 'C') column += Number(n);
    else if (keep === '7') kept = { row, column };
    else if (keep === '8') ({ row, column } = kept);
    else if (plain === '\r') column = 0;
    else if (plain === '\n') row += 1;
    else text += plain;
  }
  expect(end).toBe(written.length);
  expect(open).toBeNull();
  return { placed, row, text };
}

describe('a picture in a terminal', () => {
  it.each(['kitty', 'iterm'] as const)('is sent whole by %s, in the rows kept for it', (protocol) => {
    const picture = pictureOf(600, 400);
    const lines = pictureLines([picture], protocol, { columns: 60, rows: 30 });
    const { placed, row, text } = look(lines);
    expect(placed).toHaveLength(1);
    expect(placed[0]?.bytes).toEqual(Buffer.from(picture.png));
    expect(placed[0]).toMatchObject({ row: 0, column: 0 });
    expect(lines).toHaveLength(20);
    expect([row, text]).toEqual([20, '']);
  });

  it('names its size to kitty in cells, forbids replies and keeps the cursor', () => {
    const { placed } = look(pictureLines([pictureOf(600, 400)], 'kitty', { columns: 30, rows: 30 }));
    expect(placed[0]?.options).toEqual({
      a: 'T',
      f: '100',
      t: 'd',
      q: '2',
      C: '1',
      c: '30',
      r: '10',
      m: '1',
    });
  });

  it('names its size to iTerm2 in cells, with the shape kept', () => {
    const { placed } = look(pictureLines([pictureOf(600, 400, 99)], 'iterm', { columns: 30, rows: 30 }));
    expect(placed[0]?.options).toEqual({
      inline: '1',
      size: '99',
      width: '30',
      height: '10',
      preserveAspectRatio: '1',
      doNotMoveCursor: '1',
    });
  });

  it.each(['kitty', 'iterm'] as const)('stands beside another, both from the same row, by %s', (protocol) => {
    const pictures = [pictureOf(400, 200), pictureOf(300, 900)];
    const { placed, row } = look(pictureLines(pictures, protocol, { columns: 38, rows: 12 }));
    expect(placed.map(({ row: top, column }) => [top, column])).toEqual([
      [0, 0],
      [0, 40],
    ]);
    expect(row).toBe(12);
    expect(placed.map(({ bytes }) => bytes)).toEqual(pictures.map(({ png }) => Buffer.from(png)));
  });

  it('fits into its box, keeps its shape and is never larger than life', () => {
    const box = { columns: 40, rows: 20 };
    expect(cellsOf({ width: 100, height: 100 }, box)).toEqual({ columns: 10, rows: 5 });
    expect(cellsOf({ width: 4000, height: 400 }, box)).toEqual({ columns: 40, rows: 2 });
    expect(cellsOf({ width: 400, height: 8000 }, box)).toEqual({ columns: 2, rows: 20 });
    expect(cellsOf({ width: 1, height: 1 }, box)).toEqual({ columns: 1, rows: 1 });
    for (const [width, height] of [
      [1200, 675],
      [675, 1200],
      [9, 9000],
    ] as const) {
      const { columns, rows } = cellsOf({ width, height }, box);
      expect(columns).toBeLessThanOrEqual(box.columns);
      expect(rows).toBeLessThanOrEqual(box.rows);
    }
  });

  it('is nothing where there is none, and one line where one row is enough', () => {
    expect(pictureLines([], 'kitty', { columns: 10, rows: 10 })).toEqual([]);
    expect(pictureLines([pictureOf(20, 20, 9)], 'iterm', { columns: 10, rows: 10 })).toHaveLength(1);
  });
});

describe('whether a terminal takes pictures', () => {
  it.each([
    ['kitty', { TERM: 'xterm-kitty' }, 'kitty'],
    ['kitty, with another TERM', { TERM: 'xterm-256color', KITTY_WINDOW_ID: '3' }, 'kitty'],
    ['ghostty', { TERM: 'xterm-ghostty' }, 'kitty'],
    ['ghostty, with another TERM', { TERM: 'xterm-256color', TERM_PROGRAM: 'ghostty' }, 'kitty'],
    ['iTerm2', { TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' }, 'iterm'],
    ['iTerm2 through ssh', { TERM: 'xterm-256color', LC_TERMINAL: 'iTerm2' }, 'iterm'],
    ['WezTerm', { TERM: 'xterm-256color', TERM_PROGRAM: 'WezTerm' }, 'iterm'],
    ['mintty', { TERM: 'xterm', TERM_PROGRAM: 'mintty' }, 'iterm'],
    ['Konsole', { TERM: 'xterm-256color', KONSOLE_VERSION: '221203' }, 'iterm'],
    ['Konsole of old', { TERM: 'xterm-256color', KONSOLE_VERSION: '210804' }, null],
    ['xterm', { TERM: 'xterm-256color' }, null],
    ["Apple's Terminal", { TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal' }, null],
    ['nothing known', {}, null],
    ['tmux within kitty', { TERM: 'tmux-256color', KITTY_WINDOW_ID: '3' }, null],
    ['tmux that calls itself xterm', { TERM: 'xterm-kitty', TMUX: '/tmp/tmux-0/default,1,0' }, null],
    ['screen within iTerm2', { TERM: 'screen', TERM_PROGRAM: 'iTerm.app' }, null],
    ['screen that calls itself xterm', { TERM: 'xterm', STY: '1.x', TERM_PROGRAM: 'iTerm.app' }, null],
    ['CI', { TERM: 'xterm-kitty', CI: 'true' }, null],
    ['CI said not to be', { TERM: 'xterm-kitty', CI: 'false' }, 'kitty'],
    ['a dumb terminal', { TERM: 'dumb', TERM_PROGRAM: 'iTerm.app' }, null],
  ] as const)('%s', (_, env, protocol) => {
    expect(pictureProtocolOf({ env, outIsTerminal: true }, 'auto')).toBe(protocol);
  });

  it('is never so in a file or a pipe, and as told elsewhere', () => {
    const kitty = { TERM: 'xterm-kitty' };
    for (const choice of ['auto', 'kitty', 'iterm', 'never'] satisfies PictureChoice[])
      expect(pictureProtocolOf({ env: kitty, outIsTerminal: false }, choice)).toBeNull();
    expect(pictureProtocolOf({ env: kitty }, 'kitty')).toBeNull();
    expect(pictureProtocolOf({ env: kitty, outIsTerminal: true }, 'never')).toBeNull();
    expect(pictureProtocolOf({ env: kitty, outIsTerminal: true }, 'iterm')).toBe('iterm');
    expect(pictureProtocolOf({ env: { TMUX: 'x' }, outIsTerminal: true }, 'kitty')).toBe('kitty');
  });
});
