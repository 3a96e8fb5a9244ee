import { statSync } from 'node:fs';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { HoldfastError } from '../errors.ts';
import type { Engine, Values } from './sqlite-connection.ts';

/**
 * Opens a database in WAL mode that nobody has open, in place and without making a file beside it. SQLite then takes
 * no locks (https://sqlite.org/uri.html#uriimmutable), so the file is looked at after each statement: once somebody
 * has written to it, nothing that was read is handed out, and `archive-unavailable` is thrown. better-sqlite3 knows
 * no such mode, Node's own SQLite does.
 */
export function openImmutable(path: string): Engine {
  const address = pathToFileURL(path);
  address.searchParams.set('immutable', '1');
  const { DatabaseSync: Database } = nodeSqlite();
  const opened = stampOf(path);
  const database = looked(() => new Database(address, { readOnly: true }));

  function looked<Result>(work: () => Result): Result {
    let result: Result;
    try {
      result = work();
    } catch (error) {
      assertSame();
      throw named(error);
    }
    assertSame();
    return result;
  }

  function assertSame(): void {
    if (stampOf(path) === opened) return;
    throw new HoldfastError(
      'archive-unavailable',
      `another process began to write to ${path}: start again, to read it beside that`,
      { retryable: true, facts: { path } },
    );
  }

  return {
    prepare: (sql) => {
      const statement = looked(() => database.prepare(sql));
      statement.setAllowUnknownNamedParameters(true);
      return {
        run: (values) => looked(() => statement.run(bound(values))),
        get: (values) => looked(() => withBuffers(statement.get(bound(values)))),
        all: (values) => looked(() => statement.all(bound(values)).map(withBuffers)),
        iterate: function* iterate(values) {
          const rows = looked(() => statement.iterate(bound(values)));
          for (let next = looked(() => rows.next()); next.done !== true; next = looked(() => rows.next()))
            yield withBuffers(next.value);
        },
      };
    },
    exec: (sql) => looked(() => database.exec(sql)),
    get inTransaction() {
      return database.isTransaction;
    },
    close: () => database.close(),
  };
}

/** Up to Node 23 it is announced on standard error as an experiment; what it reads is SQLite's own format. */
function nodeSqlite(): { readonly DatabaseSync: typeof DatabaseSync } {
  const warn = process.emitWarning.bind(process);
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = warn;
  }
}

function stampOf(path: string): string {
  const { ino, size, mtimeNs } = statSync(path, { bigint: true });
  return `${ino} ${size} ${mtimeNs}`;
}

function bound(values: Values): Record<string, SQLInputValue> {
  return { ...values };
}

type Row = Record<string, unknown>;

function withBuffers<Found extends Row | undefined>(row: Found): Found {
  if (row === undefined) return row;
  const cells = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value,
  ]);
  return Object.fromEntries(cells) as Found;
}

/** By the names better-sqlite3 gives them. */
function named(error: unknown): unknown {
  if (!(error instanceof Error && 'errcode' in error)) return error;
  const code = codes[Number(error.errcode) & 0xff] ?? 'ERROR';
  return Object.assign(new Error(error.message, { cause: error }), { code: `SQLITE_${code}` });
}

/** https://sqlite.org/rescode.html */
const codes: Readonly<Record<number, string>> = {
  3: 'PERM',
  5: 'BUSY',
  6: 'LOCKED',
  8: 'READONLY',
  10: 'IOERR',
  11: 'CORRUPT',
  13: 'FULL',
  14: 'CANTOPEN',
  23: 'AUTH',
  26: 'NOTADB',
};
