import type { Telling } from '../model/likeness.ts';
import type { Post } from '../model/post.ts';
import type { Ref } from '../ref.ts';
import type { Connection } from './sqlite-connection.ts';
import { type PostRow, postRecordOf, stands } from './sqlite-post-rows.ts';

/** When the post of an id was made, where ids carry time; ISO 8601. */
export type TimeOf = (ref: Ref) => string | null;

/** A post known only from articles that lost its id, as one of them tells of it. */
export interface LostPost {
  readonly id: number;
  readonly name: string;
  readonly account: string;
  readonly day: string;
  readonly telling: Telling;
}

/** What is told of a post with an id, dated by the id where that carries time. */
export interface Candidate extends Telling {
  /** The post's own, aliases not resolved. */
  readonly name: string;
  readonly post: number;
  /** The day as printed or told. */
  readonly printed: string | null;
  /** The version of an article that tells it; null for a source. */
  readonly version: number | null;
}

interface Days {
  readonly from: string;
  readonly to: string;
}

/** What can be looked up of an account's posts; the same twice is read once, since one article may ask often. */
export interface Look {
  /** Posts around that day that only articles without their ids tell of, one for each telling. */
  lostPosts(account: string, day: string): readonly LostPost[];
  /** The post of that name, if only articles without its id tell of it. */
  lostPost(name: string, account: string): readonly LostPost[];
  /** All that is told around that day of posts with an id, by articles and by sources. */
  candidates(account: string, day: string): readonly Candidate[];
}

/** To be used within one transaction. */
export function lookInto(connection: Connection, timeOf: TimeOf): Look {
  const lost = new Map<string, readonly LostPost[]>();
  const candidates = new Map<string, readonly Candidate[]>();
  return {
    lostPosts: (account, day) =>
      once(lost, `${account} ${day}`, () => lostPosts(connection, account, daysAround(day))),
    lostPost: (name, account) => lostPost(connection, name, account),
    candidates: (account, day) =>
      once(candidates, `${account} ${day}`, () => candidatesFor(connection, account, day, timeOf)),
  };
}

function once<Value>(known: Map<string, Value>, key: string, read: () => Value): Value {
  const value = known.get(key) ?? read();
  known.set(key, value);
  return value;
}

/** Enough of what differs only in marks and links. */
const mostTellings = 8;

const selectLost = `
  SELECT DISTINCT posts.id, posts.name, embeds.account, embeds.day, embed ->> '$.quoted' AS quoted
  FROM embeds JOIN posts ON posts.id = embeds.post`;
const isLost = `embeds.account = @account AND embeds.lost = 1 AND posts.platform IS NULL AND ${stands}`;

function lostPosts(connection: Connection, account: string, days: Days): LostPost[] {
  const sql = `${selectLost} WHERE ${isLost} AND embeds.day BETWEEN @from AND @to`;
  return connection.all<LostRow>(sql, { account, ...days }).map(lostPostOf);
}

function lostPost(connection: Connection, name: string, account: string): LostPost[] {
  const sql = `${selectLost} WHERE ${isLost} AND embeds.day IS NOT NULL AND posts.name = @name LIMIT 1`;
  return connection.all<LostRow>(sql, { name, account }).map(lostPostOf);
}

interface LostRow extends Omit<LostPost, 'telling'> {
  readonly quoted: string;
}

function lostPostOf({ quoted, ...row }: LostRow): LostPost {
  return { ...row, telling: JSON.parse(quoted) as Telling };
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

function candidatesFor(connection: Connection, account: string, day: string, timeOf: TimeOf): Candidate[] {
  const platform = account.slice(0, account.indexOf(':'));
  const values = { account, platform, handle: account.slice(platform.length + 1), ...daysAround(day) };
  const quoted = connection.all<CandidateRow>(
    `SELECT posts.*, told.quoted AS telling, told.version
     FROM (SELECT post, embed ->> '$.quoted' AS quoted, min(version) AS version FROM embeds
       WHERE account = @account AND lost = 0 AND (day IS NULL OR day BETWEEN @from AND @to)
       GROUP BY post, quoted) AS told
     JOIN posts ON posts.id = told.post`,
    values,
  );
  const kept = connection.all<CandidateRow>(
    `SELECT posts.*, snapshots.content ->> '$.post' AS telling, NULL AS version
     FROM snapshots JOIN posts ON posts.id = snapshots.post
     WHERE snapshots.handle = @handle AND (snapshots.day IS NULL OR snapshots.day BETWEEN @from AND @to)
       AND posts.platform = @platform`,
    values,
  );
  return [...quoted, ...kept].flatMap((row) => {
    const { ref } = postRecordOf(row);
    if (ref === null) return [];
    const told: unknown = JSON.parse(row.telling);
    const { handle, date, text } = row.version === null ? tellingOf(told as Post) : (told as Telling);
    const { id: post, name, version } = row;
    return [{ name, post, handle, text, date: timeOf(ref) ?? date, printed: date, version }];
  });
}

interface CandidateRow extends PostRow {
  readonly telling: string;
  readonly version: number | null;
}

/** A post in so many words. Links are left out: sources and articles print them in many ways. */
export function tellingOf({ author, createdAt, segments }: Post): Telling {
  const words = segments.map(({ kind, text }) => (kind === 'link' ? ' ' : text));
  return { handle: author.handle, date: createdAt, text: words.join('') };
}

/** The observation that tells it: the article's; of a source the latest answer, where none came the latest article. */
export function witnessOf(connection: Connection, { post, version }: Candidate): number | null {
  const article = connection.get<{ id: number }>(
    `SELECT heard.id FROM heard JOIN versions ON versions.blob = heard.wire AND versions.article = heard.url
     WHERE heard.post = @post AND heard.rank = 'article' AND versions.id = @version`,
    { post, version },
  );
  const latest = connection.get<{ id: number }>(
    `SELECT id FROM heard WHERE post = @post ORDER BY rank = 'article', id DESC LIMIT 1`,
    { post },
  );
  return (article ?? latest)?.id ?? null;
}

/** `platform:handle`, as the column is. */
export function accountOf(platform: string, handle: string): string {
  // As the database folds case, so that both sides agree.
  return `${platform}:${handle.replace(/[A-Z]/gu, (letter) => letter.toLowerCase())}`;
}

/** The ISO days one before and one after. */
function daysAround(date: string): Days {
  const noon = Date.parse(`${date.slice(0, 10)}T12:00:00Z`);
  if (Number.isNaN(noon)) return { from: '', to: '' };
  const day = 24 * 60 * 60 * 1000;
  const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return { from: isoDay(noon - day), to: isoDay(noon + day) };
}
