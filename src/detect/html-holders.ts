import { readAttributes } from '../html/attributes.ts';
import { endOfTag } from '../html/tag-source.ts';
import type { StartTag } from '../html/tokenizer.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { type Ref, writeRef } from '../ref.ts';
import { attributeValue, isBase64, readHidden } from './hidden-source.ts';
import type { Contents } from './html-contents.ts';
import type { Matcher } from './matcher.ts';
import type { Found } from './text-embeds.ts';

/**
 * Elements of publishing systems, lazy loaders and consent tools that keep an embed in an attribute until it is wanted: its
 * address, its markup, JSON that has either. What such an element shows meanwhile is short and no post's.
 */
export interface Holders {
  enter(tag: StartTag, index: number): void;
  /** True when the element that ends was such a holder, and is told to `contents`. `isTaken`: it is an embed already. */
  leave(index: number, end: number, isTaken: boolean): boolean;
  /** The embed that an element without content is; null for others. */
  readVoid(tag: StartTag): Found | null;
  /** Some have not ended yet. */
  isWaiting(): boolean;
}

/** True for elements of that name: one may be a holder. */
export function mayHoldPost(name: string): boolean {
  return holding.has(name) || plugins.has(name) || name.includes('-');
}

/** What is done with attributes that are markup or JSON. */
export interface HiddenParts {
  /** The embeds in such a value. */
  search(value: string): readonly Found[];
  /** Hears where one stands that may have embeds. */
  hear(start: number, end: number): void;
}

export function createHolders(
  text: string,
  platforms: readonly PlatformInArticles[],
  matcher: Matcher,
  contents: Contents,
  hidden: HiddenParts,
): Holders {
  const waiting: { readonly index: number; readonly tag: StartTag; readonly held: Held }[] = [];

  /** The one post that the attributes of an element name. */
  function heldBy(tag: StartTag): Held | null {
    const source = text.slice(tag.attributes, tag.end);
    if (!/\b(?:data-|srcdoc|props)/iu.test(source)) return null;
    if (!matcher.mayHoldLink(source) && !/["'](?:PG|Cj)[\w+/]{36}/u.test(source)) return null;
    const names = new Map<string, Held>();
    const others: string[] = [];
    endOfTag(source, 0, (nameStart, nameEnd, valueStart, valueEnd) => {
      const name = source.slice(nameStart, nameEnd).toLowerCase();
      if (name === 'class' || name === 'id') others.push(source.slice(valueStart, valueEnd));
      if (valueEnd - valueStart < shortestValue) return;
      const value = attributeValue(source.slice(valueStart, valueEnd)).text;
      const start = tag.attributes + valueStart;
      for (const held of heldIn(name, value, start, tag.attributes + valueEnd))
        names.set(nameOf(held.ref), names.get(nameOf(held.ref)) ?? held);
    });
    const [only] = names.values();
    return only === undefined || names.size > 1 || others.some((each) => isOther.test(each)) ? null : only;
  }

  function heldIn(name: string, value: string, start: number, end: number): readonly Held[] {
    if (matcher.mayHoldLink(value) && isAddress.test(value)) {
      const ref = namesAddress.test(name) && !namesOther.test(name) ? refOf(value) : null;
      return ref === null ? [] : [{ ref, quoted: null }];
    }
    if (!namesSource.test(name) || !(matcher.mayHold(value) || isBase64(value))) return [];
    if (readHidden(value).kind === 'words') return [];
    hidden.hear(start, end);
    return end - start > longestHolder ? [] : hidden.search(value);
  }

  function refOf(address: string): Ref | null {
    for (const platform of platforms) {
      const ref = platform.hosts === 'any' ? null : matcher.inMarkup(platform, address.trim());
      if (ref !== null) return ref;
    }
    return null;
  }

  /** Plugins' elements of old. */
  function pluggedIn({ name, attributes, end }: StartTag): Ref | null {
    const source = text.slice(attributes, end);
    if (!matcher.mayHoldLink(source)) return null;
    const read = readAttributes(source);
    return refOf(read.get(name === 'embed' ? 'src' : 'data') ?? '');
  }

  return {
    readVoid(tag) {
      const ref = tag.name === 'embed' ? pluggedIn(tag) : null;
      if (ref === null) return null;
      const { start, end } = tag;
      return { platform: ref.platform, kind: 'iframe', ref, quoted: null, start, end, confidence: 0.95 };
    },
    enter(tag, index) {
      if (tag.name === 'object' && !contents.isFull()) {
        const ref = pluggedIn(tag);
        if (ref !== null) waiting.push({ index, tag, held: { ref, quoted: null } });
        return;
      }
      if (contents.isFull() || !mayHoldPost(tag.name)) return;
      const held = heldBy(tag);
      if (held !== null) waiting.push({ index, tag, held });
    },
    leave(index, end, isTaken) {
      if (waiting.at(-1)?.index !== index) return false;
      const { tag, held } = waiting.pop() ?? { tag: null, held: null };
      if (isTaken || tag === null || held === null || held.ref === null || contents.isFull()) return false;
      const inside = contents.foundInside();
      const isAlone = inside.every(({ ref }) => ref !== null && nameOf(ref) === nameOf(held.ref));
      if (!isAlone || !isShort(text, tag.end, end)) return false;
      const quoted = held.quoted ?? inside.find((each) => each.quoted !== null)?.quoted ?? null;
      const { ref } = held;
      const kind = framing.has(tag.name) ? 'iframe' : 'widget';
      const found = { platform: ref.platform, kind, ref, quoted, start: tag.start, end } as const;
      contents.leaveAsEmbed({ ...found, confidence: 0.9 }, []);
      return true;
    },
    isWaiting: () => waiting.length > 0,
  };
}

type Held = Pick<Found, 'ref' | 'quoted'>;

function nameOf(ref: Ref | null): string {
  return ref === null ? '' : writeRef(ref);
}

const framing: ReadonlySet<string> = new Set(['iframe', 'object']);
const holding: ReadonlySet<string> = new Set('div figure section span p article iframe script'.split(' '));
/** Elements of plugins. */
const plugins: ReadonlySet<string> = new Set(['embed', 'object']);
const shortestValue = 10;
/** A longer value is the data of a whole page. */
const longestHolder = 20_000;

const isAddress = /^\s{0,9}(?:https?:)?\/\/\S{5,2000}\s{0,9}$/iu;
/** Attributes that name an address to be shown. */
const namesAddress =
  /^data-(?:[\w-]{0,60}[-_])?(?:[a-z]{0,12}url|[a-z]{0,12}src|link|permalink|embed|oembed|video|iframe|tweet|post|youtube|content|source)$/iu;
/** Credits, shares and the page's own. */
const namesOther =
  /credit|copyright|licen[cs]e|share|author|profile|canonical|comment|reply|like|attribution|page|background|bg|next|prev|thumb|poster|image|img/iu;
/** Attributes that may have markup or JSON. */
const namesSource = /^(?:data-|srcdoc$|props$)/iu;
/** Buttons and comment threads are told a post's address too. */
const isOther =
  /(?:^|[\s_-])(?:share|sharing|like|follow|button|btn|comments?|reply|avatar|author|byline|credit|social-(?:links|share)|nav|menu)(?:[\s_-]|$)/iu;

/** Words of a placeholder. */
const longestWords = 900;
const longestSource = 20_000;

function isShort(text: string, start: number, end: number): boolean {
  if (end - start > longestSource) return false;
  const words = text
    .slice(start, end)
    .replace(/<(script|style|template|noscript|svg)\b[\s\S]*?<\/\1\s*>/giu, '')
    .replace(/<[^<>]*>/gu, '')
    .replace(/\s+/gu, ' ');
  return words.length <= longestWords;
}
