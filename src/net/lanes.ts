import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { HostPace } from '../model/platform.ts';

/** How a host is asked: its pace, which is kept across processes and runs, and how much of it at once. */
export interface HostLimits extends HostPace {
  /** Requests under way at the same time, of whatever purpose. */
  readonly concurrency: number;
}

/** For hosts nobody has told anything of. */
export const defaultLimits: HostLimits = { concurrency: 4, burst: 4, intervalMs: 250 };

/** A host's own pace where it is known, by its name as in URLs. */
export function limitsFrom(paces: Readonly<Record<string, HostPace>>): (host: string) => HostLimits {
  return (host) => (Object.hasOwn(paces, host) ? { ...defaultLimits, ...paces[host] } : defaultLimits);
}

export interface Turn {
  /** False for what a page asks for: it shares the host's places, not its pace. */
  readonly isPaced: boolean;
  /** Throws when the request is not to be sent after all; asked at once, and again before it starts. */
  readonly check: () => Promise<void>;
  /** Takes a turn of the host's pace; milliseconds to wait for it. */
  readonly take: () => Promise<number>;
  readonly signal: AbortSignal | null;
}

export interface Lanes {
  /** Runs the task when it is the host's turn for it. A signal that aborts rejects with its reason. */
  run<T>(host: string, turn: Turn, task: () => Promise<T>): Promise<T>;
}

/**
 * One lane per host. Places and pace are two queues: a request waits for its time in the pace queue, one after
 * another, and only then takes a place, so that a slow pace never holds places that pages could use.
 */
export function openLanes(limitsOf: (host: string) => HostLimits): Lanes {
  const lanes = new Map<string, Lane>();
  return {
    async run(host, turn, task) {
      await turn.check();
      const lane = lanes.get(host) ?? openLane(limitsOf(host));
      lanes.set(host, lane);
      return turn.isPaced ? await runPaced(lane, turn, task) : await takePlace(lane, turn, task);
    },
  };
}

interface Lane {
  readonly places: PQueue;
  readonly pace: PQueue;
  /** Least milliseconds between two starts, where the pace allows no burst. */
  readonly gapMs: number;
  lastStart: number;
}

function openLane(limits: HostLimits): Lane {
  return {
    places: new PQueue({ concurrency: Math.max(1, limits.concurrency) }),
    pace: new PQueue({ concurrency: 1 }),
    gapMs: limits.burst > 1 ? 0 : limits.intervalMs,
    lastStart: Number.NEGATIVE_INFINITY,
  };
}

async function runPaced<T>(lane: Lane, turn: Turn, task: () => Promise<T>): Promise<T> {
  const running = await lane.pace.add(async () => {
    await turn.check();
    // A turn counts from when it was taken; the request may have waited for its place since.
    const wait = Math.max(await turn.take(), lane.lastStart + lane.gapMs - performance.now());
    if (wait > 0) await sleep(wait, undefined, turn.signal === null ? {} : { signal: turn.signal });
    const started = Promise.withResolvers<void>();
    const result = takePlace(lane, turn, () => {
      lane.lastStart = performance.now();
      started.resolve();
      return task();
    });
    // The pace queue goes on when the request has started, not when it has ended.
    await Promise.race([started.promise, result.then(ignore, ignore)]);
    return { result };
  }, signalOf(turn));
  return await running.result;
}

async function takePlace<T>(lane: Lane, turn: Turn, task: () => Promise<T>): Promise<T> {
  return await lane.places.add(async () => {
    await turn.check();
    return await task();
  }, signalOf(turn));
}

function signalOf(turn: Turn): { signal?: AbortSignal } {
  return turn.signal === null ? {} : { signal: turn.signal };
}

/** `result` itself is awaited by whoever asked; here only its end matters. */
function ignore(): void {}
