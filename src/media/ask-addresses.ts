import { type ErrorName, isHoldfastError } from '../errors.ts';
import type { Wire, WireRequest } from '../model/wire.ts';
import type { Copy, Look } from './media-tools.ts';

/** What a file is taken for: its copy, kept, or a reason in words why it is none. */
export type Take = (bytes: Uint8Array) => Promise<Copy | string>;

/** Addresses of one picture that are tried; platforms give six at most. */
const mostAddresses = 10;
/** Characters; browsers and hosts bear no longer ones. */
const longestAddress = 8_192;

/**
 * Asks the addresses in order, best first, until one gives what can be taken whole; a damaged file serves when none
 * does. What no host has any more is looked for in web archives. Without a copy `missing` says why: trouble that may
 * pass before what stays. Never throws for what strangers do.
 */
export async function askAddresses(
  urls: readonly string[],
  request: Pick<WireRequest, 'maxBytes' | 'timeoutMs'>,
  take: Take,
  look: Look,
): Promise<Copy> {
  const reasons: string[] = [];
  let damaged: Copy | null = null;
  // A host in trouble is not asked for the same picture in other words.
  const troubled = new Set<string>();
  for (const url of urls.slice(0, mostAddresses)) {
    const host = URL.parse(url)?.host ?? '';
    if (troubled.has(host)) continue;
    const copy = await orReason(() => ask(url, request, take, look));
    if (typeof copy === 'string') {
      reasons.push(copy);
      if (isPassingTrouble(copy)) troubled.add(host);
    } else if (copy.missing === null) return { ...copy, from: null };
    else damaged ??= copy;
  }
  if (damaged !== null) return damaged;
  const recovered = reasons.every(isLost) ? await recover(urls.filter(isAddress), take, look) : null;
  return recovered ?? { missing: reasons.find(isPassingTrouble) ?? reasons.at(-1) ?? 'no address' };
}

async function ask(
  url: string,
  request: Pick<WireRequest, 'maxBytes' | 'timeoutMs'>,
  take: Take,
  look: Look,
): Promise<Copy | string> {
  if (!isAddress(url)) return 'bad-url';
  const wire = await fetchWithin(url, request, look);
  if (typeof wire === 'string') return wire;
  return lackOf(wire) ?? (await take(wire.body));
}

/** Asks for a file within what the post may still cost; a reason in words when that is nothing. */
export async function fetchWithin(
  url: string,
  { maxBytes = Number.POSITIVE_INFINITY, ...request }: Pick<WireRequest, 'maxBytes' | 'timeoutMs'>,
  { fetch, allowance }: Look,
): Promise<Wire | string> {
  const allowed = allowance.bytesFor(maxBytes);
  if (allowed === 0) return 'not had: too much';
  const wire = await fetch({ url, purpose: 'media', maxBytes: allowed, ...request });
  allowance.spend(wire.body.length);
  return wire;
}

/** A web archive's copy, with where it came from; null when there is none. */
async function recover(urls: readonly string[], take: Take, look: Look): Promise<Copy | null> {
  const ask = look.recover;
  if (ask === undefined || urls.length === 0) return null;
  const copy = await orReason<Copy | null>(async () => {
    const memento = await ask(urls, look.near);
    if (memento === null) return null;
    look.allowance.spend(memento.wire.body.length);
    const taken = await take(memento.wire.body);
    const { archive, url, takenAt } = memento;
    return typeof taken === 'string' ? taken : { ...taken, from: { archive, url, takenAt } };
  });
  return typeof copy === 'string' ? null : copy;
}

/** What went wrong outside, in words; errors of our own archive are the caller's. */
export async function orReason<T>(work: () => Promise<T | string>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    if (isHoldfastError(error, 'disk-full', 'archive-unavailable')) throw error;
    if (!isHoldfastError(error)) throw error;
    const { why } = error.facts;
    return error.name === 'image-unreadable' && why !== undefined ? `${error.name}: ${why}` : error.name;
  }
}

/** Why an answer is no file, in words; null when it is one. */
export function lackOf(wire: Wire): string | null {
  if (wire.status !== 200) return `status ${wire.status}`;
  return wire.body.length === 0 ? 'status 200, empty' : null;
}

/** True for an address on the web; nothing else is ever asked for. */
export function isAddress(url: string): boolean {
  if (url.length > longestAddress) return false;
  const protocol = URL.parse(url)?.protocol;
  return protocol === 'https:' || protocol === 'http:';
}

/** True for a reason that a later look may find gone. */
export function isPassingTrouble(reason: string): boolean {
  return troubleIn(reason) !== null;
}

/** The error that a reason stands for, where a later look may find it gone; else null. */
export function troubleIn(reason: string): ErrorName | null {
  if (reason === 'status 429') return 'rate-limited';
  return /^status 5\d\d$/.test(reason) ? 'server-error' : (passing.find((name) => name === reason) ?? null);
}

const passing = [
  'offline',
  'dns',
  'connect',
  'tls',
  'timeout',
  'truncated',
  'rate-limited',
  'host-down',
  'server-error',
] as const satisfies readonly ErrorName[];

/** True when the host says it has the file no more, or sends something else in its place; or when it has no host. */
function isLost(reason: string): boolean {
  return /^status (?:403|404|410|451|200, empty)$|^not a |^bad-url$/.test(reason);
}
