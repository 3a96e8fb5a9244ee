import { lookup } from 'node:dns/promises';
import { HoldfastError } from '../errors.ts';

/** All addresses of a name, in the order to try them; rejects with a `code` as `node:dns` does. */
export type LookupAll = (host: string) => Promise<readonly ResolvedAddress[]>;

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** The system's own resolver, hosts file included. */
export const systemLookup: LookupAll = async (host) => {
  const found = await lookup(host, { all: true, order: 'verbatim' });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/** One resolution, at most `ms` long. Throws `dns` with the resolver's word in `facts.code`. */
export async function resolveAll(
  host: string,
  lookupAll: LookupAll,
  ms: number,
): Promise<readonly ResolvedAddress[]> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(dnsError(host, 'ETIMEOUT', 'did not answer in time')), ms);
  try {
    const found = await Promise.race([lookupAll(host), late.promise]);
    if (found.length === 0) throw dnsError(host, 'ENODATA', 'has no address for it');
    return found;
  } catch (error) {
    if (error instanceof HoldfastError) throw error;
    const code = codeOf(error) ?? 'EFAIL';
    throw dnsError(host, code, code === 'ENOTFOUND' ? 'does not know it' : `failed (${code})`, error);
  } finally {
    clearTimeout(timer);
  }
}

/** The `code` of a system error, or null. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

function dnsError(host: string, code: string, what: string, cause?: unknown): HoldfastError {
  return new HoldfastError(
    'dns',
    `no address for ${host}: the resolver ${what}. Check the name, or try again later`,
    { retryable: true, facts: { host, code }, cause },
  );
}
