import { widthOf } from './text-width.ts';

/** A terminal's last lines, redrawn in place below whatever else is written to it. */
export interface Screen {
  /** Columns a line may take: it never wraps, and what the terminal echoes for Ctrl-C has room behind it. */
  readonly columns: () => number;
  /** Shows these lines in place of those shown before; none clears them. Each fits into `columns`. */
  readonly show: (lines: readonly string[]) => void;
  /** Writes text above the lines; it ends with a line end. */
  readonly write: (text: string) => void;
  /** What is shown has scrolled to somewhere else: it is left alone. */
  readonly forget: () => void;
}

const roomForEcho = 4;
const clearToEnd = '\u001b[J';

/** `write` writes to the terminal; `columns` is its width as of now. */
export function openScreen(write: (text: string) => void, columns: () => number): Screen {
  let shown: readonly string[] = [];

  /** A terminal made narrower since has wrapped the lines, so that they take more rows. */
  function clearing(): string {
    if (shown.length === 0) return '';
    const rows = shown.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns())), 0);
    return `\r${rows > 1 ? `\u001b[${rows - 1}A` : ''}${clearToEnd}`;
  }

  return {
    columns: () => Math.max(1, columns() - roomForEcho),
    show: (lines) => {
      if (lines.length === 0 && shown.length === 0) return;
      const text = clearing() + lines.join('\n');
      shown = lines;
      write(text);
    },
    write: (text) => write(clearing() + text + shown.join('\n')),
    forget: () => {
      shown = [];
    },
  };
}
