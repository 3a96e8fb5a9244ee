import { gunzipSync } from 'node:zlib';
import { HoldfastError } from '../errors.ts';
import { decodeArticle } from '../html/charset.ts';
import { readWarcRecords } from '../warc/read-warc.ts';
import { broken, lineAt } from './broken.ts';
import type { Document } from './document.ts';
import type { Input, Listing } from './inputs.ts';
import { readJsonText } from './json-feed.ts';
import { largestArticle, makeArticle } from './make-article.ts';
import { itemsOf, type OpenedFeed, openXmlFeed } from './open-feed.ts';
import { openSitemap } from './open-sitemap.ts';
import { containerKind } from './sniff-container.ts';
import { unpackedHead } from './unpacked-head.ts';
import { readWaczBytes } from './wacz-bytes.ts';
import { readPages } from './web-archive.ts';

/**
 * The articles a document is or holds: the items of a feed, the pages of a web archive, else the one it is itself; and
 * the addresses that a sitemap or a feed only lists. What it holds is told by its content, whatever its name. Throws
 * `unreadable-input`.
 */
export async function* openDocument(document: Document): AsyncIterable<Input | Listing> {
  const { name, bytes, format } = document;
  const kind = format === 'markdown' ? null : containerKind(bytes);
  switch (kind) {
    case 'gzip': {
      const unpacked = containerInGzip(name, bytes);
      if (unpacked === 'warc') yield* readPages(name, readWarcRecords(oneChunk(bytes)));
      else if (unpacked === null) yield { kind: 'article', article: makeArticle(document) };
      else yield* openDocument({ ...document, bytes: unpacked, format: null, isUnpacked: true });
      break;
    }
    case 'warc':
      yield* readPages(name, readWarcRecords(oneChunk(bytes)));
      break;
    case 'wacz':
      yield* readWaczBytes(name, bytes);
      break;
    case 'feed':
      yield* openXmlFeed(document);
      break;
    case 'sitemap':
      yield* openSitemap(document);
      break;
    case 'unread-xml':
      throw broken(
        name,
        'XML',
        1,
        'it has a document type (DOCTYPE), which is not read for safety: take it out',
      );
    case 'json':
      yield* openJson(document);
      break;
    case null:
      if (format === 'json') yield* openJson(document);
      else yield { kind: 'article', article: makeArticle(document) };
  }
}

/** JSON by its name must be JSON; what only begins like it is text if it is not. */
async function* openJson(document: Document): AsyncIterable<Input | Listing> {
  const { name, bytes, format, charset } = document;
  const decoded =
    format === null || format === 'json' ? decodeArticle(bytes, { declared: charset, html: false }) : null;
  const read = decoded === null || decoded.text.trim() === '' ? null : readJsonText(decoded.text);
  if (decoded === null || read === null || (read.fault !== null && format !== 'json'))
    yield { kind: 'article', article: makeArticle(document) };
  else if (read.fault !== null)
    throw broken(name, 'JSON', lineAt(decoded.text, read.fault.at), read.fault.fault ?? 'it breaks off');
  else if (read.items === null)
    yield { kind: 'article', article: makeArticle({ ...document, format: 'json' }) };
  else yield* itemsOf(document, readJsonFeed, { items: read.items, links: read.links, fault: null, decoded });
}

function readJsonFeed(document: Document): OpenedFeed {
  const decoded = decodeArticle(document.bytes, { declared: document.charset, html: false });
  const { items, links, fault } = readJsonText(decoded.text);
  const at = fault === null && items === null ? 0 : fault?.at;
  return {
    items: items ?? [],
    links,
    fault: at === undefined ? null : { at, what: 'it is no JSON Feed' },
    decoded,
  };
}

/** The unpacked bytes of a packed feed or sitemap; a web archive is unpacked record by record; null for the rest. */
function containerInGzip(name: string, bytes: Uint8Array): Uint8Array | 'warc' | null {
  const kind = containerKind(unpackedHead(bytes));
  if (kind === 'warc') return 'warc';
  if (kind !== 'feed' && kind !== 'sitemap' && kind !== 'unread-xml') return null;
  try {
    return gunzipSync(bytes, { maxOutputLength: largestArticle });
  } catch (cause) {
    const what =
      cause instanceof RangeError
        ? `it unpacks to more than ${largestArticle} bytes`
        : 'its gzip data is damaged';
    throw new HoldfastError('unreadable-input', `${name}: ${what}`, { cause, facts: { input: name } });
  }
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
