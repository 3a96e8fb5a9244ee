import type { HoldfastError } from '../errors.ts';
import { netError } from './failures.ts';
import type { HostRecord } from './host-record.ts';

/** The host has said so itself; `status` is that of the answer it said so with, null for an earlier one. */
export function rateLimited(url: URL, status: number | null, until: Date): HoldfastError {
  const what =
    status === null ? 'has asked to be left alone' : `answered ${status} and asks to be left alone`;
  return netError(
    'rate-limited',
    url,
    `${url.host} ${what} until ${until.toISOString()}; nothing is sent to it before then`,
    { retryAt: until, facts: { status } },
  );
}

/**
 * The host does not answer, so we leave it alone. As with rest that it asks for itself: wait until then, and no job is
 * to blame.
 */
export function leftAlone(url: URL, record: HostRecord, until: Date, cause?: unknown): HoldfastError {
  return netError(
    'host-down',
    url,
    `${url.host} has not answered since ${record.failingSince ?? 'lately'} and is left alone until ${until.toISOString()}`,
    { retryAt: until, facts: { failures: record.failures.length, rests: record.rests }, cause },
  );
}

/** The host has been down for days: whatever waits for it may come to its end. */
export function longGone(url: URL, record: HostRecord): HoldfastError {
  return netError(
    'connect',
    url,
    `${url.host} has not answered since ${record.failingSince ?? 'long ago'}; it may be gone for good`,
    { facts: { failures: record.failures.length, rests: record.rests } },
  );
}
