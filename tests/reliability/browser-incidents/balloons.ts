import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { HoldfastError } from '../../../src/errors.ts';
import { embed, expected, fetchFrom, makeRoom } from '../../capture/world.ts';
import type { Figure } from '../figure.ts';
import { balloons } from './pages.ts';
import type { Peaks } from './sampler.ts';

const GiB = 1024 ** 3;
const most = 1.2 * GiB;
/** Of all balloons, those that a short run takes: memory of the page, of a worker, of the browser, and a disk's. */
const few = ['buffers, 10 MB each 10 ms', 'buffers, as fast as it can', 'IndexedDB', 'CacheStorage'];

export const figure: Figure = {
  id: 'F18',
  aim: 'each ended, peak of a browser’s processes <= 1.2 GiB',
  run: async ({ full }) => {
    const room = makeRoom();
    const env = { ...process.env, HOLDFAST_SAMPLED: room.work };
    const sampler = fork(join(import.meta.dirname, 'sampler.ts'), { env });
    const world = Object.fromEntries(Object.entries(balloons).map(([name, page]) => [addressOf(name), page]));
    const ms = full ? 20_000 : 6_000;
    const deadlines = { goto: ms, settle: ms, quiet: ms, total: ms };
    const capturer = room.open({ fetch: fetchFrom(world), atOnce: 1, deadlines });
    const names = full ? Object.keys(balloons) : few;
    const detail: string[] = [];
    let ok = true;
    let peak = 0;
    for (const name of names) {
      const begun = performance.now();
      const error = await capturer
        .page({ url: addressOf(name), page: embed, expect: expected, theme: 'light' })
        .then(
          () => null,
          (thrown: unknown) => thrown as HoldfastError,
        );
      const took = Math.round(performance.now() - begun);
      const peaks = await peaksOf(sampler);
      peak = Math.max(peak, peaks.pss);
      const isEnded =
        error !== null && ['browser-failed', 'timeout', 'capture-unverified'].includes(error.name);
      ok &&= isEnded && peaks.pss <= most;
      const said = `${error?.name} ${String(error?.facts?.['kind'] ?? '')}`;
      detail.push(
        `${name}: ${inMiB(peaks.pss)} (RSS ${inMiB(peaks.rss)}, ${peaks.looks} looks), ${said}, ${took} ms`,
      );
    }
    await capturer.close();
    const left = room.processes().length + room.profiles().length;
    ok &&= left === 0;
    detail.push(`left: ${left}`);
    sampler.kill('SIGKILL');
    room.clear();
    return { value: `peak ${inMiB(peak)} of ${names.length} balloons, ${left} left`, ok, detail };
  },
};

function addressOf(name: string): string {
  return `https://social.test/${encodeURIComponent(name)}`;
}

async function peaksOf(sampler: ChildProcess): Promise<Peaks> {
  const answer = once(sampler, 'message');
  sampler.send('peaks');
  const [peaks] = (await answer) as [Peaks];
  return peaks;
}

function inMiB(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2)} MiB`;
}
