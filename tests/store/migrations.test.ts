import { copyFileSync, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/model/canonical.ts';
import { type Connection, openConnection } from '../../src/store/sqlite-connection.ts';
import { currentFormat, migrate, migrations } from '../../src/store/sqlite-migrations.ts';
import { verifyRows } from '../../src/store/sqlite-verify.ts';
import { useFolders } from './folders.ts';
import { makeArchiveOf } from './old-archives.ts';
import { collect } from './samples.ts';

const folders = useFolders();

describe('the next format', () => {
  for (const format of migrations.keys()) {
    it(`comes after ${format} whole or not at all, whichever statement fails`, async () => {
      const archive = await archiveOf(format);
      const before = contentOf(archive.connection);
      for (let statement = 1; ; statement += 1) {
        const failing = interrupted(archive.connection, statement, () => {
          throw new Error('the power went');
        });
        expect(outcomeOf(() => migrate(failing.connection, archive.path, format + 1))).toBe('the power went');
        if (formatOf(archive.connection) === format + 1) break;
        expect(contentOf(archive.connection)).toBe(before);
      }
      archive.connection.close();
    });

    it(`comes after ${format} in an archive whose migration was killed at any statement`, async () => {
      const archive = await archiveOf(format);
      const leftBehind = await copiesAtEachStatement(archive, format + 1);
      const wanted = contentOf(archive.connection);
      archive.connection.close();
      expect(leftBehind.length).toBeGreaterThan(0);
      for (const path of leftBehind) {
        const connection = openConnection(path);
        expect([format, format + 1]).toContain(formatOf(connection));
        expect(integrityOf(connection)).toBe('ok');
        migrate(connection, path, format + 1);
        expect(contentOf(connection)).toBe(wanted);
        connection.close();
      }
    });
  }
});

describe('an old archive', () => {
  for (let format = 1; format <= currentFormat; format += 1)
    it(`of format ${format} is whole after all that came since`, async () => {
      const { connection, path } = await archiveOf(format);
      const before = rowCounts(connection);
      migrate(connection, path);
      expect(formatOf(connection)).toBe(currentFormat);
      expect(rowCounts(connection)).toMatchObject(before);
      expect(await collect(verifyRows(connection))).toEqual([]);
      const posts = connection.all('SELECT name, state, known FROM posts ORDER BY id');
      expect(posts[1]).toEqual({
        name: 'pond:2',
        state: format < 5 ? 'live' : 'deleted',
        known: 'platform',
      });
      connection.close();
    });

  it('has the same tables, whatever format it began with', async () => {
    const shapes = new Set<string>();
    for (const format of [0, 1, 5, currentFormat]) {
      const { connection, path } = await archiveOf(format);
      migrate(connection, path);
      shapes.add(hashOf(connection.all('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name')));
      connection.close();
    }
    expect(shapes.size).toBe(1);
  });
});

async function archiveOf(format: number) {
  const path = join(await folders.folder(), 'a.db');
  const connection = openConnection(path);
  makeArchiveOf(connection, path, format);
  return { connection, path };
}

function formatOf(connection: Connection): number {
  return connection.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? -1;
}

/** Of tables of any format, but those that a full-text index keeps for itself. */
function rowCounts(connection: Connection): Record<string, number> {
  const tables = connection
    .all<{ name: string; type: string }>('PRAGMA table_list')
    .filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_') && name !== 'pauses');
  return Object.fromEntries(
    tables.map(({ name }) => [
      name,
      connection.get<{ n: number }>(`SELECT count(*) AS n FROM "${name}"`)?.n ?? 0,
    ]),
  );
}

function integrityOf(connection: Connection): string {
  return connection.get<{ integrity_check: string }>('PRAGMA integrity_check')?.integrity_check ?? '';
}

/** Format, tables and rows, as one hash. */
function contentOf(connection: Connection): string {
  const schema = connection.all<{ name: string; type: string; sql: string | null }>(
    'SELECT type, name, sql FROM sqlite_schema ORDER BY type, name',
  );
  const tables = schema.filter(({ type, sql }) => type === 'table' && !sql?.startsWith('CREATE VIRTUAL'));
  const rows = tables.map(({ name }) => [
    name,
    connection.all<object>(`SELECT * FROM "${name}"`).map((row) => Object.values(row)),
  ]);
  return hashOf([formatOf(connection), schema, rows]);
}

function outcomeOf(work: () => void): string {
  try {
    work();
    return 'done';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The same connection, with something happening before its n-th statement; or, without a number, before each. */
function interrupted(connection: Connection, at: number | null, happen: () => void) {
  let statements = 0;
  const count = () => {
    statements += 1;
    if (at === null || statements === at) happen();
  };
  const watched: Connection = {
    ...connection,
    run: (sql, values) => {
      count();
      return connection.run(sql, values);
    },
    get: (sql, values) => {
      count();
      return connection.get(sql, values);
    },
    all: (sql, values) => {
      count();
      return connection.all(sql, values);
    },
    script: (sql) => {
      for (const statement of statementsOf(sql)) {
        count();
        connection.script(statement);
      }
    },
  };
  return { connection: watched };
}

/** The files as a process killed before each statement leaves them, and as one killed right after the last; each once. */
async function copiesAtEachStatement(archive: { connection: Connection; path: string }, upTo: number) {
  const folder = await folders.folder();
  const copies: string[] = [];
  const copy = () => {
    const path = join(folder, `${copies.length}.db`);
    for (const end of ['', '-wal'])
      if (existsSync(archive.path + end)) copyFileSync(archive.path + end, path + end);
    copies.push(path);
  };
  migrate(interrupted(archive.connection, null, copy).connection, archive.path, upTo);
  copy();
  const seen = new Map<string, string>();
  for (const path of copies) {
    const files = [path, `${path}-wal`].filter((file) => existsSync(file));
    const bytes = await Promise.all(files.map((file) => readFile(file)));
    seen.set(hashOf(bytes.map((part) => part.toString('latin1'))), path);
  }
  return [...seen.values()];
}

/** A script's statements; those of a trigger's body are its own. */
function statementsOf(script: string): string[] {
  const statements: string[] = [];
  let begun = '';
  for (const part of script.split(';')) {
    begun += `${part};`;
    const isBody = /CREATE (?:TEMP )?TRIGGER/i.test(begun) && !/\bEND\s*;$/i.test(begun);
    if (isBody || (begun.split("'").length - 1) % 2 === 1) continue;
    if (begun.trim() !== ';') statements.push(begun);
    begun = '';
  }
  return statements;
}
