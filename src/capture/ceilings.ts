import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HoldfastError, messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { freeBytes } from './folder-trouble.ts';
import type { OpenBrowser } from './launch.ts';
import { type MemoryLook, openMemoryLook } from './process-group.ts';

/** What one capture may take, in bytes. */
export interface Ceilings {
  /** Memory of all the browser's processes together; watched where the system tells (not on Windows). */
  readonly memory: number;
  /** The browser's profile folder. */
  readonly profile: number;
  /** What must stay free where the profile lies: a browser keeps what its processes share there. */
  readonly free: number;
}

const MiB = 1024 * 1024;

export const usualCeilings: Ceilings = { memory: 1024 * MiB, profile: 256 * MiB, free: 16 * MiB };

export interface CeilingWatch {
  /** Rejects with `browser-failed` (facts.kind `memory`, `profile`, `work-dir-full`); never resolves. */
  readonly broken: Promise<never>;
  stop(): void;
}

/**
 * Watches what a browser takes while it is lent. At a ceiling the browser is ended there and then, without waiting for
 * whoever works with it.
 */
export function watchCeilings(browser: OpenBrowser, ceilings: Ceilings, log: Log): CeilingWatch {
  const over = Promise.withResolvers<never>();
  // Whoever waits for it hears of it; with nobody waiting it is no news.
  over.promise.catch(() => undefined);
  const stopped = new AbortController();
  const run = async (look: () => Promise<Finding>) => {
    // What is over by then has cost no look.
    let waitMs = 200;
    for (;;) {
      await sleep(waitMs, undefined, { signal: stopped.signal }).catch(() => undefined);
      if (stopped.signal.aborted) return;
      const { error, nextMs } = await look();
      if (error !== null && !stopped.signal.aborted) {
        over.reject(error);
        stopped.abort();
        await browser.kill();
      }
      waitMs = nextMs;
    }
  };
  for (const look of [() => lookAtMemory(browser, ceilings), () => lookAtProfile(browser.profile, ceilings)])
    run(look).catch((error: unknown) =>
      log('warn', 'what a browser takes can’t be watched', { error: messageOf(error) }),
    );
  return { broken: over.promise, stop: () => stopped.abort() };
}

/** Bytes of memory all processes of a browser take together; null where the system doesn't tell. */
export function memoryOf(browser: OpenBrowser): Promise<number | null> {
  const look = looks.get(browser) ?? openMemoryLook(browser.pid);
  looks.set(browser, look);
  return look();
}

/** A first look has to find out whose all of the machine's processes are. */
const looks = new WeakMap<OpenBrowser, MemoryLook>();

interface Finding {
  readonly error: HoldfastError | null;
  readonly nextMs: number;
}

/** Nothing a page does takes memory faster, in bytes per millisecond: two processors filling it do 3 GB/s. */
const fastest = 4 * MiB;

/** Looks again before the fastest page could have taken the rest. */
async function lookAtMemory(browser: OpenBrowser, { memory }: Ceilings): Promise<Finding> {
  const taken = (await memoryOf(browser)) ?? 0;
  const nextMs = Math.min(Math.max((memory - taken) / fastest, 10), 250);
  if (taken <= memory) return { error: null, nextMs };
  return { error: tooMuch('memory', `${inMiB(memory)} of memory`, { bytes: taken, most: memory }), nextMs };
}

async function lookAtProfile(profile: string, { profile: most, free: least }: Ceilings): Promise<Finding> {
  const begun = performance.now();
  const bytes = await sizeOfFolder(profile, most);
  // The more there is to count, the less often; in two seconds a page has written some 200 MB.
  const nextMs = Math.min(Math.max(500, 25 * (performance.now() - begun)), 2_000);
  if (bytes > most) return { error: tooMuch('profile', `${inMiB(most)} of disk`, { bytes, most }), nextMs };
  const free = await freeBytes(profile);
  return { error: free < least ? workFull(profile, free) : null, nextMs };
}

function tooMuch(kind: 'memory' | 'profile', what: string, facts: Record<string, number>): HoldfastError {
  return new HoldfastError(
    'browser-failed',
    `the page took more than ${what} and its browser was ended; it will be tried again`,
    { retryable: true, facts: { kind, ...facts } },
  );
}

function workFull(folder: string, free: number): HoldfastError {
  return new HoldfastError(
    'browser-failed',
    `the disk filled up while a page was captured, ${inMiB(free)} are free in ${folder}: free some space, or name a folder elsewhere with HOLDFAST_CACHE`,
    { retryable: true, facts: { kind: 'work-dir-full', folder, free } },
  );
}

function inMiB(bytes: number): string {
  return `${Math.round(bytes / MiB)} MiB`;
}

/** Bytes its files take on the disk, links not followed; stops counting beyond `most`. A file counts 16 KiB at least. */
async function sizeOfFolder(folder: string, most: number): Promise<number> {
  let bytes = 0;
  const entries = await orGone(opendir(folder, { recursive: true }));
  if (entries === null) return 0;
  try {
    for await (const entry of entries) {
      const found = entry.isFile() ? await orGone(lstat(join(entry.parentPath, entry.name))) : null;
      bytes += Math.max((found?.blocks ?? 0) * 512, 16 * 1024);
      if (bytes > most) break;
    }
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  return bytes;
}

async function orGone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** A browser removes its own files at any time, and we its profile. */
function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
