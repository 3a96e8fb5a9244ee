import type { MementoEvent, WebArchive } from '../model/memento.ts';
import type { Fetch } from '../model/wire.ts';
import { isSameAddress } from './same-address.ts';
import { type Room, searchArchive } from './search-archive.ts';

export interface FindTools {
  /** Best first. */
  readonly archives: readonly WebArchive[];
  readonly fetch: Fetch;
  readonly most?: Partial<FindLimits>;
}

/** How much is asked for one post: `listings` at the first archive, `copies` at all of them. */
export interface FindLimits extends Room {
  readonly listingsElsewhere: number;
  readonly copiesOfArchive: number;
}

/**
 * Looks for archived copies of addresses, the most telling address first, one archive after the other, and opens them
 * until the consumer stops. Every answer that came is in one of the events, to be kept. Spellings that archives hold for
 * one address are asked for once. After one copy of an address the next address has its turn, so that many useless ones
 * don't hide a good one. An archive that fails twice in a row is left alone; without a network all are.
 */
export async function* findMementos(
  addresses: readonly string[],
  near: string | null,
  { archives, fetch, most }: FindTools,
): AsyncGenerator<MementoEvent, void, void> {
  const limits = { ...defaultLimits, ...most };
  const unlike = addresses.filter(
    (address, at) => !addresses.slice(0, at).some((earlier) => isSameAddress(earlier, address)),
  );
  const seen = new Set<string>();
  let left = limits.copies;
  for (const [rank, archive] of archives.entries()) {
    if (left === 0) return;
    const room = {
      listings: rank === 0 ? limits.listings : limits.listingsElsewhere,
      copies: Math.min(left, limits.copiesOfArchive),
      copiesOfAddress: limits.copiesOfAddress,
    };
    for await (const event of searchArchive(archive, unlike, near, { fetch, room, seen })) {
      if (event.kind === 'memento' || event.kind === 'no-memento') left -= 1;
      yield event;
      if (event.kind === 'failure' && event.error.name === 'offline') return;
    }
  }
}

const defaultLimits: FindLimits = {
  listings: 12,
  listingsElsewhere: 4,
  copies: 6,
  copiesOfArchive: 4,
  copiesOfAddress: 1,
};
