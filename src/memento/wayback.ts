import type { MementoLink, MementoListing, WebArchive } from '../model/memento.ts';
import type { Fetch, Wire } from '../model/wire.ts';
import { readAvailability } from './availability.ts';
import { type CdxRow, cdxColumns, readCdx } from './cdx.ts';
import { isTimeOfCopy, momentOfTimestamp, timestampOf } from './moments.ts';
import { openCopy } from './open-copy.ts';
import { orderCopies } from './order-copies.ts';
import { digestOfNothing } from './payload-digest.ts';
import { copyUrl, type Replay } from './replay.ts';
import { isSameBesidesQuery } from './same-address.ts';
import { orFailure, unheard } from './unheard.ts';

/**
 * The Wayback Machine of the Internet Archive: its index of copies (the CDX server), and where that can't be heard the
 * one copy its availability API names.
 */
export const wayback: WebArchive = {
  id: 'wayback',
  hosts: ['web.archive.org', 'archive.org'],
  list: listCopies,
  open: async (link, fetch) => await openCopy(link, replay, fetch),
};

/** Raw copies, without the banner and the rewritten links. */
export const replay: Replay = { host: 'web.archive.org', path: '/web/', raw: 'id_' };

/** Most posts have fewer than ten copies, some a thousand. */
const rowsAsked = 2_000;
const maxBytes = 4 * 1024 * 1024;

async function listCopies(
  address: string,
  near: string | null,
  fetch: Fetch,
): Promise<readonly MementoListing[]> {
  const index = await orFailure(askIndex(address, near, fetch));
  if (index.kind === 'failure' && index.error.name === 'offline') throw index.error;
  // An index without a byte in it is believed only when the archive's other way says the same.
  if (index.kind === 'value' && index.value.wire.body.length > 0) return [index.value];
  const nearest = await orFailure(askNearest(address, near, fetch));
  if (index.kind === 'value') {
    if (nearest.kind === 'failure') throw nearest.error;
    return [index.value, nearest.value];
  }
  // That no copy is named is no proof where the index couldn't be heard.
  if (nearest.kind === 'failure' || nearest.value.links.length === 0) throw index.error;
  return [nearest.value];
}

async function askIndex(address: string, near: string | null, fetch: Fetch): Promise<MementoListing> {
  const url = new URL('https://web.archive.org/cdx/search/cdx');
  const query = {
    url: address,
    matchType: 'prefix',
    output: 'json',
    fl: cdxColumns.join(','),
    filter: 'statuscode:200',
    collapse: 'digest',
    limit: String(rowsAsked),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const wire = await fetch({ url: url.href, purpose: 'api', maxBytes });
  if (isBlocked(wire)) return { wire, links: [] };
  const rows = wire.status === 200 ? readCdx(wire.body) : null;
  if (rows === null) throw unheard(wire, 'what came is no index of copies');
  return { wire, links: orderCopies(linksOf(rows, address, wire.at), address, near) };
}

async function askNearest(address: string, near: string | null, fetch: Fetch): Promise<MementoListing> {
  const url = new URL('https://archive.org/wayback/available');
  url.searchParams.set('url', address);
  if (near !== null) url.searchParams.set('timestamp', timestampOf(near));
  const wire = await fetch({ url: url.href, purpose: 'api', maxBytes });
  const found = wire.status === 200 ? readAvailability(wire.body, replay) : 'unreadable';
  if (found === 'unreadable') throw unheard(wire, 'what came says nothing of copies');
  const rows = found === null ? [] : [{ ...found, mediaType: null, status: 200, digest: null }];
  return { wire, links: linksOf(rows, address, wire.at) };
}

/** Sites and people may have their copies hidden; the index then says so, and nothing may be told of them. */
function isBlocked(wire: Wire): boolean {
  const text = new TextDecoder().decode(wire.body.subarray(0, 2_048));
  return wire.status === 403 && /\bwayback\.exception\.\w*AccessControlException\b/u.test(text);
}

/** Copies of the address, with whatever was added to its query, of a moment that can be, with something in them. */
function linksOf(rows: readonly CdxRow[], address: string, heardAt: string): readonly MementoLink[] {
  const told = new Map(rows.filter(({ status }) => status !== null).map((row) => [row.digest, row]));
  return rows.flatMap((row) => {
    const takenAt = momentOfTimestamp(row.timestamp);
    if (takenAt === null || !isTimeOfCopy(takenAt, heardAt)) return [];
    if (row.digest === digestOfNothing || !isSameBesidesQuery(row.original, address)) return [];
    // A row that says "as before" is what the row with the same payload is.
    const as = row.status === null && row.digest !== null ? (told.get(row.digest) ?? row) : row;
    const { original, digest } = row;
    const { mediaType, status } = as;
    return [
      { archive: replay.host, original, url: copyUrl(replay, row), takenAt, mediaType, status, digest },
    ];
  });
}
