import { isHoldfastError, messageOf } from '../errors.ts';
import { articleRecordOf, hashReading, type VersionRow } from './sqlite-articles.ts';
import type { Connection } from './sqlite-connection.ts';
import { pages } from './sqlite-pages.ts';
import { checkJobs } from './sqlite-verify-jobs.ts';
import { checkLedger } from './sqlite-verify-ledger.ts';
import { checkManifests } from './sqlite-verify-manifests.ts';
import { checkPosts } from './sqlite-verify-posts.ts';
import { checkRedactions } from './sqlite-verify-redactions.ts';
import { checkSearch } from './sqlite-verify-search.ts';
import { checkStructure } from './sqlite-verify-structure.ts';
import type { Check, Checked, CheckName, Damage, Note } from './verify-contract.ts';

export { blobsNamed, namedBlobs } from './sqlite-blobs-named.ts';

type Found = AsyncIterable<Damage | Note | Checked>;

/**
 * All that can be wrong with the database. SQLite's own check misses about half of all flipped bits; hashes find those
 * in evidence, second copies those in the rest (see sqlite-schema-manifests.ts). `folder`: of the manifests.
 */
export function checksOf(connection: Connection, folder: string | null): readonly Check[] {
  const check = (name: CheckName, run: (after: string | null) => Found): Check => ({
    name,
    run: (after) => throughDamage(name, () => run(after)),
  });
  return [
    check('database', () => checkStructure(connection)),
    check('ledger', (after) => checkLedger(connection, Number(after ?? 0))),
    check('articles', (after) => checkReadings(connection, Number(after ?? -1))),
    check('posts', (after) => checkPosts(connection, Number(after ?? -1))),
    check('jobs', () => checkJobs(connection)),
    check('redactions', () => checkRedactions(connection)),
    check('search', () => checkSearch(connection)),
    ...(folder === null ? [] : [check('manifests', (after) => checkManifests(connection, folder, after))]),
  ];
}

/** See `Store.verifyRows`. */
export async function* verifyRows(connection: Connection): AsyncIterable<Damage> {
  for (const check of checksOf(connection, null))
    for await (const found of check.run(null))
      if (found.kind !== 'checked' && found.kind !== 'note') yield found;
}

async function* throughDamage(name: CheckName, run: () => Found): Found {
  try {
    yield* run();
  } catch (error) {
    // A damaged page is what was looked for; the other checks may still tell more.
    const isDamage = isHoldfastError(error, 'archive-unavailable') || isDatabaseError(error);
    if (!isDamage) throw error;
    yield { kind: 'database-damaged', what: name, detail: messageOf(error) };
  }
}

/** A table whose own description is damaged makes statements fail that are right. */
function isDatabaseError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_');
}

/** What was read from articles isn't evidence (their bytes are), but it must be whole. */
async function* checkReadings(connection: Connection, from: number): Found {
  let count = 0;
  for await (const row of pages<VersionRow>(connection, 'SELECT * FROM versions', 'id', from)) {
    if (!connection.read(() => isWhole(connection, row.id)))
      yield {
        kind: 'row-changed',
        what: `article ${row.article}`,
        detail: 'what was read from it has changed',
      };
    count += 1;
    if (count % 500 === 0) yield { kind: 'checked', after: String(row.id), count: 500 };
  }
  for (const { name } of connection.all<{ name: string }>(
    `SELECT articles.name FROM articles LEFT JOIN versions ON versions.id = articles.version
     WHERE versions.article IS NOT articles.name`,
  ))
    yield { kind: 'row-changed', what: `article ${name}`, detail: 'its version is one of another article' };
}

/** What was read of it as of one moment: it may be read anew meanwhile. */
function isWhole(connection: Connection, id: number): boolean {
  const row = connection.get<VersionRow>('SELECT * FROM versions WHERE id = @id', { id });
  try {
    return row === undefined || hashReading(articleRecordOf(connection, row)).equals(row.reading);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
