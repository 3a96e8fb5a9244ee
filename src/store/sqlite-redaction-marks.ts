import { sha256 } from '../model/canonical.ts';
import {
  type Cut,
  cutBy,
  heaviest,
  type Redactable,
  type RedactionMark,
  type Removed,
  removalInWords,
} from '../model/redaction.ts';
import type { Connection } from './sqlite-connection.ts';
import { hashRow, type LedgerKind } from './sqlite-ledger.ts';
import { findPostRow, withMerged } from './sqlite-post-rows.ts';

export interface RedactionRow {
  readonly id: number;
  readonly post: number;
  readonly what: Redactable;
  readonly reason: string;
  readonly articles: number;
  readonly at: string;
  readonly by: string | null;
  readonly rows: string;
  readonly blobs: string;
  readonly touched: string;
  readonly forgotten: string;
}

export interface StandingMark extends RedactionMark {
  readonly id: number;
  readonly articles: boolean;
}

/** What was taken out of a post and of those merged into it, oldest first. */
export function marksOf(connection: Connection, post: number): StandingMark[] {
  return connection
    .all<Pick<RedactionRow, 'id' | 'at' | 'what' | 'reason' | 'articles'>>(
      `${withMerged}
       SELECT id, at, what, reason, articles FROM redactions WHERE post IN (SELECT id FROM same) ORDER BY id`,
      { post },
    )
    .map(({ articles, ...mark }) => ({ ...mark, articles: articles === 1 }));
}

/** The one mark that readers tell of a post; null for one that is whole. */
export function markOf(connection: Connection, post: number): RedactionMark | null {
  const mark = heaviest(marksOf(connection, post));
  return mark === null ? null : { at: mark.at, what: mark.what, reason: mark.reason };
}

/** Of a snapshot that says by which redaction it lost something. */
export function markOfRedaction(connection: Connection, id: number): RedactionMark | null {
  return (
    connection.get<RedactionMark>('SELECT at, what, reason FROM redactions WHERE id = @id', { id }) ?? null
  );
}

/** True when nothing was ever taken out of this archive: then nobody needs to ask further. */
export function isUntouched(connection: Connection): boolean {
  return connection.get('SELECT 1 FROM redactions LIMIT 1') === undefined;
}

/** What stays out of the archive as it stands. To be used within one transaction. */
export function removedIn(connection: Connection): Removed {
  const cuts = new Map<string, Cut | null>();
  return {
    cutOf: (name) => {
      const known = cuts.get(name);
      if (known !== undefined) return known;
      const row = findPostRow(connection, name);
      const cut = row === undefined ? null : cutBy(marksOf(connection, row.id), row.url);
      cuts.set(name, cut);
      return cut;
    },
    whyGone: (blob) => whyGone(connection, blob),
  };
}

/** Numbers of the posts, aliases resolved, of which something was taken out. */
export function redactedRows(connection: Connection): ReadonlySet<number> {
  const rows = connection.all<{ name: string }>(
    'SELECT name FROM posts WHERE id IN (SELECT post FROM redactions)',
  );
  return new Set(rows.flatMap(({ name }) => findPostRow(connection, name)?.id ?? []));
}

/** Why a blob was taken out; null for one that wasn't. */
export function whyGone(connection: Connection, blob: string): string | null {
  const mark = markOfBlob(connection, blob);
  return mark === null ? null : removalInWords(mark);
}

export function markOfBlob(connection: Connection, blob: string): RedactionMark | null {
  const mark = connection.get<RedactionMark>(
    `SELECT at, what, reason FROM redacted_blobs JOIN redactions ON redactions.id = redacted_blobs.redaction
     WHERE hash = @blob`,
    { blob },
  );
  return mark ?? null;
}

/** Posts of which something was taken out, and those that showed or show them. */
export const redactedPosts =
  'SELECT post, redaction FROM redacted_posts UNION SELECT post, redaction FROM redacted_since';

/** Something of that post was taken out, or of another one that it shows: no page of it may be pictured. */
export function mayNotBePictured(connection: Connection, post: number): boolean {
  return (
    connection.get(
      `${withMerged} SELECT 1 FROM (${redactedPosts}) WHERE post IN (SELECT id FROM same) LIMIT 1`,
      {
        post,
      },
    ) !== undefined
  );
}

/** True for an article that embeds a post of which something was taken out. */
export function showsRedacted(connection: Connection, article: string): boolean {
  return (
    connection.get(
      `SELECT 1 FROM versions JOIN embeds ON embeds.version = versions.id
       JOIN redactions ON redactions.post = embeds.post WHERE versions.article = @article LIMIT 1`,
      { article },
    ) !== undefined
  );
}

/** How a name or a title that was taken out is known again. */
export function forgottenHash(kind: 'name' | 'title', text: string): string {
  return sha256(`${kind} ${text}`);
}

export function isForgotten(connection: Connection, kind: 'name' | 'title', text: string): boolean {
  const hash = forgottenHash(kind, text);
  return (
    connection.get(
      'SELECT 1 FROM forgotten WHERE hash = @hash UNION SELECT 1 FROM forgotten_since WHERE hash = @hash',
      { hash },
    ) !== undefined
  );
}

/**
 * The hash under which a row of evidence was entered in the ledger. Of a row that lost something since it is the one
 * before, as the redactions tell it, each entered in the ledger itself; but only if the row is what they left of it. Null
 * when it isn't there.
 */
export function enteredHash(connection: Connection, kind: LedgerKind, row: number): Buffer | null {
  const hash = hashRow(connection, kind, row);
  if (hash === null || isUntouched(connection)) return hash;
  const cuts = connection.all<{ before: string; after: string }>(
    `SELECT value ->> 2 AS before, value ->> 3 AS after
     FROM redacted_rows JOIN redactions ON redactions.id = redacted_rows.redaction, json_each(redactions.rows)
     WHERE redacted_rows.kind = @kind AND redacted_rows.row = @row AND value ->> 0 = @kind AND value ->> 1 = @row
     ORDER BY redactions.id`,
    { kind, row },
  );
  const isFollowed = cuts.every(({ after }, at) => after === (cuts[at + 1]?.before ?? hash.toString('hex')));
  const [first] = cuts;
  return first !== undefined && isFollowed ? Buffer.from(first.before, 'hex') : hash;
}
