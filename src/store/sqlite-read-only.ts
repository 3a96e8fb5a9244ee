import { accessSync, chmodSync, constants, copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { HoldfastError, isHoldfastError } from '../errors.ts';
import type { Log } from '../log.ts';
import { openImmutable } from './immutable-database.ts';
import { makePrivateFolder, type PrivateFolder } from './private-folder.ts';
import { type Connection, type Engine, openConnection, readingThrough } from './sqlite-connection.ts';
import { currentFormat, formatOf, migrate } from './sqlite-migrations.ts';
import { fileError } from './storage-error.ts';

/**
 * Opens a database that can't be written to, nor anything beside it:
 *
 * - where its log's index (`-shm`) lies beside it, by that: other processes may be writing, or have been killed, and what
 *   they last wrote is read from the log;
 * - where there is no log, as it lies there;
 * - where there is a log and no index, as a copy of both that lasts as long as the connection.
 *
 * One of an older format is migrated as such a copy. Throws `archive-unavailable`, `archive-newer`, `disk-full`.
 */
export function openReadOnly(path: string, log: Log): Connection {
  assertReadable(path);
  const connection = openAsItLies(path) ?? openFilesCopied(path, log);
  try {
    if (connection.read(() => formatOf(connection, path)) === currentFormat) return connection;
    log(
      'info',
      'the archive is of an older Holdfast and can only be read: a copy is brought up to date to read that',
    );
    return openCopied(path, (draft) => connection.run('VACUUM INTO @draft', { draft }));
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** A copy of it as of one moment, to be changed at will; gone once it is closed. */
export function openOwnCopy(connection: Connection): Connection {
  const folder = makePrivateFolder();
  try {
    const path = join(folder.path, 'holdfast.db');
    connection.run('VACUUM INTO @path', { path });
    return removedWith(openConnection(path), folder);
  } catch (error) {
    folder.remove();
    throw error;
  }
}

function assertReadable(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (cause) {
    throw new HoldfastError(
      'archive-unavailable',
      `this user may not read ${path}: give it the right to, or choose another archive with --archive`,
      { facts: { path }, cause },
    );
  }
}

/** Null where its log can't be read in place. */
function openAsItLies(path: string): Connection | null {
  if (existsSync(`${path}-shm`)) return openShared(path);
  return sizeOf(`${path}-wal`) > 0 ? null : openBy(path, openImmutable);
}

function openShared(path: string): Connection | null {
  try {
    return openBy(path, () => new Database(path, { readonly: true, fileMustExist: true, timeout: 10_000 }));
  } catch (error) {
    const code =
      isHoldfastError(error) && error.cause instanceof Database.SqliteError ? error.cause.code : '';
    if (/^SQLITE_(?:CANTOPEN|READONLY)/u.test(code)) return null;
    throw error;
  }
}

function openBy(path: string, open: (path: string) => Engine): Connection {
  const connection = readingThrough(path, open);
  try {
    connection.get('SELECT count(*) FROM sqlite_schema');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function openFilesCopied(path: string, log: Log): Connection {
  log('debug', 'the database is read as a copy: its log has no index beside it', { path });
  return openCopied(path, (draft) => copyFiles(path, draft));
}

/** Opened once to be brought up to date, log and format, and then only read. */
function openCopied(path: string, copyTo: (draft: string) => void): Connection {
  const folder = makePrivateFolder();
  try {
    const draft = join(folder.path, 'holdfast.db');
    copyTo(draft);
    const connection = openConnection(draft);
    try {
      migrate(connection, path);
      // What is in the log is in the file then.
      connection.get('PRAGMA journal_mode = DELETE');
    } finally {
      connection.close();
    }
    return removedWith(openBy(draft, openImmutable), folder);
  } catch (error) {
    folder.remove();
    throw error;
  }
}

function removedWith(connection: Connection, folder: PrivateFolder): Connection {
  return {
    ...connection,
    close: () => {
      connection.close();
      folder.remove();
    },
  };
}

const tries = 5;

/** Both as of one moment. */
function copyFiles(from: string, to: string): void {
  const files = ['', '-wal'];
  const stamps = () => files.map((end) => stampOf(from + end)).join();
  for (let tried = 0; tried < tries; tried += 1) {
    const before = stamps();
    for (const end of files) {
      rmSync(to + end, { force: true });
      try {
        copyFileSync(from + end, to + end, constants.COPYFILE_FICLONE);
        // The rights come along, too.
        chmodSync(to + end, 0o600);
      } catch (error) {
        // Whoever wrote there has just closed it.
        const isGone = end !== '' && !existsSync(from + end);
        if (!isGone) throw fileError(error, from + end);
      }
    }
    if (stamps() === before) return;
  }
  throw new HoldfastError(
    'archive-unavailable',
    `another process is writing to ${from}, which can't be read here meanwhile: wait until it has ended, then start again`,
    { retryable: true, facts: { path: from } },
  );
}

function stampOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeNs}`;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
