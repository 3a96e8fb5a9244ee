import { hashOf } from '../model/canonical.ts';
import type { Connection, Value } from './sqlite-connection.ts';

/**
 * The ledger is a chain of hashes over everything that is evidence: one entry per row of observations, snapshots,
 * captures and aliases, written in the row's own transaction. `row_hash` is over the row as stored, with the post's
 * name in place of its number; `hash` is over the entry and the hash before it. So a row can't be changed, left out
 * or slipped in without every later hash being wrong.
 */
export type LedgerKind = 'alias' | 'capture' | 'observation' | 'snapshot';

export const ledgerKinds: readonly LedgerKind[] = ['alias', 'capture', 'observation', 'snapshot'];

export interface LedgerEntry {
  readonly seq: number;
  readonly kind: LedgerKind;
  readonly row: number;
  readonly row_hash: Buffer;
  readonly hash: Buffer;
}

/** The table of each kind. */
export const tables = {
  alias: 'aliases',
  capture: 'captures',
  observation: 'observations',
  snapshot: 'snapshots',
} as const satisfies Record<LedgerKind, string>;

/** Enters a row that was just inserted. */
export function enter(connection: Connection, kind: LedgerKind, row: number): void {
  const last = connection.get<LedgerEntry>('SELECT * FROM ledger ORDER BY seq DESC LIMIT 1');
  const seq = (last?.seq ?? 0) + 1;
  const rowHash = hashRow(connection, kind, row);
  if (rowHash === null) throw new Error(`${kind} ${row} is not there to be entered in the ledger`);
  connection.run(
    'INSERT INTO ledger (seq, kind, row, row_hash, hash) VALUES (@seq, @kind, @row, @rowHash, @hash)',
    {
      seq,
      kind,
      row,
      rowHash,
      hash: chain(last?.hash ?? null, { seq, kind, row, row_hash: rowHash }),
    },
  );
}

/** SHA-256 of a row as stored; null when it isn't there. */
export function hashRow(connection: Connection, kind: LedgerKind, row: number): Buffer | null {
  const content = connection.get<Readonly<Record<string, Value>>>(contents[kind], { row });
  if (content === undefined) return null;
  const told = Object.entries(content).filter(
    ([column, value]) => value !== null || !lateColumns.has(column),
  );
  return Buffer.from(hashOf({ kind, row, ...Object.fromEntries(told) }), 'hex');
}

/** Columns of a later format: where they say nothing, a row has the hash it had without them. */
const lateColumns: ReadonlySet<string> = new Set([
  'as_of',
  'parts',
  'avif',
  'thumb',
  'pdf',
  'wacz',
  'cut_from',
  'settings',
]);

export function chain(before: Buffer | null, entry: Omit<LedgerEntry, 'hash'>): Buffer {
  const { seq, kind, row, row_hash: rowHash } = entry;
  return Buffer.from(
    hashOf([before?.toString('hex') ?? null, seq, kind, row, rowHash.toString('hex')]),
    'hex',
  );
}

/** What of a row is evidence, column by column: a later column must not change the hashes of old rows. */
const contents = {
  alias: `
    SELECT posts.name AS post, aliases.alias, aliases.reason, aliases.observation
    FROM aliases LEFT JOIN posts ON posts.id = aliases.post WHERE aliases.id = @row`,
  capture: `
    SELECT posts.name AS post, captures.snapshot, captures.kind AS capture, captures.theme, captures.at, captures.url,
      captures.blob, captures.show, captures.width, captures.height, captures.verified, captures.reconstruction,
      captures.reason, captures.missing, captures.browser, captures.parts, captures.avif, captures.thumb,
      captures.pdf, captures.wacz, captures.cut_from, captures.settings
    FROM captures
    LEFT JOIN snapshots ON snapshots.id = captures.snapshot
    LEFT JOIN posts ON posts.id = snapshots.post
    WHERE captures.id = @row`,
  observation: `
    SELECT posts.name AS post, observations.source, observations.rank, observations.at, observations.outcome,
      observations.reason, observations.url, observations.status, observations.wire, observations.as_of
    FROM observations LEFT JOIN posts ON posts.id = observations.post WHERE observations.id = @row`,
  snapshot: `
    SELECT posts.name AS post, snapshots.taken_at, snapshots.cause, snapshots.meaning, snapshots.state,
      snapshots.known, snapshots.content
    FROM snapshots LEFT JOIN posts ON posts.id = snapshots.post WHERE snapshots.id = @row`,
} as const satisfies Record<LedgerKind, string>;
