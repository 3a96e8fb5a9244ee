import type { PlatformInArticles } from '../model/platform.ts';
import type { Ref } from '../ref.ts';
import { createHostLook, createMarkupLook, type Look } from './html-hints.ts';

/** Tells which post an address of an article points to. */
export interface Matcher {
  /** The post of that platform; the address stands in the platform's own markup. */
  inMarkup(platform: PlatformInArticles, href: string): Ref | null;
  /** The post of any platform a bare link points to. */
  ofLink(href: string): Ref | null;
  /** Hears of a post that its platform's markup embeds. Where posts may stand on any host, links to that one count from now on. */
  learn(platform: PlatformInArticles, ref: Ref | null): void;
  /** Hosts learned so far: links read before one was known are to be read again. */
  learned(): number;
  /** False where the text surely holds no link to any platform: a cheap first look, in any case. */
  mayHoldLink(text: string): boolean;
  /** False where the text surely holds neither link nor markup of any platform. */
  mayHold(text: string): boolean;
}

/** Reads addresses as browsers do, relative ones against the article's own, and those that point into a web archive. */
export function createMatcher(platforms: readonly PlatformInArticles[], base: string | null): Matcher {
  const read = createReader(base);
  const { links, markup } = looksAt(platforms);
  const learned = new Set<string>();
  return {
    inMarkup(platform, href) {
      const url = read(href);
      return url === null ? null : platform.match(url, 'markup');
    },
    ofLink(href) {
      const url = read(href);
      if (url === null) return null;
      for (const platform of platforms) {
        const isKnown = platform.hosts === 'any' && learned.has(url.host);
        const ref = platform.match(url, isKnown ? 'markup' : 'link');
        if (ref !== null) return ref;
      }
      return null;
    },
    learn(platform, ref) {
      if (platform.hosts === 'any' && ref !== null) learned.add(new URL(ref.url).host);
    },
    learned: () => learned.size,
    mayHoldLink: (text) => links(text) || holdsOne(text, learned),
    mayHold: (text) => links(text) || markup(text),
  };
}

/** An embed's links are asked for again and again. */
function createReader(base: string | null): (href: string) => URL | null {
  const known = new Map<string, URL | null>();
  return (href) => {
    const before = known.get(href);
    if (before !== undefined) return before;
    const url = originalOf(parse(href, base));
    if (known.size < mostKnown && href.length < longestKnown) known.set(href, url);
    return url;
  };
}

const mostKnown = 200;
const longestKnown = 500;

function holdsOne(text: string, hosts: ReadonlySet<string>): boolean {
  if (hosts.size === 0) return false;
  const lower = text.toLowerCase();
  return [...hosts].some((host) => lower.includes(host));
}

/** Where an article stands of which no address is known. */
const unknownHost = 'article.invalid';

interface Looks {
  /** For hosts of posts. Those of platforms that have them anywhere are learned from each article. */
  readonly links: Look;
  /** For what may be markup. */
  readonly markup: Look;
}

/** Made once for each list of platforms: its tables take longer to make than a page to read. */
const looksByList = new WeakMap<readonly PlatformInArticles[], Looks>();

function looksAt(platforms: readonly PlatformInArticles[]): Looks {
  const known = looksByList.get(platforms);
  if (known !== undefined) return known;
  const hosts = platforms.flatMap((platform) => (platform.hosts === 'any' ? [] : platform.hosts));
  const looks = { links: createHostLook(hosts), markup: createMarkupLook(platforms) };
  looksByList.set(platforms, looks);
  return looks;
}

/** Addresses longer than this are no post's. */
const longestAddress = 4096;

function parse(href: string, base: string | null): URL | null {
  if (href === '' || href.length > longestAddress) return null;
  const plain = href.startsWith('\\') ? unescaped(href) : href;
  const absolute = /^\s*[\w-]+(?:\.[\w-]+)+\//u.test(plain) ? `https://${plain.trim()}` : plain;
  const url = URL.parse(absolute, base ?? `https://${unknownHost}/`);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null;
}

/** Markup cut out of a script keeps its backslashes, and with them its quotes. */
function unescaped(href: string): string {
  return href
    .replace(/^\\+["']/u, '')
    .replace(/\\+["']$/u, '')
    .replaceAll('\\/', '/');
}

/** The address a web archive's copy was made of: `/web/20200101000000if_/https://…`; saved pages lost the host. */
function originalOf(url: URL | null): URL | null {
  if (url === null || !(archives.test(url.hostname) || url.hostname === unknownHost)) return url;
  const inner = /^\/(?:web\/)?\d{4,14}(?:[a-z]{2}_)?\/(.+)$/u.exec(
    `${url.pathname}${url.search}${url.hash}`,
  )?.[1];
  return inner === undefined ? url : parse(inner.replace(/^(https?:\/)(?!\/)/iu, '$1/'), null);
}

const archives =
  /(?:^|\.)(?:web\.archive\.org|web-beta\.archive\.org|archive\.(?:today|ph|is|li|md|vn|fo)|arquivo\.pt)$/u;
