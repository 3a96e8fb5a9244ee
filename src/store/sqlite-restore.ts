import { HoldfastError } from '../errors.ts';
import type { Observation } from '../model/answer.ts';
import type { ManifestFiles, ManifestHead } from './manifest-files.ts';
import type {
  DerivativeLine,
  EntryLine,
  EvidenceRow,
  ManifestHeading,
  ManifestLine,
  PostLine,
  SinceLine,
  VersionLine,
} from './manifest-lines.ts';
import type { Connection, Values } from './sqlite-connection.ts';
import { tables } from './sqlite-ledger.ts';
import { storedColumns } from './sqlite-manifest-lines.ts';
import { currentFormat } from './sqlite-migrations.ts';
import { keepObservation } from './sqlite-observations.ts';
import { postColumns } from './sqlite-schema-manifests.ts';

/** What manifests told, and what of them could not be read. */
export interface Restored {
  /** Lines that are not as they were written: `000003.jsonl, byte 512`. */
  readonly damaged: readonly string[];
  /** Rows of tables that come with a later format; to be put in once that is there. */
  readonly later: readonly EvidenceRow[];
  /** Of a table that comes later, too. */
  readonly derivatives: readonly DerivativeLine[];
  /** The last that was told; null where nothing was. */
  readonly since: SinceLine | null;
  readonly head: ManifestHead | null;
}

/**
 * Puts all that manifests tell into a database that has rows of none of it, at the format that brought the ledger.
 * `onLines` is told after each file how many lines were read so far; what it throws breaks off.
 */
export async function restore(
  connection: Connection,
  files: ManifestFiles,
  onLines: (lines: number) => void,
): Promise<Restored> {
  let lines = 0;
  const head = files.head();
  const damaged: string[] = [];
  const later: EvidenceRow[] = [];
  const derivatives = new Map<number, DerivativeLine>();
  let since: SinceLine | null = null;
  for (const segment of files.segments()) {
    connection.write(() => {
      for (const { offset, line } of files.read(segment)) {
        lines += 1;
        if (line?.kind === 'manifest') assertKnown(line, files.pathOf(segment));
        if (line?.kind === 'since') since = line;
        else if (line?.kind === 'derivative') derivatives.set(line.id, line);
        else if (line !== null) later.push(...restoreLine(connection, line));
        // What was written without being finished is no loss: it is in the database's own words of then.
        else if (head === null || segment < head.segment || offset < head.bytes)
          damaged.push(`${files.pathOf(segment)}, byte ${offset}`);
      }
    });
    await new Promise((resolve) => setImmediate(resolve));
    onLines(lines);
  }
  connection.write(() => {
    reckonStandIns(connection);
    reckonLastLive(connection);
  });
  return { damaged, later, derivatives: [...derivatives.values()], since, head };
}

/** What a later Holdfast wrote may mean something that this one knows nothing of. */
function assertKnown({ version, format }: ManifestHeading, path: string): void {
  if (version <= 1 && format <= currentFormat) return;
  throw new HoldfastError(
    'archive-newer',
    `${path} was written by a newer Holdfast (format ${format}, this one knows ${currentFormat}): update Holdfast; nothing was changed`,
    { facts: { path, format, known: currentFormat } },
  );
}

/** Gives the rows whose table is not there yet. */
function restoreLine(connection: Connection, line: ManifestLine): readonly EvidenceRow[] {
  if (line.kind === 'entry') return restoreEntry(connection, line);
  if (line.kind === 'post') restorePost(connection, line);
  if (line.kind === 'version') restoreVersion(connection, line);
  if (line.kind === 'article')
    connection.run(
      `INSERT INTO articles (name, version) VALUES (@name, @version)
       ON CONFLICT (name) DO UPDATE SET version = excluded.version`,
      { name: line.name, version: line.version },
    );
  return [];
}

function restorePost(connection: Connection, { kind: _, ...post }: PostLine): void {
  const others = postColumns.filter((column) => column !== 'id');
  connection.run(
    `INSERT INTO posts (${postColumns.join(', ')}) VALUES (${postColumns.map((column) => `@${column}`).join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${others.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    post,
  );
}

function restoreVersion(connection: Connection, line: VersionLine): void {
  const { kind: _, embeds, reading, ...version } = line;
  connection.run('DELETE FROM embeds WHERE version = @id', { id: version.id });
  connection.run(
    `INSERT INTO versions (id, article, blob, format, charset, title, seen_at, reading)
     VALUES (@id, @article, @blob, @format, @charset, @title, @seen_at, @reading)
     ON CONFLICT (id) DO UPDATE SET article = excluded.article, blob = excluded.blob, format = excluded.format,
       charset = excluded.charset, title = excluded.title, seen_at = excluded.seen_at, reading = excluded.reading`,
    { ...version, reading: Buffer.from(reading, 'hex') },
  );
  for (const [ordinal, { post, embed }] of embeds.entries())
    connection.run(
      'INSERT INTO embeds (version, ordinal, post, embed) VALUES (@version, @ordinal, @post, @embed)',
      { version: version.id, ordinal, post, embed },
    );
}

/** An entry told twice is the same: manifests are written anew beside their old files. */
function restoreEntry(connection: Connection, line: EntryLine): readonly EvidenceRow[] {
  const { seq, rows, marks, hash } = line;
  const { changes } = connection.run(
    'INSERT OR IGNORE INTO ledger (seq, rows, marks, hash) VALUES (@seq, @rows, @marks, @hash)',
    { seq, rows, marks: Buffer.from(marks, 'hex'), hash: Buffer.from(hash, 'hex') },
  );
  if (changes === 0) return [];
  return line.of.flatMap((row) => (row === null || restoreRow(connection, row) ? [] : [row]));
}

/** See sqlite-schema-redactions.ts: once its tables are there. */
export function restoreSince(connection: Connection, { redacted, forgotten }: SinceLine): void {
  for (const row of redacted)
    connection.run('INSERT OR IGNORE INTO redacted_since (post, redaction) VALUES (@post, @redaction)', row);
  for (const row of forgotten)
    connection.run('INSERT OR IGNORE INTO forgotten_since (hash, post) VALUES (@hash, @post)', row);
}

/** False where its table is not there. */
export function restoreRow(connection: Connection, row: EvidenceRow): boolean {
  const { post } = row.columns;
  if (typeof post === 'number' && row.name != null) standInFor(connection, post, row.name, row);
  if (row.table === 'observation') {
    const { columns } = row;
    const { as_of: asOf, id, ...rest } = columns;
    keepObservation(connection, Number(post), { ...rest, asOf } as unknown as Observation, Number(id));
    return true;
  }
  const table = tables[row.table];
  const columns = storedColumns(connection, table);
  if (columns.length === 0) return false;
  const told = Object.keys(row.columns).filter((column) => columns.includes(column));
  connection.run(
    `INSERT OR IGNORE INTO ${table} (${told.map((column) => `"${column}"`).join(', ')})
     VALUES (${told.map((column) => `@${column}`).join(', ')})`,
    Object.fromEntries(told.map((column) => [column, row.columns[column] ?? null])),
  );
  return true;
}

/** A post whose own line is damaged is known by its evidence. */
function standInFor(connection: Connection, id: number, name: string, { columns }: EvidenceRow): void {
  if (connection.get('SELECT 1 FROM posts WHERE id = @id', { id }) !== undefined) return;
  const values: Values = { id, name, at: String(columns['at'] ?? columns['taken_at'] ?? '') };
  connection.run(
    `INSERT INTO posts (id, name, state, edited, first_seen) VALUES (@id, @name, 'unknown', ${standsIn}, @at)`,
    values,
  );
}

/** In place of `edited`, until a line of its own comes. */
const standsIn = -1;

/** What its snapshots and articles tell of such a post. */
function reckonStandIns(connection: Connection): void {
  const latest = (column: string) =>
    `(SELECT ${column} FROM snapshots WHERE post = posts.id ORDER BY id DESC LIMIT 1)`;
  const embedded = (path: string) =>
    `(SELECT embed ->> '${path}' FROM embeds WHERE post = posts.id AND json_valid(embed)
      AND embed ->> '$.ref' IS NOT NULL LIMIT 1)`;
  connection.script(`UPDATE posts SET edited = 0, state = coalesce(${latest('state')}, 'unknown'),
    since = ${latest('taken_at')},
    known = (SELECT known FROM snapshots WHERE post = posts.id ORDER BY known = 'platform' DESC, known = 'archive' DESC
      LIMIT 1),
    platform = ${embedded('$.ref.platform')}, platform_id = ${embedded('$.ref.id')}, url = ${embedded('$.ref.url')}
    WHERE edited = ${standsIn}`);
}

/** When the platform last showed each post, those merged into it counted as it. */
function reckonLastLive(connection: Connection): void {
  connection.script(`UPDATE posts SET last_live = (SELECT max(at) FROM heard
    WHERE heard.post = posts.id AND rank = 'platform' AND outcome = 'live')`);
  const merges = connection.all<{ into: number; last_live: string | null }>(
    `SELECT aliases.post AS "into", posts.last_live FROM aliases JOIN posts ON posts.name = aliases.alias
     ORDER BY aliases.id`,
  );
  for (const { into, last_live: at } of merges)
    connection.run("UPDATE posts SET last_live = @at WHERE id = @into AND coalesce(last_live, '') < @at", {
      into,
      at,
    });
}
