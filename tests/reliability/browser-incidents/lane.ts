import { setTimeout as sleep } from 'node:timers/promises';
import type { Capturer } from '../../../src/capture/capturer.ts';
import { type HoldfastError, isHoldfastError } from '../../../src/errors.ts';
import type { Fetch, WireRequest } from '../../../src/model/wire.ts';
import { article, embed, expected, fetchFrom, makeRoom } from '../../capture/world.ts';
import type { Incident } from './incidents.ts';
import { balloons, hostilePages, neverAnswered, waitingPages } from './pages.ts';

/** Milliseconds a capture may take here. */
export const totalMs = 2_000;
/** Milliseconds after that by which its place must be free. */
const graceMs = 2_000;

export interface Outcome {
  readonly name: string;
  /** `shot`, or the name of the error. */
  readonly end: string;
  /** Milliseconds from the page's being asked for to the place's being free. */
  readonly ms: number;
  /** Milliseconds from then until a good page was captured. */
  readonly backMs: number;
  /** What was not as it must be. */
  readonly faults: readonly string[];
  /** Its place was free too late. */
  readonly isLate: boolean;
}

export interface Lane {
  run(incident: Incident, random: () => number): Promise<Outcome>;
  /** Closes it; gives how many processes and profiles are left. */
  close(): Promise<number>;
}

/** One browser at a time, in a work folder of its own. */
export function openLane(): Lane {
  const room = makeRoom();
  let asked: PromiseWithResolvers<number> = Promise.withResolvers();
  const fetch: Fetch = async (request) => {
    if (isIncident(request.url)) asked.resolve(performance.now());
    return isUnanswered(request.url) ? never(request) : world(request);
  };
  const capturer = room.open({ fetch, atOnce: 1, deadlines: { total: totalMs } });
  return {
    run: async (incident, random) => {
      asked = Promise.withResolvers();
      const faults: string[] = [];
      const shooting = shoot(capturer, addressOf(incident.page));
      const start = await Promise.race([asked.promise, shooting.then(() => performance.now())]);
      if (incident.act !== undefined) {
        await sleep(random() * (incident.afterMs ?? 0));
        incident.act(room);
      }
      const error = await shooting;
      const ms = performance.now() - start;
      if (error !== null && !isHoldfastError(error)) faults.push(`a bug: ${String(error)}`);
      // What happened to the browser must not be held against the page.
      const isBlamed = incident.act !== undefined && isHoldfastError(error, 'capture-unverified');
      if (isBlamed) faults.push(`the page is blamed: ${error.message}`);
      const isEnded = isHoldfastError(error, 'timeout', 'browser-failed');
      if (isEnded && room.processes().length + room.profiles().length > 0) faults.push('left something');
      const backMs = await untilGood(capturer);
      if (backMs === null) faults.push('no capture worked after it');
      return {
        name: incident.name,
        end: error === null ? 'shot' : error.name,
        ms,
        backMs: backMs ?? 0,
        faults,
        isLate: ms > totalMs + graceMs,
      };
    },
    close: async () => {
      await capturer.close();
      const left = room.processes().length + room.profiles().length;
      room.clear();
      return left;
    },
  };
}

/** Null, or what was thrown. */
export async function shoot(capturer: Capturer, url: string): Promise<HoldfastError | null> {
  return capturer.page({ url, page: embed, expect: expected, theme: 'light' }).then(
    () => null,
    (error: unknown) => error as HoldfastError,
  );
}

export const goodPage = 'https://social.test/good';

const address = 'https://social.test/incident/';

/** Answers of the world all of this takes place in. */
export const world = fetchFrom({
  [goodPage]: article({}),
  ...Object.fromEntries(
    Object.entries({ ...hostilePages, ...balloons, ...waitingPages }).map(([name, page]) => [
      addressOf(name),
      page ?? '',
    ]),
  ),
});

/** A machine that does much else at the same time may need more than one try. */
async function untilGood(capturer: Capturer): Promise<number | null> {
  const start = performance.now();
  while (performance.now() - start < 60_000)
    if ((await shoot(capturer, goodPage)) === null) return performance.now() - start;
  return null;
}

function addressOf(page: string): string {
  return `${address}${encodeURIComponent(page)}`;
}

function isIncident(url: string): boolean {
  return url.startsWith(address);
}

function isUnanswered(url: string): boolean {
  return url === neverAnswered || url === addressOf('being opened');
}

function never(request: WireRequest): Promise<never> {
  return new Promise((_, reject) => {
    request.signal?.addEventListener('abort', () => reject(new Error('given up')));
  });
}
