import { containedFormats } from './contained.ts';
import type { Verdict } from './judge.ts';

/** Shares of 1; null where there is nothing to divide by. */
export interface Score {
  readonly posts: number;
  readonly recall: number | null;
  readonly precision: number | null;
  readonly text: number | null;
}

export const dimensions = ['all', 'platform', 'kind', 'language', 'format', 'confidence'] as const;
export type Dimension = (typeof dimensions)[number];

/** Scores by dimension and value, values in order of their names. */
export type Scores = Readonly<Record<Dimension, ReadonlyMap<string, Score>>>;

export function tally(verdicts: readonly Verdict[]): Scores {
  return Object.fromEntries(
    dimensions.map((dimension) => {
      const values = new Map<string, Verdict[]>();
      for (const verdict of verdicts) {
        if (dimension !== 'format' && isContained(verdict.format)) continue;
        const value = dimension === 'all' ? 'all' : verdict[dimension];
        values.set(value, [...(values.get(value) ?? []), verdict]);
      }
      const sorted = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
      return [dimension, new Map(sorted.map(([value, list]) => [value, scoreOf(list)]))];
    }),
  ) as unknown as Scores;
}

/** What is the same article in other clothes counts for its format only. */
function isContained(format: string): boolean {
  return containedFormats.some((each) => each === format);
}

function scoreOf(verdicts: readonly Verdict[]): Score {
  const count = (outcome: Verdict['outcome']) => verdicts.filter((each) => each.outcome === outcome).length;
  const [found, missed, wrong] = [count('found'), count('missed'), count('wrong')];
  const withText = verdicts.filter(({ exact }) => exact !== null);
  return {
    posts: found + missed,
    recall: share(found, found + missed),
    precision: share(found, found + wrong),
    text: share(withText.filter(({ exact }) => exact === true).length, withText.length),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
