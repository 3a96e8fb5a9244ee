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
}
