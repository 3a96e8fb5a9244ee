import type { ArticleFormat } from '../model/article.ts';
import { hashOf } from '../model/canonical.ts';
import type { Embed } from '../model/embed.ts';
import type { ArticleEntry, ArticleRecord, Articles, RecordedArticle } from './contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { addJob } from './sqlite-jobs.ts';
import { meet, toldBy } from './sqlite-meetings.ts';
import { addObservation } from './sqlite-observations.ts';
import { addPostRow, findPostRow } from './sqlite-post-rows.ts';
import { keepableArticle, noteArticle } from './sqlite-redaction-guard.ts';
import type { TimeOf } from './sqlite-tellings.ts';

export function articlesIn(connection: Connection): Articles {
  return {
    get: async (name) =>
      connection.read(() => {
        const row = connection.get<VersionRow>(`${latestVersions} WHERE articles.name = @name`, { name });
        return row === undefined ? null : articleRecordOf(connection, row);
      }),
    list: async () =>
      connection.read(() =>
        connection
          .all<VersionRow>(`${latestVersions} ORDER BY articles.name`)
          .map((row) => articleRecordOf(connection, row)),
      ),
  };
}

/** See `Store.recordArticle`. Bytes known before are read anew only if a newer reader found something else in them. */
export function recordArticle(connection: Connection, told: ArticleEntry, timeOf: TimeOf): RecordedArticle {
  const isKnown = (version: VersionRow | undefined, reading: Buffer) =>
    version?.reading.equals(reading) ?? false;
  const current = connection.get<VersionRow>(`${latestVersions} WHERE articles.name = @name`, {
    name: told.name,
  });
  if (current?.blob === told.blob && isKnown(current, hashReading(keepableArticle(connection, told))))
    return { unchanged: true, newPosts: 0 };
  return connection.write(() => {
    const entry = keepableArticle(connection, told);
    const reading = hashReading(entry);
    const former = versionOf(connection, entry);
    const version = former === undefined ? addVersion(connection, entry, reading) : former.id;
    connection.run(
      `INSERT INTO articles (name, version) VALUES (@name, @version)
       ON CONFLICT (name) DO UPDATE SET version = excluded.version`,
      { name: entry.name, version },
    );
    noteArticle(connection, entry);
    if (isKnown(former, reading)) return { unchanged: true, newPosts: 0 };
    if (former !== undefined) readAnew(connection, former.id, entry, reading);
    return { unchanged: former !== undefined, newPosts: recordEmbeds(connection, version, entry, timeOf) };
  });
}

/** What was read from a version's bytes, as one hash, for `verify` and for telling a newer reading. */
export function hashReading(read: Omit<ArticleRecord, 'seenAt'>): Buffer {
  const { name, blob, format, charset, title, embeds } = read;
  return Buffer.from(hashOf({ name, blob, format, charset, title, embeds }), 'hex');
}

export interface VersionRow {
  readonly id: number;
  readonly article: string;
  readonly blob: string;
  readonly format: ArticleFormat;
  readonly charset: string;
  readonly title: string | null;
  readonly seen_at: string;
  readonly reading: Buffer;
}

export function articleRecordOf(connection: Connection, row: VersionRow): ArticleRecord {
  const embeds = connection.all<{ embed: string }>(
    'SELECT embed FROM embeds WHERE version = @version ORDER BY ordinal',
    { version: row.id },
  );
  return {
    name: row.article,
    format: row.format,
    charset: row.charset,
    title: row.title,
    blob: row.blob,
    seenAt: row.seen_at,
    embeds: embeds.map(({ embed }) => JSON.parse(embed) as Embed),
  };
}

const latestVersions = 'SELECT versions.* FROM articles JOIN versions ON versions.id = articles.version';

function versionOf(connection: Connection, { name, blob }: ArticleEntry): VersionRow | undefined {
  return connection.get('SELECT * FROM versions WHERE article = @name AND blob = @blob', { name, blob });
}

function addVersion(connection: Connection, entry: ArticleEntry, reading: Buffer): number {
  const { name, blob, format, charset, title, at } = entry;
  return connection.run(
    `INSERT INTO versions (article, blob, format, charset, title, seen_at, reading)
     VALUES (@name, @blob, @format, @charset, @title, @at, @reading)`,
    { name, blob, format, charset, title, at, reading },
  ).id;
}

function readAnew(connection: Connection, version: number, entry: ArticleEntry, reading: Buffer): void {
  const { format, charset, title } = entry;
  connection.run(
    `UPDATE versions SET format = @format, charset = @charset, title = @title, reading = @reading
     WHERE id = @version`,
    { version, format, charset, title, reading },
  );
  connection.run('DELETE FROM embeds WHERE version = @version', { version });
}

/** How many of the posts are new, those left out that turned out to be another one. */
function recordEmbeds(connection: Connection, version: number, entry: ArticleEntry, timeOf: TimeOf): number {
  const added = new Set<number>();
  for (const [ordinal, embed] of entry.embeds.entries()) {
    const { id: post, isNew } = addPostRow(connection, embed.name, embed.ref, entry.at);
    if (isNew) added.add(post);
    connection.run(
      'INSERT INTO embeds (version, ordinal, post, embed) VALUES (@version, @ordinal, @post, @embed)',
      { version, ordinal, post, embed: JSON.stringify(embed) },
    );
    addQuote(connection, post, entry);
  }
  for (const job of entry.jobs) {
    const post = findPostRow(connection, job.name);
    if (post !== undefined && added.has(post.id)) addJob(connection, post.id, job, Date.parse(entry.at));
  }
  const merged = meet(connection, toldBy(entry.embeds, timeOf), timeOf);
  return [...added].filter((post) => !merged.has(post)).length;
}

function addQuote(connection: Connection, post: number, { name, blob, at }: ArticleEntry): void {
  addObservation(connection, post, {
    source: 'article',
    rank: 'article',
    at,
    asOf: null,
    outcome: 'quoted',
    reason: null,
    url: name,
    status: null,
    wire: blob,
  });
}
