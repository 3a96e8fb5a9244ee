import type { Config } from '../config.ts';
import type { Io } from './output.ts';

/** How a terminal takes pictures: kitty's graphics protocol, or iTerm2's inline images (OSC 1337). */
export type PictureProtocol = 'kitty' | 'iterm';

/** What `--pictures` says. */
export type PictureChoice = Config['pictures'];

/** A PNG, with its width and height in pixels. */
export interface TerminalPicture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The most that one picture may take, in a terminal's cells. */
export interface PictureBox {
  readonly columns: number;
  readonly rows: number;
}

/**
 * The protocol for pictures on standard output; null where they would be noise: in a file or a pipe, in CI, within tmux
 * and screen, which pass pictures on only when told to, and in terminals not known to take any. A protocol that is
 * named is used wherever standard output is a terminal.
 */
export function pictureProtocolOf(
  { env, outIsTerminal }: Pick<Io, 'env' | 'outIsTerminal'>,
  choice: PictureChoice,
): PictureProtocol | null {
  if (outIsTerminal !== true || choice === 'never') return null;
  return choice === 'auto' ? protocolOfTerminal(env) : choice;
}

/**
 * Lines that show pictures side by side, `gap` columns apart, each as large as its box allows; to be written one after
 * another from the first column on, each followed by a line end. The text after them begins below the tallest.
 */
export function pictureLines(
  pictures: readonly TerminalPicture[],
  protocol: PictureProtocol,
  box: PictureBox,
  gap = 2,
): string[] {
  if (pictures.length === 0) return [];
  const sizes = pictures.map((picture) => cellsOf(picture, box));
  const rows = Math.max(...sizes.map((size) => size.rows));
  const up = rows > 1 ? `${esc}[${rows - 1}A` : '';
  const down = rows > 1 ? `${esc}[${rows - 1}B` : '';
  const drawn = pictures.map((picture, index) => {
    const left = sizes.slice(0, index).reduce((sum, { columns }) => sum + columns + gap, 0);
    const size = sizes[index] ?? box;
    return `${save}${left > 0 ? `${esc}[${left}C` : ''}${draw[protocol](picture.png, size)}${restore}`;
  });
  // Empty lines come first, so that a picture at the foot of the screen finds the room it is drawn into.
  return [...Array.from({ length: rows - 1 }, () => ''), `${up}${drawn.join('')}${down}`];
}

/** How many cells a picture takes inside a box with its shape kept; never larger than life. */
export function cellsOf(
  { width, height }: Pick<TerminalPicture, 'width' | 'height'>,
  box: PictureBox,
): PictureBox {
  const scale = Math.min(1, (box.columns * cell.width) / width, (box.rows * cell.height) / height);
  return {
    columns: Math.max(1, Math.round((width * scale) / cell.width)),
    rows: Math.max(1, Math.round((height * scale) / cell.height)),
  };
}

const esc = '\u001b';
/** DECSC and DECRC: where a terminal leaves the cursor after a picture differs, so it is put back. */
const save = `${esc}7`;
const restore = `${esc}8`;

/** Pixels of a usual cell. Terminals scale by cells, so that only the shape of it counts. */
const cell = { width: 10, height: 20 } as const;

const draw = { kitty: drawKitty, iterm: drawIterm } as const satisfies Record<PictureProtocol, unknown>;

/** https://sw.kovidgoyal.net/kitty/graphics-protocol/: pieces of at most 4,096 characters; `q=2` forbids any reply. */
function drawKitty(png: Uint8Array, { columns, rows }: PictureBox): string {
  const pieces =
    Buffer.from(png)
      .toString('base64')
      .match(/.{1,4096}/gu) ?? [];
  return pieces
    .map((piece, index) => {
      const more = index < pieces.length - 1 ? 1 : 0;
      const control =
        index === 0 ? `a=T,f=100,t=d,q=2,C=1,c=${columns},r=${rows},m=${more}` : `q=2,m=${more}`;
      return `${esc}_G${control};${piece}${esc}\\`;
    })
    .join('');
}

/** https://iterm2.com/documentation-images.html */
function drawIterm(png: Uint8Array, { columns, rows }: PictureBox): string {
  const how = `inline=1;size=${png.length};width=${columns};height=${rows};preserveAspectRatio=1;doNotMoveCursor=1`;
  return `${esc}]1337;File=${how}:${Buffer.from(png).toString('base64')}\u0007`;
}

function protocolOfTerminal(env: NodeJS.ProcessEnv): PictureProtocol | null {
  const term = env['TERM'] ?? '';
  const program = env['TERM_PROGRAM'] ?? '';
  if (env['TMUX'] || env['STY'] || /^(?:tmux|screen|dumb)/u.test(term) || isSet(env['CI'])) return null;
  if (env['KITTY_WINDOW_ID'] || /^xterm-(?:kitty|ghostty)$/u.test(term) || program === 'ghostty')
    return 'kitty';
  if (Number(env['KONSOLE_VERSION'] ?? 0) >= firstKonsole) return 'iterm';
  // LC_TERMINAL comes along through ssh, where TERM_PROGRAM does not.
  if (['iTerm.app', 'WezTerm', 'mintty'].includes(program) || env['LC_TERMINAL'] === 'iTerm2') return 'iterm';
  return null;
}

/** Konsole 22.04. */
const firstKonsole = 220_400;

function isSet(variable: string | undefined): boolean {
  return !['', '0', 'false'].includes(variable ?? '');
}
