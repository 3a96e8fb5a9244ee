import { existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { HoldfastError, messageOf } from '../errors.ts';
import { silentLog } from '../log.ts';
import type { MergePlaces } from './merge-contract.ts';
import { type Connection, openConnection } from './sqlite-connection.ts';
import { migrate } from './sqlite-migrations.ts';
import { openReadOnly } from './sqlite-read-only.ts';
import { verifyRows } from './sqlite-verify.ts';

/** Another archive's database, as a copy that may be migrated and read at will. */
export interface ForeignArchive {
  readonly connection: Connection;
  /** Tells the archive and its moment: the first twelve hex digits of the hash its ledger ends with. */
  readonly mark: string;
  close(): void;
}

/** Copies a database to `draft`, migrates the copy, checks it. Throws `unreadable-input` and `archive-newer`. */
export async function openForeign(places: MergePlaces, draft: string): Promise<ForeignArchive> {
  const { database, home } = places;
  if (!existsSync(database))
    throw new HoldfastError('unreadable-input', `there is no archive in ${home}: it has no ${database}`);
  remove(draft);
  try {
    copyDatabase(database, draft);
    const connection = openConnection(draft);
    try {
      migrate(connection, database);
      for await (const { what, detail } of verifyRows(connection))
        throw new HoldfastError(
          'unreadable-input',
          `${home} is damaged (${what}: ${detail}): see "holdfast verify --archive ${home}"; nothing was taken in`,
        );
      const head = connection.get<{ hash: Buffer }>('SELECT hash FROM ledger ORDER BY seq DESC LIMIT 1');
      const mark = head?.hash.toString('hex').slice(0, 12) ?? 'empty';
      return {
        connection,
        mark,
        close: () => {
          connection.close();
          remove(draft);
        },
      };
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    remove(draft);
    throw error;
  }
}

/** As of one moment, whoever writes there meanwhile. */
function copyDatabase(from: string, to: string): void {
  let source: Database.Database | null = null;
  try {
    source = new Database(from, { readonly: true, fileMustExist: true });
    source.prepare('VACUUM INTO ?').run(to);
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || !/^SQLITE_(?:CANTOPEN|READONLY)/u.test(error.code))
      throw new HoldfastError('unreadable-input', `${from} can't be read: ${messageOf(error)}`, {
        cause: error,
      });
    copyReadOnly(from, to);
  } finally {
    source?.close();
  }
}

/** On a disk that can't be written to, SQLite by itself can't open what is in WAL mode. */
function copyReadOnly(from: string, to: string): void {
  const source = openReadOnly(from, silentLog);
  try {
    source.run('VACUUM INTO @to', { to });
  } finally {
    source.close();
  }
}

function remove(path: string): void {
  for (const part of ['', '-wal', '-shm', '-journal']) rmSync(path + part, { force: true });
}
