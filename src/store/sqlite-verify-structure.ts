import { type Connection, openInMemory } from './sqlite-connection.ts';
import { migrate } from './sqlite-migrations.ts';
import type { Damage } from './verify-contract.ts';

/** The file as SQLite understands it, rows that name others, and the tables as this format has them. */
export async function* checkStructure(connection: Connection): AsyncIterable<Damage> {
  for (const { integrity_check: detail } of connection.all<{ integrity_check: string }>(
    'PRAGMA integrity_check(1000)',
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
  yield* checkSchema(connection);
}

interface SchemaRow {
  readonly name: string;
  readonly sql: string | null;
}

/** A flipped bit in a table's own description may change what all its rows mean. */
function* checkSchema(connection: Connection): Iterable<Damage> {
  const wanted = new Map(freshSchema().map(({ name, sql }) => [name, sql]));
  const found = new Map(schemaOf(connection).map(({ name, sql }) => [name, sql]));
  for (const name of new Set([...wanted.keys(), ...found.keys()]))
    if (wanted.get(name) !== found.get(name))
      yield {
        kind: 'database-damaged',
        what: `schema of ${name}`,
        detail: found.has(name)
          ? 'it is not as this format has it'
          : 'it is missing, though this format has it',
      };
}

function schemaOf(connection: Connection): SchemaRow[] {
  return connection.all<SchemaRow>(
    `SELECT type || ' ' || name AS name, coalesce(sql, '') || ' of ' || tbl_name AS sql FROM sqlite_schema
     WHERE name NOT LIKE 'sqlite_stat%'`,
  );
}

let known: readonly SchemaRow[] | null = null;

/** As this build makes it: always the same. */
function freshSchema(): readonly SchemaRow[] {
  if (known !== null) return known;
  const fresh = openInMemory();
  try {
    migrate(fresh, ':memory:');
    known = schemaOf(fresh);
    return known;
  } finally {
    fresh.close();
  }
}
