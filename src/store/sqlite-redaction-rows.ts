import type { Embed } from '../model/embed.ts';
import { withoutQuote } from '../model/redaction.ts';
import { lettersToTell } from '../model/redaction-words.ts';
import { comparableText } from '../ref.ts';
import type { RedactionWish, RemovedBlob } from './redactions-contract.ts';
import { articleRecordOf, hashReading, type VersionRow } from './sqlite-articles.ts';
import type { Connection } from './sqlite-connection.ts';
import { dropDerivatives } from './sqlite-derivatives.ts';
import { enter, hashRow, type LedgerKind, ledgerKinds, tables } from './sqlite-ledger.ts';
import { forgottenHash } from './sqlite-redaction-marks.ts';
import { forgetNames } from './sqlite-redaction-names.ts';
import type { Survey } from './sqlite-redaction-survey.ts';
import { forget, reindex } from './sqlite-search-index.ts';

/**
 * Takes out of the rows all that a survey found, and writes down what was done, within the transaction at hand. Rows of
 * evidence stay: each with its number, and its old hash in the redaction, which is entered in the ledger.
 */
export function takeOut(
  connection: Connection,
  found: Survey,
  wish: RedactionWish,
  blobs: readonly RemovedBlob[],
): number {
  const { standing, members, cut, touched } = found;
  const id = nextId(connection);
  connection.run('INSERT INTO redacting (id) VALUES (1)');
  const before = hashesOf(connection, found);
  for (const { id: snapshot, after } of found.snapshots)
    connection.run('UPDATE snapshots SET content = @content WHERE id = @snapshot', {
      snapshot,
      content: JSON.stringify({ ...after, redacted: id }),
    });
  const posts = JSON.stringify(members.map((member) => member.id));
  const forgotten = new Map<string, number>();
  if (cut.words) {
    cutObservations(connection, posts);
    connection.run(
      'UPDATE posts SET url = @address WHERE url IS NOT NULL AND id IN (SELECT value FROM json_each(@posts))',
      { address: cut.address, posts },
    );
    connection.run(
      `UPDATE captures SET url = NULL, reason = NULL, missing = '[]'
       WHERE snapshot IN (SELECT id FROM snapshots WHERE post IN (SELECT value FROM json_each(@posts)))`,
      { posts },
    );
    for (const title of forgetTitles(connection, found)) forgotten.set(title, standing.id);
  }
  if (cut.everything) for (const [hash, post] of forgetNames(connection, found)) forgotten.set(hash, post);
  if (cut.words) forgetQuotes(connection, found);
  dropDerivatives(
    connection,
    blobs.map(({ hash }) => hash),
  );
  endPictureJobs(connection, [...members.map((member) => member.id), ...touched]);
  connection.run(
    `INSERT INTO redactions (id, post, what, reason, articles, at, by, rows, blobs, touched, forgotten)
     VALUES (@id, @post, @what, @reason, @articles, @at, @by, @rows, @blobs, @touched, @forgotten)`,
    {
      id,
      post: standing.id,
      what: wish.what,
      reason: wish.reason,
      articles: Number(wish.articles),
      at: wish.at.toISOString(),
      by: wish.by,
      rows: JSON.stringify(changedRows(connection, before)),
      blobs: JSON.stringify(blobs.map(({ hash, size, mediaType }) => [hash, size, mediaType])),
      touched: JSON.stringify(touched),
      forgotten: JSON.stringify([...forgotten]),
    },
  );
  enter(connection, 'redaction', id);
  lookUp(connection, id);
  findNoMore(connection, found);
  connection.run('DELETE FROM redacting');
  return id;
}

function nextId(connection: Connection): number {
  return (connection.get<{ id: number | null }>('SELECT max(id) AS id FROM redactions')?.id ?? 0) + 1;
}

interface HashedBefore {
  readonly kind: LedgerKind;
  readonly row: number;
  readonly hash: string;
}

/** Of each row of evidence that may lose something: all of the post's own, and the snapshots of others that do. */
function hashesOf(connection: Connection, { members, snapshots }: Survey): HashedBefore[] {
  const posts = JSON.stringify(members.map(({ id }) => id));
  const own = ledgerKinds.flatMap((kind) => {
    const where =
      kind === 'capture'
        ? 'snapshot IN (SELECT id FROM snapshots WHERE post IN (SELECT value FROM json_each(@posts)))'
        : 'post IN (SELECT value FROM json_each(@posts))';
    const rows = connection.all<{ id: number }>(`SELECT id FROM ${tables[kind]} WHERE ${where} ORDER BY id`, {
      posts,
    });
    return rows.map(({ id }) => ({ kind, row: id }));
  });
  const isOwn = new Set(members.map(({ id }) => id));
  const others = snapshots.filter(({ post }) => !isOwn.has(post));
  return [...own, ...others.map(({ id }) => ({ kind: 'snapshot', row: id }) as const)].map((row) => ({
    ...row,
    hash: hashRow(connection, row.kind, row.row)?.toString('hex') ?? '',
  }));
}

function changedRows(connection: Connection, before: readonly HashedBefore[]) {
  return before.flatMap(({ kind, row, hash }) => {
    const after = hashRow(connection, kind, row)?.toString('hex') ?? '';
    return after === hash ? [] : [[kind, row, hash, after] as const];
  });
}

/**
 * Who said when that the post was there or gone stays; in which words, and under which address, goes: both may tell
 * what it said.
 */
function cutObservations(connection: Connection, posts: string): void {
  const told = connection.all<TellingRow>(
    `SELECT DISTINCT tellings.* FROM tellings JOIN observations ON observations.telling = tellings.id
     WHERE observations.post IN (SELECT value FROM json_each(@posts)) AND rank <> 'article'`,
    { posts },
  );
  for (const telling of told) {
    const origin = URL.canParse(telling.url) ? `${new URL(telling.url).origin}/` : '';
    if (telling.reason === null && telling.url === origin) continue;
    connection.run(
      `UPDATE observations SET telling = @bare
       WHERE telling = @telling AND post IN (SELECT value FROM json_each(@posts))`,
      { bare: bareTelling(connection, { ...telling, url: origin }), telling: telling.id, posts },
    );
  }
  connection.run(
    `DELETE FROM tellings WHERE id IN (SELECT value FROM json_each(@told))
       AND id NOT IN (SELECT telling FROM observations)`,
    { told: JSON.stringify(told.map(({ id }) => id)) },
  );
}

interface TellingRow {
  readonly id: number;
  readonly source: string;
  readonly rank: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly url: string;
  readonly status: number | null;
}

function bareTelling(connection: Connection, { source, rank, outcome, url, status }: TellingRow): number {
  const telling = { source, rank, outcome, url, status };
  const known = connection.get<{ id: number }>(
    `SELECT id FROM tellings WHERE url = @url AND source = @source AND outcome = @outcome AND rank = @rank
       AND status IS @status AND reason IS NULL`,
    telling,
  );
  if (known !== undefined) return known.id;
  return connection.run(
    `INSERT INTO tellings (source, rank, outcome, url, status) VALUES (@source, @rank, @outcome, @url, @status)`,
    telling,
  ).id;
}

/** Titles that quote the post. */
function forgetTitles(connection: Connection, { members, words }: Survey): string[] {
  const titled = connection.all<{ id: number; title: string }>(
    `SELECT DISTINCT versions.id, title FROM versions JOIN embeds ON embeds.version = versions.id
     WHERE title IS NOT NULL AND embeds.post IN (SELECT value FROM json_each(@posts))`,
    { posts: JSON.stringify(members.map(({ id }) => id)) },
  );
  return titled.flatMap(({ id, title }) => {
    if (!quotes(title, words)) return [];
    connection.run('UPDATE versions SET title = NULL WHERE id = @id', { id });
    return [forgottenHash('title', title)];
  });
}

/** A title may be as short as the post, or hold no more of it than its beginning. */
function quotes(title: string, words: readonly string[]): boolean {
  const said = comparableText(title);
  return words.some((word) => {
    if (said.includes(word)) return true;
    const letters = [...word];
    const runs = lettersToTell(word);
    return letters.some(
      (_, at) => at + runs <= letters.length && said.includes(letters.slice(at, at + runs).join('')),
    );
  });
}

/** What articles say of the post, as far as rows tell it; and the hash over all that was read from them. */
function forgetQuotes(connection: Connection, { members, cut, standing }: Survey): void {
  const embeds = connection.all<{ version: number; ordinal: number; embed: string }>(
    'SELECT version, ordinal, embed FROM embeds WHERE post IN (SELECT value FROM json_each(@posts))',
    { posts: JSON.stringify(members.map(({ id }) => id)) },
  );
  const name = connection.get<{ name: string }>('SELECT name FROM posts WHERE id = @id', { id: standing.id });
  for (const { version, ordinal, embed } of embeds)
    connection.run('UPDATE embeds SET embed = @embed WHERE version = @version AND ordinal = @ordinal', {
      version,
      ordinal,
      embed: JSON.stringify(withoutQuote(JSON.parse(embed) as Embed, cut, name?.name ?? standing.name)),
    });
  for (const version of new Set(embeds.map((embed) => embed.version))) {
    const row = connection.get<VersionRow>('SELECT * FROM versions WHERE id = @version', { version });
    if (row === undefined) continue;
    const reading = hashReading(articleRecordOf(connection, row));
    connection.run('UPDATE versions SET reading = @reading WHERE id = @version', { version, reading });
  }
}

/** No page of these posts is pictured any more, and what failed is told without the words it failed with. */
function endPictureJobs(connection: Connection, posts: readonly number[]): void {
  const these = JSON.stringify(posts);
  connection.run(
    `UPDATE jobs SET detail = NULL WHERE detail IS NOT NULL AND post IN (SELECT value FROM json_each(@these))`,
    { these },
  );
  connection.run(
    `UPDATE jobs SET state = 'done', reason = NULL, again = 0
     WHERE kind = 'capture' AND state = 'queued' AND post IN (SELECT value FROM json_each(@these))`,
    { these },
  );
}

/** Fills the tables that a redaction is looked up in, from what was written of it. */
export function lookUp(connection: Connection, id: number): void {
  const tablesToFill = [
    `redacted_rows (kind, row, redaction)
     SELECT value ->> 0, value ->> 1, redactions.id FROM redactions, json_each(redactions.rows)`,
    `redacted_blobs (hash, redaction)
     SELECT value ->> 0, redactions.id FROM redactions, json_each(redactions.blobs)`,
    `doomed (hash) SELECT value ->> 0 FROM redactions, json_each(redactions.blobs)`,
    `redacted_posts (post, redaction) SELECT value, redactions.id FROM redactions, json_each(redactions.touched)`,
    `forgotten (hash, post)
     SELECT value ->> 0, value ->> 1 FROM redactions, json_each(redactions.forgotten)`,
  ];
  for (const columns of tablesToFill)
    connection.run(`INSERT OR IGNORE INTO ${columns} WHERE redactions.id = @id`, { id });
  connection.run(
    'INSERT OR IGNORE INTO redacted_posts (post, redaction) SELECT post, id FROM redactions WHERE id = @id',
    { id },
  );
  connection.run(`INSERT OR IGNORE INTO redaction_work (step, what) VALUES ('bytes', @id)`, {
    id: String(id),
  });
}

/** The index holds no word of it any more. */
function findNoMore(connection: Connection, { members, standing, touched }: Survey): void {
  const neighbours = connection.all<{ post: number }>(
    `SELECT DISTINCT post FROM embeds WHERE version IN (
       SELECT version FROM embeds WHERE post IN (SELECT value FROM json_each(@posts)))`,
    { posts: JSON.stringify(members.map(({ id }) => id)) },
  );
  for (const post of new Set([...touched, ...neighbours.map(({ post: id }) => id)]))
    reindex(connection, post);
  for (const { id } of members) if (id !== standing.id) forget(connection, id);
  // Last, since it writes the whole index anew.
  forget(connection, standing.id);
  reindex(connection, standing.id);
}
