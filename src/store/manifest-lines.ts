import { canonicalJson, sha256 } from '../model/canonical.ts';
import type { LedgerKind } from './sqlite-ledger.ts';

/**
 * What a manifest says, a JSON object a line: all that can't be found out again from blobs alone. Later lines of one
 * post, version or article stand in the place of earlier ones; entries of the ledger come once each, in order.
 */
export type ManifestLine =
  | ManifestHeading
  | PostLine
  | VersionLine
  | ArticleLine
  | DerivativeLine
  | SinceLine
  | EntryLine;

/** The first line of each file. */
export interface ManifestHeading {
  readonly kind: 'manifest';
  /** Of these lines. */
  readonly version: number;
  /** The archive's format when they were written. */
  readonly format: number;
}

/** A post's row, by column; without what is reckoned from its evidence. */
export interface PostLine {
  readonly kind: 'post';
  readonly id: number;
  readonly name: string;
  readonly platform: string | null;
  readonly platform_id: string | null;
  readonly url: string | null;
  readonly state: string;
  readonly edited: number;
  readonly since: string | null;
  readonly known: string | null;
  readonly first_seen: string;
}

/** One version of an article, and what was read from it. */
export interface VersionLine {
  readonly kind: 'version';
  readonly id: number;
  readonly article: string;
  /** SHA-256 of its bytes. */
  readonly blob: string;
  readonly format: string;
  readonly charset: string;
  readonly title: string | null;
  readonly seen_at: string;
  /** Hash over all that was read, in hex. */
  readonly reading: string;
  /** In their order; `embed` is the text as stored. */
  readonly embeds: readonly { readonly post: number; readonly embed: string }[];
}

/** Which version an article has now. */
export interface ArticleLine {
  readonly kind: 'article';
  readonly name: string;
  readonly version: number;
}

/** What was made of a kept picture, by column: see sqlite-schema-derivatives.ts. */
export interface DerivativeLine {
  readonly kind: 'derivative';
  readonly id: number;
  readonly source: string;
  readonly media_type: string;
  readonly asked: number;
  readonly width: number;
  readonly height: number;
  readonly blob: string;
}

/** What has to be kept out since a redaction was entered in the ledger, all of it: see sqlite-schema-redactions.ts. */
export interface SinceLine {
  readonly kind: 'since';
  readonly redacted: readonly { readonly post: number; readonly redaction: number }[];
  readonly forgotten: readonly { readonly hash: string; readonly post: number }[];
}

/** An entry of the ledger and the rows it is over, in its order. */
export interface EntryLine {
  readonly kind: 'entry';
  readonly seq: number;
  readonly rows: string;
  /** In hex, as `hash`. */
  readonly marks: string;
  readonly hash: string;
  /** Null where the row was missing. */
  readonly of: readonly (EvidenceRow | null)[];
}

/** A row of evidence by column, with the name of the post it speaks of where it names that by number. */
export interface EvidenceRow {
  readonly table: LedgerKind;
  readonly name?: string | null;
  readonly columns: Readonly<Record<string, string | number | null>>;
}

/** With a sum over the rest, so that a damaged line is known for what it is. */
export function writeLine(line: ManifestLine): string {
  const text = canonicalJson(line);
  return `${text.slice(0, -1)},"sum":"${sumOf(text)}"}\n`;
}

/** Null for a line that is not as it was written. */
export function readLine(text: string): ManifestLine | null {
  const end = /,"sum":"([0-9a-f]{16})"\}$/u.exec(text);
  if (end === null) return null;
  const body = `${text.slice(0, end.index)}}`;
  return sumOf(body) === end[1] ? (JSON.parse(body) as ManifestLine) : null;
}

function sumOf(text: string): string {
  return sha256(text).slice(0, 16);
}
