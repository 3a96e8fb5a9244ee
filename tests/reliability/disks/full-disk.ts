import { join } from 'node:path';
import { embedOf, entryOf } from '../../store/samples.ts';
import { check, clean } from '../checker.ts';
import type { Figure } from '../figure.ts';
import { inFolder } from '../folders.ts';
import { endOf, openPlace, startWorker } from '../processes.ts';
import { troubleIn } from '../trouble.ts';
import { makeSmallDisk } from './small-disk.ts';

const jobs = 400;
const inHand = 2;

/** A disk that fills up in the midst of four hundred jobs, and has room again after a while. */
export const figure: Figure = {
  id: 'R4 disk full',
  aim: `0 lost, all ${jobs} done within 30 s once there is room, at most the tries of ${inHand} jobs in hand burnt, all readable meanwhile`,
  run: ({ full, seed }) =>
    inFolder(async (home) => {
      const folder = join(home, 'small');
      const megabytes = 6 + (seed % 3);
      const disk = await makeSmallDisk(folder, megabytes);
      const place = { folder, acks: join(home, 'acks') };
      try {
        const store = await openPlace(place);
        const posts = Array.from({ length: jobs }, (_, index) => `pond:${index}`);
        const blob = await store.blobs.put(Buffer.from('an article of four hundred posts'));
        const embeds = posts.map((name) => embedOf(name.slice(5)));
        await store.recordArticle(entryOf(embeds, { blob }));
        const codes: (number | null)[] = [];
        for (let tries = 0; tries < (full ? 10 : 4); tries += 1)
          codes.push(await endOf(await startWorker(place, 'until-idle', { bytes: 20_000 })));
        const atFull = check(folder, place.acks, posts);
        const readable = (await store.posts.list()).length;
        await disk.grow(64);
        const begun = performance.now();
        const end = await endOf(await startWorker(place, 'until-idle', { bytes: 20_000 }));
        const seconds = (performance.now() - begun) / 1000;
        const after = check(folder, place.acks, posts);
        const burnt = (await store.jobs.list({ limit: jobs * 2 })).filter(
          ({ attempts, deaths }) => attempts > 1 || deaths > 0,
        );
        await store.close();
        const trouble = [
          ...troubleIn(atFull, { lost: 0, twice: 0, badBlobs: 0, integrity: 'ok', tornManifests: [] }),
          ...troubleIn(after, { ...clean, posts: jobs }),
          ...troubleIn({ codes, end, readable }, { codes: codes.map(() => 6), end: 0, readable: jobs }),
        ];
        return {
          value: `${atFull.lost + after.lost} of ${atFull.acknowledged} lost at ${megabytes} MiB, ${after.acknowledged - atFull.acknowledged} resumed in ${seconds.toFixed(1)} s, ${burnt.length} tries burnt`,
          ok:
            trouble.length === 0 &&
            burnt.length <= inHand &&
            seconds <= 30 &&
            atFull.acknowledged > 20 &&
            atFull.acknowledged < jobs,
          detail: [
            ...trouble.map((text) => `FAILED ${text}`),
            `${codes.length} workers ended for want of room, each as exit code 6`,
          ],
        };
      } finally {
        await disk.remove();
      }
    }),
};
