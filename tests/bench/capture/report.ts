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
    ...aims.map(({ words, least, most, values }) => {
      const found = values(measured);
      if (found.length === 0) return `${words}: not measured`;
      const isMet =
        median(found) >= (least ?? Number.NEGATIVE_INFINITY) && median(found) <= (most ?? Infinity);
      const aim = least === undefined ? `at most ${most}` : `at least ${least}`;
      return `${words}: ${spread(found, 2)}, aim ${aim}: ${isMet ? 'met' : 'MISSED'}`;
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
  /** One for each round. */
  readonly values: (measured: ReadonlyMap<WayName, Measured>) => readonly number[];
}

const aims: readonly Aim[] = [
  { words: 'posts a second ÷ a browser per post', least: 2.5, values: rateOver('browser-each') },
  { words: 'posts a second ÷ puppeteer-cluster', least: 2, values: rateOver('cluster') },
  { words: 'posts a second ÷ capture-website', least: 5, values: rateOver('capture-website') },
  { words: 'posts a second ÷ pageres', least: 3, values: rateOver('pageres') },
  { words: 'posts a second ÷ single-file-cli', least: 15, values: rateOver('single-file') },
  {
    words: 'CPU a post ÷ the floor',
    most: 1.4,
    values: (measured) => ratios(measured.get('pipeline')?.cpu, measured.get('floor')?.cpu),
  },
  {
    words: 'our own cards a second',
    least: 12,
    values: (measured) => measured.get('cards')?.postsPerSecond ?? [],
  },
];

function rateOver(peer: WayName): Aim['values'] {
  return (measured) => ratios(measured.get('pipeline')?.postsPerSecond, measured.get(peer)?.postsPerSecond);
}

/** Round by round: what else the machine did then fell on both. */
function ratios(ours: readonly number[] = [], theirs: readonly number[] = []): readonly number[] {
  return ours.flatMap((value, round) => {
    const other = theirs[round];
    return other === undefined ? [] : [value / other];
  });
}

function spread(numbers: readonly number[], digits: number): string {
  const shown = (value: number) => value.toFixed(digits);
  return `${shown(median(numbers))} [${shown(Math.min(...numbers))}–${shown(Math.max(...numbers))}]`;
}

/** Between the two in the middle, where there is no one number. */
function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = low] = sorted.slice(
    Math.ceil(sorted.length / 2) - 1,
    sorted.length / 2 + 1,
  );
  return (low + high) / 2;
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
