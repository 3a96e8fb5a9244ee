import { HoldfastError } from '../errors.ts';
import type { Fetch } from '../model/wire.ts';
import { broken, lineAt } from './broken.ts';
import type { Document } from './document.ts';
import { fetchDocument } from './fetch-document.ts';
import type { Input } from './inputs.ts';
import { readSitemap } from './sitemap.ts';

/** What is left to do while a sitemap, and those it lists, are gone through. */
export interface SitemapWalk {
  /** Addresses asked for, of pages and of sitemaps: none is asked for twice. */
  readonly seen: Set<string>;
  /** Pages that may still be read. */
  readonly budget: { left: number };
  /** How deep sitemaps may still list sitemaps. */
  readonly deeper: number;
}

export interface SitemapTools {
  readonly fetch: Fetch;
  open(document: Document, fetch: Fetch, walk: SitemapWalk | null): AsyncIterable<Input>;
}

/** The most pages one sitemap may list by its own rules, and the most that are read of one input. */
export const mostPages = 50_000;

/**
 * The pages a sitemap lists, fetched one by one, each an article under its own address; those of the sitemaps it
 * lists too. What can't be had is told and passed over.
 */
export async function* readSitemapPages(
  document: Document,
  text: string,
  tools: SitemapTools,
  outer: SitemapWalk | null,
): AsyncIterable<Input> {
  const { name } = document;
  const walk = outer ?? {
    seen: new Set([document.url ?? name]),
    budget: { left: mostPages },
    deeper: deepest,
  };
  const { pages, sitemaps, fault } = readSitemap(text);
  if (sitemaps.length > 0 && walk.deeper === 0)
    yield {
      kind: 'warning',
      input: name,
      message: 'sitemaps list sitemaps without end: not followed further',
    };
  else
    for (const address of sitemaps) yield* readListed(address, tools, { ...walk, deeper: walk.deeper - 1 });
  for (const address of pages) {
    if (walk.seen.has(address)) continue;
    if (walk.budget.left === 0) {
      yield { kind: 'warning', input: name, message: `only ${mostPages} pages are read of one sitemap` };
      break;
    }
    walk.budget.left -= 1;
    yield* readListed(address, tools, walk);
  }
  if (fault !== null)
    throw broken(name, 'XML', lineAt(text, fault.at), `${fault.what} (${pages.length} pages came before)`);
  if (pages.length + sitemaps.length === 0)
    yield { kind: 'warning', input: name, message: 'this sitemap lists nothing' };
}

/** The protocol allows one level; some publishers make two. */
const deepest = 3;

async function* readListed(address: string, tools: SitemapTools, walk: SitemapWalk): AsyncIterable<Input> {
  if (walk.seen.has(address)) return;
  walk.seen.add(address);
  try {
    if (!/^https?:\/\//iu.test(address))
      throw new HoldfastError(
        'bad-url',
        `${address} is no address a sitemap may list: it must begin with https://`,
      );
    yield* tools.open(await fetchDocument(address, tools.fetch), tools.fetch, walk);
  } catch (error) {
    // without a network all others would fail too
    if (!(error instanceof HoldfastError) || error.name === 'offline') throw error;
    yield { kind: 'unreadable', input: address, error };
  }
}
