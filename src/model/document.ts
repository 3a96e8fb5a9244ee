/** What is known of an address that was looked at before: enough to look at it again only where it has changed. */
export interface KnownDocument {
  /** As it was asked for. */
  readonly address: string;
  /** The address that answered. */
  readonly url: string;
  /** `ETag` and `Last-Modified`, as they came; null where they can't tell a later change. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** SHA-256 of its bytes, in hex. */
  readonly hash: string;
  /** ISO 8601: when it was last looked at, and when its bytes last came. */
  readonly checkedAt: string;
  readonly fetchedAt: string;
  /** Names of the articles that it is or holds. */
  readonly articles: readonly string[];
  /** What it only names: the pages and sitemaps of a sitemap, the links of a feed without words. */
  readonly listed: readonly ListedAddress[];
}

export interface ListedAddress {
  readonly kind: 'page' | 'sitemap';
  readonly address: string;
  /** When it last changed, as whoever lists it says. */
  readonly changed: string | null;
}

/** What is known of addresses, kept from run to run. */
export interface DocumentMemory {
  /** Null for one that was never read to its end, or whose articles are no longer all there. */
  recall(address: string): Promise<KnownDocument | null>;
  /** To be told once all that is in it has been taken in. */
  remember(document: KnownDocument): Promise<void>;
}
