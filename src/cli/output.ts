import { createColors } from 'picocolors';
import { visible } from '../log.ts';
import type { Screen } from './screen.ts';
import { openTable, tableLines } from './table.ts';

/** Where a command writes. Results go to stdout, everything else to stderr. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly outBytes: (bytes: Uint8Array) => void;
  readonly stdin: () => Promise<Uint8Array>;
  /** Asks whoever sits before the terminal, and gives the answer; without it nobody does. */
  readonly ask?: (question: string) => Promise<string>;
  readonly env: NodeJS.ProcessEnv;
  readonly colour: boolean;
  /** Bytes on stdout would go to somebody's terminal. */
  readonly outIsTerminal?: boolean;
  /** Columns of the terminal that stdout is; without it lines may be of any length. */
  readonly columns?: () => number;
  /** How stderr can show how far a command is; without it nobody looks. */
  readonly progress?: Screen | 'lines';
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Aborted by the second. */
  readonly signalNow: AbortSignal;
}

/** What a command prints, in words for people or as JSON Lines for programs. */
export interface Output {
  readonly json: boolean;
  /** One JSON object on stdout; nothing unless `--json`. */
  record(value: unknown): void;
  /** A line for people on stdout; nothing under `--json` or `--quiet`. Data of strangers goes through `visible`. */
  line(text?: string): void;
  /** The same of bytes, as they are. */
  bytes(content: Uint8Array): void;
  table(head: readonly string[], rows: readonly (readonly string[])[]): void;
  /** A table whose rows still come; `end` writes what is left. */
  openTable(head: readonly string[]): {
    readonly add: (row: readonly string[]) => void;
    readonly end: () => void;
  };
  /** A line on stderr whatever the mode. */
  problem(text: string): void;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

export function createOutput(io: Io, options: { readonly json: boolean; readonly quiet: boolean }): Output {
  const colours = createColors(io.colour);
  const line = (text = '') => {
    if (!options.json && !options.quiet) io.out(`${text}\n`);
  };
  const shape = () => ({ columns: io.columns?.() });
  return {
    json: options.json,
    record: (value) => {
      if (options.json) io.out(`${JSON.stringify(value)}\n`);
    },
    line,
    bytes: (content) => {
      if (!options.json && !options.quiet) io.outBytes(content);
    },
    table: (head, rows) => {
      const [first, ...rest] = tableLines(head, rows, shape());
      line(colours.bold(first ?? ''));
      for (const row of rest) line(row);
    },
    openTable: (head) => {
      const table = openTable(head, shape());
      let isHead = true;
      const write = (lines: readonly string[]) => {
        for (const text of lines) {
          line(isHead ? colours.bold(text) : text);
          isHead = false;
        }
      };
      return { add: (row) => write(table.add(row)), end: () => write(table.end()) };
    },
    problem: (text) => io.err(`${visible(text)}\n`),
    bold: colours.bold,
    dim: colours.dim,
  };
}
