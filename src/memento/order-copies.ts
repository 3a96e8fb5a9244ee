import type { MementoLink } from '../model/memento.ts';
import { isSameAddress } from './same-address.ts';

/**
 * Most telling first: those that were answered with 200 before others, data before pages, of the very address before
 * those with more in the query, taken after `near` before those taken earlier (a post's copy can't be older than the
 * post), and of these the nearest. Without `near` the oldest comes first.
 */
export function orderCopies(
  links: readonly MementoLink[],
  address: string,
  near: string | null,
): readonly MementoLink[] {
  const start = near === null ? Number.NEGATIVE_INFINITY : startOf(near);
  const ranked = links.map((link) => ({ link, rank: rankOf(link, address, start) }));
  return ranked.sort((one, other) => compare(one.rank, other.rank)).map(({ link }) => link);
}

const dayMs = 24 * 60 * 60 * 1000;

/** Printed days have no time zone: such a post may be a day older. */
function startOf(near: string): number {
  const moment = Date.parse(near);
  if (Number.isNaN(moment)) return Number.NEGATIVE_INFINITY;
  return near.length > 10 ? moment : moment - dayMs;
}

function rankOf(link: MementoLink, address: string, start: number): readonly number[] {
  const taken = Date.parse(link.takenAt);
  const isEarly = taken < start;
  return [
    link.status === 200 || link.status === null ? 0 : 1,
    rankOfType(link.mediaType),
    isSameAddress(link.original, address) ? 0 : 1,
    isEarly ? 1 : 0,
    isEarly ? -taken : taken,
  ];
}

function rankOfType(mediaType: string | null): number {
  if (mediaType === null) return 1;
  return /^application\/(?:\w+\+)?json$/u.test(mediaType) ? 0 : 1;
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
