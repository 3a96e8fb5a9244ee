import { readdirSync, readFileSync } from 'node:fs';
import { article, embed, expected, fetchFrom, makeRoom, type Room } from '../../capture/world.ts';
import type { Figure } from '../figure.ts';

/** What is held at one moment. */
interface Held {
  /** Bytes of all browsers' processes, each shared page counted in part (PSS). */
  readonly browsers: number;
  /** Bytes resident of this process. */
  readonly own: number;
  readonly files: number;
  readonly processes: number;
  readonly profiles: number;
}

const MiB = 1024 ** 2;

/** Many captures in a row: what they hold at the end is what they held soon after the beginning. */
export const figure: Figure = {
  id: 'long run',
  aim: 'own memory + 24 MiB at most from a third of it on, open files + 5, browsers below 600 MiB each, nothing left',
  run: async ({ full }) => {
    const captures = full ? 300 : 30;
    const room = makeRoom();
    const capturer = room.open({
      fetch: fetchFrom(Object.fromEntries(pagesOf(captures))),
      atOnce: 2,
      ...(full ? {} : { retirement: { uses: 6 } }),
    });
    const urls = pagesOf(captures).map(([url]) => url);
    const times: number[] = [];
    const failures: string[] = [];
    const held: Held[] = [];
    const began = new Set<number>();
    const work = async () => {
      for (let url = urls.pop(); url !== undefined; url = urls.pop()) {
        const start = performance.now();
        await capturer.page({ url, page: embed, expect: expected, theme: 'light' }).then(
          () => times.push(performance.now() - start),
          (error: unknown) => failures.push(String(error)),
        );
        for (const { pid, command } of room.processes()) if (!command.includes('--type=')) began.add(pid);
        if (times.length % Math.ceil(captures / 15) === 0) held.push(look(room));
      }
    };
    await Promise.all([work(), work()]);
    await capturer.close();
    const left = room.processes().length + room.profiles().length;
    room.clear();
    const third = Math.floor(held.length / 3);
    const early = held.slice(third, third + 3);
    const late = held.slice(-3);
    const grown = least(late, 'own') - least(early, 'own');
    const files = least(late, 'files') - least(early, 'files');
    const largest = Math.max(...held.map(({ browsers }) => browsers));
    return {
      value: `own memory ${signed(grown / MiB)} MiB, open files ${signed(files)}, two browsers ${Math.round(largest / MiB)} MiB at most, ${left} left, after ${captures} captures in ${began.size} browsers`,
      ok:
        grown <= 24 * MiB &&
        files <= 5 &&
        largest <= 1200 * MiB &&
        left === 0 &&
        failures.length === 0 &&
        began.size >= captures / (full ? 60 : 10),
      detail: [
        ...failures.map((failure) => `FAILED ${failure}`),
        `a capture takes ${middle(times)} ms (median), ${Math.round(Math.max(...times))} ms at most, fresh browsers included`,
        ...held.map(
          ({ browsers, own, files: open, processes, profiles }) =>
            `browsers ${Math.round(browsers / MiB)} MiB, own ${Math.round(own / MiB)} MiB, ${open} files, ${processes} processes, ${profiles} profiles`,
        ),
      ],
    };
  },
};

/** Each with colours of its own and something to keep. */
function pagesOf(count: number): (readonly [string, string])[] {
  return Array.from({ length: count }, (_, index) => [
    `https://social.test/post/${index}`,
    `${article({ style: `background: hsl(${index * 7} 80% 60%); padding: 40px` })}
     <script>localStorage.setItem('x', 'y'.repeat(1e5)); globalThis.kept = new Uint8Array(5e6).fill(1);
     caches.open('x').then((cache) => cache.put('/x', new Response(new Uint8Array(1e5))))</script>`,
  ]);
}

function look(room: Room): Held {
  const processes = room.processes();
  const sizes = processes.map(({ pid }) =>
    Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0),
  );
  return {
    browsers: sizes.reduce((sum, size) => sum + size, 0) * 1024,
    own: process.memoryUsage.rss(),
    files: readdirSync('/proc/self/fd').length,
    processes: processes.length,
    profiles: room.profiles().length,
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // It ended meanwhile.
    return '';
  }
}

function least(held: readonly Held[], what: 'own' | 'files'): number {
  return Math.min(...held.map((moment) => moment[what]));
}

function middle(numbers: readonly number[]): number {
  return Math.round([...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0);
}

function signed(number: number): string {
  return `${number < 0 ? '−' : '+'}${Math.abs(Math.round(number))}`;
}
