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
 * closed --two hosts in a row unreachable, or one while the resolver knows nothing at all or there is no network
 *   card--> open
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
  /** Hosts that could not be reached since anything last was, and how often. */
  const lost = new Map<string, number>();
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
        if (signIn(error) === null) {
          if (isHoldfastError(error, ...heardFromAHost)) reached();
          throw error;
        }
        lost.set(host, (lost.get(host) ?? 0) + 1);
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
    const sign = signIn(error);
    if (sign === null) return false;
    if (lost.size > 1 && sign.isStrong) return true;
    // Two dead domains in one old article are no outage, nor is one that fails for each of its posts: then a name
    // that exists is asked for.
    const tries = [...lost.values()].reduce((sum, count) => sum + count, 0);
    return (lost.size > 1 || tries >= sign.doubtAfter) && !(await options.resolvesAnything());
  }
}

/** True when some network card besides loopback is up. */
export function hasNetworkCard(): boolean {
  return Object.values(networkInterfaces()).some((cards) => cards?.some(({ internal }) => !internal));
}

/** How a failure speaks of our network. */
interface Sign {
  /** From a second host it needs no other proof. */
  readonly isStrong: boolean;
  /** Failures of one host, and of no other, that make it worth asking whether the network is gone. */
  readonly doubtAfter: number;
}

/** Null for a failure that doesn't speak of it. */
function signIn(error: unknown): Sign | null {
  if (isUnreachable(error)) return { isStrong: true, doubtAfter: 3 };
  if (!isHoldfastError(error, 'dns', 'timeout')) return null;
  const code = error.facts['code'];
  // Packets that vanish before there is a connection: a host that is gone, or a wall around us.
  if (error.name === 'timeout') return code === 'ETIMEDOUT' ? { isStrong: false, doubtAfter: 3 } : null;
  // The resolver knows that there is no such name, or none with an address.
  if (code === 'ENOTFOUND' || code === 'ENODATA') return { isStrong: false, doubtAfter: 3 };
  return { isStrong: true, doubtAfter: code === 'ETIMEOUT' ? 2 : 1 };
}

function offline(host: string, cause?: unknown): HoldfastError {
  return new HoldfastError(
    'offline',
    "there seems to be no network: hosts that have nothing in common can't be reached. " +
      'Check the connection; what waits goes on by itself once it is back',
    { retryable: true, facts: { host }, cause },
  );
}
