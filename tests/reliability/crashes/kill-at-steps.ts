import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { check, clean } from '../checker.ts';
import { addPosts, endOf, openPlace, type Place, startWorker } from '../processes.ts';
import { troubleIn } from '../trouble.ts';
import { type Step, stepNames, steps, stepsOf } from './steps.ts';
import { type Aim, ahead, aimAt, oneFileThread, readTrace, type Seen, sabotageAt, traced } from './strace.ts';

export interface StepKills {
  readonly hits: ReadonlyMap<Step, number>;
  /** What was not as it has to be after the next run. */
  readonly trouble: readonly string[];
}

const jobs = 2;

/** A busy machine wakes a thread once for what it wakes it twice for otherwise. */
const around = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8];

/** Kills a worker at each named step `wanted` times, always on an archive as new; another has to end what it began. */
export async function killAtSteps(folder: string, wanted: number, random: () => number): Promise<StepKills> {
  const template = join(folder, 'template');
  const posts = await withPosts(template);
  const takeAim = () => inCopy(folder, template, async (place) => aimsIn(await traceOf(place), place));
  const aims = await takeAim();
  const hits = new Map<Step, number>(stepNames.map((step) => [step, 0]));
  const trouble: string[] = [];
  const left = stepNames.flatMap((step) => Array.from({ length: wanted }, () => step));
  const killOneAfterTheOther = async () => {
    for (let step = left.pop(); step !== undefined; step = left.pop())
      if ((await isHit(step, aims)) || (await isHit(step, await takeAim())))
        hits.set(step, (hits.get(step) ?? 0) + 1);
  };
  /**
   * Tried more than once: a thread may have made a call more or less this time, to wake the other. On a machine that was
   * busier when aim was taken than later, all may miss: then it is taken once more.
   */
  const isHit = async (step: Step, from: typeof aims): Promise<boolean> => {
    const given = from.get(step) ?? [];
    const first = Math.floor(random() * given.length);
    for (const aim of [...given.slice(first), ...given.slice(0, first)].slice(0, 4))
      for (const more of aim.path === undefined ? around : [0])
        if (await isStruckAt({ ...aim, when: aim.when + more }, step)) return true;
    return false;
  };
  const isStruckAt = (aim: Aim, step: Step) =>
    inCopy(folder, template, async (place) => {
      if (!isStruck(await traceOf(place, aim), step)) return false;
      await endOf(await startWorker(place, 'until-idle'));
      const wrong = troubleIn(check(place.folder, place.acks, posts), { ...clean, posts: jobs });
      trouble.push(...wrong.map((text) => `${step}: ${text}`));
      return true;
    });
  await Promise.all([killOneAfterTheOther(), killOneAfterTheOther()]);
  return { hits, trouble };
}

async function withPosts(folder: string): Promise<string[]> {
  const store = await openPlace({ folder, acks: '' });
  const posts = await addPosts(store, 1, jobs);
  await store.close();
  return posts;
}

let copies = 0;

async function inCopy<Result>(
  folder: string,
  template: string,
  work: (place: Place) => Promise<Result>,
): Promise<Result> {
  const own = join(folder, String(++copies));
  const place = { folder: join(own, 'archive'), acks: join(own, 'acks') };
  await cp(template, place.folder, { recursive: true });
  const result = await work(place);
  await rm(own, { recursive: true });
  return result;
}

/** What a worker did until its end. */
async function traceOf(place: Place, aim?: Aim): Promise<Seen[]> {
  const log = `${place.acks}.trace`;
  const sabotage = aim === undefined ? undefined : sabotageAt(aim, place.folder, 'KILL');
  const settings = { concurrency: 1, manifestsEvery: 1, ahead };
  const start = { under: traced(log, sabotage), env: oneFileThread };
  await endOf(await startWorker(place, 'until-idle', settings, start));
  return readTrace(log);
}

/** By paths within an archive's folder. */
function aimsIn(trace: readonly Seen[], { folder }: Place): ReadonlyMap<Step, readonly Aim[]> {
  const aims = new Map<Step, Aim[]>(stepNames.map((step) => [step, []]));
  for (const [index, step] of stepsOf(trace).entries()) {
    const seen = trace[index];
    if (step !== null && seen !== undefined) aims.get(step)?.push(aimAt(seen, folder));
  }
  return aims;
}

function isStruck(trace: readonly Seen[], step: Step): boolean {
  return trace.some(({ call, path, end }) => end === 'cut' && steps[step].test(`${call} ${path}`));
}
