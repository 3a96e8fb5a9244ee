import { existsSync } from 'node:fs';
import { mkdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { check, linesOf } from '../checker.ts';
import type { Figure } from '../figure.ts';
import { inFolder } from '../folders.ts';
import { inCopy, type Planted } from '../mutants/checkout.ts';
import { noFileSync, notFull } from '../mutants/planted-in-store.ts';
import { addPosts, kill, openPlace, randomFrom, startWorker } from '../processes.ts';
import { makeCutDisk } from './cut-disk.ts';

/** The power goes while a worker writes; what it had acknowledged has to be there when it is back. */
export const figure: Figure = {
  id: 'R3 power cuts',
  aim: '0 lost, 0 bad blobs, 0 torn manifests; both planted bugs found',
  run: async ({ full, seed }) => {
    const random = randomFrom(seed);
    const cuts = full ? 200 : 20;
    const half = Math.ceil(cuts / 2);
    const planted = [notFull, noFileSync];
    // Mostly they wait for their disks.
    const [one, two, found] = await Promise.all([
      cutOff(half, random),
      cutOff(cuts - half, random),
      Promise.all(planted.map((bug) => cutOffMutant(bug, full ? 10 : 3, random))),
    ]);
    const sound = sum(one, two);
    const missed = found.filter(({ harm }) => !isHarmed(harm));
    return {
      value: `${sound.lost} of ${sound.acknowledged} acknowledged lost, ${sound.badBlobs} bad blobs, ${sound.trouble.length} torn or unsound, in ${cuts} cuts; ${found.length - missed.length} of ${found.length} planted bugs found`,
      ok: !isHarmed(sound) && sound.acknowledged > cuts / 2 && missed.length === 0,
      detail: [
        ...sound.trouble.map((text) => `FAILED ${text}`),
        ...missed.map(({ bug }) => `FAILED not found: ${bug.name}`),
        ...found.map(
          ({ bug, harm }) =>
            `with ${bug.name}: ${harm.lost} of ${harm.acknowledged} lost, ${harm.badBlobs} bad blobs`,
        ),
      ],
    };
  },
};

interface Harm {
  readonly acknowledged: number;
  readonly lost: number;
  readonly badBlobs: number;
  /** What else is not as it has to be, in words. */
  readonly trouble: readonly string[];
}

/** Cuts the power so many times, always to the same archive; `checkout`: whose worker writes. */
export async function cutOff(cuts: number, random: () => number, checkout?: string): Promise<Harm> {
  return inFolder(async (home) => {
    const disk = await makeCutDisk(home, 64);
    const place = { folder: join(disk.folder, 'archive'), acks: join(home, 'acks') };
    const start = checkout === undefined ? {} : { checkout };
    const trouble = new Set<string>();
    let harm: Omit<Harm, 'trouble'> = { acknowledged: 0, lost: 0, badBlobs: 0 };
    try {
      await mkdir(place.folder);
      const posts: string[] = [];
      for (let cut = 1; cut <= cuts; cut += 1) {
        const store = await openPlace(place);
        posts.push(...(await addPosts(store, posts.length + 1, 60)));
        await store.close();
        const child = await startWorker(place, 'forever', { concurrency: 4 }, start);
        const wait = 20 + random() * 180;
        const before = linesOf(place.acks).length;
        const waits = random() < 2 / 3 || checkout !== undefined;
        const latest = Date.now() + (waits ? 20_000 : 0);
        while (linesOf(place.acks).length === before && Date.now() < latest) await sleep(5);
        await sleep(wait);
        const acknowledgedAt = await disk.cut(place.acks);
        await kill(child);
        if (existsSync(place.acks)) await truncate(place.acks, acknowledgedAt);
        await disk.comeBack();
        const found = check(place.folder, place.acks, posts);
        const { lost, badBlobs, acknowledged } = found;
        harm = { acknowledged, lost: Math.max(harm.lost, lost), badBlobs: Math.max(harm.badBlobs, badBlobs) };
        const { integrity, badLedger, tornManifests, twice } = found;
        if (integrity !== 'ok') trouble.add(`cut ${cut}: ${integrity}`);
        if (badLedger > 0) trouble.add(`cut ${cut}: ${badLedger} bad entries of the ledger`);
        if (twice > 0) trouble.add(`cut ${cut}: ${twice} twice`);
        for (const torn of tornManifests) trouble.add(`cut ${cut}: ${torn}`);
        if (lost + badBlobs > 0 && checkout === undefined)
          trouble.add(`cut ${cut}: lost ${lost}, bad blobs ${badBlobs}`);
      }
      return { ...harm, trouble: [...trouble] };
    } finally {
      await disk.remove();
    }
  });
}

async function cutOffMutant(bug: Planted, cuts: number, random: () => number) {
  const harm = await inCopy(bug, (checkout) => cutOff(cuts, random, checkout));
  return { bug, harm };
}

function isHarmed({ lost, badBlobs, trouble }: Harm): boolean {
  return lost + badBlobs + trouble.length > 0;
}

function sum(one: Harm, two: Harm): Harm {
  return {
    acknowledged: one.acknowledged + two.acknowledged,
    lost: one.lost + two.lost,
    badBlobs: one.badBlobs + two.badBlobs,
    trouble: [...one.trouble, ...two.trouble],
  };
}
