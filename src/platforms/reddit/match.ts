import type { Ref } from '../../ref.ts';

/**
 * The post (`t3_…`) or comment (`t1_…`) a URL points to, on Reddit's own hosts and on front ends. Null for communities,
 * users, submit links, pictures, and share links (`/s/…`), whose post only the network knows.
 */
export function match(url: URL): Ref | null {
  const host = url.hostname.replace(/\.$/u, '');
  const parts = url.pathname.split('/').filter((part) => part !== '');
  if (host === 'redd.it' || host === 'www.redd.it') return postRef(parts[0], [], null);
  if (!isPostHost(host)) return null;
  if (parts[0] === 'api' && /^info(?:\.json)?$/u.test(parts[1] ?? ''))
    return refOf(url.searchParams.get('id') ?? '');
  const isOwned = /^(?:r|u|user)$/iu.test(parts[0] ?? '') && isName(parts[1] ?? '');
  const owner = isOwned ? `${(parts[0] ?? '') === 'r' ? 'r' : 'user'}/${parts[1]}/` : '';
  const [kind = '', id, ...more] = isOwned ? parts.slice(2) : parts;
  if (kind === 'comments') return commentRef(owner, id, more) ?? postRef(id, more, owner);
  return !isOwned && /^(?:gallery|tb|poll)$/u.test(kind) ? postRef(id, [], null) : null;
}

/** The post or comment of an id; null when it can't be one. */
export function refOf(id: string): Ref | null {
  const [, kind, number = ''] = /^(t[13])_([a-z0-9]{1,9})$/u.exec(id) ?? [];
  if (kind === undefined) return null;
  // A comment's own page is not to be found without its post, but Reddit lists things by id.
  const url =
    kind === 't3' ? `https://www.reddit.com/comments/${number}/` : `https://old.reddit.com/api/info?id=${id}`;
  return { platform: 'reddit', id, url };
}

/** All spellings of an address, the canonical one first. */
export function addresses({ id, url }: Ref): readonly string[] {
  const short = id.startsWith('t3_') ? [`https://redd.it/${id.slice(3)}`, refOf(id)?.url ?? url] : [];
  const same = ['www', 'old', 'embed'].map((name) =>
    url.replace(/^https:\/\/(?:www|old|embed)\./u, `https://${name}.`),
  );
  return [...new Set([url, ...(url.includes('/comments/') ? same : []), ...short])];
}

/** Reddit's own, then mirrors and front ends, of which `match` knows any that begins with `redlib.` and the like. */
export const hosts: readonly string[] = [
  'reddit.com',
  'redd.it',
  'redditmedia.com',
  'reddittorjg6rue252oqsxryoxengawnmo46qy4kyii5wtqnwfj4ooad.onion',
  'rxddit.com',
  'vxreddit.com',
  'safereddit.com',
  'libreddit.kavin.rocks',
  'libreddit.de',
  'redlib.catsarch.com',
  'redlib.perennialte.ch',
  'teddit.net',
];

/** Languages, devices and times of the site each have a name of their own before these. */
const families =
  /^(?:(?:[a-z]{1,5}(?:-[a-z]{2})?|embed)\.)?(?:reddit\.com|redditmedia\.com|reddittorjg6rue252oqsxryoxengawnmo46qy4kyii5wtqnwfj4ooad\.onion|rxddit\.com|vxreddit\.com|safereddit\.com|teddit\.net)$/u;

function isPostHost(host: string): boolean {
  return families.test(host) || /^(?:redlib|libreddit|teddit)\.[\w.-]+$/u.test(host);
}

function isName(part: string): boolean {
  return /^[\w-]{2,32}$/u.test(part);
}

/** Ids end where the address, a format (`.json`) or a sentence's full stop goes on. */
function readId(part: string | undefined): string | null {
  return /^([a-z0-9]{1,9})(?![\w-])/iu.exec(part ?? '')?.[1]?.toLowerCase() ?? null;
}

function postRef(part: string | undefined, [slug = '']: readonly string[], owner: string | null): Ref | null {
  const id = readId(part);
  const ref = id === null ? null : refOf(`t3_${id}`);
  if (ref === null || owner === null || owner === '') return ref;
  const title = /^[\w%]+(?:-[\w%]+)*$/u.test(slug) && slug !== 'comment' ? `${slug}/` : '';
  return { ...ref, url: `https://www.reddit.com/${owner}comments/${id}/${title}` };
}

/** A comment stands behind its post's title, or behind the word `comment`. */
function commentRef(owner: string, part: string | undefined, [, last]: readonly string[]): Ref | null {
  const [post, comment] = [readId(part), readId(last)];
  const ref = post === null || comment === null ? null : refOf(`t1_${comment}`);
  return ref && { ...ref, url: `https://www.reddit.com/${owner}comments/${post}/comment/${comment}/` };
}
