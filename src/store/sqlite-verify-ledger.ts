import type { Connection } from './sqlite-connection.ts';
import {
  chain,
  type HashedRow,
  hashBytes,
  type LedgerEntry,
  type LedgerKind,
  type LedgerRow,
  ledgerKinds,
  markBytes,
  readRows,
  tables,
} from './sqlite-ledger.ts';
import { pages } from './sqlite-pages.ts';
import { enteredHash } from './sqlite-redaction-marks.ts';
import type { Checked, Damage } from './verify-contract.ts';

/**
 * Every entry against the one before it and against its rows; every row of evidence for having an entry. Of entries up
 * to `after`, which were looked at before, only what rows they name.
 */
export async function* checkLedger(connection: Connection, after = 0): AsyncIterable<Damage | Checked> {
  const entered = new Map<LedgerKind, Run[]>(ledgerKinds.map((kind) => [kind, []]));
  let before: LedgerEntry | null = null;
  for await (const entry of pages<LedgerEntry>(connection, 'SELECT * FROM ledger', 'seq')) {
    const rows = readRows(entry.rows);
    for (const { kind, row } of rows ?? []) note(entered.get(kind) ?? [], row);
    if (entry.seq > after) {
      yield* checkEntry(connection, before, entry, rows);
      if (entry.seq % entriesAPart === 0)
        yield { kind: 'checked', after: String(entry.seq), count: entriesAPart };
    }
    before = entry;
  }
  yield* checkStrays(connection, before?.seq ?? 0, entered);
}

const entriesAPart = 500;

function* checkEntry(
  connection: Connection,
  before: LedgerEntry | null,
  entry: LedgerEntry,
  rows: readonly LedgerRow[] | null,
): Iterable<Damage> {
  const { seq, marks } = entry;
  const [first, second] = rows ?? [];
  const what = first === undefined || second !== undefined ? `ledger ${seq}` : whatIs(first);
  const broken = (detail: string): Damage => ({ kind: 'ledger-broken', what, detail });
  const isNext = seq === (before?.seq ?? 0) + 1;
  if (!isNext) yield broken(`entries before ${seq} are missing`);
  if (rows === null || !markSizes.includes(marks.length / rows.length)) {
    yield broken(`what entry ${seq} says of its rows can't be read`);
    return;
  }
  const size = marks.length / rows.length;
  const isOld = size === hashBytes;
  const hashed: HashedRow[] = [];
  for (const [index, row] of rows.entries()) {
    const hash = enteredHash(connection, row.kind, row.row);
    const mark = marks.subarray(index * size, (index + 1) * size);
    const isSame = hash?.subarray(0, size).equals(mark);
    if (isOld) hashed.push({ ...row, hash: mark });
    else if (hash !== null && isSame) hashed.push({ ...row, hash });
    if (isSame === true) continue;
    const what = whatIs(row);
    if (hash === null) yield { kind: 'row-missing', what, detail: `entry ${seq} of the ledger has no row` };
    else yield { kind: 'row-changed', what, detail: 'its content is not what was entered in the ledger' };
  }
  // Of rows that differ it is known already.
  if (!isNext || hashed.length < rows.length) return;
  if (!chain(before?.hash ?? null, seq, hashed, isOld).equals(entry.hash))
    yield broken(`entry ${seq} doesn't follow from the one before it`);
}

const markSizes: readonly number[] = [markBytes, hashBytes];

function whatIs({ kind, row }: LedgerRow): string {
  return `${kind} ${row}`;
}

/** Numbers of rows, from and to. */
type Run = [from: number, to: number];

function note(runs: Run[], row: number): void {
  const last = runs.at(-1);
  if (last !== undefined && row === last[1] + 1) last[1] = row;
  else runs.push([row, row]);
}

/** Rows that came after entry `seq` was read have their own entries. */
function* checkStrays(
  connection: Connection,
  seq: number,
  entered: ReadonlyMap<LedgerKind, readonly Run[]>,
): Iterable<Damage> {
  for (const [kind, runs] of entered)
    for (const id of idsOutside(connection, kind, runs))
      if (!cameLater(connection, seq, { kind, row: id }))
        yield { kind: 'ledger-broken', what: `${kind} ${id}`, detail: 'it was never entered in the ledger' };
}

function idsOutside(connection: Connection, kind: LedgerKind, runs: readonly Run[]): number[] {
  const ids: number[] = [];
  let after = Number.MIN_SAFE_INTEGER;
  for (const [from, to] of [...runs.toSorted((a, b) => a[0] - b[0]), [Number.MAX_SAFE_INTEGER, 0] as const]) {
    const outside = connection.all<{ id: number }>(
      `SELECT id FROM ${tables[kind]} WHERE id > @after AND id < @from ORDER BY id`,
      { after, from },
    );
    ids.push(...outside.map(({ id }) => id));
    after = Math.max(after, to);
  }
  return ids;
}

function cameLater(connection: Connection, seq: number, stray: LedgerRow): boolean {
  return connection
    .all<{ rows: string }>('SELECT rows FROM ledger WHERE seq > @seq', { seq })
    .some(({ rows }) => readRows(rows)?.some(({ kind, row }) => kind === stray.kind && row === stray.row));
}
