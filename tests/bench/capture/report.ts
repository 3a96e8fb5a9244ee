import type { Measured, Rounds } from './rounds.ts';
import { type WayName, ways } from './ways.ts';

/** A table of the ways, then what is aimed at. */
export function reportRounds({ measured, broken, others }: Rounds): readonly string[] {
  const rows = [...measured].map(([name, { postsPerSecond, cpu }]) => [
    ways[name].title,
    spread(postsPerSecond, 2),
    spread(cpu, 0),
    String(cpu.length),
  ]);
  return [
    ...table([['', 'posts a second', 'CPU ms a post', 'rounds'], ...rows]),
    ...[...broken].map(([name, error]) => `${ways[name].title}: broken: ${error}`),
    '',
    ...aims.flatMap(({ words, least, most, value }) => {
      const found = value(measured);
      if (found === null) return [`${words}: not measured`];
      const isMet =
        found >= (least ?? Number.NEGATIVE_INFINITY) && found <= (most ?? Number.POSITIVE_INFINITY);
      const aim = least === undefined ? `at most ${most}` : `at least ${least}`;
      return [`${words}: ${found.toFixed(2)}, aim ${aim}: ${isMet ? 'met' : 'MISSED'}`];
    }),
    ...(others > 0.25
      ? [`void: others used ${(others * 100).toFixed(0)} % of the machine; the numbers say little`]
      : [`others used ${(others * 100).toFixed(0)} % of the machine`]),
  ];
}

interface Aim {
  readonly words: string;
  readonly least?: number;
  readonly most?: number;
  readonly value: (measured: ReadonlyMap<WayName, Measured>) => number | null;
}

const aims: readonly Aim[] = [
  { words: 'posts a second ÷ a browser per post', least: 2.5, value: rateOver('browser-each') },
  { words: 'posts a second ÷ puppeteer-cluster', least: 2, value: rateOver('cluster') },
  { words: 'posts a second ÷ capture-website', least: 5, value: rateOver('capture-website') },
  { words: 'posts a second ÷ pageres', least: 3, value: rateOver('pageres') },
  { words: 'posts a second ÷ single-file-cli', least: 15, value: rateOver('single-file') },
  {
    words: 'CPU a post ÷ the floor',
    most: 1.4,
    value: (measured) => ratio(measured.get('pipeline')?.cpu, measured.get('floor')?.cpu),
  },
  {
    words: 'our own cards a second',
    least: 12,
    value: (measured) => {
      const cards = measured.get('cards');
      return cards === undefined ? null : median(cards.postsPerSecond);
    },
  },
];

function rateOver(peer: WayName): Aim['value'] {
  return (measured) => ratio(measured.get('pipeline')?.postsPerSecond, measured.get(peer)?.postsPerSecond);
}

function ratio(ours: readonly number[] | undefined, theirs: readonly number[] | undefined): number | null {
  return ours === undefined || theirs === undefined ? null : median(ours) / median(theirs);
}

function spread(numbers: readonly number[], digits: number): string {
  const shown = (value: number) => value.toFixed(digits);
  return `${shown(median(numbers))} [${shown(Math.min(...numbers))}–${shown(Math.max(...numbers))}]`;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
