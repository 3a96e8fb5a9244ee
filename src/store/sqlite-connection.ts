import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { HoldfastError, isHoldfastError } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { databaseError, isDiskFailure } from './storage-error.ts';

export type Value = string | number | Buffer | null;
export type Values = Readonly<Record<string, Value>>;

/** One connection to the database. Statements name their values as `@name` and are prepared once. */
export interface Connection {
  run(sql: string, values?: Values): { readonly changes: number; readonly id: number };
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- SQL has no types: who asks says what comes
  get<Row>(sql: string, values?: Values): Row | undefined;
  all<Row>(sql: string, values?: Values): Row[];
  /** One row after the other; nothing is written meanwhile. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
  each<Row>(sql: string): Iterable<Row>;
  /** Runs several statements that take no values. */
  script(sql: string): void;
  /** All or nothing, alone among writers of all processes; on disk once it returns. */
  write<Result>(work: () => Result): Result;
  /** A part of such a transaction: where it throws, it alone is undone. */
  part<Result>(work: () => Result): Result;
  /** False, too, where SQLite itself has undone the transaction that was open. */
  isInTransaction(): boolean;
  /**
   * Has `work` called once, with all that was noted for it, before the open transaction is committed. What is undone
   * takes its notes with it.
   */
  beforeCommit<Note>(work: Closing<Note>, note: Note): void;
  /** Reads of one moment. */
  read<Result>(work: () => Result): Result;
  close(): void;
}

/** What a connection needs of a library for SQLite. */
export interface Engine {
  prepare(sql: string): EngineStatement;
  exec(sql: string): unknown;
  readonly inTransaction: boolean;
  close(): unknown;
}

interface EngineStatement {
  run(values: Values): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint };
  get(values: Values): unknown;
  all(values: Values): unknown[];
  iterate(values: Values): Iterable<unknown>;
}

export type Closing<Note> = (connection: Connection, notes: readonly Note[]) => void;

/** How long a writer waits for its turn. */
const busyTimeoutMs = 10_000;

/**
 * Opens a database file, made with its folder if it isn't there. Throws `archive-unavailable` and `disk-full`,
 * here and from every method.
 */
export function openConnection(path: string): Connection {
  return translated(path, () => {
    makeFolder(dirname(path));
    const database = new Database(path, { timeout: busyTimeoutMs });
    try {
      configure(database);
    } catch (error) {
      database.close();
      throw error;
    }
    return connectionTo(database, path);
  });
}

/** A connection that nothing can be written through. Throws as the other does. */
export function readingThrough(path: string, open: (path: string) => Engine): Connection {
  return translated(path, () => {
    const engine = open(path);
    try {
      engine.exec(safeguards);
      // Beside a database that can't be written to there may be no room for temporary files, either.
      engine.exec('PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000');
    } catch (error) {
      engine.close();
      throw error;
    }
    return connectionTo(engine, path);
  });
}

/** A database of its own, in memory, that holds nothing yet. */
export function openInMemory(): Connection {
  return connectionTo(new Database(':memory:'), ':memory:');
}

/** A damaged page must not become a crash, and mapped writes have corrupted databases. */
const safeguards = 'PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0';

function configure(database: Database.Database): void {
  assertVersion(database);
  database.exec(safeguards);
  database.pragma('foreign_keys = ON');
  database.pragma('secure_delete = ON');
  enterWal(database);
  // WAL's own default, NORMAL, loses what was acknowledged when the power goes.
  database.pragma('synchronous = FULL');
  assertPragma(database, 'synchronous', 2);
  assertPragma(database, 'journal_mode', 'wal');
  assertPragma(database, 'foreign_keys', 1);
}

/** Up to 3.51.2 two connections could corrupt the log: https://sqlite.org/wal.html#walresetbug */
function assertVersion(database: Database.Database): void {
  const version = String(database.prepare('SELECT sqlite_version()').pluck().get());
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major * 1e6 + minor * 1e3 + patch >= 3_051_003) return;
  throw new HoldfastError(
    'archive-unavailable',
    `SQLite ${version} may corrupt archives; 3.51.3 is needed: install better-sqlite3 anew`,
  );
}

/** Processes that open a new database together get in each other's way, and here SQLite doesn't wait by itself. */
function enterWal(database: Database.Database): void {
  const end = performance.now() + busyTimeoutMs;
  for (;;) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      const isBusy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!isBusy || performance.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function assertPragma(database: Database.Database, name: string, wanted: string | number): void {
  const found = database.pragma(name, { simple: true });
  if (found === wanted) return;
  throw new HoldfastError(
    'archive-unavailable',
    `SQLite refuses ${name} = ${wanted} (it is ${String(found)}), so nothing could be promised: move the archive to a local disk`,
  );
}

function connectionTo(database: Engine, path: string): Connection {
  const statements = new Map<string, EngineStatement>();
  /** Of the open transaction, in the order they were noted. */
  const notes: { readonly work: Closing<never>; readonly note: unknown }[] = [];
  let isOpen = false;
  let broken: unknown = null;

  function guarded<Result>(work: () => Result): Result {
    // A transaction fails as a whole: what makes room and tries again does so around all of it.
    if (isOpen) return work();
    // After a failed write to the disk a later success proves nothing: only a new process may go on.
    if (broken !== null) throw broken;
    try {
      return translated(path, () => withRoomMade(work));
    } catch (error) {
      if (error instanceof HoldfastError && isDiskFailure(error.cause)) broken = error;
      throw error;
    }
  }

  /** On a full disk the log can often be moved into the database, which gives back its megabytes. */
  function withRoomMade<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      const failure = databaseError(error, path);
      if (database.inTransaction || !isHoldfastError(failure, 'disk-full') || !emptyLog(database))
        throw error;
      return work();
    }
  }

  function prepared(sql: string): EngineStatement {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(plannedOnce(sql));
    statements.set(sql, statement);
    return statement;
  }

  function within<Result>(begin: string, work: () => Result): Result {
    return guarded(() => {
      prepared(begin).run({});
      isOpen = true;
      try {
        const result = work();
        close();
        prepared('COMMIT').run({});
        return result;
      } catch (error) {
        // SQLite has rolled back by itself when the disk is full.
        if (database.inTransaction) prepared('ROLLBACK').run({});
        throw error;
      } finally {
        isOpen = false;
        notes.length = 0;
      }
    });
  }

  function close(): void {
    for (const work of new Set(notes.map((noted) => noted.work)))
      work(connection, notes.filter((noted) => noted.work === work).map(({ note }) => note) as never);
  }

  function part<Result>(work: () => Result): Result {
    const noted = notes.length;
    prepared('SAVEPOINT part').run({});
    try {
      const result = work();
      prepared('RELEASE part').run({});
      return result;
    } catch (error) {
      notes.length = noted;
      if (database.inTransaction) {
        prepared('ROLLBACK TO part').run({});
        prepared('RELEASE part').run({});
      }
      throw databaseError(error, path);
    }
  }

  const connection: Connection = {
    run: (sql, values = {}) =>
      guarded(() => {
        const { changes, lastInsertRowid } = prepared(sql).run(values);
        return { changes: Number(changes), id: Number(lastInsertRowid) };
      }),
    get: (sql, values = {}) => guarded(() => prepared(sql).get(values) as never),
    all: (sql, values = {}) => guarded(() => prepared(sql).all(values) as never),
    each: function* each<Row>(sql: string) {
      try {
        yield* prepared(sql).iterate({}) as Iterable<Row>;
      } catch (error) {
        throw databaseError(error, path);
      }
    },
    script: (sql) => {
      guarded(() => database.exec(sql));
    },
    write: (work) => within('BEGIN IMMEDIATE', work),
    read: (work) => within('BEGIN', work),
    part,
    isInTransaction: () => database.inTransaction,
    beforeCommit: (work, note) => {
      if (!isOpen) throw new Error('nothing can be noted outside of a transaction');
      notes.push({ work, note });
    },
    close: () => {
      database.close();
    },
  };
  return connection;
}

/**
 * SQLite looks at the values of `= @name` and `LIMIT @name` while it plans a statement (0 and 1 are likely common), and
 * plans it anew whenever they change, which takes ten times as long as running it. Behind an operator it doesn't look.
 */
function plannedOnce(sql: string): string {
  return sql.replaceAll(/(?<=(?:=|\b(?:IS|LIMIT|OFFSET))\s*)@\w+/gu, '$& COLLATE BINARY');
}

function emptyLog(database: Engine): boolean {
  try {
    const result = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get({}) as { readonly busy: number };
    return result.busy === 0;
  } catch (error) {
    // No room even for that: what was caught first is what is told.
    if (error instanceof Database.SqliteError) return false;
    throw error;
  }
}

function translated<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw databaseError(error, path);
  }
}
