import type { Telling } from '../model/likeness.ts';
import type { Post } from '../model/post.ts';
import type { Ref } from '../ref.ts';
import type { Connection } from './sqlite-connection.ts';
import { findPostRow, type PostRow, postRecordOf, stands } from './sqlite-post-rows.ts';

/** When the post of an id was made, where ids carry time; ISO 8601. */
export type TimeOf = (ref: Ref) => string | null;

/** A post known only from articles that lost its id. */
export interface LostPost {
  readonly id: number;
  readonly name: string;
  readonly account: string;
  readonly day: string;
}

/** What is told of a post with an id, dated by the id where that carries time. */
export interface Candidate extends Telling {
  readonly id: number;
  readonly name: string;
  /** The day as printed or told. */
  readonly printed: string | null;
  /** The observation that tells it. */
  readonly witness: number | null;
}

interface Days {
  readonly from: string;
  readonly to: string;
}

/** Enough of what differs only in marks and links. */
const mostTellings = 8;

/** Posts of the account in those days that only articles without their ids tell of. */
export function lostPosts(connection: Connection, account: string, days: Days): LostPost[] {
  return connection.all<LostPost>(
    `SELECT DISTINCT posts.id, posts.name, embeds.account, embeds.day
     FROM embeds JOIN posts ON posts.id = embeds.post
     WHERE embeds.account = @account AND embeds.lost = 1 AND embeds.day BETWEEN @from AND @to
       AND posts.platform IS NULL
       AND ${stands}`,
    { account, ...days },
  );
}

/** What articles tell of a post. */
export function tellingsOf(connection: Connection, post: number): Telling[] {
  return connection
    .all<{ embed: string }>(
      `SELECT DISTINCT embed ->> '$.quoted' AS embed FROM embeds WHERE post = @post LIMIT ${mostTellings}`,
      { post },
    )
    .map(({ embed }) => JSON.parse(embed) as Telling);
}

/** How articles without its id print what the account posted that day. */
export function copiesOf(connection: Connection, account: string, day: string): Telling[] {
  return connection
    .all<{ embed: string }>(
      `SELECT DISTINCT embed ->> '$.quoted' AS embed FROM embeds
       WHERE account = @account AND lost = 1 AND day = @day`,
      { account, day },
    )
    .map(({ embed }) => JSON.parse(embed) as Telling);
}

/** All that is told of the account's posts with an id around that day, by articles and by sources. */
export function candidatesFor(
  connection: Connection,
  { account, day }: LostPost,
  timeOf: TimeOf,
): Candidate[] {
  const platform = account.slice(0, account.indexOf(':'));
  const values = { account, platform, handle: account.slice(platform.length + 1), ...daysAround(day) };
  const quoted = connection.all<QuotedRow>(
    `SELECT post, quoted, min(version) AS version
     FROM (SELECT post, version, embed ->> '$.quoted' AS quoted FROM embeds
       WHERE account = @account AND lost = 0 AND (day IS NULL OR day BETWEEN @from AND @to))
     GROUP BY post, quoted`,
    values,
  );
  const kept = connection.all<KeptRow>(
    `SELECT snapshots.post, snapshots.content ->> '$.post' AS content
     FROM snapshots JOIN posts ON posts.id = snapshots.post
     WHERE snapshots.handle = @handle AND (snapshots.day IS NULL OR snapshots.day BETWEEN @from AND @to)
       AND posts.platform = @platform`,
    values,
  );
  return [
    ...quoted.map((row) => ({
      post: row.post,
      telling: JSON.parse(row.quoted) as Telling,
      witness: quotingOf(connection, row),
    })),
    ...kept.map(({ post, content }) => ({
      post,
      telling: tellingOf(JSON.parse(content) as Post),
      witness: latestOf(connection, post),
    })),
  ].flatMap(({ post, telling, witness }) => {
    const row = connection.get<PostRow>('SELECT * FROM posts WHERE id = @post', { post });
    const standing = row === undefined ? undefined : findPostRow(connection, row.name);
    if (standing === undefined) return [];
    const { ref } = postRecordOf(standing);
    if (ref === null) return [];
    const { id, name } = standing;
    const { handle, date, text } = telling;
    return [{ id, name, handle, text, date: timeOf(ref) ?? date, printed: date, witness }];
  });
}

interface QuotedRow {
  readonly post: number;
  readonly quoted: string;
  readonly version: number;
}

interface KeptRow {
  readonly post: number;
  readonly content: string;
}

/** Links are left out: sources and articles print them in many ways. */
function tellingOf({ author, createdAt, segments }: Post): Telling {
  const words = segments.map(({ kind, text }) => (kind === 'link' ? ' ' : text));
  return { handle: author.handle, date: createdAt, text: words.join('') };
}

function quotingOf(connection: Connection, { post, version }: QuotedRow): number | null {
  return (
    connection.get<{ id: number }>(
      `SELECT observations.id FROM observations JOIN versions ON versions.blob = observations.wire
         AND versions.article = observations.url
       WHERE observations.post = @post AND observations.rank = 'article' AND versions.id = @version`,
      { post, version },
    )?.id ?? null
  );
}

/** The latest answer of a source; of a post that only articles tell of, the latest of these. */
function latestOf(connection: Connection, post: number): number | null {
  return (
    connection.get<{ id: number }>(
      `SELECT id FROM observations WHERE post = @post ORDER BY rank = 'article', id DESC LIMIT 1`,
      { post },
    )?.id ?? null
  );
}

/** `platform:handle`, as the column is. */
export function accountOf(platform: string, handle: string): string {
  // As the database folds case, so that both sides agree.
  return `${platform}:${handle.replace(/[A-Z]/gu, (letter) => letter.toLowerCase())}`;
}

/** The ISO days one before and one after. */
export function daysAround(date: string): Days {
  const noon = Date.parse(`${date.slice(0, 10)}T12:00:00Z`);
  if (Number.isNaN(noon)) return { from: '', to: '' };
  const day = 24 * 60 * 60 * 1000;
  const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return { from: isoDay(noon - day), to: isoDay(noon + day) };
}
