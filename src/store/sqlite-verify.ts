import { isHoldfastError } from '../errors.ts';
import type { Damage } from './contract.ts';
import { articleRecordOf, hashReading, type VersionRow } from './sqlite-articles.ts';
import type { Connection } from './sqlite-connection.ts';
import { pages } from './sqlite-pages.ts';
import { checkLedger } from './sqlite-verify-ledger.ts';

/** See `Store.verifyRows`. SQLite's own check misses about half of all flipped bits; the hashes find the rest. */
export async function* verifyRows(connection: Connection): AsyncIterable<Damage> {
  for (const check of [checkStructure, checkLedger, checkReadings])
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
    ['SELECT id, wire AS hash FROM heard', 'id'],
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
