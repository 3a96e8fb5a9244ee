import { endOfName, endOfTag } from '../html/tag-source.ts';
import type { PlatformInArticles } from '../model/platform.ts';

/** A cheap first look at a text. */
export type Look = (text: string) => boolean;

/** True where one of the hosts is written in the text, in any case. Looks at the dots only: most texts have few. */
export function createHostLook(hosts: readonly string[]): Look {
  const buckets = new Map<number, { readonly host: string; readonly before: number }[]>();
  const marked = new Uint8Array(32 * 32 * 32);
  for (const host of new Set(hosts.map((each) => each.toLowerCase()))) {
    const before = host.lastIndexOf('.');
    const key = keyAround(host, before);
    marked[key] = 1;
    buckets.set(key, [...(buckets.get(key) ?? []), { host, before }]);
  }
  return (text) => {
    for (let dot = text.indexOf('.'); dot !== -1; dot = text.indexOf('.', dot + 1)) {
      const key = keyAround(text, dot);
      if (marked[key] === 0) continue;
      for (const { host, before } of buckets.get(key) ?? []) {
        const start = dot - before;
        if (start >= 0 && text.slice(start, start + host.length).toLowerCase() === host) return true;
      }
    }
    return false;
  };
}

/** The letters around a dot, whatever their case. */
function keyAround(text: string, dot: number): number {
  return (
    ((text.charCodeAt(dot - 1) & 31) << 10) |
    ((text.charCodeAt(dot + 1) & 31) << 5) |
    (text.charCodeAt(dot + 2) & 31)
  );
}

/**
 * True where an element stands in the page that may be a platform's markup, if only by its name, or HTML in a string of
 * JSON. An element of a common name must have a rule's class, or its hint.
 */
export function createMarkupLook(platforms: readonly PlatformInArticles[]): Look {
  const rules = platforms.flatMap(({ markup }) => markup);
  const marked = new Uint8Array(32 * 32);
  const names = new Map<string, string[] | null>();
  for (const { element, classes, hint } of rules) {
    marked[keyOfName(element, 0)] = 1;
    const words = names.get(element) ?? [];
    const isTold = common.has(element) && names.get(element) !== null;
    const signs = classes.length > 0 ? classes : [hint];
    names.set(element, isTold ? [...words, ...signs.map((sign) => sign.toLowerCase())] : null);
  }
  const mayBeMarkup = (text: string, open: number) => {
    const head = text.slice(open + 1, open + longestName);
    const name = head.slice(0, endOfName(head, 0)).toLowerCase();
    const words = names.get(name);
    if (words === undefined) return false;
    if (words === null) return true;
    const nameEnd = open + 1 + name.length;
    const rest = text.slice(nameEnd, nameEnd + longestTag);
    const end = endOfTag(rest, 0);
    if (end === -1) return true;
    const tag = rest.slice(0, end).toLowerCase();
    return tag.includes('&') || words.some((word) => tag.includes(word));
  };
  return (text) => {
    for (let open = text.indexOf('<'); open !== -1; open = text.indexOf('<', open + 1))
      if (marked[keyOfName(text, open + 1)] === 1 && mayBeMarkup(text, open)) return true;
    return text.includes('u003');
  };
}

/** The first two letters of a name, whatever their case. */
function keyOfName(text: string, at: number): number {
  return ((text.charCodeAt(at) & 31) << 5) | (text.charCodeAt(at + 1) & 31);
}

const common: ReadonlySet<string> = new Set('a article div figure p script section span'.split(' '));
const longestName = 64;
/** Of a longer tag the look is not certain. */
const longestTag = 2048;
