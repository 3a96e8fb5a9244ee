import type { Ref } from '../../ref.ts';

/**
 * The post a URL points to, on Bluesky's own hosts, other apps of its network and mirrors. Null for profiles, feeds,
 * lists, starter packs and intents. An author named by handle makes another ref than one named by DID: that they are the
 * same only the network knows.
 */
export function match(url: URL): Ref | null {
  const host = url.hostname.replace(/\.$/u, '').replace(/^(?:www|[rdgi])\./u, '');
  if (!postHosts.has(host)) return null;
  const [, first = '', second = '', third = '', fourth = ''] = url.pathname.split('/');
  if (first === 'profile' && third === 'post') return makeRef(decoded(second), fourth);
  if (first === 'embed' && third === collection) return makeRef(decoded(second), fourth);
  return null;
}

/** The post of an id, `did:plc:…/rkey` or `handle/rkey`; null when it can't be one. */
export function refOf(id: string): Ref | null {
  const [author = '', key = '', ...more] = id.split('/');
  const ref = more.length === 0 ? makeRef(author, key) : null;
  return ref?.id === id ? ref : null;
}

/** The post of an AT URI, `at://did:plc:…/app.bsky.feed.post/rkey`; null for other records. */
export function refOfUri(uri: string): Ref | null {
  const [author = '', records = '', key = ''] =
    /^\s*at:\/\/([^/\s]+)\/([^/\s]+)\/([^/\s?#]+)/iu.exec(uri)?.slice(1) ?? [];
  return records === collection ? makeRef(author, key) : null;
}

/** All spellings of a post's address, the canonical one first. */
export function addresses({ id, url }: Ref): readonly string[] {
  const [author = '', key = ''] = id.split('/');
  const embed = author.startsWith('did:')
    ? [`https://embed.bsky.app/embed/${author}/${collection}/${key}`]
    : [];
  const mirrors = ['staging.bsky.app', 'deer.social', 'fxbsky.app'];
  return [url, ...embed, ...mirrors.map((host) => `https://${host}/profile/${author}/post/${key}`)];
}

/** Whose post an id is of: a DID is the account's own id, all else its handle. */
export function authorOf(id: string): { readonly id: string } | { readonly handle: string } {
  const [author = ''] = id.split('/');
  return author.startsWith('did:') ? { id: author } : { handle: author };
}

const collection = 'app.bsky.feed.post';

/** Bluesky's own, other apps with the same paths, then mirrors made for previews. */
export const hosts: readonly string[] = [
  'bsky.app',
  'embed.bsky.app',
  'staging.bsky.app',
  'main.bsky.dev',
  'deer.social',
  'blacksky.community',
  'fxbsky.app',
  'vxbsky.app',
  'xbsky.app',
  'cbsky.app',
  'bskx.app',
  'bskyx.app',
  'bskye.app',
  'bsyy.app',
];

const postHosts: ReadonlySet<string> = new Set(hosts);

const did = /^did:(?:plc:[a-z2-7]{24}|web:[a-z0-9][a-z0-9.-]{0,252}(?:%3A\d{1,5})?)$/u;
const handle =
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,9}[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;
/** A time in 13 digits of base 32. */
const recordKey = /^([2-7a-j][2-7a-z]{12})(?![\w-])/u;

function makeRef(author: string, keyPart: string): Ref | null {
  const key = recordKey.exec(keyPart)?.[1];
  const name = author.startsWith('did:') ? author : author.replace(/^@/u, '').toLowerCase();
  if (key === undefined || !(did.test(name) || (handle.test(name) && !name.endsWith('.invalid'))))
    return null;
  return { platform: 'bluesky', id: `${name}/${key}`, url: `https://bsky.app/profile/${name}/post/${key}` };
}

function decoded(part: string): string {
  return part
    .replace(/%3A/giu, ':')
    .replace(/%40/gu, '@')
    .replace(/:(?=\d{1,5}$)/u, '%3A');
}
