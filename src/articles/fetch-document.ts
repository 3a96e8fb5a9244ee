import { HoldfastError } from '../errors.ts';
import type { ArticleFormat } from '../model/article.ts';
import type { KnownDocument } from '../model/document.ts';
import { type Fetch, headerOf, type Wire } from '../model/wire.ts';
import type { Document } from './document.ts';
import { largestArticle } from './make-article.ts';
import { mediaTypeOf } from './media-type.ts';
import { formatByMediaType, formatByName } from './sniff.ts';

/** What was at an address when it was looked at; ISO 8601 times. `unchanged`: as it was the last time. */
export type Looked =
  | {
      readonly kind: 'document';
      readonly document: Document;
      readonly url: string;
      readonly etag: string | null;
      readonly lastModified: string | null;
      readonly at: string;
    }
  | { readonly kind: 'unchanged'; readonly at: string };

/** What is known of the answer before: nothing is sent of it but by these headers (RFC 9110, 13.1). */
export type Condition = Pick<KnownDocument, 'url' | 'etag' | 'lastModified'>;

/**
 * Fetches what is at an address; its name is the address as given, its `url` the one that answered. With a condition
 * only if it isn't as it was. Throws what `Fetch` throws, and `unreadable-input`, `rate-limited` or `server-error` for
 * an answer that is no document.
 */
export async function fetchDocument(
  address: string,
  fetch: Fetch,
  condition: Condition | null = null,
): Promise<Looked> {
  const wire = await fetch({
    url: address,
    purpose: 'article',
    headers: { accept, ...headersOf(condition) },
    maxBytes: largestArticle,
  });
  if (wire.status === 304 && condition !== null) {
    if (wire.url === condition.url) return { kind: 'unchanged', at: wire.at };
    // the address leads elsewhere now, and what is said to be as it was is another document
    return await fetchDocument(address, fetch);
  }
  if (wire.status < 200 || wire.status > 299) throw refusal(address, wire);
  const { mediaType, charset } = mediaTypeOf(headerOf(wire, 'content-type') ?? '');
  const { url, at } = wire;
  return {
    kind: 'document',
    document: { name: address, bytes: wire.body, format: formatOf(mediaType, url), charset, url },
    url,
    etag: headerOf(wire, 'etag'),
    lastModified: lastModifiedIn(wire),
    at,
  };
}

/**
 * Null also of what was changed in the very second it came in: a change later in that second has the same time
 * (RFC 9110, 8.8.2.2).
 */
function lastModifiedIn(wire: Wire): string | null {
  const modified = headerOf(wire, 'last-modified');
  if (modified === null) return null;
  const told = Date.parse(headerOf(wire, 'date') ?? '');
  const answered = Number.isNaN(told) ? Date.parse(wire.at) : told;
  return Date.parse(modified) + 1000 > answered ? null : modified;
}

function headersOf(condition: Condition | null): Record<string, string> {
  const { etag = null, lastModified = null } = condition ?? {};
  return {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
}

const accept =
  'text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,' +
  'text/markdown;q=0.9,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1';

function refusal(address: string, { status }: Wire): HoldfastError {
  const facts = { input: address, status };
  if (status === 429) {
    return new HoldfastError(
      'rate-limited',
      `${address}: the site asks to be left alone for now: try again later`,
      {
        retryable: true,
        facts,
      },
    );
  }
  if (status >= 500) {
    const message = `${address}: the site failed to answer (${status}): try again later`;
    return new HoldfastError('server-error', message, { retryable: true, facts });
  }
  const words = answers[status] ?? `it answered ${status}`;
  const message = `${address}: ${words}: check the address, or save the page and give the file`;
  return new HoldfastError('unreadable-input', message, { facts });
}

const answers: Readonly<Record<number, string>> = {
  304: 'it answered "as it was" (304), though nobody asked for less than the whole',
  401: 'the page wants a login (401)',
  402: 'the page wants to be paid for (402)',
  403: 'the site refuses to show the page (403)',
  404: 'there is no such page (404)',
  410: 'the page was removed (410)',
  451: 'the page is withheld for legal reasons (451)',
};

/** Plain text may be Markdown by its address; what no type tells is told by the bytes. */
function formatOf(mediaType: string, url: string): ArticleFormat | null {
  const told = formatByMediaType(mediaType);
  if (told !== null) return told;
  const named = formatByName(new URL(url).pathname);
  if (mediaType.toLowerCase() === 'text/plain') return named === 'markdown' ? named : 'text';
  return named;
}
