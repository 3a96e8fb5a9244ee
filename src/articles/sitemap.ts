import type { ListedAddress } from '../model/document.ts';
import { textOfRuns, type XmlRun } from './xml-escapes.ts';
import { readXml, type XmlFault } from './xml-tokens.ts';

/** What a sitemap lists (sitemaps.org, 0.9). */
export interface Sitemap {
  /** Pages, in order, each once. */
  readonly pages: readonly ListedAddress[];
  /** Other sitemaps. */
  readonly sitemaps: readonly ListedAddress[];
  /** What is wrong behind the last address that could be read. */
  readonly fault: XmlFault | null;
}

/**
 * The addresses of a sitemap or of an index of sitemaps: `loc` of `url` and of `sitemap`, pictures' left out, with the
 * `lastmod` beside it.
 */
export function readSitemap(text: string): Sitemap {
  const pages = new Map<string, ListedAddress>();
  const sitemaps = new Map<string, ListedAddress>();
  const open: string[] = [];
  let entry: Entry = { address: '', changed: null };
  let runs: XmlRun[] | null = null;
  const fault = readXml(text, {
    startTag(name) {
      open.push(name.replace(/^(?:sm|sitemap|ns\d):/u, ''));
      const own = open.at(-1);
      if (isEntry(own)) entry = { address: '', changed: null };
      runs = (own === 'loc' || own === 'lastmod') && isEntry(open.at(-2)) ? [] : null;
    },
    endTag() {
      const own = open.pop();
      if (isEntry(own) && entry.address !== '') {
        const all = own === 'sitemap' ? sitemaps : pages;
        const kind = own === 'sitemap' ? 'sitemap' : 'page';
        if (!all.has(entry.address)) all.set(entry.address, { kind, ...entry });
        entry = { address: '', changed: null };
      }
      if (runs === null) return;
      const words = textOfRuns(text, runs).text.trim();
      if (own === 'loc') entry = { ...entry, address: words };
      if (own === 'lastmod') entry = { ...entry, changed: words || null };
      runs = null;
    },
    text(start, end) {
      runs?.push({ kind: 'text', start, end });
    },
    cdata(start, end) {
      runs?.push({ kind: 'cdata', start, end });
    },
  });
  return { pages: [...pages.values()], sitemaps: [...sitemaps.values()], fault };
}

type Entry = Omit<ListedAddress, 'kind'>;

function isEntry(name: string | undefined): name is 'url' | 'sitemap' {
  return name === 'url' || name === 'sitemap';
}
