import { HoldfastError, messageOf } from '../errors.ts';

/** A failure of the file system, as the error that says what to do. Anything that isn't one comes back as it is. */
export function fileError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === null || error instanceof HoldfastError) return error;
  if (full.has(code)) return diskFull(path, error);
  const advice = advices[code];
  if (advice === undefined) return error;
  return unavailable(path, advice, error);
}

/** A failure of SQLite, likewise. */
export function databaseError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === null || !code.startsWith('SQLITE_')) return fileError(error, path);
  // `SQLITE_IOERR_FSYNC` is a kind of `SQLITE_IOERR`.
  const primary = code.split('_').slice(0, 2).join('_');
  if (primary === 'SQLITE_FULL') return diskFull(path, error);
  const advice = databaseAdvices[primary];
  return advice === undefined ? error : unavailable(path, advice, error);
}

/** True when the disk itself failed: what was written last may be lost though a later attempt seems to succeed. */
export function isDiskFailure(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'EIO' || (code?.startsWith('SQLITE_IOERR') ?? false);
}

function diskFull(path: string, cause: unknown): HoldfastError {
  return new HoldfastError(
    'disk-full',
    `the disk that holds ${path} is full: free some space, then start again; nothing kept so far is lost`,
    { retryable: true, facts: { path }, cause },
  );
}

function unavailable(path: string, advice: string, cause: unknown): HoldfastError {
  return new HoldfastError(
    'archive-unavailable',
    `the archive can't be used at ${path}: ${advice} (${messageOf(cause)})`,
    { facts: { path }, cause },
  );
}

function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

const elsewhere = 'or choose another place with --archive';
const noRight = `give this user the right to read and write there, ${elsewhere}`;
const inTheWay = `something else is in the way: move it, ${elsewhere}`;
const readOnly = `it is read-only: make it writable, ${elsewhere}`;
const again = 'restore it from a backup, or make it again with "holdfast rebuild --force"';
const failing = 'the disk failed to read or write: check it before anything else is written';

const advices: Readonly<Record<string, string>> = {
  EACCES: noRight,
  EPERM: noRight,
  EROFS: readOnly,
  ENOENT: `no folder can be made there, ${elsewhere}`,
  ENOTDIR: inTheWay,
  EISDIR: inTheWay,
  EEXIST: inTheWay,
  ENOTEMPTY: inTheWay,
  ELOOP: inTheWay,
  ENAMETOOLONG: `the path is too long, ${elsewhere}`,
  EIO: failing,
  EMFILE: 'too many files are open: raise the limit (ulimit -n) or lower --concurrency',
  ENFILE: 'too many files are open on this machine',
};

const databaseAdvices: Readonly<Record<string, string>> = {
  SQLITE_CANTOPEN: noRight,
  SQLITE_PERM: noRight,
  SQLITE_AUTH: noRight,
  SQLITE_READONLY: readOnly,
  SQLITE_NOTADB: `this is no database, or no longer one: if it was the archive's, ${again}; else move the file away, ${elsewhere}`,
  SQLITE_CORRUPT: `the database is damaged: "holdfast verify" says where; ${again}`,
  SQLITE_IOERR: failing,
  SQLITE_BUSY: 'another process keeps it locked: end that one, or wait and start again',
  SQLITE_LOCKED: 'another process keeps it locked: end that one, or wait and start again',
};
