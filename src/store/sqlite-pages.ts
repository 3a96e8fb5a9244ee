import type { Connection } from './sqlite-connection.ts';

/** Rows read at once; between such pages others get their turn. */
const pageSize = 500;

/** The rows of a query after `from`, by the number in its column `key`, without holding the database in between. */
export async function* pages<Row extends object>(
  connection: Connection,
  sql: string,
  key: string,
  from = -1,
): AsyncIterable<Row> {
  let after = from;
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
