import type { Connection } from './sqlite-connection.ts';
import type { Damage } from './verify-contract.ts';

/** Tables that redactions are looked up in, with what the redactions themselves say. */
const lookUps = {
  redacted_rows: `SELECT value ->> 0, value ->> 1, redactions.id FROM redactions, json_each(redactions.rows)`,
  redacted_blobs: `SELECT value ->> 0 FROM redactions, json_each(redactions.blobs)`,
  redacted_posts: `SELECT value, redactions.id FROM redactions, json_each(redactions.touched) UNION SELECT post, id FROM redactions`,
  forgotten: `SELECT value ->> 0, value ->> 1 FROM redactions, json_each(redactions.forgotten)`,
} as const;

const columns = {
  redacted_rows: 'kind, row, redaction',
  redacted_blobs: 'hash',
  redacted_posts: 'post, redaction',
  forgotten: 'hash, post',
} as const satisfies Record<keyof typeof lookUps, string>;

/** What keeps content out must know all of it. */
export async function* checkRedactions(connection: Connection): AsyncIterable<Damage> {
  for (const [table, said] of Object.entries(lookUps)) {
    const kept = `SELECT ${columns[table as keyof typeof columns]} FROM ${table}`;
    const differ = connection.get(
      `SELECT 1 FROM (SELECT * FROM (${said}) EXCEPT SELECT * FROM (${kept})
       UNION ALL SELECT * FROM (SELECT * FROM (${kept}) EXCEPT SELECT * FROM (${said}))) LIMIT 1`,
    );
    if (differ !== undefined)
      yield { kind: 'row-changed', what: table, detail: 'it is not what the redactions say' };
  }
}
