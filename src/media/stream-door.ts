import { isHoldfastError } from '../errors.ts';
import { fetchWithin, lackOf } from './ask-addresses.ts';
import { type Look, mostFilmBytes } from './media-tools.ts';

/** Gives the bytes at an address; throws `Unhad` when it gives none. */
export type Ask = (url: string) => Promise<{ readonly url: string; readonly body: Uint8Array }>;

/** Ends the work on a stream, or on one variant of it, for a reason in words. */
export class Unhad extends Error {}

export const tooLarge = 'stream only: it is too large';

/** What the work gives, or the reason why it ended. */
export async function orSaid<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unhad) return error.message;
    throw error;
  }
}

/** Of everything that is asked for to make a film. */
const mostStreamBytes = 256 * 1024 * 1024;
const fetchMs = 10 * 60_000;

/** Asks through the one door, for one stream within bounds of bytes and time. */
export function askerOf(look: Look): Ask {
  const end = performance.now() + fetchMs;
  let left = mostStreamBytes;
  return async (url) => {
    if (performance.now() > end) throw new Unhad('timeout');
    if (left <= 0) throw new Unhad(tooLarge);
    const most = { maxBytes: Math.min(left, mostFilmBytes), timeoutMs: 60_000 };
    const wire = await fetchWithin(url, most, look).catch((error: unknown) => {
      throw isHoldfastError(error, 'too-large') ? new Unhad(tooLarge, { cause: error }) : error;
    });
    if (typeof wire === 'string') throw new Unhad(wire);
    left -= wire.body.length;
    const lack = lackOf(wire);
    if (lack !== null) throw new Unhad(lack);
    return wire;
  };
}
