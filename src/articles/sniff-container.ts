/** What bytes hold many articles as, by their first bytes. `unread-xml`: XML whose document type may declare anything. */
export type ContainerKind = 'gzip' | 'wacz' | 'warc' | 'feed' | 'sitemap' | 'json' | 'unread-xml';

/** How many of the first bytes are looked at. */
export const headBytes = 8192;

/** Decided by content, whatever the name; null for a document of its own. */
export function containerKind(bytes: Uint8Array): ContainerKind | null {
  const head = latin1(bytes.subarray(0, headBytes));
  if (head.startsWith('\x1f\x8b')) return 'gzip';
  if (head.startsWith('PK\x03\x04')) return isWacz(head) ? 'wacz' : null;
  if (/^\s{0,99}WARC\/\d/u.test(head)) return 'warc';
  // UTF-16 without its zeros is ASCII enough
  const text = head
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/u, '')
    .replaceAll('\0', '')
    .trimStart();
  if (text.startsWith('{') || text.startsWith('[')) return 'json';
  return text.startsWith('<') ? xmlKind(text) : null;
}

/** A feed, and not a sitemap, whose pages a folder's owner did not ask for, nor just any data. */
export function looksLikeFeed(head: Uint8Array): boolean {
  const kind = containerKind(head);
  return kind === 'feed' || (kind === 'json' && /jsonfeed\.org\\?\/version/u.test(latin1(head)));
}

/** Its first entry is one a WACZ has: such packages begin with no other. */
function isWacz(head: string): boolean {
  return /^(?:(?:archive|indexes|pages|logs|fuzzy)\/|datapackage)/u.test(head.slice(30));
}

function xmlKind(text: string): ContainerKind | null {
  const isXml = text.startsWith('<?xml');
  const at = pastProlog(text);
  const type = /^<!doctype\s+([\w:.-]+)/iu.exec(text.slice(at, at + 200))?.[1]?.toLowerCase();
  if (type !== undefined) return type !== 'html' && (isXml || type in roots) ? 'unread-xml' : null;
  const root = /^<((?:\w+:)?\w+)[\s/>]/u.exec(text.slice(at, at + 200))?.[1]?.toLowerCase() ?? '';
  return roots[root] ?? roots[root.replace(/^\w+:/u, '')] ?? null;
}

const roots: Readonly<Record<string, ContainerKind>> = {
  rss: 'feed',
  'rdf:rdf': 'feed',
  feed: 'feed',
  urlset: 'sitemap',
  sitemapindex: 'sitemap',
};

/** Past white space, comments and processing instructions. */
function pastProlog(text: string): number {
  let at = 0;
  for (;;) {
    at += /^\s*/u.exec(text.slice(at))?.[0].length ?? 0;
    const close = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : null;
    const end = close === null ? -1 : text.indexOf(close, at);
    if (close === null || end === -1) return at;
    at = end + close.length;
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
