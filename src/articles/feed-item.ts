import type { DecodedText } from '../html/decoded-text.ts';
import type { MappedText } from '../html/mapped-text.ts';
import type { Article, Container, Escaping } from '../model/article.ts';
import type { XmlFault } from './xml-tokens.ts';

/** One entry of a feed as its reader found it. */
export interface FeedItem {
  /** What the feed itself calls it: guid, `id`, `rdf:about`. */
  readonly id: string | null;
  /** Where it is published, as written. */
  readonly link: string | null;
  /** Its language, or the feed's, as written; null where neither is told. */
  readonly lang: string | null;
  readonly format: 'html' | 'text';
  /** Mapped to the feed's text. */
  readonly content: MappedText;
  /** How the feed writes what stands from one index of its text to another; null where in two ways. */
  readonly escapingAt: (start: number, end: number) => Escaping | null;
}

/** An entry of a feed that has no words of its own. */
export interface FeedLink {
  readonly link: string;
  /** When what it leads to last changed, as written. */
  readonly changed: string | null;
}

/** What a feed holds, and what is wrong behind the last item that could be read. */
export interface ReadFeed {
  readonly items: readonly FeedItem[];
  readonly links: readonly FeedLink[];
  readonly fault: XmlFault | null;
}

/** A feed as read. */
export interface FeedSource {
  /** Path or URL as given. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly decoded: DecodedText;
  readonly url: string | null;
  readonly container: Container;
}

/** Makes articles of a feed's items, each under a name of its own. */
export function createItemNamer(feed: FeedSource): (item: FeedItem) => Article {
  const taken = new Map<string, number>();
  let count = 0;
  return ({ id, link, lang, format, content, escapingAt }) => {
    count += 1;
    const called = plainName(id ?? link ?? '') || `item-${count}`;
    const before = taken.get(called) ?? 0;
    taken.set(called, before + 1);
    const { text } = content;
    return {
      name: `${feed.name}#${before === 0 ? called : `${called}-${before + 1}`}`,
      bytes: feed.bytes,
      format,
      charset: feed.decoded.encoding,
      url: addressOf(link ?? id ?? '', feed.url) ?? feed.url,
      ...(lang === null ? {} : { lang }),
      container: feed.container,
      content: {
        text,
        byteStart: (index) => feed.decoded.byteOffset(content.startOf(index)),
        byteEnd: (index) => feed.decoded.byteOffset(content.endOf(index)),
        escapingAt: (start, end) => escapingAt(content.startOf(start), content.endOf(end)),
      },
    };
  };
}

/** A stranger's name for a thing: on one line, and not endless. */
function plainName(name: string): string {
  return name
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, 500);
}

/** A link as written, as an address on the web; null for any other. */
export function addressOf(link: string, base: string | null): string | null {
  const url = URL.parse(link.trim(), base ?? undefined);
  return url !== null && /^https?:$/u.test(url.protocol) ? url.href : null;
}
