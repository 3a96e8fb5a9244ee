import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';

/** How much of a host may be asked for at once, and how soon after another. */
export interface HostLimits {
  /** Requests under way at the same time, of whatever purpose. */
  readonly concurrency: number;
  /** Least milliseconds from the start of one paced request to the start of the next. */
  readonly intervalMs: number;
}

export const defaultLimits: HostLimits = { concurrency: 4, intervalMs: 250 };

export interface Turn {
  /** False for what a page asks for: it shares the host's places, not its pace. */
  readonly isPaced: boolean;
  /** Throws when the request is not to be sent after all; asked at once, and again before it starts. */
  readonly check: () => void;
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
      turn.check();
      const lane = lanes.get(host) ?? openLane(limitsOf(host));
      lanes.set(host, lane);
      return turn.isPaced ? await runPaced(lane, turn, task) : await takePlace(lane, turn, task);
    },
  };
}

interface Lane {
  readonly places: PQueue;
  readonly pace: PQueue;
  readonly intervalMs: number;
  lastStart: number;
}

function openLane(limits: HostLimits): Lane {
  return {
    places: new PQueue({ concurrency: Math.max(1, limits.concurrency) }),
    pace: new PQueue({ concurrency: 1 }),
    intervalMs: limits.intervalMs,
    lastStart: Number.NEGATIVE_INFINITY,
  };
}

async function runPaced<T>(lane: Lane, turn: Turn, task: () => Promise<T>): Promise<T> {
  const running = await lane.pace.add(async () => {
    turn.check();
    const wait = lane.lastStart + lane.intervalMs - performance.now();
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
    turn.check();
    return await task();
  }, signalOf(turn));
}

function signalOf(turn: Turn): { signal?: AbortSignal } {
  return turn.signal === null ? {} : { signal: turn.signal };
}

/** `result` itself is awaited by whoever asked; here only its end matters. */
function ignore(): void {}
