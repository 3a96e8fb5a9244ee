import type { Memento, MementoLink } from '../model/memento.ts';
import { type Fetch, headerOf, type Wire } from '../model/wire.ts';
import { readLinks } from './link-format.ts';
import { isTimeOfCopy, momentOfHttpDate } from './moments.ts';
import { isOtherPayload } from './payload-digest.ts';
import { copyUrl, type Replay, readCopyUrl } from './replay.ts';
import { isSameAddress } from './same-address.ts';
import { unheard } from './unheard.ts';

const redirectsAtMost = 3;

/**
 * Fetches a copy as it first came. An archive that has none of that second sends on to the nearest one it has, which
 * is followed (three times at most) while it is a copy of the same address, and dated anew. Null for everything that
 * is not such a copy; throws for an archive that is in trouble itself.
 */
export async function openCopy(link: MementoLink, replay: Replay, fetch: Fetch): Promise<Memento | null> {
  let { url } = link;
  for (let hops = 0; hops <= redirectsAtMost; hops += 1) {
    const wire = await fetch({ url, purpose: 'api', redirect: 'manual' });
    const to = copyRedirectedTo(wire, link.original, replay);
    if (to === null) return readCopy(wire, link, replay);
    url = to;
  }
  return null;
}

/** Where an answer leads: the same address's copy of another time. Null when it leads nowhere, or elsewhere. */
export function copyRedirectedTo(wire: Wire, original: string, replay: Replay): string | null {
  const location = headerOf(wire, 'location');
  if (wire.status < 300 || wire.status > 399 || location === null) return null;
  const copy = readCopyUrl(URL.parse(location, wire.url)?.href ?? '', replay);
  return copy !== null && isSameAddress(copy.original, original) ? copyUrl(replay, copy) : null;
}

/** What an answer to the request for a copy is. Only copies have a `memento-datetime` (RFC 7089 §2.1.1). */
export function readCopy(wire: Wire, link: MementoLink, replay: Replay): Memento | null {
  const takenAt = momentOfHttpDate(headerOf(wire, 'memento-datetime') ?? '');
  if (takenAt === null) {
    if (wire.status === 429 || wire.status >= 500) throw unheard(wire, 'the copy could not be had');
    return null;
  }
  if (!isTimeOfCopy(takenAt, wire.at)) return null;
  const names = originalsOf(wire, replay);
  if (names.some((name) => !isSameAddress(name, link.original))) return null;
  if (wire.status >= 300 && wire.status <= 399) return null;
  if (link.status !== null && link.status !== wire.status) return null;
  const isThatOne = takenAt === link.takenAt;
  if (isThatOne && isOtherPayload(wire, link.digest)) return null;
  return {
    ...link,
    url: wire.url,
    takenAt,
    status: wire.status,
    mediaType: (isThatOne ? link.mediaType : null) ?? mediaTypeOf(wire),
    digest: isThatOne ? link.digest : null,
    wire,
  };
}

/** All that an answer says it is a copy of. */
function originalsOf(wire: Wire, replay: Replay): readonly string[] {
  const links = wire.headers
    .filter(([name]) => name === 'link')
    .flatMap(([, value]) => readLinks(value, 100));
  const location = URL.parse(headerOf(wire, 'content-location') ?? '', wire.url)?.href ?? '';
  const copies = [wire.url, location].flatMap((url) => readCopyUrl(url, replay)?.original ?? []);
  return [...links.filter(({ rels }) => rels.includes('original')).map(({ uri }) => uri), ...copies];
}

function mediaTypeOf(wire: Wire): string | null {
  const type = headerOf(wire, 'content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[\w.+-]+\/[\w.+-]+$/u.test(type) ? type : null;
}
