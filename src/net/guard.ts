import { isIP } from 'node:net';
import { HoldfastError } from '../errors.ts';
import { refusalOf } from './address.ts';
import { bare, type ConnectTo } from './connect-to.ts';

/** Longest URL that is asked for; browsers and servers agree on less. */
const longest = 8192;

/**
 * Parses as the WHATWG URL standard says and drops the fragment, so that everything after sees one spelling.
 * Throws `bad-url` for what no request can be made of: other schemes, credentials in the URL, too long.
 */
export function parseRequestUrl(text: string): URL {
  const url = text.length > longest ? null : URL.parse(text);
  if (url === null) throw badUrl(text, 'is not a URL that can be asked for');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw badUrl(text, `has the scheme "${url.protocol}"; only http and https are asked for`);
  if (url.username !== '' || url.password !== '')
    throw badUrl(text, 'carries a user name or password; take it out, credentials are never sent');
  url.hash = '';
  return url;
}

/**
 * What can be told before a name is resolved: the port, an address written as such in any spelling, a name that is
 * none of the world's. Throws `refused-address`. Names are checked again when they are resolved, and once more when
 * connected.
 */
export function guardUrl(url: URL, connectTo: ConnectTo): void {
  const port = portOf(url);
  const target = connectTo.targetOf(url.hostname, port);
  if (target === null && port !== 80 && port !== 443)
    throw refused(url, `port ${port}`, `only ports 80 and 443 are asked for`);
  if (target?.named === true) return;
  const host = bare(url.hostname);
  if (isIP(host) !== 0) guardAddresses(url, [host]);
  else if (isLocalName(host))
    throw refused(url, 'a name of some local network', 'only public names are asked for');
}

/** Throws `refused-address` if any of the addresses is not a global unicast one. */
export function guardAddresses(url: URL, addresses: readonly string[]): void {
  for (const address of addresses) {
    const why = refusalOf(address);
    if (why !== null)
      throw refused(url, `${address} (${why})`, 'only public addresses are asked for', address);
  }
}

/** Names that mean another host in every network: those of one word, and those below reserved or customary ends. */
function isLocalName(host: string): boolean {
  const labels = host.replace(/\.$/u, '').split('.');
  return labels.length < 2 || localEnds.has(labels.at(-1) ?? '');
}

/** RFC 6761, 6762, 7686, 8375, 9476; ICANN's `internal`, and the ends it won't give out because networks use them. */
const localEnds: ReadonlySet<string> = new Set([
  'alt',
  'arpa',
  'corp',
  'home',
  'internal',
  'intranet',
  'invalid',
  'lan',
  'local',
  'localdomain',
  'localhost',
  'mail',
  'onion',
  'private',
]);

export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** An error that names what was refused and how an operator may allow it. */
export function refused(url: URL, what: string, why: string, address: string | null = null): HoldfastError {
  return new HoldfastError(
    'refused-address',
    `${url.host} leads to ${what}: ${why}. If that is meant, name it with ` +
      `--connect-to ${url.hostname}:${portOf(url)}:HOST:PORT`,
    { facts: { host: url.hostname, url: url.href, address } },
  );
}

function badUrl(text: string, why: string): HoldfastError {
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return new HoldfastError('bad-url', `${JSON.stringify(withoutUserInfo(shown))} ${why}`, {
    facts: { url: withoutUserInfo(shown) },
  });
}

/** A password must not reach a log because its URL was refused. */
function withoutUserInfo(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:[\\/]*)[^\\/?#]*@/iu, '$1');
}
