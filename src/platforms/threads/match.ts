import type { Ref } from '../../ref.ts';

/** The post a URL points to. Null for profiles, searches, intents, and share links, whose post only the network knows. */
export function match(url: URL): Ref | null {
  const host = url.hostname.replace(/\.$/u, '').replace(/^(?:www|m)\./u, '');
  if (!postHosts.has(host)) return null;
  const [, handle, code = ''] =
    /^\/(?:(?:@|%40)([\w.]{1,30})\/)?(?:post|t)\/([\w-]+)(?=[/.,;)]|$)/iu.exec(url.pathname) ?? [];
  const ref = refOf(code);
  return ref === null || handle === undefined ? ref : { ...ref, url: addressOf(handle, code) };
}

/** The post of an id, a shortcode of 11 letters, digits, `-` and `_`; null when it can't be one. */
export function refOf(id: string): Ref | null {
  if (!/^[A-Za-z][\w-]{10}$/u.test(id)) return null;
  return { platform: 'threads', id, url: `https://www.threads.com/t/${id}` };
}

/** All spellings of a post's address, the canonical one first. */
export function addresses({ id, url }: Ref): readonly string[] {
  const handle = /\/@([\w.]{1,30})\/post\//u.exec(url)?.[1];
  const paths = handle === undefined ? [`t/${id}`] : [`@${handle}/post/${id}`, `t/${id}`];
  const names = ['www.threads.com', 'www.threads.net'];
  return [...new Set([url, ...names.flatMap((name) => paths.map((path) => `https://${name}/${path}`))])];
}

/**
 * When the post was made, ISO 8601 in UTC to the millisecond: the shortcode is its number in base 64, whose upper 41 bits
 * count milliseconds since 2011-08-24T21:07:01.721Z, as on Instagram. Null for times before there was Threads.
 */
export function timeOf(id: string): string | null {
  if (refOf(id) === null) return null;
  let value = 0n;
  for (const digit of id) value = value * 64n + BigInt(digits.indexOf(digit));
  const ms = Number(value >> 23n) + firstMillisecond;
  return ms < earliest ? null : new Date(ms).toISOString();
}

/** Threads' own, then mirrors made for previews. */
export const hosts: readonly string[] = ['threads.net', 'threads.com', 'fixthreads.net', 'vxthreads.net'];

const postHosts: ReadonlySet<string> = new Set(hosts);

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const firstMillisecond = 1_314_220_021_721;
/** 2023-05-01: posts of those who tried it before it opened. */
const earliest = 1_682_899_200_000;

function addressOf(handle: string, code: string): string {
  return `https://www.threads.com/@${handle}/post/${code}`;
}
