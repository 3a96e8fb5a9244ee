import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capturer } from '../../src/capture/capturer.ts';
import type { HoldfastError } from '../../src/errors.ts';
import type { WireRequest } from '../../src/model/wire.ts';
import { article, embed, expected, fetchFrom, makeRoom, type Page, type Room } from './world.ts';

const total = 2_000;
let waiting = 0;
const never = (request: WireRequest) =>
  new Promise<Page>((_, reject) => {
    waiting += 1;
    request.signal?.addEventListener('abort', () => reject(new Error('given up')));
  });
let redirects = 0;

const world = {
  'https://social.test/good': article({}),
  'https://social.test/loop': `${article({})}<script>for (;;);</script>`,
  'https://social.test/dialogs': `${article({})}<script>alert(1); confirm(2); prompt(3); onbeforeunload = (e) => { e.preventDefault(); return 'stay' }</script>`,
  'https://social.test/popups': `${article({})}<script>for (let i = 0; i < 30; i++) window.open('https://social.test/good?' + i)</script>`,
  'https://social.test/endless': never,
  'https://social.test/part-endless': `${article({})}<img src="https://social.test/endless">`,
  'https://social.test/again': async () => {
    redirects += 1;
    return { status: 302, headers: { location: `https://social.test/again?${redirects}` } };
  },
};
const fetch = (request: WireRequest) => {
  const name = request.url.startsWith('https://social.test/again')
    ? 'https://social.test/again'
    : request.url;
  return fetchFrom(world)({ ...request, url: name });
};

let room: Room;
/** One that waits as long as it always does, and one that soon loses patience. */
let capturer: Capturer;
let hasty: Capturer;
beforeAll(() => {
  room = makeRoom();
  capturer = room.open({ fetch, atOnce: 1, deadlines: { quiet: 400 } });
  hasty = room.open({ fetch, atOnce: 1, deadlines: { total } });
});
afterAll(() => room.clear());

const shoot = (name: string, by = capturer) =>
  by.page({ url: `https://social.test/${name}`, page: embed, expect: expected, theme: 'light' });

async function timed(
  name: string,
  by = capturer,
): Promise<{ readonly error: HoldfastError | null; readonly ms: number }> {
  const start = performance.now();
  const error = await shoot(name, by).then(
    () => null,
    (thrown: unknown) => thrown as HoldfastError,
  );
  return { error, ms: performance.now() - start };
}

// The others of their kind are in reliability/browser-incidents.
describe('a page that never ends', () => {
  for (const name of ['loop', 'endless'])
    it(`gives its place back in time: ${name}`, async () => {
      // A browser is running by then, whatever else this machine is doing.
      const isWarm = async () => (await timed('good', hasty)).error === null;
      await expect.poll(isWarm, { timeout: 60_000 }).toBe(true);
      expect(room.processes().some(({ command }) => command.includes('--type=renderer'))).toBe(true);
      const { error, ms } = await timed(name, hasty);
      expect(error).toMatchObject({ name: 'timeout', retryable: true });
      // And what ending a browser takes on a busy machine.
      expect(ms).toBeLessThan(total + 5_000);
      expect([room.processes(), room.profiles()]).toEqual([[], []]);
    });
});

describe('a page that is a nuisance', () => {
  for (const name of ['dialogs', 'popups'])
    it(`is captured all the same: ${name}`, async () => {
      expect((await shoot(name)).width).toBeGreaterThan(0);
    });

  it('is refused when it sends us round in circles', async () => {
    const { error } = await timed('again');
    expect(error).toMatchObject({ name: 'capture-unverified' });
  });
});

describe('a browser that dies', () => {
  for (const kind of ['--type=renderer', '--headless'])
    it(`is noticed, retryable, and replaced: ${kind}`, async () => {
      const before = waiting;
      const shot = timed('part-endless');
      await expect.poll(() => waiting, { timeout: 60_000 }).toBeGreaterThan(before);
      const killed = performance.now();
      for (const { pid, command } of room.processes())
        if (command.includes(kind) && (kind !== '--headless' || !command.includes('--type=')))
          process.kill(pid, 'SIGKILL');
      const { error } = await shot;
      expect(error).toMatchObject({ name: 'browser-failed', retryable: true });
      // Long before it would be given up.
      expect(performance.now() - killed).toBeLessThan(5_000);
    });

  const unfit = {
    'ends at once': '#!/bin/sh\nexit 1\n',
    'says nothing': '#!/bin/sh\nsleep 1000\n',
    'can’t be run': '#!/nowhere/at/all\n',
  };
  for (const [what, program] of Object.entries(unfit))
    it(`is told about when it ${what}`, async () => {
      const chrome = join(room.work, 'browser');
      writeFileSync(chrome, program, { mode: 0o700 });
      const other = room.open({ fetch, chrome, deadlines: { launch: 1_000 } });
      const card = other.card({ html: '', selector: 'p', theme: 'light', width: 300, dpr: 2 });
      const error = { name: 'browser-failed', retryable: true, facts: { kind: 'start' } };
      await expect(card).rejects.toMatchObject(error);
      expect(room.processes().filter(({ command }) => command.includes('sleep'))).toEqual([]);
      await other.close();
    });

  it('is told about when there is none', async () => {
    const other = room.open({ fetch, chrome: '/nowhere/chrome' });
    const card = other.card({ html: '', selector: 'p', theme: 'light', width: 300, dpr: 2 });
    await expect(card).rejects.toMatchObject({ name: 'browser-missing' });
    await other.close();
  });
});

describe('closing', () => {
  it('ends captures under way', async () => {
    const before = waiting;
    const shot = timed('part-endless');
    await expect.poll(() => waiting, { timeout: 60_000 }).toBeGreaterThan(before);
    await capturer.close();
    expect((await shot).error).toMatchObject({ name: 'browser-failed', retryable: true });
    await expect(shoot('good')).rejects.toMatchObject({ name: 'browser-failed' });
    await hasty.close();
    expect([room.processes(), room.profiles()]).toEqual([[], []]);
  });
});
