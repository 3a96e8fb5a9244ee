import type { Ref } from '../../ref.ts';
import { refOfPermalink } from './permalink.ts';

/**
 * The post, photo or video a URL points to, on any of Facebook's hosts, and inside the two plugin pages that show one.
 * Null for pages, groups, events, albums, every other plugin (like boxes, buttons), for share and login pages, and
 * for short links (`fb.watch`, `/share/p/…`), whose post only the network knows.
 */
export function match(url: URL, evidence: 'markup' | 'link'): Ref | null {
  const host = url.hostname.replace(/\.$/u, '');
  if (
    !/^(?:[\w-]+\.)?(?:facebook\.com|facebookwkhpilnemxj7asaniu7vnjjbiltxjqhye3mhbshg7kx5tfyd\.onion)$/u.test(
      host,
    ) ||
    otherSites.test(host)
  )
    return null;
  if (isPlugin.test(url.pathname)) return evidence === 'markup' ? shownByPlugin(url) : null;
  return refOfPermalink(url, evidence);
}

/** The post of an id; null when it can't be one. */
export function refOf(id: string): Ref | null {
  const url = /^[\w.%-]/u.test(id) ? URL.parse(id, 'https://www.facebook.com/') : null;
  const ref = url === null || url.hostname !== 'www.facebook.com' ? null : refOfPermalink(url, 'markup');
  return ref?.id === id ? ref : null;
}

/** All spellings of a post's address, the canonical one first. */
export function addresses({ id, url }: Ref): readonly string[] {
  const hosts = ['www', 'm', 'mbasic', 'web'].map((host) => url.replace('//www.', `//${host}.`));
  return [...new Set([url, ...hosts, ...olderForms(id)])];
}

export const hosts: readonly string[] = [
  'facebook.com',
  'facebookwkhpilnemxj7asaniu7vnjjbiltxjqhye3mhbshg7kx5tfyd.onion',
];

/** Facebook's sites that hold no posts. */
const otherSites = /^(?:developers|business|about|apps|connect|graph|l|lm|help|transparency|research|ai)\./u;

/** `/plugins/post.php` and `/plugins/video.php`, with or without the version of the API. */
const isPlugin = /^\/(?:v\d+\.\d+\/)?plugins\//u;
const showsPost = /^\/(?:v\d+\.\d+\/)?plugins\/(?:post|video)(?:\.php)?(?:\/oembed)?\/?$/u;

function shownByPlugin(url: URL): Ref | null {
  const href = showsPost.test(url.pathname) ? url.searchParams.get('href') : null;
  const shown = href === null ? null : URL.parse(href, 'https://www.facebook.com/');
  return shown === null || isPlugin.test(shown.pathname) ? null : match(shown, 'markup');
}

function olderForms(id: string): string[] {
  const post = /^(\d+)\/posts\/(\w+)$/u.exec(id);
  if (post !== null) return [`https://www.facebook.com/permalink.php?story_fbid=${post[2]}&id=${post[1]}`];
  const video = /(?:^watch|\/videos)\/(\d+)$/u.exec(id)?.[1];
  return video === undefined ? [] : [`https://www.facebook.com/video.php?v=${video}`];
}
