import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { check, clean, linesOf } from '../checker.ts';
import type { Figure } from '../figure.ts';
import { inFolder } from '../folders.ts';
import { addPosts, endOf, kill, openPlace, startWorker } from '../processes.ts';
import { troubleIn } from '../trouble.ts';
import { post, spellings } from './played.ts';

const workers = 8;
const processes = 4;

/** Many who want the same: workers the same job, clients the same post. */
export const figure: Figure = {
  id: 'R17 crowd',
  aim: '0 double runs, 0 double commits; 1 job, 1 version',
  run: async ({ full, seed }) => {
    const rounds = full ? 200 : 12;
    const clients = full ? 100 : 40;
    // Leases that hold, then such as run out while half of the workers are at their job.
    const held = await inFolder((folder) => crowdOfWorkers(folder, rounds, {}));
    const hurried = await inFolder((folder) =>
      crowdOfWorkers(folder, rounds / 4, { leaseMs: 40, heartbeatMs: 100_000, sleepMs: 20 }),
    );
    const kept = await inFolder((folder) => crowdOfClients(folder, clients, seed));
    const doubleRuns = held.runs - rounds * 2;
    const trouble = [...held.trouble, ...hurried.trouble, ...kept.trouble];
    return {
      value: `${doubleRuns} double runs and ${held.twice + hurried.twice} double commits of ${workers} workers in ${rounds} + ${rounds / 4} rounds; ${kept.jobs} job, ${kept.versions} version of ${clients} clients × ${spellings.length} spellings`,
      ok: doubleRuns === 0 && held.twice + hurried.twice === 0 && trouble.length === 0,
      detail: [
        ...trouble.map((text) => `FAILED ${text}`),
        `with leases of 40 ms for jobs of 20 to 62 ms: ${hurried.runs} runs of ${rounds / 2} jobs`,
      ],
    };
  },
};

async function crowdOfWorkers(folder: string, rounds: number, settings: Readonly<Record<string, number>>) {
  const place = { folder: join(folder, 'archive'), acks: join(folder, 'acks') };
  const store = await openPlace(place);
  const crowd = await Promise.all(
    Array.from({ length: workers }, (_, index) => {
      const { sleepMs = 0, ...timing } = settings;
      const slower = sleepMs === 0 ? 0 : sleepMs + index * 6;
      return startWorker(place, 'forever', { concurrency: 1, pollMs: 15, ...timing, sleepMs: slower });
    }),
  );
  const posts: string[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    posts.push(...(await addPosts(store, round, 1)));
    while ((await store.jobs.nextDue()) !== null) await sleep(3);
  }
  // The last one is in the archive a moment before it is acknowledged.
  for (let tries = 0; linesOf(place.acks).length < rounds && tries < 1_000; tries += 1) await sleep(5);
  await Promise.all(crowd.map(kill));
  await store.jobs.revive(new Date(), { reason: 'poisoned' });
  await endOf(await startWorker(place, 'until-idle'));
  await store.close();
  const findings = check(place.folder, place.acks, posts);
  return {
    runs: linesOf(`${place.acks}.runs`).length,
    twice: findings.twice,
    trouble: troubleIn(findings, { ...clean, posts: rounds, acknowledged: rounds }),
  };
}

async function crowdOfClients(folder: string, clients: number, seed: number) {
  const run = async (what: 'ingest' | 'work', count: number) => {
    const args = [join(import.meta.dirname, 'client.ts'), folder, what, String(count)];
    const crowd = Array.from({ length: processes }, (_, index) =>
      spawn(process.execPath, [...args, String(seed + index)], { stdio: ['ignore', 'ignore', 'inherit'] }),
    );
    return Promise.all(crowd.map(endOf));
  };
  const codes = [...(await run('ingest', clients / processes)), ...(await run('work', workers / processes))];
  const database = new Database(join(folder, 'data', 'holdfast.db'), { readonly: true });
  const count = (sql: string) => Number(database.prepare(sql).pluck().get());
  const counts = {
    posts: count('SELECT count(*) FROM posts'),
    jobs: count(`SELECT count(*) FROM jobs WHERE kind = 'archive'`),
    versions: count('SELECT count(*) FROM snapshots'),
    heard: count('SELECT count(*) FROM observations'),
    named: count(`SELECT count(*) FROM posts WHERE name = 'x:${post}'`),
  };
  database.close();
  const wanted = { posts: 1, jobs: 1, versions: 1, heard: 1, named: 1 };
  return {
    ...counts,
    trouble: [
      ...troubleIn(counts, wanted),
      ...codes.filter((code) => code !== 0).map((code) => `a client ended with ${code ?? 'a signal'}`),
    ],
  };
}
