import type { Wire, WireRequest } from '../model/wire.ts';
import { headerOf } from '../model/wire.ts';
import { netError } from './failures.ts';

/**
 * The request a redirect leads to (WHATWG Fetch, HTTP-redirect fetch); null when the answer is none.
 * Throws `bad-response` for a location that is no URL, `refused-address` for an API that would go on unencrypted.
 */
export function redirected(request: WireRequest, wire: Wire): WireRequest | null {
  const location = headerOf(wire, 'location');
  if (!statuses.has(wire.status) || location === null) return null;
  const from = new URL(wire.url);
  const to = URL.parse(asText(location), from);
  if (to === null)
    throw netError('bad-response', from, `${from.host} redirects to what is not a URL; try again later`);
  if (request.purpose === 'api' && from.protocol === 'https:' && to.protocol === 'http:')
    throw netError('refused-address', from, `${from.host} redirects an API call to unencrypted ${to.host}`);
  const next = { ...(from.origin === to.origin ? request : forStrangers(request)), url: to.href };
  return isTurnedIntoGet(request, wire.status) ? withoutBody({ ...next, method: 'GET' }) : next;
}

const statuses = new Set([301, 302, 303, 307, 308]);

function isTurnedIntoGet(request: WireRequest, status: number): boolean {
  const method = request.method ?? 'GET';
  if (status === 303) return method !== 'GET' && method !== 'HEAD';
  return (status === 301 || status === 302) && method === 'POST';
}

/** What one host is asked with, keys among it, is not for another's eyes. */
function forStrangers(request: WireRequest): WireRequest {
  const { headers = {}, ...rest } = request;
  const kept = Object.entries(headers).filter(([name]) => forAll.test(name));
  return { ...rest, headers: Object.fromEntries(kept) };
}

const forAll =
  /^(?:accept|accept-language|content-type|range|user-agent|origin|sec-.+|upgrade-insecure-requests)$/iu;

function withoutBody(request: WireRequest): WireRequest {
  const { body: _, headers = {}, ...rest } = request;
  const kept = Object.entries(headers).filter(([name]) => !/^content-/iu.test(name));
  return { ...rest, headers: Object.fromEntries(kept) };
}

/** Header values are read as Latin-1; a location in raw UTF-8 is meant as such. */
function asText(value: string): string {
  const bytes = Buffer.from(value, 'latin1');
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? value : text;
}
