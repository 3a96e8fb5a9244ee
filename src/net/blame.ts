import { createHash } from 'node:crypto';
import { isHoldfastError } from '../errors.ts';
import type { WireRequest } from '../model/wire.ts';
import { isUnreachable } from './failures.ts';

/**
 * Who a failure may be the fault of: the host as a whole; one of its addresses; or one of the many addresses that a
 * single post or page is made of, which says the least. `digest` tells addresses apart.
 */
export type Blame =
  | { readonly kind: 'host' }
  | { readonly kind: 'address' | 'part'; readonly digest: string };

/**
 * What an error says against its host; null where it says nothing: our own network, our resolver, an answer we don't
 * like. Once there was a connection, the fault may be of the address alone.
 */
export function blameOf(
  error: unknown,
  url: URL,
  purpose: WireRequest['purpose'],
  isConnected: boolean,
): Blame | null {
  if (!isHoldfastError(error, 'connect', 'tls', 'timeout') || isUnreachable(error)) return null;
  if (ourOwn.has(String(error.facts['code']))) return null;
  return isConnected ? blameOfAddress(url, purpose) : { kind: 'host' };
}

/** We closed it ourselves, have no more files to open, or are kept from it by this machine. */
const ourOwn: ReadonlySet<string> = new Set([
  'UND_ERR_DESTROYED',
  'UND_ERR_CLOSED',
  'UND_ERR_ABORTED',
  'EMFILE',
  'EACCES',
  'EPERM',
  'EINVAL',
]);

export function blameOfAddress(url: URL, purpose: WireRequest['purpose']): Blame {
  const digest = createHash('sha256').update(url.href).digest('hex').slice(0, 12);
  return { kind: purpose === 'media' || purpose === 'page' ? 'part' : 'address', digest };
}
