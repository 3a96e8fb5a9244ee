import { createHash } from 'node:crypto';
import { isHoldfastError } from '../errors.ts';
import { isUnreachable } from './failures.ts';

/** A failure that may say something of its host. */
export interface Blame {
  /** A digest of the address that failed, where it may be the fault of that one alone; null where it is the host's. */
  readonly address: string | null;
}

/**
 * What an error of a request to `url` says against its host; null where it says nothing: our own network, our
 * resolver, an answer we don't like. Once there was a connection, the fault may be of the address alone.
 */
export function blameOf(error: unknown, url: URL, isConnected: boolean): Blame | null {
  if (!isHoldfastError(error, 'connect', 'tls', 'timeout') || isUnreachable(error)) return null;
  return isConnected ? blameOfAddress(url) : { address: null };
}

export function blameOfAddress(url: URL): Blame {
  return { address: createHash('sha256').update(url.href).digest('hex').slice(0, 12) };
}
