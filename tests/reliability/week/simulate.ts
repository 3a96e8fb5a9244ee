import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Images } from '../../../src/media/images.ts';
import { endOf } from '../processes.ts';
import { hostsOf } from './answers.ts';
import { type Clock, startClock } from './clock.ts';
import { feedAddress } from './feed.ts';
import { openNetwork } from './network.ts';
import { type RunOptions, run } from './run.ts';
import { hour, minute, type Network, outageAt, type Script } from './script.ts';
import type { WorkerOptions } from './worker.ts';
import { startWorld, type World } from './world.ts';

export interface Simulated {
  readonly clock: Clock;
  readonly world: Pick<World, 'told' | 'tooEarly' | 'pictures'>;
  readonly runs: number;
  /** When the runs began whose worker was killed in the midst of its work: the first of each hour that had enough to do. */
  readonly killed: readonly number[];
  /** Requests of second workers while there were two. */
  readonly beside: number;
  /** How often the feed could not be read. */
  readonly unread: number;
}

const between = 15 * minute;
const networks: readonly Network[] = ['x', 'bluesky', 'mastodon'];

/** Plays the script: the feed is taken in every quarter of an hour, rechecks are queued every hour, jobs worked on. */
export async function simulate(script: Script, folder: string, images: Images): Promise<Simulated> {
  const clock = startClock(script.start, script.clockSetBack);
  const world = await startWorld(script, clock);
  const now = clock.archive;
  const network = openNetwork({ ca: world.ca, now });
  const own = { images, network, now };
  const killed: number[] = [];
  let runs = 0;
  let beside = 0;
  let unread = 0;
  try {
    for (let at = script.start; at <= script.end; at += between) {
      clock.goTo(at);
      world.beginRun(at);
      runs += 1;
      const connectTo = reachable(world.connectTo, script, at);
      const recheck = (at - script.start) % hour === 0;
      const options = { folder, connectTo, feed: feedAddress, recheck };
      const next = script.killed[killed.length];
      if (next !== undefined && next <= at && options.recheck) {
        const isFirst = at === script.start;
        if (await killInTheMidst(options, isFirst ? 9 : 1, clock, world)) killed.push(at);
      } else if (script.twofold.includes(at)) beside += await workBeside(options, clock, world, own);
      else unread += (await run({ ...options, ...own })).length;
    }
  } finally {
    await network.close();
    await world.close();
  }
  return { clock, world, runs, killed, beside, unread };
}

/** All hosts but those whose names can't be resolved then. */
function reachable(connectTo: readonly string[], script: Script, at: number): readonly string[] {
  const lost = networks.filter((of) => outageAt(script, of, at)?.kind === 'dns').flatMap((of) => hostsOf[of]);
  return connectTo.filter((value) => !lost.some((host) => value.startsWith(`${host}:`)));
}

/** Kills it as it asks for a post, after so many others; false where it had less to do. */
async function killInTheMidst(
  options: Options,
  requests: number,
  clock: Clock,
  world: World,
): Promise<boolean> {
  const child = startWorker(options, clock, world);
  let left = requests;
  world.onAsked = (isOfPost) => {
    left -= isOfPost ? 1 : 0;
    if (left === 0) child.kill('SIGKILL');
  };
  const begun = performance.now();
  await endOf(child);
  world.onAsked = () => {};
  clock.pass(Math.round(performance.now() - begun));
  return child.signalCode === 'SIGKILL';
}

/** Lets a second worker begin, then works beside it; gives how much the second one asked. */
async function workBeside(options: Options, clock: Clock, world: World, own: Own): Promise<number> {
  const before = world.told.length;
  const begun = performance.now();
  const child = startWorker({ ...options, feed: null }, clock, world);
  const asked = new Promise<void>((resolve) => {
    world.onAsked = () => resolve();
  });
  await Promise.race([asked, once(child, 'exit')]);
  world.onAsked = () => {};
  await run({ ...options, ...own, recheck: false });
  const code = await endOf(child);
  if (code !== 0) throw new Error(`the second worker ended with ${code}`);
  clock.pass(Math.round(performance.now() - begun));
  return world.told.length - before;
}

type Options = Omit<WorkerOptions, 'at' | 'ca'>;
type Own = Pick<RunOptions, 'images' | 'network' | 'now'>;

function startWorker(options: Options, clock: Clock, { ca }: World) {
  const given: WorkerOptions = { ...options, ca, at: clock.archive().getTime() };
  return spawn(process.execPath, [join(import.meta.dirname, 'worker.ts'), JSON.stringify(given)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
