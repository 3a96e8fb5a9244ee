import type { Redactable, RedactionMark } from '../model/redaction.ts';

/** What may not stay in an archive, and what may not be taken out of it. */
export interface Redactions {
  /** What `redact` would do. Changes nothing. Throws `unknown-post`. */
  plan(name: string, wish: RedactionWish): Promise<RedactionPlan>;
  /**
   * Takes content out for good and keeps it out: the rows' part, with what is written of it in the ledger, in one
   * transaction, then the blobs' bytes, the manifests and the database's log and free pages; what is cut short goes on
   * when the archive is opened next. Throws `unknown-post`, and `held` for a post that is held.
   */
  redact(name: string, wish: RedactionWish): Promise<Redacted>;
  /** Goes on with what an ended process left half done; how many redactions that were. */
  finish(): Promise<number>;
  /** All that was taken out, oldest first; of one post only, if its name is given. */
  list(name?: string): Promise<KeptRedaction[]>;
  /** Keeps a post from being redacted; false when it was held already. Throws `unknown-post`. */
  hold(name: string, order: HoldOrder): Promise<boolean>;
  /** False when it was not held. Throws `unknown-post`. */
  release(name: string, order: HoldOrder): Promise<boolean>;
  /** Posts that are held now, the longest held first. */
  holds(): Promise<Hold[]>;
  /** Of one post, the last of all orders first. */
  holdOf(name: string): Promise<Hold | null>;
}

export interface RedactionWish {
  readonly what: Redactable;
  readonly reason: string;
  /** Who ordered it, in free words; null when nobody is named. */
  readonly by: string | null;
  /** Take the bytes of the articles that embed the post, too. */
  readonly articles: boolean;
  readonly at: Date;
  /** The post's address without its author's name, where the platform has one; for what stays. */
  readonly address: string | null;
}

export interface RedactionPlan {
  /** Written ref, aliases resolved. */
  readonly name: string;
  readonly what: Redactable;
  /** Rows that lose something: snapshots, observations, pictures … */
  readonly rows: number;
  readonly blobs: { readonly count: number; readonly bytes: number };
  /** Other posts that lose something they share with this one. */
  readonly touched: readonly string[];
  /** Articles that embed it, and whether their bytes go. */
  readonly articles: readonly string[];
  readonly articlesGo: boolean;
  /** Pictures of it that stay because posts that are not touched show them, too: an avatar, say. */
  readonly sharedStay: number;
  /** Paths of older copies of the database or the manifests that lie beside them and are not touched. */
  readonly copies: readonly string[];
  /** The post is held: `redact` would refuse. */
  readonly held: Hold | null;
  /** There is nothing of that in the archive any more. */
  readonly isDone: boolean;
}

export interface Redacted extends RedactionPlan {
  /** False when another process still reads the old log of the database: it is emptied when the archive is next opened. */
  readonly isFinished: boolean;
}

export interface KeptRedaction extends RedactionMark {
  readonly id: number;
  /** The post's written ref. */
  readonly name: string;
  readonly by: string | null;
  readonly articles: boolean;
  readonly blobs: readonly RemovedBlob[];
}

export interface RemovedBlob {
  /** SHA-256 in hex. */
  readonly hash: string;
  /** Bytes; null for one that was missing already. */
  readonly size: number | null;
  readonly mediaType: string | null;
}

export interface HoldOrder {
  readonly reason: string;
  readonly by: string | null;
  readonly at: Date;
}

/** A post that may not be redacted. */
export interface Hold {
  readonly name: string;
  readonly reason: string;
  readonly by: string | null;
  /** ISO 8601 in UTC. */
  readonly at: string;
}
