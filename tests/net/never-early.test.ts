import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HoldfastError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import { type HostMemory, memoryOfOneRun } from '../../src/net/host-record.ts';
import { openHosts } from '../../src/net/hosts.ts';
import { openTurns } from '../../src/net/turns.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { useFolders } from '../store/folders.ts';

const folders = useFolders();
const second = 1000;
const day = 24 * 60 * 60 * second;

type Headers = Readonly<Record<string, string>>;

/** How a host asks for rest: headers for `wait` milliseconds from `at` by its own clock, rounded up as it may be. */
interface Form {
  readonly name: string;
  readonly status: number;
  readonly headers: (wait: number, at: number) => Headers;
  /** What must be kept where nothing sensible was said; absent: what was said. */
  readonly rest?: number;
}

const whole = (ms: number) => String(Math.ceil(ms / second));
const after = (wait: number, at: number) => new Date(Math.ceil((at + wait) / second) * second);
const epoch = (wait: number, at: number) => whole(at + wait);
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function rfc850(date: Date): string {
  const [, day_, month, year = '', time] = date.toUTCString().split(' ');
  return `${days[date.getUTCDay()]}, ${day_}-${month}-${year.slice(2)} ${time} GMT`;
}

function asctime(date: Date): string {
  const [weekday = '', day_ = '', month, year, time] = date.toUTCString().split(' ');
  return `${weekday.slice(0, 3)} ${month} ${day_.replace(/^0/u, ' ')} ${time} ${year}`;
}

const forms: readonly Form[] = [
  { name: 'seconds', status: 429, headers: (wait) => ({ 'retry-after': whole(wait) }) },
  {
    name: 'IMF date',
    status: 429,
    headers: (wait, at) => ({ 'retry-after': after(wait, at).toUTCString() }),
  },
  { name: 'RFC 850 date', status: 429, headers: (wait, at) => ({ 'retry-after': rfc850(after(wait, at)) }) },
  { name: 'asctime date', status: 429, headers: (wait, at) => ({ 'retry-after': asctime(after(wait, at)) }) },
  {
    name: 'epoch where seconds belong',
    status: 429,
    headers: (wait, at) => ({ 'retry-after': epoch(wait, at) }),
  },
  { name: 'milliseconds', status: 429, headers: (wait) => ({ 'retry-after-ms': String(Math.ceil(wait)) }) },
  { name: 'epoch seconds', status: 429, headers: (wait, at) => ({ 'x-rate-limit-reset': epoch(wait, at) }) },
  {
    name: 'epoch milliseconds',
    status: 429,
    headers: (wait, at) => ({ 'x-ratelimit-reset': String(Math.ceil(at + wait)) }),
  },
  {
    name: 'ISO 8601',
    status: 429,
    headers: (wait, at) => ({ 'x-ratelimit-reset': new Date(Math.ceil(at + wait)).toISOString() }),
  },
  { name: 'reset in seconds', status: 429, headers: (wait) => ({ 'x-ratelimit-reset': whole(wait) }) },
  { name: 'draft, reset', status: 429, headers: (wait) => ({ 'ratelimit-reset': whole(wait) }) },
  {
    name: 'draft, one field',
    status: 429,
    headers: (wait) => ({ ratelimit: `limit=9, remaining=0, reset=${whole(wait)}` }),
  },
  {
    name: 'draft, structured',
    status: 429,
    headers: (wait) => ({ ratelimit: `"burst";r=5;t=1, "default";r=0;t=${whole(wait)}` }),
  },
  {
    name: 'reset after',
    status: 429,
    headers: (wait) => ({ 'x-ratelimit-reset-after': (wait / second).toFixed(3) }),
  },
  { name: '503 with seconds', status: 503, headers: (wait) => ({ 'retry-after': whole(wait) }) },
  {
    name: '502 with a date',
    status: 502,
    headers: (wait, at) => ({ 'retry-after': after(wait, at).toUTCString() }),
  },
  {
    name: 'the last of a quota',
    status: 200,
    headers: (wait, at) => ({ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': epoch(wait, at) }),
  },
  { name: 'nothing', status: 429, headers: () => ({}), rest: 60 * second },
  { name: 'zero', status: 429, headers: () => ({ 'retry-after': '0' }), rest: 60 * second },
  { name: 'less than zero', status: 429, headers: () => ({ 'retry-after': '-5' }), rest: 60 * second },
  { name: 'garbage', status: 429, headers: () => ({ 'x-ratelimit-reset': 'soon' }), rest: 60 * second },
];

/** Mulberry32: the same seed, the same run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Tally {
  sent: number;
  refused: number;
  restarts: number;
  readonly early: string[];
}

/** Asks hosts until `requests` were sent, from two processes on one memory, both of which start anew now and then. */
async function simulate(memory: HostMemory, requests: number, seed: number): Promise<Tally> {
  const random = randomFrom(seed);
  let clock = Date.parse('2026-11-24T12:00:00Z');
  // Each form twice: once by our clock, once by one that goes wrong by up to two hours.
  const world = forms.flatMap((form, index) =>
    [0, Math.round((random() - 0.5) * 4 * 3600) * second].map((skew, which) => ({
      form,
      skew,
      url: new URL(`https://h${index}${which === 0 ? 'a' : 'b'}.example/`),
      allowedAt: 0,
    })),
  );
  const start = () => ({
    hosts: openHosts({ memory, now: () => new Date(clock), log: silentLog }),
    turns: openTurns(
      memory,
      () => ({ burst: 2, intervalMs: 500 }),
      () => clock,
    ),
  });
  const processes = [start(), start()];
  const tally: Tally = { sent: 0, refused: 0, restarts: 0, early: [] };

  while (tally.sent < requests) {
    // Clocks tell whole milliseconds.
    clock += Math.round(random() ** 6 * 600 * second);
    if (random() < 0.01) {
      processes[random() < 0.5 ? 0 : 1] = start();
      tally.restarts += 1;
    }
    const { hosts, turns } = processes[random() < 0.5 ? 0 : 1] ?? start();
    const host = world[Math.floor(random() * world.length)];
    if (host === undefined) continue;
    const { form, url } = host;
    try {
      await hosts.check(url);
      clock += Math.ceil(await turns.take(url.hostname));
      await hosts.run(new URL(`/${tally.sent}`, url), 'api', async () => {
        tally.sent += 1;
        if (clock < host.allowedAt)
          tally.early.push(
            `${form.name}, ${host.allowedAt - clock} ms early, request ${tally.sent}, seed ${seed}`,
          );
        const at = clock + host.skew;
        const date = { date: new Date(at).toUTCString() };
        clock += Math.round(random() * 300);
        const isAsking = random() < 0.4;
        if (!isAsking) return answer(random() < 0.1 ? 500 : 200, date);
        const wait = random() ** 4 * 30 * 3600 * second;
        host.allowedAt = clock + Math.min(form.rest ?? wait, day);
        return answer(form.status, { ...date, ...form.headers(host.allowedAt - clock, clock + host.skew) });
      });
    } catch (error) {
      if (!(error instanceof HoldfastError)) throw error;
      tally.refused += 1;
    }
  }
  return tally;
}

function answer(status: number, headers: Headers) {
  return { status, statusText: '', headers: Object.entries(headers), body: new Uint8Array() };
}

describe('hosts that say when they may be asked again', () => {
  for (const seed of [1, 2026, 839_419])
    it(`are asked 10,000 times, not once too early (seed ${seed})`, async () => {
      const { sent, refused, restarts, early } = await simulate(memoryOfOneRun(), 10_000, seed);
      expect(early).toEqual([]);
      expect(sent).toBe(10_000);
      expect(refused).toBeGreaterThan(3_000);
      expect(restarts).toBeGreaterThan(50);
    });

  it('are not asked too early by processes that share an archive', async () => {
    const folder = await folders.folder();
    const places = { database: join(folder, 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
    const store = folders.closing(await openStore(places));
    const { early, restarts } = await simulate(store.hosts, 400, 7);
    expect(early).toEqual([]);
    expect(restarts).toBeGreaterThan(2);
  });
});
