import Database from 'better-sqlite3';

/**
 * Whether another process, or another connection of this one, has the database open, at work or not. False for a file
 * that can't be read as one. Moves what is still in its log into it, as closing it does.
 */
export function isHeldElsewhere(path: string): boolean {
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { timeout: 0, fileMustExist: true });
    // Whoever has it open keeps a shared lock, which this mode can't be had beside.
    database.pragma('locking_mode = EXCLUSIVE');
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (error instanceof Database.SqliteError) return /^SQLITE_(?:BUSY|LOCKED)/u.test(error.code);
    throw error;
  } finally {
    database?.close();
  }
}
