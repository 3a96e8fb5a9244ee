import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Capturer } from '../../src/capture/capturer.ts';
import type { WireRequest } from '../../src/model/wire.ts';
import { article, embed, expected, fetchFrom, makeRoom, type Page, type Room } from './world.ts';

/** Called when the page that waits has asked for what it waits for. */
let onAsked: () => void;
const never = (request: WireRequest) =>
  new Promise<Page>((_, reject) => {
    onAsked();
    request.signal?.addEventListener('abort', () => reject(new Error('given up')));
  });
const fetch = fetchFrom({
  'https://social.test/good': article({}),
  'https://social.test/waits': `${article({})}<img src="https://social.test/never">`,
  'https://social.test/never': never,
  'https://social.test/balloon': `<script>
    const all = []; setInterval(() => all.push(new Uint8Array(1e7).fill(1)), 10)</script>`,
});

let room: Room;
let asked: Promise<void>;
beforeEach(() => {
  room = makeRoom();
  asked = new Promise((resolve) => {
    onAsked = resolve;
  });
});
afterEach(() => room.clear());

/** Closes it, after which nothing is left. */
async function close(capturer: Capturer): Promise<void> {
  await capturer.close();
  const left = [room.processes(), room.profiles()];
  if (left.flat().length > 0) throw new Error(`left: ${JSON.stringify(left)}`);
}

const shoot = (capturer: Capturer, name: string) =>
  capturer.page({ url: `https://social.test/${name}`, page: embed, expect: expected, theme: 'light' });

/** First processes of browsers that run. */
function browsers(): number[] {
  return room
    .processes()
    .filter(({ command }) => !command.includes('--type='))
    .map(({ pid }) => pid);
}

/** True also of one that has ended, until this process has taken notice. */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function captureIn(capturer: Capturer, times: number): Promise<Set<number>> {
  const seen = new Set<number>();
  for (let time = 0; time < times; time++) {
    await shoot(capturer, 'good');
    for (const pid of browsers()) seen.add(pid);
  }
  return seen;
}

describe('browsers are replaced', () => {
  it('after so many captures, the next one started before', async () => {
    const capturer = room.open({ fetch, atOnce: 1, retirement: { uses: 2 } });
    const [first] = [...(await captureIn(capturer, 1))];
    const last = shoot(capturer, 'waits').catch(() => null);
    await asked;
    await expect.poll(() => browsers().length, { timeout: 60_000 }).toBe(2);
    await close(capturer);
    await last;
    expect(first).toBeDefined();
  });

  it('that take too much when they come back', async () => {
    const capturer = room.open({ fetch, atOnce: 1, retirement: { memory: 1 } });
    await captureIn(capturer, 1);
    expect(browsers()).toEqual([]);
    await captureIn(capturer, 1);
    await close(capturer);
  });

  it('that ended while nobody used them', async () => {
    const capturer = room.open({ fetch, atOnce: 1 });
    const [pid = 0] = await captureIn(capturer, 1);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => isThere(pid), { timeout: 60_000 }).toBe(false);
    await captureIn(capturer, 1);
    expect([browsers().length, room.profiles().length]).toEqual([1, 1]);
    await close(capturer);
  });
});

describe('a page that takes too much', () => {
  it('of memory is ended, and its browser with it', async () => {
    const capturer = room.open({
      fetch,
      atOnce: 1,
      ceilings: { memory: 400 * 1024 ** 2 },
      deadlines: { quiet: 20_000, settle: 20_000 },
    });
    await expect(shoot(capturer, 'balloon')).rejects.toMatchObject({
      name: 'browser-failed',
      retryable: true,
      message: expect.stringContaining('400 MiB of memory'),
      facts: { kind: 'memory' },
    });
    expect(browsers()).toEqual([]);
    await close(capturer);
  });

  it('of disk is ended, and its browser with it', async () => {
    const capturer = room.open({ fetch, atOnce: 1, ceilings: { profile: 50 * 1024 ** 2 } });
    const shot = shoot(capturer, 'waits').catch((error: unknown) => error);
    await asked;
    const folder = join(room.work, 'profiles', room.profiles()[0] ?? '', 'deep');
    mkdirSync(folder);
    writeFileSync(join(folder, 'file'), Buffer.alloc(60 * 1024 ** 2, 1));
    expect(await shot).toMatchObject({ name: 'browser-failed', facts: { kind: 'profile' } });
    expect(browsers()).toEqual([]);
    await close(capturer);
  });

  it('while the disk is full is ended, and its browser with it', async () => {
    const capturer = room.open({ fetch, atOnce: 1, ceilings: { free: 2 ** 60 } });
    await expect(shoot(capturer, 'waits')).rejects.toMatchObject({
      name: 'browser-failed',
      facts: { kind: 'work-dir-full' },
    });
    await close(capturer);
  });
});
