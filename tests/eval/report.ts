import type { Platform } from '../../src/model/platform.ts';
import { containedCases } from './contained.ts';
import type { Case } from './corpus.ts';
import { type Floor, floors } from './floors.ts';
import { judge, type Verdict } from './judge.ts';
import { type Dimension, dimensions, type Score, tally } from './tally.ts';

export interface Evaluation {
  /** Tables and mistakes, for people. */
  readonly lines: readonly string[];
  /** One line for each figure under its floor. */
  readonly failures: readonly string[];
}

/** Runs detection over the corpus and holds the figures against the floors. */
export async function evaluate(cases: readonly Case[], platforms: readonly Platform[]): Promise<Evaluation> {
  // where nobody looked for a platform's posts, finding one says nothing
  const labelled = new Set(cases.flatMap(({ labels }) => labels.map(({ platform }) => platform)));
  const judged = platforms.filter(({ id }) => labelled.has(id));
  const all = [...cases, ...(await containedCases(cases))];
  const verdicts = all.flatMap((each) => judge(each, judged));
  const scores = tally(verdicts);
  const rows = dimensions.flatMap((dimension) =>
    [...scores[dimension]].map(([value, score]) => ({ dimension, value, score })),
  );
  return {
    lines: [
      `${cases.length} articles, ${cases.filter(({ labels }) => labels.length === 0).length} of them without any post`,
      `not judged, for lack of labels or of code: ${missingFrom(judged, [...labelled, ...platforms.map(({ id }) => id)])}`,
      '',
      row(['', 'posts', 'recall', 'precision', 'exact text']),
      ...dimensions.flatMap((dimension) => [
        ...(dimension === 'all' ? [] : [`by ${dimension}`]),
        ...rows
          .filter((each) => each.dimension === dimension)
          .map(({ value, score }) => scoreRow(value, score)),
      ]),
      ...mistakes(verdicts),
    ],
    failures: rows.flatMap(({ dimension, value, score }) => under(dimension, value, score)),
  };
}

function missingFrom(judged: readonly Platform[], names: readonly string[]): string {
  const missing = names.filter((name) => !judged.some(({ id }) => id === name));
  return [...new Set(missing)].join(' ') || 'none';
}

function under(dimension: Dimension, value: string, score: Score): string[] {
  const floor = floors[dimension][value];
  if (floor === undefined) return [];
  return figures.flatMap((figure) => {
    const [is, least] = [score[figure], floor[figure] ?? null];
    if (is === null || least === null || is >= least) return [];
    return [`${dimension} ${value}: ${figure} ${percent(is)} is under its floor of ${percent(least)}`];
  });
}

const figures = ['recall', 'precision', 'text'] as const satisfies readonly (keyof Floor)[];

function mistakes(verdicts: readonly Verdict[]): string[] {
  const bad = verdicts.filter(({ outcome }) => outcome !== 'found');
  if (bad.length === 0) return [];
  return ['', ...bad.map(({ outcome, article, kind, post }) => `${outcome}  ${article}  ${kind}  ${post}`)];
}

function scoreRow(value: string, { posts, recall, precision, text }: Score): string {
  return row([`  ${value}`, String(posts), percent(recall), percent(precision), percent(text)]);
}

function row([name = '', ...cells]: readonly string[]): string {
  return name.padEnd(18) + cells.map((cell) => cell.padStart(11)).join('');
}

function percent(part: number | null): string {
  return part === null ? '-' : `${(Math.floor(part * 1000) / 10).toFixed(1)} %`;
}
