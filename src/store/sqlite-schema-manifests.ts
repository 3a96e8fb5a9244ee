import type { Connection } from './sqlite-connection.ts';
import type { Migration } from './sqlite-migration.ts';

/**
 * Format 9. What stands in the manifests beside the blobs, and what has yet to be written there; and second copies.
 *
 * - `manifests`: one row. `entry`: the last entry of the ledger that was written. `segment`, `bytes`: the file written
 *   to and how much of it counts. `first`: the first file that counts. `differs`: 1 where something written before has
 *   changed since, so that all has to be written anew; 2 while that is done, beside the old files. `since`: how many rows of
 *   `redacted_since` and `forgotten_since` were written, to which rows are only ever added. `format`: that of the archive when it was begun.
 * - `behind`: posts, versions and articles that are new or have changed since they were last written.
 * - What is neither hashed nor written to manifests is kept twice, as a table and as an index over all its columns:
 *   SQLite's own check compares the two, and so finds a flipped bit in either.
 */
export const manifestsSchema: Migration = (connection) => {
  connection.script(tables);
  for (const table of keptTwice) connection.script(secondCopyOf(connection, table));
  connection.script(triggers());
};

const tables = `
CREATE TABLE manifests (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  format INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  first INTEGER NOT NULL,
  segment INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  differs INTEGER NOT NULL,
  since INTEGER NOT NULL
) STRICT;
INSERT INTO manifests VALUES (1, 0, 0, 0, 0, 0, 0, 0);
CREATE UNIQUE INDEX manifests_twice ON manifests (id, format, entry, first, segment, bytes, differs, since);

CREATE TABLE behind (
  kind TEXT NOT NULL,
  key ANY NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
INSERT INTO behind SELECT 'post', id FROM posts;
INSERT INTO behind SELECT 'version', id FROM versions;
INSERT INTO behind SELECT 'article', name FROM articles;
CREATE INDEX articles_by_version ON articles (version);
CREATE INDEX versions_twice ON versions (id, article, blob, seen_at);
`;

/** Tables of which nothing else tells whether they are whole. */
const keptTwice = ['posts', 'hosts', 'documents', 'document_parts', 'search_posts'];

function secondCopyOf(connection: Connection, table: string): string {
  const columns = connection
    .all<{ name: string; hidden: number }>(`PRAGMA table_xinfo(${table})`)
    .filter(({ hidden }) => hidden === 0);
  if (columns.length === 0) return '';
  return `CREATE INDEX ${table}_twice ON ${table} (${columns.map(({ name }) => `"${name}"`).join(', ')})`;
}

/** What a post's line in the manifests tells; the rest is reckoned from its evidence. */
export const postColumns = [
  'id',
  'name',
  'platform',
  'platform_id',
  'url',
  'state',
  'edited',
  'since',
  'known',
  'first_seen',
] as const;

function triggers(): string {
  const changed = postColumns.map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ');
  return [
    behind('posts', 'INSERT', 'post', 'NEW.id'),
    behind('posts', `UPDATE OF ${postColumns.join(', ')}`, 'post', 'NEW.id', `WHEN ${changed}`),
    behind('versions', 'INSERT', 'version', 'NEW.id'),
    behind('versions', 'UPDATE', 'version', 'NEW.id'),
    behind('embeds', 'UPDATE', 'version', 'NEW.version'),
    behind('articles', 'INSERT', 'article', 'NEW.name'),
    behind('articles', 'UPDATE', 'article', 'NEW.name'),
    ...['aliases', 'captures', 'ledger', 'observations', 'snapshots', 'tellings'].map((table) =>
      differing(table, 'UPDATE'),
    ),
    // Nothing but a takedown leaves an article without its title.
    differing('versions', 'UPDATE OF title', 'WHEN OLD.title IS NOT NULL AND NEW.title IS NULL'),
    ...['embeds', 'posts'].map((table) => differing(table, `UPDATE OF ${namesIn[table] ?? ''}`)),
  ].join('');
}

/** Columns that only a takedown changes. */
const namesIn: Readonly<Record<string, string>> = { embeds: 'embed', posts: 'name, url' };

/**
 * Not `OR IGNORE`: within a trigger the statement that set it off decides about conflicts. `+`: a number's own type would
 * keep SQLite from looking it up in the key, which may be a number or a name.
 */
function behind(table: string, event: string, kind: string, key: string, when = ''): string {
  return `
CREATE TRIGGER ${table}_behind_${verbOf(event)} AFTER ${event} ON ${table} ${when}
BEGIN INSERT INTO behind SELECT '${kind}', ${key}
  WHERE NOT EXISTS (SELECT 1 FROM behind WHERE kind = '${kind}' AND key = +${key}); END;`;
}

function differing(table: string, event: string, when = ''): string {
  return `
CREATE TRIGGER ${table}_differ_${verbOf(event)} AFTER ${event} ON ${table} ${when}
BEGIN UPDATE manifests SET differs = 1 WHERE differs <> 1; END;`;
}

function verbOf(event: string): string {
  return (event.split(' ')[0] ?? '').toLowerCase();
}
