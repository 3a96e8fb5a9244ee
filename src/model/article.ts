/** How an article is written. Decides which reader finds its embeds and what a rewrite puts in. */
export type ArticleFormat = 'html' | 'markdown' | 'text' | 'json';

/** A document we were given: its bytes as they came, and what is known of them. */
export interface Article {
  /** Path or URL as given, plus `#item` inside a container. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly format: ArticleFormat;
  /** Charset the transport declared (HTTP header, WARC record), if any: a WHATWG label. */
  readonly charset: string | null;
  /** Address the article was read from or is published at, for resolving relative links. */
  readonly url: string | null;
  /** Language that what it was taken out of declares for it, as written there; absent where nothing does. */
  readonly lang?: string;
  /** What it was taken out of; absent for a document of its own. */
  readonly container?: Container;
  /** What is read instead of `bytes`, where those are a feed's that holds the article escaped. */
  readonly content?: ContainedText;
}

/** A feed or a web archive with many articles in it. */
export interface Container {
  readonly kind: 'feed' | 'web archive';
  /** Its path or URL as given. */
  readonly name: string;
  /**
   * Its articles in order, had it those bytes; null where they could not be read whole. Absent where it can't be
   * written: a web archive, a packed feed.
   */
  reread?(bytes: Uint8Array): readonly Article[] | null;
}

/** A text that stands escaped inside other bytes, and the way back from its UTF-16 indices to their offsets. */
export interface ContainedText {
  readonly text: string;
  /** First byte of the character at that index. */
  byteStart(index: number): number;
  /** Past the last byte of the character before that index. */
  byteEnd(index: number): number;
  /** How what stands from `start` to `end` is written there; null where its ends are written in two ways. */
  escapingAt(start: number, end: number): Escaping | null;
}

/**
 * How a text is written inside another: `text` with XML's references, `cdata` as it is in CDATA sections, `markup` as
 * elements of the XML around it, `json` as a JSON string.
 */
export type Escaping = 'text' | 'cdata' | 'markup' | 'json';
