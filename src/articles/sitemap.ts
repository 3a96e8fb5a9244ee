import { textOfRuns, type XmlRun } from './xml-escapes.ts';
import { readXml, type XmlFault } from './xml-tokens.ts';

/** What a sitemap lists (sitemaps.org, 0.9). */
export interface Sitemap {
  /** Pages, in order, each once. */
  readonly pages: readonly string[];
  /** Other sitemaps. */
  readonly sitemaps: readonly string[];
  /** What is wrong behind the last address that could be read. */
  readonly fault: XmlFault | null;
}

/** The addresses of a sitemap or of an index of sitemaps: `loc` of `url` and of `sitemap`, pictures' left out. */
export function readSitemap(text: string): Sitemap {
  const pages = new Set<string>();
  const sitemaps = new Set<string>();
  const open: string[] = [];
  let runs: XmlRun[] | null = null;
  const fault = readXml(text, {
    startTag(name) {
      open.push(name.replace(/^(?:sm|sitemap|ns\d):/u, ''));
      const entry = open.at(-2);
      runs = open.at(-1) === 'loc' && (entry === 'url' || entry === 'sitemap') ? [] : null;
    },
    endTag() {
      const entry = open.at(-2);
      if (open.pop() !== 'loc' || runs === null) return;
      const address = textOfRuns(text, runs).text.trim();
      if (address !== '') (entry === 'sitemap' ? sitemaps : pages).add(address);
      runs = null;
    },
    text(start, end) {
      runs?.push({ kind: 'text', start, end });
    },
    cdata(start, end) {
      runs?.push({ kind: 'cdata', start, end });
    },
  });
  return { pages: [...pages], sitemaps: [...sitemaps], fault };
}
