/** One spelling of one address that nothing may reach. */
export interface Aim {
  /** As it stands between `//` and the port. */
  readonly host: string;
  /** The address it leads to. */
  readonly address: string;
}

/** Where nothing listens but canaries; the first two are on any machine. */
export const addresses = [
  '127.0.0.1',
  '::1',
  '169.254.169.254',
  '10.0.0.5',
  '192.168.1.1',
  'fd00:ec2::254',
  // No private one, but nobody's: browsers have rules of their own for pages that reach for private addresses.
  '203.0.113.7',
] as const;

/** Names that the room's resolver knows: one leads home, one elsewhere the first time and home after that. */
export const namesOfHome = { steady: 'home.hostile.test', turning: 'turning.hostile.test' } as const;

/**
 * Every way to write a private address that a browser, a URL parser or a resolver has been seen to take; those of the
 * loopback address alone where only that one is there to be reached.
 */
export function aimsAt(reachable: readonly string[]): readonly Aim[] {
  return spellings.filter(({ address }) => reachable.includes(address));
}

const home = '127.0.0.1';

const spellings: readonly Aim[] = [
  { host: '127.0.0.1', address: home },
  { host: '[::1]', address: '::1' },
  { host: '169.254.169.254', address: '169.254.169.254' },
  { host: '2130706433', address: home },
  { host: '0x7f.0.0.1', address: home },
  { host: '0177.0.0.01', address: home },
  { host: '[::ffff:127.0.0.1]', address: home },
  { host: '[::ffff:a9fe:a9fe]', address: '169.254.169.254' },
  { host: '①②⑦.⓪.⓪.①', address: home },
  { host: '127。0。0。1', address: home },
  { host: '127.0.0.1.', address: home },
  { host: 'user:word@127.0.0.1', address: home },
  { host: 'localhost', address: home },
  { host: namesOfHome.turning, address: home },
  { host: '10.0.0.5', address: '10.0.0.5' },
  { host: '[fd00:ec2::254]', address: 'fd00:ec2::254' },
  { host: '192.168.1.1', address: '192.168.1.1' },
  { host: '0.0.0.0', address: home },
  { host: '[::]', address: '::1' },
  { host: '127.1', address: home },
  { host: '%31%32%37.0.0.1', address: home },
  { host: 'sub.localhost', address: home },
  { host: 'localhost.', address: home },
  { host: namesOfHome.steady, address: home },
  { host: '2852039166', address: '169.254.169.254' },
  { host: '0x0a000005', address: '10.0.0.5' },
  { host: '203.0.113.7', address: '203.0.113.7' },
];
