import { isIP } from 'node:net';
import { HoldfastError } from '../errors.ts';

/** Where an operator sends a host's traffic instead: as `--connect-to` of curl has it. */
export interface ConnectTo {
  /** The first entry that matches a host (as `URL.hostname` gives it) and port; null without one. */
  targetOf(host: string, port: number): ConnectTarget | null;
  /** True when some port of the host is sent elsewhere. */
  knows(host: string): boolean;
}

export interface ConnectTarget {
  /** A name or an address without brackets. */
  readonly host: string;
  readonly port: number;
  /** False when only the port was changed: then the address must still be a public one. */
  readonly named: boolean;
}

/**
 * Reads entries of the form `HOST:PORT:HOST2:PORT2`. Any of the four may be empty: an empty HOST or PORT matches
 * every one, an empty HOST2 or PORT2 keeps the request's own. IPv6 stands in brackets. Throws `config`.
 */
export function parseConnectTo(entries: readonly string[]): ConnectTo {
  const rules = entries.map(parseEntry);
  return {
    targetOf(host, port) {
      const rule = rules.find(({ from }) => isOrAny(from.host, host) && isOrAny(from.port, port));
      if (rule === undefined) return null;
      const { to } = rule;
      return { host: bare(to.host ?? host), port: to.port ?? port, named: to.host !== null };
    },
    knows: (host) => rules.some(({ from }) => isOrAny(from.host, host)),
  };
}

/** An IPv6 host without its brackets; any other host as it is. */
export function bare(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

interface Rule {
  readonly from: End;
  readonly to: End;
}

interface End {
  readonly host: string | null;
  readonly port: number | null;
}

function parseEntry(entry: string): Rule {
  const part = String.raw`(\[[^\[\]]*\]|[^\[\]:]*)`;
  const match = new RegExp(`^${part}:([^:]*):${part}:([^:]*)$`, 'u').exec(entry);
  const [, host = '', port = '', host2 = '', port2 = ''] = match ?? [];
  if (match === null || (host + port + host2 + port2).trim() === '') throw misread(entry);
  return {
    from: { host: readHost(host, entry), port: readPort(port, entry) },
    to: { host: readHost(host2, entry), port: readPort(port2, entry) },
  };
}

/** The host as a URL would spell it, so that `EXAMPLE.org` and `münchen.example` match what is asked for. */
function readHost(text: string, entry: string): string | null {
  if (text === '') return null;
  const url = URL.parse(`http://${text}/`);
  if (url === null || url.hostname === '' || /[@/?#\\\s]/u.test(text)) throw misread(entry);
  return url.hostname;
}

function readPort(text: string, entry: string): number | null {
  if (text === '') return null;
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw misread(entry);
  return port;
}

function misread(entry: string): HoldfastError {
  return new HoldfastError(
    'config',
    `--connect-to ${JSON.stringify(entry)} can't be read: write HOST:PORT:HOST2:PORT2, ` +
      'any of the four may be empty, IPv6 in brackets, for instance example.org:443:127.0.0.1:8443',
    { facts: { entry } },
  );
}

/** A name with a final dot is the same host. */
function isOrAny<T extends string | number>(wanted: T | null, given: T): boolean {
  if (wanted === null || wanted === given) return true;
  if (typeof wanted !== 'string' || typeof given !== 'string' || isIP(bare(given)) !== 0) return false;
  return wanted.replace(/\.$/u, '') === given.replace(/\.$/u, '');
}
