import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { check, clean, linesOf } from '../checker.ts';
import type { Figure } from '../figure.ts';
import { inFolder } from '../folders.ts';
import { addPosts, endOf, kill, openPlace, randomFrom, startWorker } from '../processes.ts';
import { troubleIn } from '../trouble.ts';
import { killAtSteps } from './kill-at-steps.ts';

/** Two workers on one archive, killed again and again at any moment; then one killed at every step there is. */
export const figure: Figure = {
  id: 'R1 kill -9',
  aim: '0 lost, 0 twice, 0 bad blobs, 0 wrong, every step hit',
  run: async ({ full, seed }) => {
    const kills = full ? 1000 : 80;
    const wanted = full ? 5 : 1;
    const random = randomFrom(seed);
    const { findings, posts, ...anywhere } = await inFolder((folder) => killAnywhere(folder, kills, random));
    const begun = performance.now();
    const atSteps = await inFolder((folder) => killAtSteps(folder, wanted, random));
    const seconds = (performance.now() - begun) / 1000;
    const trouble = [...troubleIn(findings, { ...clean, posts }), ...atSteps.trouble, ...anywhere.trouble];
    const missed = [...atSteps.hits].filter(([, hits]) => hits < wanted).map(([step]) => step);
    const { hits } = atSteps;
    return {
      value: `${findings.lost} lost, ${findings.twice} twice, ${findings.badBlobs} bad blobs in ${kills} kills at any moment; ${atSteps.trouble.length} wrong after kills at each of ${hits.size - missed.length} of ${hits.size} steps, ${wanted} times`,
      ok: trouble.length === 0 && missed.length === 0,
      detail: [
        ...trouble.map((text) => `FAILED ${text}`),
        ...missed.map((step) => `FAILED hit ${hits.get(step) ?? 0} of ${wanted} times: ${step}`),
        `at any moment: ${anywhere.told}`,
        `at steps, in ${seconds.toFixed(1)} s: ${[...hits].map(([step, times]) => `${step} ×${times}`).join('; ')}`,
      ],
    };
  },
};

const jobsPerKill = 6;

async function killAnywhere(folder: string, kills: number, random: () => number) {
  const place = { folder: join(folder, 'archive'), acks: join(folder, 'acks') };
  const store = await openPlace(place);
  try {
    const posts: string[] = [];
    let last = 0;
    // A first worker that ends by itself, so that the next ones start quickly.
    await endOf(await startWorker(place, 'until-idle'));
    let left = kills;
    // On a busy machine some are killed before they have done anything.
    let more = kills;
    const isTooFew = () => linesOf(place.acks).length <= kills / 4;
    const killOneAfterTheOther = async () => {
      while (left-- > 0 || (isTooFew() && more-- > 0)) {
        const wait = random();
        const atWork = random() < 2 / 3;
        last += jobsPerKill;
        posts.push(...(await addPosts(store, last - jobsPerKill + 1, jobsPerKill)));
        const child = await startWorker(place, 'forever');
        if (atWork) await Promise.race([once(child.stdout ?? child, 'data'), sleep(2000)]);
        await sleep(20 + wait * 130);
        await kill(child);
      }
    };
    const begun = performance.now();
    await Promise.all([killOneAfterTheOther(), killOneAfterTheOther()]);
    const seconds = (performance.now() - begun) / 1000;
    const acknowledged = linesOf(place.acks).length;
    await endOf(await startWorker(place, 'until-idle'));
    // Whoever is killed three times over the same job can't tell that it wasn't the job's fault.
    const poisoned = await store.jobs.revive(new Date(), { reason: 'poisoned' });
    await endOf(await startWorker(place, 'until-idle'));
    const runs = linesOf(`${place.acks}.runs`).length;
    return {
      findings: check(place.folder, place.acks, posts),
      posts: posts.length,
      told: `${posts.length * 2} jobs, ${runs} runs, ${acknowledged} acknowledged between kills, ${poisoned} revived at the end, ${seconds.toFixed(1)} s`,
      // It would mean nothing unless workers were interrupted in the midst of their jobs.
      trouble: [
        ...(acknowledged > kills / 4 ? [] : [`only ${acknowledged} were acknowledged between kills`]),
        ...(runs > posts.length * 2 ? [] : ['no job was interrupted']),
      ],
    };
  } finally {
    await store.close();
  }
}
