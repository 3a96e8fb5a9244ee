import { loadavg } from 'node:os';
import { messageOf } from '../../src/errors.ts';
import { installPeers } from './capture/peers.ts';
import { watchProcessTrees } from './capture/process-trees.ts';
import { reportRounds } from './capture/report.ts';
import { runRounds } from './capture/rounds.ts';
import { openSurroundings } from './capture/surroundings.ts';
import { startWay, type WayProcess } from './capture/way-process.ts';
import { isWayName, type WayName, ways } from './capture/ways.ts';

/** Pages open at the same time, on every side. */
const atOnce = 2;

/**
 * Pictures of the same posts by us, by those who do the like, and by the least that could do it, in turns. `--quick`:
 * fewer ways and rounds.
 */
export async function benchCapture(flags: readonly string[]): Promise<readonly string[]> {
  const isQuick = flags.includes('--quick');
  const load = loadavg()[0] ?? 0;
  const surroundings = await openSurroundings();
  const trees = watchProcessTrees();
  const started = new Map<WayName, WayProcess>();
  const missing: string[] = [];
  try {
    const peers = await installPeers().catch((error: unknown) => {
      missing.push(`the peers could not be installed: ${messageOf(error).slice(0, 300)}`);
      return null;
    });
    for (const name of Object.keys(ways).filter(isWayName)) {
      if (isQuick && !ways[name].quick) continue;
      try {
        started.set(name, await startWay(name, { ...surroundings, peers, atOnce }));
      } catch (error) {
        missing.push(`${ways[name].title}: missing: ${messageOf(error)}`);
      }
    }
    const posts = (name: WayName) => ways[name].posts;
    const progress = (words: string) => process.stderr.write(`${words}\n`);
    const length = isQuick ? { rounds: 3, mostMs: 60_000 } : { rounds: 5, mostMs: 180_000 };
    const rounds = await runRounds(started, { ...length, posts, trees, progress });
    return [
      `load at the start ${load.toFixed(2)}, photos of ${Math.round(surroundings.meanPhoto / 1_000)} KB, ${atOnce} pages at once`,
      ...missing,
      ...reportRounds(rounds),
    ];
  } finally {
    await Promise.all([...started.values()].map((way) => way.close()));
    trees.stop();
    await surroundings.close();
  }
}
