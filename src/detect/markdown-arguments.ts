import type { PlatformInArticles } from '../model/platform.ts';
import type { Ref } from '../ref.ts';
import type { Named } from './markdown-names.ts';
import { refAt } from './text-embeds.ts';

/** An argument of a shortcode, tag or component; without a key it is positional. */
export interface Argument {
  readonly key: string | null;
  readonly value: string;
}

/** What a word without quotes is: a value as it stands, or the name of one, as in templates that are evaluated. */
export type BareWords = 'values' | 'names';

/** Reads `a "b c" key="d" key='e' key=f url:g`, commas between them or not. Of values that are only named there are none. */
export function readArguments(source: string, bareWords: BareWords = 'values'): Argument[] {
  return [
    ...source.matchAll(/(?:([\w:-]+)\s?=\s?|(url|id):)?(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s"'`]+))/gu),
  ].flatMap((match) => {
    const bare = (match[6] ?? '').replace(/(?<!,),+$/u, '');
    if (bareWords === 'names' && match[6] !== undefined && !/^(?:\d+$|https?:)/u.test(bare)) return [];
    return [{ key: match[1] ?? match[2] ?? null, value: match[3] ?? match[4] ?? match[5] ?? bare }];
  });
}

/**
 * The post of a platform the arguments name: by an address, whole or without its host; by an id under a key that says
 * so, or as a positional; by two values that make one, such as host and id. What stands for a value still to
 * come (`POST_ID`, `${id}`, `*****`) names nothing.
 */
export function postNamed(all: readonly Argument[], { platform, isShared }: Named): Ref | null {
  const args = all.slice(0, mostArguments).filter(({ value }) => !isPlaceholder(value));
  const byAddress = firstRef(args, ({ value }) => refAt(absolute(value), platform, 'markup'));
  if (byAddress !== null || isShared) return byAddress;
  const named = args.filter(({ key }) => key !== null && namesPost(key));
  // `id` alone may be the element's own
  const [plain, telling] = [named.filter(({ key }) => key === 'id'), named.filter(({ key }) => key !== 'id')];
  return (
    firstRef([...telling, ...plain], ({ value }) => idOrPath(value, platform)) ??
    positional(args, platform) ??
    joined(args, platform)
  );
}

const mostArguments = 20;
const mostJoined = 5;

function firstRef(args: readonly Argument[], read: (arg: Argument) => Ref | null): Ref | null {
  for (const arg of args) {
    const ref = read(arg);
    if (ref !== null) return ref;
  }
  return null;
}

/** `id`, `tweetId`, `tweetLink`, `shortcode`, `url` …, but not the ids of other things. */
function namesPost(key: string): boolean {
  return (
    /(?:id|code|link|url|uri|src|href|permalink|path|post|tweet|status|video|reel)$|^v$/iu.test(key) &&
    !/(?:user|author|account|channel|list|profile|page|element|container|html|class|parent|poster|thumb\w*|image)[-_]?(?:id|link|url|src)$/iu.test(
      key,
    )
  );
}

/** Where all that can be an id are digits, numbers that name the author come first; else options come last. */
function positional(args: readonly Argument[], platform: PlatformInArticles): Ref | null {
  const refs = args.flatMap(({ key, value }) => (key === null ? (idOrPath(value, platform) ?? []) : []));
  return (refs.every(({ id }) => /^\d+$/u.test(id)) ? refs.at(-1) : refs[0]) ?? null;
}

/** Host and id, channel and number: two values, in the order they are given in or turned round. */
function joined(all: readonly Argument[], platform: PlatformInArticles): Ref | null {
  const args = all.slice(0, mostJoined);
  for (const first of args)
    for (const second of args) {
      const ref = first === second ? null : platform.refOf(`${withoutScheme(first.value)}/${second.value}`);
      if (ref !== null) return ref;
    }
  return null;
}

function withoutScheme(value: string): string {
  return value.replace(/^https?:\/\/|\/$/gu, '').replace(/^@/u, '');
}

/** An id, with what is glued to it by a player's options; an `at:` address; a path on the network's first host. */
function idOrPath(value: string, platform: PlatformInArticles): Ref | null {
  const trimmed = value.trim();
  const id = trimmed.replace(/^at:\/\/([^/]+)\/[\w.]+\/(\w+)$/u, '$1/$2').replace(/[?&#].*$/su, '');
  const ref = platform.refOf(id);
  if (ref !== null) return ref;
  const host = platform.hosts === 'any' ? undefined : platform.hosts[0];
  if (host === undefined || !/^[@\w.?=&/%-]+$/u.test(trimmed) || !/[/?]/u.test(trimmed)) return null;
  return refAt(`https://${host}/${trimmed.replace(/^\/+/u, '')}`, platform, 'markup');
}

/** Addresses without a scheme are taken as people type them. */
function absolute(value: string): string {
  const trimmed = value.trim();
  if (trimmed.startsWith('//')) return `https:${trimmed}`;
  return /^[\w-]+(?:\.[\w-]+)+\//u.test(trimmed) ? `https://${trimmed}` : trimmed;
}

function isPlaceholder(value: string): boolean {
  return (
    /[{}$<>*]|\.\.\.|…/u.test(value) ||
    /^(?:[a-z]+[-_])*(?:id|code|url|uri|link|shortcode|handle|username)$/iu.test(value) ||
    /^(?:[a-z]+)(?:Id|ID|Code|Url|URL)$/u.test(value) ||
    /^(.)\1+$/u.test(value)
  );
}
