import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessTrees } from './process-trees.ts';
import type { WayProcess } from './way-process.ts';

const posts = 500;
const step = 25;

/** The memory of a way's whole tree while it takes 500 pictures, looked at after every 25. */
export async function reportMemory(
  way: WayProcess,
  trees: ProcessTrees,
  progress: (words: string) => void,
): Promise<readonly string[]> {
  const points: Point[] = [];
  for (let first = 0; first < posts; first += step) {
    // Numbers of their own: those of the rounds are in the archive already.
    await way.run(
      Array.from({ length: step }, (_, at) => 100_000 + first + at),
      trees,
    );
    await sleep(500);
    points.push({ posts: first + step, megabytes: trees.memoryOf(way.pid) / 2 ** 20 });
    progress(`${first + step} posts: ${points.at(-1)?.megabytes.toFixed(0)} MB`);
  }
  const per100 = (after: number) => slopeOf(points.filter(({ posts }) => posts > after)) * 100;
  // The heap and the browsers, which are started anew now and then, take some hundred posts to come to their size.
  const slope = per100(posts / 2);
  return [
    `memory of the tree (PSS) every ${step} of ${posts} posts, MB: ${points.map(({ megabytes }) => megabytes.toFixed(0)).join(' ')}`,
    `slope, MB per 100 posts: ${per100(100).toFixed(1)} after the first 100; ${slope.toFixed(1)} in the second half, aim at most 3: ${slope <= 3 ? 'met' : 'MISSED'}`,
  ];
}

interface Point {
  readonly posts: number;
  readonly megabytes: number;
}

/** Of the straight line with the least squares, megabytes a post. */
function slopeOf(points: readonly Point[]): number {
  const mean = (numbers: readonly number[]) =>
    numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const x = mean(points.map(({ posts }) => posts));
  const y = mean(points.map(({ megabytes }) => megabytes));
  const covariance = mean(points.map(({ posts, megabytes }) => (posts - x) * (megabytes - y)));
  return covariance / mean(points.map(({ posts }) => (posts - x) ** 2));
}
