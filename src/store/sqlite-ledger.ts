import { hashOf } from '../model/canonical.ts';
import type { Connection, Value } from './sqlite-connection.ts';

/**
 * The ledger is a chain of hashes over everything that is evidence: one entry per transaction, over all rows of
 * observations, snapshots, captures, aliases, redactions and holds that it added, written with them. `hash` is over the hash before it,
 * the entry's number and its rows, each with the hash of its content, the post's name in place of its number. So a row
 * can't be changed, left out or slipped in without its entry's hash being wrong, and no entry without the next one's.
 * `marks` are the first bytes of the rows' hashes: they tell which row it was. See sqlite-schema-evidence.ts for how
 * both are written.
 */
export type LedgerKind = 'alias' | 'capture' | 'hold' | 'observation' | 'redaction' | 'snapshot';

export const ledgerKinds: readonly LedgerKind[] = [
  'alias',
  'capture',
  'hold',
  'observation',
  'redaction',
  'snapshot',
];

export interface LedgerEntry {
  readonly seq: number;
  readonly rows: string;
  readonly marks: Buffer;
  readonly hash: Buffer;
}

export interface LedgerRow {
  readonly kind: LedgerKind;
  readonly row: number;
}

export interface HashedRow extends LedgerRow {
  readonly hash: Buffer;
}

/** The table of each kind. */
export const tables = {
  alias: 'aliases',
  capture: 'captures',
  hold: 'holds',
  observation: 'observations',
  redaction: 'redactions',
  snapshot: 'snapshots',
} as const satisfies Record<LedgerKind, string>;

/** Bytes of a row's hash that an entry keeps; those of formats up to 5 kept all. */
export const markBytes = 2;
export const hashBytes = 32;

/** Enters a row that was just inserted, together with all others of its transaction. */
export function enter(connection: Connection, kind: LedgerKind, row: number): void {
  connection.beforeCommit<LedgerRow>(close, { kind, row });
}

function close(connection: Connection, rows: readonly LedgerRow[]): void {
  const last = connection.get<Pick<LedgerEntry, 'seq' | 'hash'>>(
    'SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1',
  );
  const seq = (last?.seq ?? 0) + 1;
  const hashed = rows.map(({ kind, row }): HashedRow => {
    const hash = hashRow(connection, kind, row);
    if (hash === null) throw new Error(`${kind} ${row} is not there to be entered in the ledger`);
    return { kind, row, hash };
  });
  connection.run('INSERT INTO ledger (seq, rows, marks, hash) VALUES (@seq, @rows, @marks, @hash)', {
    seq,
    rows: writeRows(rows),
    marks: Buffer.concat(hashed.map(({ hash }) => hash.subarray(0, markBytes))),
    hash: chain(last?.hash ?? null, seq, hashed),
  });
}

/** Rows that follow one another are written as one: `o81+1 s7`. */
export function writeRows(rows: readonly LedgerRow[]): string {
  const runs: { readonly kind: LedgerKind; readonly first: number; more: number }[] = [];
  for (const { kind, row } of rows) {
    const run = runs.at(-1);
    if (run?.kind === kind && run.first + run.more + 1 === row) run.more += 1;
    else runs.push({ kind, first: row, more: 0 });
  }
  return runs
    .map(({ kind, first, more }) => `${kind.charAt(0)}${first}${more === 0 ? '' : `+${more}`}`)
    .join(' ');
}

/** Null for what nobody wrote like that: a run of more rows than a transaction could have is none. */
export function readRows(text: string): LedgerRow[] | null {
  const rows: LedgerRow[] = [];
  for (const run of text.split(' ')) {
    const [, letter, first, more = '0'] = /^([achors])(\d{1,15})(?:\+(\d{1,6}))?$/u.exec(run) ?? [];
    const kind = ledgerKinds.find((known) => known.charAt(0) === letter);
    if (kind === undefined) return null;
    for (let step = 0; step <= Number(more); step++) rows.push({ kind, row: Number(first) + step });
  }
  return rows;
}

/** The hash of an entry of these rows. `isOld`: as formats up to 5 counted it, of its one row. */
export function chain(before: Buffer | null, seq: number, rows: readonly HashedRow[], isOld = false): Buffer {
  const told = rows.map(({ kind, row, hash }) => [kind, row, hash.toString('hex')]);
  const link = [before?.toString('hex') ?? null, seq];
  return Buffer.from(hashOf(isOld ? [...link, ...told.flat()] : [...link, told]), 'hex');
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
  hold: `
    SELECT posts.name AS post, holds.held, holds.reason, holds.at, holds.by
    FROM holds LEFT JOIN posts ON posts.id = holds.post WHERE holds.id = @row`,
  observation: `
    SELECT posts.name AS post, source, rank, at, outcome, reason, heard.url, status, wire, as_of
    FROM heard LEFT JOIN posts ON posts.id = heard.post WHERE heard.id = @row`,
  redaction: `
    SELECT posts.name AS post, redactions.what, redactions.reason, redactions.articles, redactions.at, redactions.by,
      redactions.rows, redactions.blobs, redactions.touched, redactions.forgotten
    FROM redactions LEFT JOIN posts ON posts.id = redactions.post WHERE redactions.id = @row`,
  snapshot: `
    SELECT posts.name AS post, snapshots.taken_at, snapshots.cause, snapshots.meaning, snapshots.state,
      snapshots.known, snapshots.content
    FROM snapshots LEFT JOIN posts ON posts.id = snapshots.post WHERE snapshots.id = @row`,
} as const satisfies Record<LedgerKind, string>;
