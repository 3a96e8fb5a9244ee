import { headerOf, type Wire, type WireRequest } from '../model/wire.ts';

/**
 * What tells a request of a page from any other whose answer might be another; null for one that has to be asked
 * anew each time: of a document, with a body, for a piece of a file.
 */
export function partKey(request: WireRequest): string | null {
  const { method = 'GET', purpose, url, body } = request;
  const headers = Object.entries(request.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const told = new Map(headers);
  const isPlain = purpose === 'page' && method === 'GET' && body === undefined && !told.has('range');
  const wantsDocument = /\btext\/html\b/.test(told.get('accept') ?? '');
  if (!isPlain || wantsDocument || notParts.has(told.get('sec-fetch-dest') ?? '')) return null;
  // No referrer is ever sent.
  const asked = headers.filter(([name]) => name !== 'referer').sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([url, asked]);
}

/** A script, style, font, picture or film, which is the same for the next page of the same minute. */
export function isPart(wire: Wire): boolean {
  const [mediaType = ''] = (headerOf(wire, 'content-type') ?? '').toLowerCase().split(';');
  const mustNotBeKept = /\bno-store\b/i.test(headerOf(wire, 'cache-control') ?? '');
  const isAlwaysAnother = headerOf(wire, 'vary')?.trim() === '*';
  return wire.status === 200 && partTypes.test(mediaType.trim()) && !mustNotBeKept && !isAlwaysAnother;
}

const partTypes =
  /^(?:text\/css|(?:text|application)\/(?:x-)?(?:java|ecma)script|(?:font|image|audio|video)\/.+|application\/(?:x-)?font-.+|application\/vnd\.ms-fontobject|application\/wasm)$/;

/** Of `Sec-Fetch-Dest`; `empty` is what scripts fetch. */
const notParts: ReadonlySet<string> = new Set(['document', 'iframe', 'frame', 'embed', 'object', 'empty']);
