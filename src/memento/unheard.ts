import { HoldfastError, isHoldfastError } from '../errors.ts';
import type { Wire } from '../model/wire.ts';
import { restAsked } from '../net/retry-after.ts';

/** What an archive's answer is when it is none: its trouble, a wall, somebody else's page. */
export function unheard(wire: Wire, what: string): HoldfastError {
  const { hostname } = new URL(wire.url);
  const rest = restAsked(wire.status, wire.headers, new Date(wire.at));
  const name = wire.status === 429 ? 'rate-limited' : wire.status >= 500 ? 'server-error' : 'bad-response';
  return new HoldfastError(name, `${hostname}: ${what} (HTTP ${wire.status}); it is asked again later`, {
    retryable: true,
    retryAt: rest?.kind === 'until' ? rest.at : null,
    facts: { host: hostname, url: wire.url, status: wire.status },
  });
}

/** True for a failure of the archive or of the way to it; what our own disk does is nobody's failure to answer. */
export function isFailureToHear(error: unknown): error is HoldfastError {
  return isHoldfastError(error) && !isHoldfastError(error, 'disk-full', 'archive-unavailable');
}

export type Heard<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'failure'; readonly error: HoldfastError };

/** What was asked for, or the failure to hear of it; anything else that is thrown goes on. */
export async function orFailure<T>(asked: Promise<T>): Promise<Heard<T>> {
  try {
    return { kind: 'value', value: await asked };
  } catch (error) {
    if (isFailureToHear(error)) return { kind: 'failure', error };
    throw error;
  }
}
