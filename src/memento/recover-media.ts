import type { Memento, MementoLink, WebArchive } from '../model/memento.ts';
import type { Fetch } from '../model/wire.ts';
import { type FindTools, findMementos } from './find-mementos.ts';

/** Of video; a picture is smaller. */
const maxBytes = 64 * 1024 * 1024;

/**
 * The archived copy of a picture or video whose host has it no more: the first of its addresses, best first, that an
 * archive has a real copy of. Null when none has, and when no archive can be heard. Never throws for what archives do.
 */
export async function recoverMedia(
  urls: readonly string[],
  near: string | null,
  { archives, fetch }: Pick<FindTools, 'archives' | 'fetch'>,
): Promise<Memento | null> {
  const tools = { archives: archives.map(ofMedia), fetch, most: limits };
  for await (const event of findMementos(urls, near, tools))
    if (event.kind === 'memento' && isMedia(event.memento)) return event.memento;
  return null;
}

/** Each lost picture costs the archives some requests, and a post has several. */
const limits = { listings: 8, listingsElsewhere: 4 };

/** Lists no pages (what a host shows where its picture was is archived too), and opens what is larger than a page. */
function ofMedia(archive: WebArchive): WebArchive {
  return {
    ...archive,
    async list(address, near, fetch) {
      const listings = await archive.list(address, near, fetch);
      return listings.map(({ wire, links }) => ({ wire, links: links.filter(isMaybeMedia) }));
    },
    async open(link, fetch) {
      const asMedia: Fetch = async (request) => await fetch({ ...request, purpose: 'media', maxBytes });
      return await archive.open(link, asMedia);
    },
  };
}

function isMaybeMedia({ mediaType }: MementoLink): boolean {
  return mediaType === null || !/^text\/|[/+](?:json|xml|xhtml\+xml)$/u.test(mediaType);
}

function isMedia({ wire, mediaType }: Memento): boolean {
  if (wire.status !== 200 || wire.body.length === 0) return false;
  return mediaType === null || /^(?:image|video|audio)\/|^application\/octet-stream$/u.test(mediaType);
}
