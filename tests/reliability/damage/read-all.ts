/** Reads every value of a database by its own SQL, with nothing of Holdfast's. */
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';

export interface Reading {
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly hash: string }[];
  /** What can't be read, or what SQLite itself says is wrong. */
  readonly trouble: string | null;
}

export function readAll(path: string): Reading {
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { readonly: true });
    const names = database
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`)
      .pluck()
      .all()
      .map(String);
    const settings = ['user_version', 'application_id', 'encoding'].map((name) => database?.pragma(name));
    const tables = ['sqlite_schema', ...names].map((name) => valuesOf(database as Database.Database, name));
    const trouble = database.pragma('integrity_check', { simple: true });
    const stated = { name: 'settings', rows: 1, hash: hashOf([settings]) };
    return { tables: [stated, ...tables], trouble: trouble === 'ok' ? null : String(trouble) };
  } catch (error) {
    return { tables: [], trouble: String(error) };
  } finally {
    database?.close();
  }
}

function valuesOf(database: Database.Database, name: string) {
  const statement = database.prepare(`SELECT * FROM "${name}"`).raw().safeIntegers();
  const rows = statement.all() as unknown[][];
  return { name, rows: rows.length, hash: hashOf(rows) };
}

function hashOf(rows: readonly unknown[][]): string {
  const hash = createHash('sha256');
  for (const value of rows.flat()) {
    hash.update(`${typeof value} `);
    hash.update(Buffer.isBuffer(value) ? value : spelledOut(value));
    hash.update('\0');
  }
  return hash.digest('hex');
}

function spelledOut(value: unknown): string {
  return typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? '');
}
