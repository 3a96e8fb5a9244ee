import type { MementoLink, MementoListing, WebArchive } from '../model/memento.ts';
import type { Fetch, Wire } from '../model/wire.ts';
import { readLinks, type WebLink } from './link-format.ts';
import { isTimeOfCopy, momentOfHttpDate, momentOfTimestamp } from './moments.ts';
import { openCopy } from './open-copy.ts';
import { orderCopies } from './order-copies.ts';
import { copyUrl, type Replay, readCopyUrl } from './replay.ts';
import { isSameAddress } from './same-address.ts';
import { isFailureToHear, unheard } from './unheard.ts';

/** An archive, or a place that knows of several, that lists copies as TimeMaps (RFC 7089 §5). */
export interface TimeMapPlace {
  readonly id: string;
  /** What an address is put behind to ask for its TimeMap. */
  readonly timeMap: string;
  /** Where the copies are shown that are taken from it; what it lists elsewhere is passed over. */
  readonly replays: readonly Replay[];
}

/** The web archive that a place of TimeMaps is. */
export function timeMapArchive(place: TimeMapPlace): WebArchive {
  const { id, timeMap, replays } = place;
  const hosts = [new URL(timeMap).hostname, ...replays.map(({ host }) => host)];
  return {
    id,
    hosts: [...new Set(hosts)],
    list: async (address, near, fetch) => await listCopies(place, address, near, fetch),
    async open(link, fetch) {
      const replay = replays.find(({ host }) => host === link.archive);
      return replay === undefined ? null : await openCopy(link, replay, fetch);
    },
  };
}

const maxBytes = 4 * 1024 * 1024;
const linksAtMost = 10_000;

/** Asks for the TimeMap and, where it has pages, for the one of the time that is looked for. */
async function listCopies(
  place: TimeMapPlace,
  address: string,
  near: string | null,
  fetch: Fetch,
): Promise<readonly MementoListing[]> {
  const first = await askTimeMap(`${place.timeMap}${withoutFragment(address)}`, fetch);
  const listed = listingOf(first, place, address, near);
  const page = pageFor(first, place, near, listed.links.length > 0);
  if (page === null) return [listed];
  try {
    return [listed, listingOf(await askTimeMap(page, fetch), place, address, near)];
  } catch (error) {
    if (listed.links.length > 0 && isFailureToHear(error)) return [listed];
    throw error;
  }
}

interface TimeMap {
  readonly wire: Wire;
  readonly links: readonly WebLink[];
}

/** An address without copies has no TimeMap: 404. */
async function askTimeMap(url: string, fetch: Fetch): Promise<TimeMap> {
  const headers = { accept: 'application/link-format' };
  const wire = await fetch({ url, headers, purpose: 'api', maxBytes });
  if (wire.status === 404) return { wire, links: [] };
  const links = wire.status === 200 ? readLinks(new TextDecoder().decode(wire.body), linksAtMost) : [];
  if (!links.some(({ rels }) => rels.some((rel) => ofTimeMaps.has(rel))))
    throw unheard(wire, 'what came is no TimeMap');
  return { wire, links };
}

const ofTimeMaps = new Set(['original', 'self', 'timegate', 'timemap', 'memento']);

function listingOf(
  { wire, links }: TimeMap,
  { replays }: TimeMapPlace,
  address: string,
  near: string | null,
): MementoListing {
  const copies = links.flatMap((link) => copyOf(link, replays, address, wire.at) ?? []);
  return { wire, links: orderCopies(copies, address, near) };
}

function copyOf(
  { uri, rels, datetime }: WebLink,
  replays: readonly Replay[],
  address: string,
  heardAt: string,
): MementoLink | null {
  if (!rels.includes('memento')) return null;
  for (const replay of replays) {
    const copy = readCopyUrl(uri, replay);
    if (copy === null || !isSameAddress(copy.original, address)) continue;
    const takenAt = momentOfTimestamp(copy.timestamp) ?? momentOfHttpDate(datetime ?? '');
    if (takenAt === null || !isTimeOfCopy(takenAt, heardAt)) continue;
    const untold = { mediaType: null, status: null, digest: null };
    return { archive: replay.host, original: copy.original, url: copyUrl(replay, copy), takenAt, ...untold };
  }
  return null;
}

/** The page that covers the time, else the first one where nothing else is listed; on the place's own host only. */
function pageFor(
  { wire, links }: TimeMap,
  { timeMap }: TimeMapPlace,
  near: string | null,
  hasCopies: boolean,
): string | null {
  const { hostname } = new URL(timeMap);
  const pages = links
    .filter(({ rels }) => rels.includes('timemap') && !rels.includes('self'))
    .flatMap((link) => {
      const url = URL.parse(link.uri, wire.url);
      return url?.hostname === hostname && /\/link\//u.test(url.pathname) ? [{ link, url }] : [];
    })
    .filter(({ url }) => pathOf(url) !== pathOf(new URL(wire.url)));
  const covering = near === null ? undefined : pages.find(({ link }) => covers(link, near));
  const chosen = covering ?? (hasCopies ? undefined : pages[0]);
  return chosen === undefined ? null : `https://${hostname}${pathOf(chosen.url)}`;
}

function pathOf(url: URL): string {
  return `${url.pathname}${url.search}`;
}

function covers({ from, until }: WebLink, near: string): boolean {
  const start = momentOfHttpDate(from ?? '');
  const end = momentOfHttpDate(until ?? '');
  return start !== null && start <= near && (end === null || near <= end);
}

function withoutFragment(address: string): string {
  return address.replace(/#.*$/su, '');
}
