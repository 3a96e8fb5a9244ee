import { type HoldfastError, isHoldfastError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { RecordedResponse } from '../model/exchange.ts';
import type { WireRequest } from '../model/wire.ts';
import { askedUntil, withAnswer, withAskedRest } from './asked-rest.ts';
import { type Blame, blameOf, blameOfAddress } from './blame.ts';
import { afterAnswer, afterFailure, downUntil, giveUpTry, isDown, isLongDown } from './breaker.ts';
import type { HostMemory, HostRecord } from './host-record.ts';
import { leftAlone, longGone, rateLimited } from './host-refusals.ts';
import { restAfter, restAsked } from './retry-after.ts';
import { openTries } from './tries.ts';

export interface HostsOptions {
  readonly memory: HostMemory;
  readonly now: () => Date;
  readonly log: Log;
}

/** Which hosts may be asked now: those that asked for rest get it, and so do those that don't answer. */
export interface Hosts {
  /** Throws `rate-limited` or `host-down` while the host is to be left alone, `connect` once it has been down for days. */
  check(url: URL): Promise<void>;
  /**
   * Sends a request, unless the host is to be left alone by now, and heeds what comes of it. While a host is down,
   * one request tries it and the others wait a moment for that.
   */
  run(url: URL, purpose: Purpose, send: Send): Promise<Heeded>;
}

type Purpose = WireRequest['purpose'];

/** Calls `onConnect` once there is a connection. */
export type Send = (onConnect: () => void) => Promise<RecordedResponse>;

export interface Heeded {
  readonly response: RecordedResponse;
  /** What is to be thrown though there was an answer: it asks for rest, or the host is still down. */
  readonly thrown: HoldfastError | null;
}

/** The name limits and records go by: with or without its final dot, a host is the same. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/\.$/u, '');
}

export function openHosts({ memory, now, log }: HostsOptions): Hosts {
  const clock = () => now().getTime();
  const tries = openTries(memory, clock);

  return {
    async check(url) {
      const record = await memory.get(hostOf(url));
      // The end of a try is worth waiting for.
      if (record !== null && !tries.isOn(record.host)) refuseIfAtRest(record, url);
    },
    async run(url, purpose, send) {
      const endTry = await tries.admit(hostOf(url), (record) => refuseIfAtRest(record, url));
      const isTry = endTry !== null;
      let isConnected = false;
      try {
        const response = await send(() => {
          isConnected = true;
        });
        return { response, thrown: await heed(url, response, purpose, isTry) };
      } catch (error) {
        throw await noteFailure(url, error, blameOf(error, url, purpose, isConnected), isTry);
      } finally {
        endTry?.();
      }
    },
  };

  function refuseIfAtRest(record: HostRecord, url: URL): void {
    const asked = askedUntil(record, now());
    if (asked !== null) throw rateLimited(url, null, asked);
    const down = downUntil(record, clock());
    if (down === null) return;
    throw isLongDown(record, clock()) ? longGone(url, record) : leftAlone(url, record, down);
  }

  async function heed(
    url: URL,
    response: RecordedResponse,
    purpose: Purpose,
    isTry: boolean,
  ): Promise<HoldfastError | null> {
    const host = hostOf(url);
    const { status, headers } = response;
    const word = `HTTP ${status}`;
    const rest = restAsked(status, headers, now());
    if (rest !== null) {
      const record = await memory.change(host, (before) =>
        withAskedRest(afterAnswer(before), rest, word, now()),
      );
      const until = askedUntil(record, now()) ?? now();
      log('warn', `${host} asks to be left alone`, { host, until: until.toISOString(), status });
      return rateLimited(url, status, until);
    }
    const until = restAfter(status, headers, now());
    if (until !== null) log('info', `${host} may be asked again later`, { host, until: until.toISOString() });
    if (status < 500) {
      await memory.change(host, (before) => withAnswer(afterAnswer(before), until, word, now()));
      return null;
    }
    await memory.change(host, (before) => withAnswer(before, until, word, now()));
    return await noteFault(url, blameOfAddress(url, purpose), isTry);
  }

  /** The error to throw in its stead: a host that is found down still by the one that tries it is not the job's fault. */
  async function noteFailure(
    url: URL,
    error: unknown,
    blame: Blame | null,
    isTry: boolean,
  ): Promise<unknown> {
    if (blame !== null) return (await noteFault(url, blame, isTry, error)) ?? error;
    if (!isTry) return error;
    const isHeard = isHoldfastError(error, 'too-large', 'truncated', 'bad-response');
    await memory.change(hostOf(url), (before) =>
      isHeard ? afterAnswer(before) : giveUpTry(before, clock()),
    );
    return error;
  }

  async function noteFault(
    url: URL,
    blame: Blame,
    isTry: boolean,
    cause?: unknown,
  ): Promise<HoldfastError | null> {
    const host = hostOf(url);
    let wasDown = false;
    const record = await memory.change(host, (before) => {
      wasDown = isDown(before);
      return afterFailure(before, blame, isTry, clock());
    });
    const until = downUntil(record, clock());
    if (until === null) return null;
    if (isTry || !wasDown)
      log('warn', `${host} does not answer and is left alone`, {
        host,
        until: until.toISOString(),
        since: record.failingSince,
      });
    return isTry && !isLongDown(record, clock()) ? leftAlone(url, record, until, cause) : null;
  }
}
