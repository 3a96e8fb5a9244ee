import Database from 'better-sqlite3';
import { hashOf } from '../../src/model/canonical.ts';
import {
  captureSchema,
  firstSchema,
  hostsSchema,
  likenessSchema,
  mementoSchema,
} from '../../src/store/sqlite-schema.ts';

const steps = [firstSchema, likenessSchema, mementoSchema, hostsSchema, captureSchema];

type Columns = Readonly<Record<string, string | number | Buffer | null>>;

/** An archive as Holdfast made it up to format 5, to be filled row by row. */
export interface EarlyArchive {
  readonly insert: (table: string, columns: Columns) => number;
  /** Inserts a row of evidence with its entry in the ledger, one for each row. */
  readonly enter: (kind: keyof typeof tables, post: string, columns: Columns) => number;
  readonly close: () => void;
}

const tables = {
  observation: 'observations',
  snapshot: 'snapshots',
  capture: 'captures',
  alias: 'aliases',
} as const;

export function makeEarlyArchive(path: string, format: 1 | 2 | 3 | 4 | 5): EarlyArchive {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  for (const step of steps.slice(0, format)) database.exec(step);
  database.pragma('application_id = 1213156420');
  database.pragma(`user_version = ${format}`);
  let seq = 0;
  let last: string | null = null;

  function insert(table: string, columns: Columns): number {
    const names = Object.keys(columns);
    const values = names.map((name) => `@${name}`);
    const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${values.join(', ')})`;
    return Number(database.prepare(sql).run(columns).lastInsertRowid);
  }

  return {
    insert,
    enter: (kind, post, columns) => {
      const row = insert(tables[kind], columns);
      const { post: _, kind: capture, ...rest } = columns;
      const told = { kind, row, post, ...rest, ...(kind === 'capture' ? { capture } : {}) };
      const rowHash = hashOf(told);
      seq += 1;
      last = hashOf([last, seq, kind, row, rowHash]);
      const [row_hash, hash] = [Buffer.from(rowHash, 'hex'), Buffer.from(last, 'hex')];
      insert('ledger', { seq, kind, row, row_hash, hash });
      return row;
    },
    close: () => database.close(),
  };
}
