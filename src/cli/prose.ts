import { visible } from '../log.ts';
import type { Session } from './command.ts';
import { isolated, wrap } from './text-width.ts';

/** Wider lines are hard to read. */
const widest = 100;

/**
 * Lines of a stranger's text, indented. In a terminal they are broken between words, and lines written from right to
 * left keep their direction; in a file or a pipe each stays one line.
 */
export function proseLines({ io }: Pick<Session, 'io'>, text: string, indent = ''): string[] {
  const columns = io.columns?.();
  return text.split('\n').flatMap((line) => {
    const seen = visible(line);
    if (columns === undefined) return [`${indent}${seen}`];
    const width = Math.max(10, Math.min(columns, widest) - indent.length);
    return wrap(seen, width).map((part) => `${indent}${isolated(part)}`);
  });
}
