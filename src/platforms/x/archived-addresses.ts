import type { Ref } from '../../ref.ts';
import { refOf } from './text-ref.ts';

/**
 * Addresses whose copies may tell of a post, the most telling first: under each handle it was known by, where most were
 * taken; then the ways without a handle, the embed page, what the endpoints answer, front ends.
 */
export function archivedAddresses(ref: Ref, handles: readonly string[]): readonly string[] {
  const { id } = ref;
  const inRef = /^https:\/\/x\.com\/(\w{1,20})\/status\//u.exec(ref.url)?.[1];
  const names = [...(inRef === undefined ? [] : [inRef]), ...handles].filter(
    (name) => /^\w{1,20}$/u.test(name) && name !== 'i',
  );
  const isFirst = (name: string, at: number) =>
    names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === at;
  const known = names.filter(isFirst).slice(0, 3);
  const named = (hosts: readonly string[]) =>
    known.flatMap((name) => hosts.map((host) => `https://${host}/${name}/status/${id}`));
  const all = [
    ...named(['twitter.com', 'x.com']),
    `https://twitter.com/i/web/status/${id}`,
    `https://cdn.syndication.twimg.com/tweet-result?id=${id}`,
    ...named(['mobile.twitter.com']),
    refOf(id)?.url ?? ref.url,
    `https://twitter.com/i/status/${id}`,
    `https://platform.twitter.com/embed/Tweet.html?id=${id}`,
    ...named(['nitter.net', 'www.twitter.com']),
    ...known.slice(0, 1).map((name) => oembedOf(`https://twitter.com/${name}/status/${id}`)),
    `https://x.com/i/web/status/${id}`,
  ];
  return [...new Set(all)].slice(0, mostAddresses);
}

/** As sites ask it, of which some were kept. */
function oembedOf(url: string): string {
  return `https://publish.twitter.com/oembed?url=${encodeURIComponent(url)}`;
}

/** Each costs archives a question. */
const mostAddresses = 16;
