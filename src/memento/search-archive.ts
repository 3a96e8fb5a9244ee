import type { MementoEvent, MementoLink, WebArchive } from '../model/memento.ts';
import type { Fetch, Wire } from '../model/wire.ts';
import { orFailure } from './unheard.ts';

/** How much one archive is asked. */
export interface Room {
  /** Requests for lists. */
  readonly listings: number;
  /** Copies asked for. */
  readonly copies: number;
  /** Of them, copies of one address before the next address has its turn. */
  readonly copiesOfAddress: number;
}

export interface Search {
  readonly fetch: Fetch;
  readonly room: Room;
  /** Copies that were asked for, here or at other archives, by address and by digest; is added to. */
  readonly seen: Set<string>;
}

const failuresInARow = 2;
/** The most requests that one list takes. */
const requestsOfAList = 2;

/** Searches one archive, address by address, within the room given. */
export async function* searchArchive(
  archive: WebArchive,
  addresses: readonly string[],
  near: string | null,
  { fetch, room, seen }: Search,
): AsyncGenerator<MementoEvent, void, void> {
  const later: MementoLink[] = [];
  const { counted, requests } = counting(fetch);
  let copies = 0;
  let failures = 0;
  const isOver = () => failures === failuresInARow || copies === room.copies;

  for (const address of addresses) {
    if (isOver() || requests() + requestsOfAList > room.listings) break;
    const listed = await orFailure(archive.list(address, near, counted));
    failures = listed.kind === 'failure' ? failures + 1 : 0;
    if (listed.kind === 'failure') {
      yield { kind: 'failure', archive: archive.id, error: listed.error };
      continue;
    }
    for (const { wire, links } of listed.value)
      yield {
        kind: 'listing',
        archive: archive.id,
        wire,
        address,
        copies: links.length,
        reason: reasonOf(wire),
      };
    const links = listed.value.flatMap((listing) => listing.links).filter(isNew);
    later.push(...links.slice(room.copiesOfAddress));
    yield* openAll(links.slice(0, room.copiesOfAddress));
  }
  yield* openAll(later);

  async function* openAll(links: readonly MementoLink[]): AsyncGenerator<MementoEvent, void, void> {
    for (const link of links) {
      if (isOver()) return;
      copies += 1;
      const event = await open(archive, link, fetch);
      failures = event?.kind === 'failure' ? failures + 1 : 0;
      if (event !== null) yield event;
    }
  }

  function isNew({ digest, url }: MementoLink): boolean {
    const names = digest === null ? [url] : [url, digest];
    const isKnown = names.some((name) => seen.has(name));
    for (const name of names) seen.add(name);
    return !isKnown;
  }
}

async function open(archive: WebArchive, link: MementoLink, fetch: Fetch): Promise<MementoEvent | null> {
  const heard: Wire[] = [];
  const opened = await orFailure(
    archive.open(link, async (request) => {
      const wire = await fetch(request);
      heard.push(wire);
      return wire;
    }),
  );
  if (opened.kind === 'failure') return { kind: 'failure', archive: archive.id, error: opened.error };
  if (opened.value !== null) return { kind: 'memento', archive: archive.id, memento: opened.value };
  const wire = heard.at(-1);
  return wire === undefined ? null : { kind: 'no-memento', archive: archive.id, link, wire };
}

function counting(fetch: Fetch): { counted: Fetch; requests: () => number } {
  let requests = 0;
  return {
    requests: () => requests,
    counted: async (request) => {
      requests += 1;
      return await fetch(request);
    },
  };
}

/** A list that was refused is one that may not be shown. */
function reasonOf({ status }: Wire): string | null {
  return status === 403 || status === 451 ? 'the archive may not show what it has of this address' : null;
}
