import { broken, lineAt } from './broken.ts';
import type { Document } from './document.ts';
import type { Listing } from './inputs.ts';
import { decodedXml } from './open-feed.ts';
import { readSitemap } from './sitemap.ts';

/** What a sitemap lists, other sitemaps first. Throws `unreadable-input` after what came before a fault. */
export function* openSitemap(document: Document): Iterable<Listing> {
  const { name } = document;
  const { text } = decodedXml(document);
  const { pages, sitemaps, fault } = readSitemap(text);
  yield { kind: 'listing', document: name, what: 'sitemap', addresses: [...sitemaps, ...pages] };
  if (fault !== null)
    throw broken(name, 'XML', lineAt(text, fault.at), `${fault.what} (${pages.length} pages came before)`);
}
