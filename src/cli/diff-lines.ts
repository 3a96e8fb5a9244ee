import { createColors } from 'picocolors';
import { visible } from '../log.ts';
import type { Io } from './output.ts';

/** What of a longer line is shown: a card is one line of many thousand characters. */
const [head, tail] = [140, 40];

/**
 * A unified diff as it is printed: for a terminal in colours, with the middle of long lines left out; else as it is, so that
 * it can be kept as a patch.
 */
export function diffLines(diff: string, io: Pick<Io, 'colour' | 'outIsTerminal'>): readonly string[] {
  const lines = diff.replace(/\n$/u, '').split('\n');
  if (io.outIsTerminal !== true) return lines;
  const { bold, cyan, green, red } = createColors(io.colour);
  return lines.map((line, at) => {
    const text = shortened(line);
    if (at < 2) return bold(text);
    if (line.startsWith('@@')) return cyan(text);
    if (line.startsWith('+')) return green(text);
    return line.startsWith('-') ? red(text) : text;
  });
}

/** Never cut inside a character. */
function shortened(line: string): string {
  if (line.length <= head + tail + 20) return visible(line);
  const [begin, end] = [line.slice(0, head), line.slice(-tail)].map((part) => visible(part.toWellFormed()));
  const left = (line.length - head - tail).toLocaleString('en');
  return `${begin} … ${left} more characters … ${end}`;
}
