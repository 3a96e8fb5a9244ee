import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { refOf } from '../../store/samples.ts';
import { check } from '../checker.ts';
import type { Figure } from '../figure.ts';
import { inFolder } from '../folders.ts';
import { endOf, kill, openPlace, startWorker } from '../processes.ts';
import { troubleIn } from '../trouble.ts';

const jobs = 100;
const most = 3;

/** Jobs that kill whoever works on them, among a hundred: they are given up, all others are done. */
export const figure: Figure = {
  id: 'R16 poison',
  aim: `${most} deaths at most for each, all others done`,
  run: async ({ full }) => {
    const kinds = full ? ['poison', 'abort', 'memory', 'hang'] : ['poison', 'abort'];
    return inFolder(async (folder) => {
      const place = { folder: join(folder, 'archive'), acks: join(folder, 'acks') };
      const store = await openPlace(place);
      for (let id = 1; id <= jobs; id += 1) {
        const name = `pond:${id}${id % 30 === 7 && id / 30 < kinds.length ? `-${kinds[Math.floor(id / 30)]}` : ''}`;
        await store.recordPost(refOf(name.slice(5)), [{ kind: 'archive', name }]);
      }
      let workers = 0;
      for (let code: number | null = null; code !== 0 && workers < 40; workers += 1) {
        const flags = ['--max-old-space-size=64'];
        const child = await startWorker(place, 'until-idle', { concurrency: 4 }, { flags });
        // One that hangs is ended by whoever watches over it.
        code = await Promise.race([endOf(child), sleep(full ? 15_000 : 60_000, null)]);
        if (child.exitCode === null) await kill(child);
      }
      const dead = await store.jobs.list({ state: 'dead' });
      const counts = (await store.counts()).jobs;
      await store.close();
      const others = jobs - kinds.length;
      const poisoned = dead.filter(({ reason }) => reason === 'poisoned');
      const deaths = Math.max(...dead.map((job) => job.deaths));
      const trouble = [
        ...troubleIn(counts, { queued: 0, leased: 0, dead: kinds.length, done: others * 2 }),
        ...troubleIn(check(place.folder, place.acks, []), {
          lost: 0,
          twice: 0,
          badBlobs: 0,
        }),
        ...dead.filter(({ name }) => !name.includes('-')).map(({ name }) => `${name} was given up too`),
      ];
      return {
        value: `${poisoned.length} of ${kinds.length} given up after ${deaths} deaths at most, ${others} others done`,
        ok: trouble.length === 0 && deaths <= most,
        detail: [
          ...trouble.map((text) => `FAILED ${text}`),
          `${kinds.join(', ')}: ${workers} workers, 4 jobs at a time`,
        ],
      };
    });
  },
};
