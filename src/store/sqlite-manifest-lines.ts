import type {
  ArticleLine,
  DerivativeLine,
  EntryLine,
  EvidenceRow,
  PostLine,
  SinceLine,
  VersionLine,
} from './manifest-lines.ts';
import type { Connection, Value } from './sqlite-connection.ts';
import { type LedgerEntry, type LedgerKind, readRows, tables } from './sqlite-ledger.ts';
import { postColumns } from './sqlite-schema-manifests.ts';

/** Lines of manifests as the database would have them now; null for what isn't there. */
export function postLine(connection: Connection, id: number): PostLine | null {
  const row = connection.get<Omit<PostLine, 'kind'>>(
    `SELECT ${postColumns.join(', ')} FROM posts WHERE id = @id`,
    { id },
  );
  return row === undefined ? null : { kind: 'post', ...row };
}

export function versionLine(connection: Connection, id: number): VersionLine | null {
  const row = connection.get<Omit<VersionLine, 'kind' | 'reading' | 'embeds'> & { reading: Buffer }>(
    `SELECT id, article, blob, format, charset, title, seen_at, reading FROM versions WHERE id = @id`,
    { id },
  );
  if (row === undefined) return null;
  const embeds = connection.all<{ post: number; embed: string }>(
    'SELECT post, embed FROM embeds WHERE version = @id ORDER BY ordinal',
    { id },
  );
  return { kind: 'version', ...row, reading: row.reading.toString('hex'), embeds };
}

export function articleLine(connection: Connection, name: string): ArticleLine | null {
  const row = connection.get<{ version: number }>('SELECT version FROM articles WHERE name = @name', {
    name,
  });
  return row === undefined ? null : { kind: 'article', name, version: row.version };
}

export function derivativeLine(connection: Connection, id: number): DerivativeLine | null {
  const row = connection.get<Omit<DerivativeLine, 'kind'>>('SELECT * FROM derivatives WHERE id = @id', {
    id,
  });
  return row === undefined ? null : { kind: 'derivative', ...row };
}

export function sinceLine(connection: Connection): SinceLine {
  return {
    kind: 'since',
    redacted: connection.all('SELECT post, redaction FROM redacted_since ORDER BY post, redaction'),
    forgotten: connection.all('SELECT hash, post FROM forgotten_since ORDER BY hash'),
  };
}

/** The entry after that one; null after the last. */
export function entryLine(connection: Connection, after: number): EntryLine | null {
  const entry = connection.get<LedgerEntry>('SELECT * FROM ledger WHERE seq > @after ORDER BY seq LIMIT 1', {
    after,
  });
  if (entry === undefined) return null;
  return {
    kind: 'entry',
    seq: entry.seq,
    rows: entry.rows,
    marks: entry.marks.toString('hex'),
    hash: entry.hash.toString('hex'),
    of: (readRows(entry.rows) ?? []).map(({ kind, row }) => evidenceRow(connection, kind, row)),
  };
}

function evidenceRow(connection: Connection, kind: LedgerKind, id: number): EvidenceRow | null {
  const row = connection.get<Record<string, Value>>(evidence(connection, kind), { id });
  if (row === undefined) return null;
  const { name_of_post: name, ...columns } = row;
  const plain = Object.entries(columns).map(([column, value]) => [
    column,
    Buffer.isBuffer(value) ? value.toString('hex') : value,
  ]);
  const told: EvidenceRow = { table: kind, columns: Object.fromEntries(plain) as EvidenceRow['columns'] };
  return name === undefined ? told : { ...told, name: name as string | null };
}

const statements = new WeakMap<Connection, Map<LedgerKind, string>>();

/** All columns of the kind's table; of observations as they were heard. */
function evidence(connection: Connection, kind: LedgerKind): string {
  const known = statements.get(connection) ?? new Map<LedgerKind, string>();
  statements.set(connection, known);
  const sql = known.get(kind) ?? evidenceStatement(connection, kind);
  known.set(kind, sql);
  return sql;
}

function evidenceStatement(connection: Connection, kind: LedgerKind): string {
  const table = kind === 'observation' ? 'heard' : tables[kind];
  const columns = storedColumns(connection, table);
  const list = columns.map((column) => `it."${column}"`).join(', ');
  if (!columns.includes('post')) return `SELECT ${list} FROM ${table} AS it WHERE it.id = @id`;
  return `SELECT ${list}, posts.name AS name_of_post FROM ${table} AS it
    LEFT JOIN posts ON posts.id = it.post WHERE it.id = @id`;
}

/** Without those that are reckoned from others. */
export function storedColumns(connection: Connection, table: string): string[] {
  return connection
    .all<{ name: string; hidden: number }>(`PRAGMA table_xinfo(${table})`)
    .filter(({ hidden }) => hidden === 0)
    .map(({ name }) => name);
}
