import type { Ref } from '../../ref.ts';
import { refOf } from './text-ref.ts';

/**
 * The post a URL points to, in every form X has used and on hosts that mirror it. Null for anything else:
 * profiles, intents, searches, timelines. The name in the URL says nothing of identity: X ignores it.
 */
export function match(url: URL): Ref | null {
  const host = url.hostname.replace(/\.$/u, '');
  if (!isPostHost(host)) return embedHosts.has(host) ? matchEmbedPage(url) : null;
  const parts = pathParts(url);
  return matchPath(/^(?:#|%23)!?$/iu.test(parts[0] ?? '') ? parts.slice(1) : parts);
}

/** All spellings of a post's address, the canonical one first. */
export function addresses(ref: Ref): readonly string[] {
  const handle = /^https:\/\/x\.com\/(\w+)\/status\//u.exec(ref.url)?.[1] ?? 'i';
  const hosts = ['x.com', 'twitter.com', 'mobile.twitter.com', 'www.twitter.com'];
  const named = handle === 'i' ? [] : hosts.map((host) => `https://${host}/${handle}/status/${ref.id}`);
  const nameless = hosts.slice(0, 2).map((host) => `https://${host}/i/web/status/${ref.id}`);
  return [...new Set([ref.url, ...named, `https://x.com/i/status/${ref.id}`, ...nameless])];
}

/** Hosts of posts: X's own, then mirrors and front ends, of which `match` knows any that begins with `nitter.`. */
export const hosts: readonly string[] = [
  'x.com',
  'twitter.com',
  'twitter3e4tixl4xyajtrzo62zg5vztmjuricljdp2c5kshju4avyoid.onion',
  'fxtwitter.com',
  'fixupx.com',
  'twittpr.com',
  'xfixup.com',
  'vxtwitter.com',
  'fixvx.com',
  'nitter.net',
  'nitter.it',
  'nitter.cz',
  'nitter.poast.org',
  'nitter.privacydev.net',
  'nitter.42l.fr',
  'nitter.1d4.us',
  'nitter.kavin.rocks',
  'nitter.unixfox.eu',
  'xcancel.com',
  'platform.twitter.com',
  'platform.x.com',
];

const embedHosts: ReadonlySet<string> = new Set(['platform.twitter.com', 'platform.x.com']);
const postHosts: ReadonlySet<string> = new Set(hosts.filter((host) => !embedHosts.has(host)));

function isPostHost(host: string): boolean {
  return (
    postHosts.has(host.replace(/^(?:www|mobile|m|api|[dtigo]|dl)\./u, '')) || /^nitter\.[\w.-]+$/u.test(host)
  );
}

/** The page X's script loads for each post: `/embed/Tweet.html?id=…`. */
function matchEmbedPage(url: URL): Ref | null {
  return /^\/embed\/(?:tweet|index)\.html$/iu.test(url.pathname)
    ? refOf(url.searchParams.get('id') ?? '')
    : null;
}

/** Parts of the path; of the fragment where the address is of the time of `/#!/name/status/1`. */
function pathParts(url: URL): string[] {
  const path = url.hash.startsWith('#!') ? url.hash.slice(2) : url.pathname;
  return path.split('/').filter((part) => part !== '');
}

function matchPath(parts: readonly string[]): Ref | null {
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = parts;
  if (isStatus(first)) return makeRefOf(second, null);
  if (first === 'i') {
    if (isStatus(second)) return makeRefOf(third, null);
    if (second === 'web' && isStatus(third)) return makeRefOf(fourth, null);
    if (second === 'cards' && third === 'tfw' && fourth === 'v1') return makeRefOf(fifth, null);
    if (second === 'videos') return makeRefOf(third === 'tweet' ? fourth : third, null);
    return null;
  }
  // Markdown writes `ESA\_Rosetta`, and URLs turn the backslash into a slash.
  if (second.startsWith('_') && isStatus(third)) return makeRefOf(fourth, readHandle(first + second));
  return isStatus(second) ? makeRefOf(third, readHandle(first)) : null;
}

function isStatus(part: string): boolean {
  return part === 'status' || part === 'statuses';
}

/** `name` or `@name`; false when it can't be one. Up to 15 characters today, 20 in the first years. */
function readHandle(part: string): string | false {
  const handle = /^(?:@|%40)?(\w{1,20})$/iu.exec(part)?.[1];
  return handle === undefined || reserved.has(handle.toLowerCase()) ? false : handle;
}

/** First parts of paths that are the site's own. */
const reserved: ReadonlySet<string> = new Set([
  'compose',
  'explore',
  'hashtag',
  'home',
  'intent',
  'login',
  'messages',
  'search',
  'settings',
  'share',
]);

function makeRefOf(part: string, handle: string | null | false): Ref | null {
  // What was glued to the id by a sentence goes; another digit or letter makes it no id.
  const ref = refOf(/^(\d+)(?![\w-])/u.exec(part)?.[1] ?? '');
  if (handle === false || ref === null) return null;
  return handle === null ? ref : { ...ref, url: `https://x.com/${handle}/status/${ref.id}` };
}
