import ipaddr from 'ipaddr.js';

/**
 * Why an address must not be connected to, in a word or two; null when it is a global unicast address.
 * Source: the special-purpose registries of IANA for IPv4 and IPv6 (RFC 6890 and after). IPv6 is an allow-list:
 * only 2000::/3 is given out to the world, so the mapped, translated and local forms outside it fall by
 * themselves; the tunnels and reservations inside it are named.
 */
export function refusalOf(address: string): string | null {
  if (!ipaddr.isValid(address) || address.includes('%')) return 'not a plain address';
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (parsed instanceof ipaddr.IPv4) {
    if (parsed.toString() !== address) return 'not a plain address';
    if (address === hostsOfAzure) return 'cloud platform';
    return range === 'unicast' ? null : range;
  }
  if (!(parsed instanceof ipaddr.IPv6)) return 'not a plain address';
  if (range !== 'unicast') return range;
  if (!parsed.match(givenOut)) return 'not given out';
  const named = carvedOut.find(([block]) => parsed.match(block));
  if (named !== undefined) return named[1];
  return isIsatap(parsed) ? 'isatap' : null;
}

/** Two spellings of one address. */
export function isSameAddress(one: string, other: string): boolean {
  if (!ipaddr.isValid(one) || !ipaddr.isValid(other)) return false;
  return ipaddr.parse(one).toNormalizedString() === ipaddr.parse(other).toNormalizedString();
}

/** A public address that in Azure is the machine's own host: its agent, its resolver, its secrets. */
const hostsOfAzure = '168.63.129.16';

const givenOut = ipaddr.IPv6.parseCIDR('2000::/3');

const carvedOut: readonly (readonly [block: [ipaddr.IPv6, number], why: string])[] = [
  [ipaddr.IPv6.parseCIDR('2001::/23'), 'ietf protocols'],
  [ipaddr.IPv6.parseCIDR('2001:db8::/32'), 'documentation'],
  [ipaddr.IPv6.parseCIDR('2002::/16'), '6to4'],
  [ipaddr.IPv6.parseCIDR('3ffe::/16'), '6bone'],
  [ipaddr.IPv6.parseCIDR('3fff::/20'), 'documentation'],
];

/** RFC 5214: an interface id that carries an IPv4 address for a tunnel of this machine's own network. */
function isIsatap(address: ipaddr.IPv6): boolean {
  const [, , , , high, low] = address.parts;
  return (high === 0 || high === 0x0200) && low === 0x5efe;
}
