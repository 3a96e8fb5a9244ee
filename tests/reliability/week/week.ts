import { openImages } from '../../../src/media/images.ts';
import type { Figure } from '../figure.ts';
import { inFolder, memoryFolder } from '../folders.ts';
import { inspect } from './inspect.ts';
import { simulate } from './simulate.ts';
import { writeScript } from './write-script.ts';

/** Scheduled runs in a world that is played, with a clock that is too: what `history` tells of it in the end is what befell. */
export const figure: Figure = {
  id: 'R41 a week',
  aim: '0 wrong',
  run: async ({ full, seed }) => {
    const seeds = full ? [seed, seed + 1, seed + 2] : [seed];
    const size = full ? { posts: 60, days: 7 } : { posts: 20, days: 3 };
    const images = openImages();
    const told: string[] = [];
    const trouble: string[] = [];
    try {
      for (const one of seeds) {
        const script = writeScript({ ...size, seed: one });
        const play = async (folder: string) =>
          await inspect(script, await simulate(script, folder, images), folder);
        // Nothing is cut off from power here, so that syncing need not cost anything.
        const found = await inFolder(play, memoryFolder);
        told.push(...found.told.map((text) => `seed ${one}: ${text}`));
        trouble.push(...found.trouble.map((text) => `seed ${one}: ${text}`));
      }
    } finally {
      await images.close();
    }
    return {
      value: `${trouble.length} wrong of ${size.posts * seeds.length} posts in ${size.days} days`,
      ok: trouble.length === 0,
      detail: [...trouble.map((text) => `FAILED ${text}`), ...told],
    };
  },
};
