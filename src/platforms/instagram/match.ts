import type { Ref } from '../../ref.ts';

/**
 * The post a URL points to: photos, reels and IGTV, with or without the account, embed pages, mirrors that chat
 * services use. Null for profiles, stories, tags, and for share links, whose post only the network knows.
 */
export function match(url: URL): Ref | null {
  const host = url.hostname.replace(/\.$/u, '').replace(/^(?:www|m|[dg])\./u, '');
  if (!postHosts.has(host)) return null;
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const [first = '', second = '', third = ''] = parts;
  if (isKind(first)) return refOf(clean(second));
  return isKind(second) && isAccount(first) ? refOf(clean(third)) : null;
}

/** The post of a shortcode; null when it can't be one. */
export function refOf(id: string): Ref | null {
  if (!/^[\w-]{4,64}$/u.test(id) || id === 'audio') return null;
  return { platform: 'instagram', id, url: `https://www.instagram.com/p/${id}/` };
}

/** All spellings of a post's address, the canonical one first. */
export function addresses({ id, url }: Ref): readonly string[] {
  const forms = ['p', 'reel', 'tv'].map((kind) => `https://www.instagram.com/${kind}/${id}/`);
  return [...new Set([url, ...forms, `https://instagram.com/p/${id}/`, `https://instagr.am/p/${id}/`])];
}

/** Instagram's own, then mirrors that only make previews of posts. */
export const hosts: readonly string[] = [
  'instagram.com',
  'instagr.am',
  'ddinstagram.com',
  'kkinstagram.com',
  'uuinstagram.com',
  'vxinstagram.com',
  'instagramez.com',
];

const postHosts: ReadonlySet<string> = new Set(hosts);

function isKind(part: string): boolean {
  return /^(?:p|reels?|tv)$/u.test(part);
}

function isAccount(part: string): boolean {
  return /^[\w.]{1,30}$/u.test(part) && !reserved.has(part);
}

/** First parts of paths that are the site's own. */
const reserved: ReadonlySet<string> = new Set(['share', 'explore', 'stories', 'accounts', 'oauth', 'api']);

/** A sentence's full stop may be glued to the address. */
function clean(part: string): string {
  return part.replace(/[.,;:!?)\]]+$/u, '');
}
