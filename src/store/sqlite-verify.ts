import { isHoldfastError } from '../errors.ts';
import type { Damage } from './contract.ts';
import { articleRecordOf, hashReading, type VersionRow } from './sqlite-articles.ts';
import type { Connection } from './sqlite-connection.ts';
import { chain, hashRow, type LedgerEntry, ledgerKinds, tables } from './sqlite-ledger.ts';

/** Rows read at once; between such pages others get their turn. */
const pageSize = 500;

/** See `Store.verifyRows`. SQLite's own check misses about half of all flipped bits; the hashes find the rest. */
export async function* verifyRows(connection: Connection): AsyncIterable<Damage> {
  for (const check of [checkStructure, checkLedger, checkStrays, checkReadings])
    try {
      yield* check(connection);
    } catch (error) {
      // A damaged page is what was looked for; the other checks may still tell more.
      if (!isHoldfastError(error, 'archive-unavailable')) throw error;
      yield { kind: 'database-damaged', what: 'database', detail: error.message };
    }
}

async function* checkStructure(connection: Connection): AsyncIterable<Damage> {
  for (const { integrity_check: detail } of connection.all<{ integrity_check: string }>(
    'PRAGMA integrity_check',
  ))
    if (detail !== 'ok') yield { kind: 'database-damaged', what: 'database', detail };
  const orphans = connection.all<{ table: string; rowid: number | null; parent: string }>(
    'PRAGMA foreign_key_check',
  );
  for (const { table, rowid, parent } of orphans)
    yield {
      kind: 'row-missing',
      what: `${table} ${rowid ?? ''}`.trim(),
      detail: `its row in ${parent} is missing`,
    };
}

async function* checkLedger(connection: Connection): AsyncIterable<Damage> {
  let before: LedgerEntry | null = null;
  for await (const entry of pages<LedgerEntry>(connection, 'SELECT * FROM ledger', 'seq')) {
    const what = `${entry.kind} ${entry.row}`;
    if (entry.seq !== (before?.seq ?? 0) + 1)
      yield { kind: 'ledger-broken', what, detail: `entries before ${entry.seq} are missing` };
    else if (!chain(before?.hash ?? null, entry).equals(entry.hash))
      yield {
        kind: 'ledger-broken',
        what,
        detail: `entry ${entry.seq} doesn't follow from the one before it`,
      };
    const hash = ledgerKinds.includes(entry.kind) ? hashRow(connection, entry.kind, entry.row) : null;
    if (hash === null)
      yield { kind: 'row-missing', what, detail: `entry ${entry.seq} of the ledger has no row` };
    else if (!hash.equals(entry.row_hash))
      yield { kind: 'row-changed', what, detail: 'its content is not what was entered in the ledger' };
    before = entry;
  }
}

async function* checkStrays(connection: Connection): AsyncIterable<Damage> {
  for (const kind of ledgerKinds) {
    const strays = connection.all<{ id: number }>(
      `SELECT id FROM ${tables[kind]} WHERE id NOT IN (SELECT row FROM ledger WHERE kind = @kind)`,
      { kind },
    );
    for (const { id } of strays)
      yield { kind: 'ledger-broken', what: `${kind} ${id}`, detail: 'it was never entered in the ledger' };
  }
}

/** What was read from articles isn't evidence (their bytes are), but it must be whole. */
async function* checkReadings(connection: Connection): AsyncIterable<Damage> {
  for await (const row of pages<VersionRow>(connection, 'SELECT * FROM versions', 'id'))
    if (!isWhole(connection, row))
      yield {
        kind: 'row-changed',
        what: `article ${row.article}`,
        detail: 'what was read from it has changed',
      };
}

function isWhole(connection: Connection, row: VersionRow): boolean {
  try {
    return hashReading(articleRecordOf(connection, row)).equals(row.reading);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** All blobs that rows speak of; some more than once. */
export async function* blobsNamed(connection: Connection): AsyncIterable<string> {
  const queries = [
    ['SELECT id, blob AS hash FROM versions', 'id'],
    ['SELECT id, wire AS hash FROM observations', 'id'],
    ['SELECT id, blob AS hash FROM captures', 'id'],
    ['SELECT id, show AS hash FROM captures', 'id'],
    ['SELECT id, parts AS hash FROM captures', 'id'],
    ['SELECT id, avif AS hash FROM captures', 'id'],
    ['SELECT id, thumb AS hash FROM captures', 'id'],
    ['SELECT id, pdf AS hash FROM captures', 'id'],
    ['SELECT id, wacz AS hash FROM captures', 'id'],
    ['SELECT id, content AS hash FROM snapshots', 'id'],
  ] as const;
  for (const [sql, key] of queries)
    for await (const { hash } of pages<{ id: number; hash: string | null }>(connection, sql, key))
      if (hash !== null) yield* hashesIn(hash);
}

/** A hash alone, a list of them, or those in a post's content: of copies, of what is made of them for show, of their other encodings. */
function* hashesIn(text: string): Iterable<string> {
  if (text.startsWith('[')) yield* text.match(/[0-9a-f]{64}/g) ?? [];
  yield* text.match(/(?<=^|"(?:blob|show)":")[0-9a-f]{64}(?=$|")/g) ?? [];
  for (const [, list = ''] of text.matchAll(/"others":\[([^\]]+)\]/g))
    yield* list.match(/[0-9a-f]{64}/g) ?? [];
}

/** The rows of a query, by the number in its column `key`, without holding the database in between. */
async function* pages<Row extends object>(
  connection: Connection,
  sql: string,
  key: string,
): AsyncIterable<Row> {
  let after = -1;
  for (;;) {
    const rows = connection.all<Row>(`${sql} WHERE ${key} > @after ORDER BY ${key} LIMIT ${pageSize}`, {
      after,
    });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = Number(Reflect.get(last, key));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
