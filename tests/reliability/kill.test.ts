import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { work } from '../../src/queue/work.ts';
import { useFolders } from '../store/folders.ts';
import { done, nothing, refOf } from '../store/samples.ts';
import { check, clean, linesOf } from './checker.ts';
import { addPosts, endOf, kill, openPlace, type Place, randomFrom, startWorker } from './processes.ts';

/** `npm run reliability kills` makes more of them, and one at every step. */
const kills = Number(process.env['HOLDFAST_KILLS'] ?? 8);
const seed = Number(process.env['HOLDFAST_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const jobsPerKill = 6;

const folders = useFolders();

async function newPlace(): Promise<Place> {
  const folder = await folders.folder();
  return { folder: join(folder, 'archive'), acks: join(folder, 'acks') };
}

describe('kill -9', () => {
  it(`loses nothing and does nothing twice in ${kills} kills of two workers`, {
    timeout: 60_000 + kills * 1000,
  }, async () => {
    console.log(`seed ${seed}: HOLDFAST_SEED=${seed} repeats the moments of the kills`);
    const place = await newPlace();
    const random = randomFrom(seed);
    const store = folders.closing(await openPlace(place));
    const posts: string[] = [];
    let lastId = 0;
    const addJobs = async () => {
      for (let added = 0; added < jobsPerKill; added++) {
        const id = String(++lastId);
        const name = `pond:${id}`;
        await store.recordPost(refOf(id), [{ kind: 'archive', name }]);
        posts.push(name);
      }
    };
    // A first worker that ends by itself, so that the next ones start quickly.
    expect(await endOf(await startWorker(place, 'until-idle'))).toBe(0);
    let left = kills;
    const killOneAfterTheOther = async () => {
      while (left-- > 0) {
        await addJobs();
        const before = linesOf(place.acks).length;
        // Two at a time: it hasn't done them all that soon after its first.
        const child = await startWorker(place, 'forever', { sleepMs: 30 });
        const end = Date.now() + (left % 3 === 0 ? 0 : 20_000);
        while (linesOf(place.acks).length === before && Date.now() < end) await sleep(5);
        await sleep(random() * 170);
        await kill(child);
      }
    };
    const begin = Date.now();
    await Promise.all([killOneAfterTheOther(), killOneAfterTheOther()]);
    const seconds = (Date.now() - begin) / 1000;

    const before = await store.counts();
    const settledBefore = linesOf(place.acks).length;
    expect(await endOf(await startWorker(place, 'until-idle'))).toBe(0);
    // Whoever is killed three times over the same job can't tell that it wasn't the job's fault.
    const poisoned = await store.jobs.revive(new Date(), { reason: 'poisoned' });
    expect(await endOf(await startWorker(place, 'until-idle'))).toBe(0);

    const runs = linesOf(`${place.acks}.runs`).length;
    const findings = check(place.folder, place.acks, posts);
    console.log(
      `R1 kills ${kills} in ${seconds.toFixed(1)} s, jobs ${findings.posts * 2}, runs ${runs}, acknowledged under kills ${settledBefore}, leased at the end ${before.jobs.leased}, poisoned ${poisoned}: lost ${findings.lost}, twice ${findings.twice}, bad blobs ${findings.badBlobs}, not once ${findings.notOnce}`,
    );
    expect(findings).toMatchObject({ ...clean, posts: posts.length });
    // The test means nothing unless workers were interrupted in the midst of their jobs.
    expect(settledBefore).toBeGreaterThan(kills / 4);
    expect(runs).toBeGreaterThan(posts.length * 2);
  });

  it("runs a dead worker's job again at once, long before its lease is over", async () => {
    const place = await newPlace();
    const store = folders.closing(await openPlace(place));
    await store.recordPost(refOf('1'), [{ kind: 'archive', name: 'pond:1' }]);
    const child = await startWorker(place, 'forever', { sleepMs: 60_000 });
    while ((await store.jobs.held()) === 0) await sleep(10);
    const idle = { store, concurrency: 1, untilIdle: true };
    const meanwhile = await work({ ...idle, handle: () => Promise.reject(new Error('its worker lives')) });
    expect(meanwhile).toMatchObject({ done: 0, dead: 0 });
    await kill(child);
    const killed = Date.now();
    const report = await work({
      ...idle,
      handle: async (lease) => void (await store.settle(lease, nothing, done)),
    });
    expect(report.done).toBe(1);
    expect(Date.now() - killed).toBeLessThan(10_000);
    expect(await store.jobs.list()).toMatchObject([{ state: 'done', attempts: 2, deaths: 1 }]);
  });

  it('gives up the job that kills its workers, and only that', async () => {
    const place = await newPlace();
    const store = folders.closing(await openPlace(place));
    for (let id = 1; id <= 30; id++) {
      const name = id === 3 ? 'pond:3-poison' : `pond:${id}`;
      await store.recordPost(refOf(name.slice(5)), [{ kind: 'archive', name }]);
    }
    let deaths = 0;
    while ((await endOf(await startWorker(place, 'until-idle', { concurrency: 4 }))) !== 0) deaths += 1;
    expect(deaths).toBe(3);
    expect((await store.counts()).jobs).toEqual({ queued: 0, leased: 0, done: 58, dead: 1 });
    expect(await store.jobs.list({ state: 'dead' })).toMatchObject([
      { name: 'pond:3-poison', reason: 'poisoned', deaths: 3 },
    ]);
  });
});

describe('workers side by side', () => {
  it('do each job exactly once between two processes', async () => {
    const place = await newPlace();
    const store = folders.closing(await openPlace(place));
    const runs = () => linesOf(`${place.acks}.runs`).map((line) => line.split(' '));
    const pair = await Promise.all([1, 2].map(() => startWorker(place, 'forever', { sleepMs: 5 })));
    const posts: string[] = [];
    // One may be up long before the other.
    while (posts.length < 40 || new Set(runs().map(([, , process]) => process)).size < 2) {
      posts.push(...(await addPosts(store, posts.length + 1, 1)));
      await sleep(5);
    }
    while ((await store.counts()).jobs.done < posts.length * 2) await sleep(20);
    await Promise.all(pair.map(kill));
    expect(await endOf(await startWorker(place, 'until-idle'))).toBe(0);
    expect(runs()).toHaveLength(posts.length * 2);
    expect(new Set(runs().map(([kind, name]) => `${kind} ${name}`)).size).toBe(posts.length * 2);
    expect(check(place.folder, place.acks, posts)).toMatchObject({ ...clean, posts: posts.length });
  });

  it('open one new archive at the same moment', async () => {
    const place = await newPlace();
    const crowd = await Promise.all([1, 2, 3, 4].map(() => startWorker(place, 'until-idle')));
    expect(await Promise.all(crowd.map(endOf))).toEqual([0, 0, 0, 0]);
  });

  it('refuse what a worker brings that was stopped beyond its lease', async () => {
    const place = await newPlace();
    const store = folders.closing(await openPlace(place));
    await store.recordPost(refOf('1'), [{ kind: 'archive', name: 'pond:1' }]);
    const late = await startWorker(place, 'until-idle', {
      concurrency: 1,
      sleepMs: 1500,
      leaseMs: 300,
      heartbeatMs: 5000,
    });
    // Stopped in the midst of a write, it would hold up everybody.
    while (linesOf(`${place.acks}.runs`).length === 0) await sleep(5);
    late.kill('SIGSTOP');
    await sleep(400);
    expect(await endOf(await startWorker(place, 'until-idle'))).toBe(0);
    late.kill('SIGCONT');
    expect(await endOf(late)).toBe(0);
    expect(linesOf(`${place.acks}.runs`).filter((line) => line.startsWith('archive'))).toHaveLength(2);
    expect(linesOf(place.acks)).toHaveLength(1);
    expect(check(place.folder, place.acks, ['pond:1'])).toMatchObject({ ...clean, posts: 1 });
  });
});
