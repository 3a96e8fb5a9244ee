import { loadavg } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../src/errors.ts';
import { installPackages, pinnedVersions } from '../install-packages.ts';
import { reportMemory } from './capture/memory.ts';
import { type ProcessTrees, watchProcessTrees } from './capture/process-trees.ts';
import { reportRounds } from './capture/report.ts';
import { runRounds } from './capture/rounds.ts';
import { type OpenSurroundings, openSurroundings } from './capture/surroundings.ts';
import { startWay, type WayProcess } from './capture/way-process.ts';
import { isWayName, type WayName, ways } from './capture/ways.ts';

const manifests = join(import.meta.dirname, 'capture-peers');

/** Pages open at the same time, on every side. */
const atOnce = 2;

/**
 * Pictures of the same posts by us, by those who do the like, and by the least that could do it, in turns. `--quick`:
 * fewer ways and rounds. `--long`: our memory over 500 posts too.
 */
export async function benchCapture(flags: readonly string[]): Promise<readonly string[]> {
  const isQuick = flags.includes('--quick');
  const load = loadavg()[0] ?? 0;
  const surroundings = await openSurroundings();
  const trees = watchProcessTrees();
  const started = new Map<WayName, WayProcess>();
  try {
    const missing = await startAll(started, surroundings, isQuick);
    const length = isQuick ? { rounds: 3, mostMs: 60_000 } : { rounds: 5, mostMs: 180_000 };
    const rounds = await runRounds(started, { ...length, trees, progress });
    return [
      ...headOf(surroundings, load),
      ...missing,
      ...reportRounds(rounds),
      ...(flags.includes('--long') ? await memoryOf(started.get('pipeline'), trees) : []),
    ];
  } finally {
    await Promise.all([...started.values()].map((way) => way.close()));
    trees.stop();
    await surroundings.close();
  }
}

function progress(words: string): void {
  process.stderr.write(`  ${words}\n`);
}

/** Starts the ways one by one; gives a line for each that can't be. */
async function startAll(
  started: Map<WayName, WayProcess>,
  surroundings: OpenSurroundings,
  isQuick: boolean,
): Promise<readonly string[]> {
  const missing: string[] = [];
  const peers = await installPackages(manifests).catch((error: unknown) => {
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
  return missing;
}

function headOf({ version, meanPhoto }: OpenSurroundings, load: number): readonly string[] {
  const peers = Object.entries(pinnedVersions(manifests)).map(([name, number]) => `${name} ${number}`);
  return [
    `${version} on every side, ${atOnce} pages at once, a clean context or browser for each post; load at the start ${load.toFixed(2)}`,
    `the page: 550 CSS pixels wide, shot at two pixels to one, a photo of ${Math.round(meanPhoto / 1_000)} KB; every picture was checked`,
    `ours: the page verified, PNG, WebP and thumbnail kept and synced, a row; peers write a PNG (single-file-cli: HTML), and no more`,
    peers.join(', '),
  ];
}

async function memoryOf(pipeline: WayProcess | undefined, trees: ProcessTrees): Promise<readonly string[]> {
  return pipeline === undefined ? ['memory: not measured'] : reportMemory(pipeline, trees, progress);
}
