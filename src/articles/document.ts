import type { ArticleFormat } from '../model/article.ts';

/** Bytes as read, before it is known whether they are one article or hold many. */
export interface Document {
  /** Path or URL as given. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What its name or media type says it is; null when they say nothing. */
  readonly format: ArticleFormat | null;
  readonly charset: string | null;
  readonly url: string | null;
  /** It was unpacked: what is at its name are other bytes. */
  readonly isUnpacked?: boolean;
}
