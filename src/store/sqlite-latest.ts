import type { Observation } from '../model/answer.ts';
import { deletedBy } from '../model/deletion.ts';
import type { PostRecord } from './contract.ts';
import type { LatestSnapshot, LatestVersion } from './latest-contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { observationColumns } from './sqlite-observations.ts';
import { findPostRow, withMerged } from './sqlite-post-rows.ts';
import { isUntouched } from './sqlite-redaction-marks.ts';

/** Of each of these posts, in the same order; to be run within a transaction. */
export function latestOf(connection: Connection, records: readonly PostRecord[]): LatestVersion[] {
  const isCut = isUntouched(connection) ? '0' : "content ->> '$.redacted' IS NOT NULL";
  const columns = `id, meaning, taken_at AS takenAt, ${isCut} AS isCut`;
  const own = new Map(
    connection
      .all<SnapshotRow & { name: string }>(
        `SELECT name, latest.* FROM posts JOIN (
           SELECT post, ${columns} FROM snapshots WHERE id IN (SELECT max(id) FROM snapshots GROUP BY post)
         ) AS latest ON latest.post = posts.id`,
      )
      .map(({ name, ...row }) => [name, row] as const),
  );
  const aliases = aliasesByPost(connection);
  return records.map((record) => {
    const row = own.get(record.name) ?? mergedSnapshot(connection, record.name, columns);
    const snapshot =
      row === undefined
        ? null
        : { id: row.id, meaning: row.meaning, takenAt: row.takenAt, isCut: row.isCut === 1 };
    return {
      record,
      snapshot,
      deletedBy: record.state === 'deleted' ? deletedBy(lastDeletion(connection, record.name)) : null,
      aliases: aliases.get(record.name) ?? [],
    };
  });
}

interface SnapshotRow extends Omit<LatestSnapshot, 'isCut'> {
  readonly isCut: number;
}

/** Of a post that says nothing itself, the last of those merged into it. */
function mergedSnapshot(connection: Connection, name: string, columns: string): SnapshotRow | undefined {
  return connection.get<SnapshotRow>(
    `${withMerged}
     SELECT ${columns} FROM snapshots WHERE post IN (SELECT id FROM same) ORDER BY id DESC LIMIT 1`,
    { post: findPostRow(connection, name)?.id ?? null },
  );
}

/** What its platform last said of its deletion; nothing else counts. */
function lastDeletion(connection: Connection, name: string): readonly Observation[] {
  return connection.all<Observation>(
    `${withMerged}
     SELECT ${observationColumns} FROM heard
     WHERE post IN (SELECT id FROM same) AND rank = 'platform' AND outcome = 'deleted' ORDER BY id DESC LIMIT 1`,
    { post: findPostRow(connection, name)?.id ?? null },
  );
}

/** By the name of the post that stands. */
function aliasesByPost(connection: Connection): ReadonlyMap<string, readonly string[]> {
  const rows = connection.all<{ alias: string; name: string }>(
    'SELECT alias, name FROM aliases JOIN posts ON posts.id = aliases.post ORDER BY alias',
  );
  const next = new Map(rows.map(({ alias, name }) => [alias, name]));
  const found = new Map<string, string[]>();
  for (const { alias, name } of rows) {
    let standing = name;
    const passed = new Set([alias]);
    while (next.has(standing) && !passed.has(standing)) {
      passed.add(standing);
      standing = next.get(standing) ?? standing;
    }
    found.set(standing, [...(found.get(standing) ?? []), alias]);
  }
  return found;
}
