import type { Facts } from './errors.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One event, one line. Facts are data of strangers: controls in them never reach a terminal raw. */
export type Log = (level: LogLevel, message: string, facts?: Facts) => void;

/** Swallows everything: for tests and library use without a log. */
export const silentLog: Log = () => {};

/** A log that hands finished lines (no line end) to `write`, leaving out levels below `least`. */
export function createLog(write: (line: string) => void, least: LogLevel = 'info'): Log {
  return (level, message, facts = {}) => {
    if (order[level] < order[least]) return;
    const parts = Object.entries(facts).map(([key, value]) => `${key}=${quoteIfNeeded(value)}`);
    const prefix = level === 'info' ? '' : `${level}: `;
    write([prefix + visible(message), ...parts].join(' '));
  };
}

/**
 * The text with control characters, bidi controls and line separators shown as `\u{…}`,
 * so that a post's text can't move a terminal's cursor or forge a line.
 */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu,
      (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
    );
}

const order = { debug: 0, info: 1, warn: 2, error: 3 } as const satisfies Record<LogLevel, number>;

function quoteIfNeeded(value: string | number | boolean | null): string {
  const text = visible(String(value));
  return /^[^\s"=]+$/.test(text) ? text : JSON.stringify(text);
}
