import { networkInterfaces } from 'node:os';
import { HoldfastError, isHoldfastError } from '../errors.ts';
import { isUnreachable } from './failures.ts';

export interface OfflineOptions {
  /** Milliseconds on a clock that only goes forward. */
  readonly clock: () => number;
  /** Whether the machine has a network card that is up, loopback aside. */
  readonly hasNetwork: () => boolean;
  /** Whether the resolver still knows the names everybody's resolver knows. */
  readonly resolvesAnything: () => Promise<boolean>;
}

/**
 * Notices at once that the machine has no network, so that a run without one ends in seconds.
 *
 * closed --two hosts in a row unreachable, or one on a machine without a network card--> open
 * open --30 s--> one request may try --it reaches something--> closed, --it doesn't--> open
 */
export interface Offline {
  /** Throws `offline` while open. Asked before waiting. */
  check(host: string): void;
  /**
   * Runs a request. A failure that means "no network" becomes `offline` once that is clear;
   * one host's failure alone is passed on.
   */
  run<T>(host: string, request: () => Promise<T>): Promise<T>;
}

const openMs = 30_000;

/** Failures that some other machine had a part in. */
const heardFromAHost = ['connect', 'tls', 'truncated', 'bad-response', 'too-large'] as const;

export function watchForOffline(options: OfflineOptions): Offline {
  /** Hosts that could not be reached since anything last was. */
  const lost = new Set<string>();
  let openUntil: number | null = null;
  let isProbing = false;

  const check = (host: string) => {
    if (openUntil !== null && (isProbing || options.clock() < openUntil)) throw offline(host);
  };

  return {
    check,
    async run(host, request) {
      check(host);
      const isProbe = openUntil !== null;
      if (isProbe) isProbing = true;
      try {
        const result = await request();
        reached();
        return result;
      } catch (error) {
        if (!speaksOfNetwork(error)) {
          if (isHoldfastError(error, ...heardFromAHost)) reached();
          throw error;
        }
        lost.add(host);
        if (!(isProbe || (await isGone(error)))) throw error;
        openUntil = options.clock() + openMs;
        throw offline(host, error);
      } finally {
        if (isProbe) isProbing = false;
      }
    },
  };

  function reached(): void {
    lost.clear();
    openUntil = null;
  }

  async function isGone(error: unknown): Promise<boolean> {
    if (!options.hasNetwork()) return true;
    if (lost.size < 2) return false;
    // Two dead domains in one old article are no outage: a resolver that answers "no such name" is asked
    // for one that exists.
    const isUnknownName = error instanceof HoldfastError && error.facts['code'] === 'ENOTFOUND';
    return !(isUnknownName && (await options.resolvesAnything()));
  }
}

/** True when some network card besides loopback is up. */
export function hasNetworkCard(): boolean {
  return Object.values(networkInterfaces()).some((cards) => cards?.some(({ internal }) => !internal));
}

function speaksOfNetwork(error: unknown): boolean {
  return isHoldfastError(error, 'dns') || isUnreachable(error);
}

function offline(host: string, cause?: unknown): HoldfastError {
  return new HoldfastError(
    'offline',
    "there seems to be no network: hosts that have nothing in common can't be reached. " +
      'Check the connection; what waits goes on by itself once it is back',
    { retryable: true, facts: { host }, cause },
  );
}
