import { createHash } from 'node:crypto';
import { isHoldfastError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Embed } from '../model/embed.ts';
import type { Post } from '../model/post.ts';
import {
  handlesOf,
  madeAtOf,
  possessionsOf,
  type SearchPart,
  searchFields,
  searchPartsOf,
  type ToldOfPost,
} from '../model/search-parts.ts';
import type { Store } from './contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { findPostRow, type PostRow, stands, withMerged } from './sqlite-post-rows.ts';
import { handleToken, possessionToken } from './sqlite-search-terms.ts';
import { tellsNothing } from './sqlite-settle.ts';

/**
 * The index is kept up in two steps. Triggers note in `search_pending` which posts are to be read anew, whoever changed
 * them; whoever changes many or asks for something reads them. So nothing that was acknowledged can be missing from a
 * search, and a process that dies leaves the rest to the next one.
 */

/** Posts read within one transaction; other writers get their turn in between. */
const atOnce = 500;
/** Posts that may wait for the next search: it reads them in no time. */
const few = 50;
/** So many that somebody should hear why it takes long. */
const many = 5_000;

/** The store, with what it learns read now and then, so that a search has little left to read. */
export function keptIndexed(connection: Connection, log: Log, store: Store): Store {
  const after = async <Result>(change: Promise<Result>): Promise<Result> => {
    const result = await change;
    indexSome(connection, log, few);
    return result;
  };
  return {
    ...store,
    recordArticle: (entry) => after(store.recordArticle(entry)),
    recordPost: (ref, jobs) => after(store.recordPost(ref, jobs)),
    settle: (lease, learned, end) => {
      const settling = store.settle(lease, learned, end);
      return tellsNothing(learned) ? settling : after(settling);
    },
  };
}

/** Reads all posts that wait. Where there is no room for them, the search goes without. */
export function indexAllPending(connection: Connection, log: Log): void {
  const waiting =
    connection.get<{ posts: number }>('SELECT count(*) AS posts FROM search_pending')?.posts ?? 0;
  if (waiting === 0) return;
  if (waiting > many) log('info', 'indexing the archive to be searched, once', { posts: waiting });
  try {
    while (connection.write(() => indexPending(connection, atOnce)) > 0);
  } catch (error) {
    if (!isHoldfastError(error, 'disk-full')) throw error;
    log('warn', 'some posts could not be indexed and may be missing: the disk is full');
  }
}

/** A few of them, once so many wait. What was settled is settled, whatever becomes of this. */
export function indexSome(connection: Connection, log: Log, least: number): void {
  try {
    const isWorthIt = connection.get('SELECT 1 FROM search_pending LIMIT 1 OFFSET @before', {
      before: least - 1,
    });
    if (isWorthIt !== undefined) connection.write(() => indexPending(connection, 2 * few));
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    log('debug', 'posts are indexed later', { why: error.message });
  }
}

/** Reads up to so many of the posts that wait, within the transaction at hand. */
function indexPending(connection: Connection, limit: number): number {
  const waiting = connection.all<PostRow & { readonly isMerged: number }>(
    `SELECT posts.*, NOT ${stands} AS isMerged FROM search_pending JOIN posts ON posts.id = post
     ORDER BY post LIMIT @limit`,
    { limit },
  );
  for (const { isMerged, ...post } of waiting)
    if (isMerged === 1) reindex(connection, post.id);
    else indexOne(connection, post);
  connection.run('DELETE FROM search_pending WHERE post <= @last', { last: waiting.at(-1)?.id ?? 0 });
  return waiting.length;
}

/** Reads one post anew, within the transaction at hand; one that was merged into another is found as that one. */
export function reindex(connection: Connection, post: number): void {
  const row = connection.get<PostRow>('SELECT * FROM posts WHERE id = @post', { post });
  if (row === undefined) return;
  const standing = findPostRow(connection, row.name) ?? row;
  if (standing.id !== post) remove(connection, post);
  indexOne(connection, standing);
}

/**
 * Takes a post out of the index so that no word of it is left in the file: the whole index is written anew, which
 * takes seconds for a million posts. Within the transaction at hand; `reindex` brings back what may still be found.
 */
export function forget(connection: Connection, post: number): void {
  remove(connection, post);
  connection.run(`INSERT INTO search (search) VALUES ('optimize')`);
}

/** Empties the index and marks all posts to be read anew, within the transaction at hand. */
export function indexAnew(connection: Connection): void {
  connection.run(`INSERT INTO search (search) VALUES ('delete-all')`);
  connection.run('DELETE FROM search_posts');
  connection.run('INSERT OR IGNORE INTO search_pending SELECT id FROM posts');
}

/** All that is told of a post and of those merged into it. */
export function toldOf(connection: Connection, { id: post, name, url }: PostRow): ToldOfPost {
  const merged = connection.all<{ alias: string; id: number | null }>(
    `${withMerged}
     SELECT alias, posts.id FROM aliases LEFT JOIN posts ON posts.name = alias
     WHERE post IN (SELECT id FROM same) ORDER BY aliases.id`,
    { post },
  );
  const same = { post, same: JSON.stringify([post, ...merged.flatMap(({ id }) => id ?? [])]) };
  const versions = connection.all<{ content: string }>(
    `SELECT content FROM snapshots WHERE post IN (SELECT value FROM json_each(@same)) ORDER BY post = @post, id`,
    same,
  );
  const embeds = connection.all<{ article: string; title: string | null; embed: string }>(
    `SELECT versions.article, versions.title, embeds.embed
     FROM embeds JOIN versions ON versions.id = embeds.version
     WHERE embeds.post IN (SELECT value FROM json_each(@same))
     ORDER BY embeds.version DESC, embeds.ordinal`,
    { same: same.same },
  );
  const articles = new Map<string, { name: string; title: string | null }>();
  for (const { article, title } of embeds)
    if (!articles.has(article)) articles.set(article, { name: article, title });
  return {
    names: [name, ...(url === null ? [] : [url]), ...merged.map(({ alias }) => alias)],
    versions: versions.flatMap(
      ({ content }) => (parsed(content) as { readonly post: Post | null } | null)?.post ?? [],
    ),
    quotes: embeds.flatMap(({ embed }) => (parsed(embed) as Embed | null)?.quoted ?? []),
    articles: [...articles.values()],
  };
}

/** Damage is `verify`'s to tell: here it is one witness less. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Stands between parts, so that no phrase goes from one into the next. */
const gap = '\ue200';

function indexOne(connection: Connection, row: PostRow): void {
  const { columns, madeAt, hash } = entryFor(connection, row);
  const before = connection.get<{ hash: Buffer }>('SELECT hash FROM search_posts WHERE post = @post', {
    post: row.id,
  });
  if (before?.hash.equals(hash)) return;
  connection.run(insertRow, { post: row.id, ...columns });
  connection.run(
    `INSERT INTO search_posts (post, made_at, hash) VALUES (@post, @madeAt, @hash)
     ON CONFLICT (post) DO UPDATE SET made_at = excluded.made_at, hash = excluded.hash`,
    { post: row.id, madeAt, hash },
  );
}

interface SearchEntry {
  readonly columns: Readonly<Record<string, string>>;
  readonly madeAt: string | null;
  /** Of both. */
  readonly hash: Buffer;
}

/** What the index should have of a post now; null for one that is not found as itself. */
export function entryOf(connection: Connection, post: number): SearchEntry | null {
  const row = connection.get<PostRow>('SELECT * FROM posts WHERE id = @post', { post });
  return row === undefined || findPostRow(connection, row.name)?.id !== post
    ? null
    : entryFor(connection, row);
}

function entryFor(connection: Connection, row: PostRow): SearchEntry {
  const told = toldOf(connection, row);
  const columns = columnsOf(searchPartsOf(told), told);
  const madeAt = madeAtOf(told);
  const hash = createHash('sha256')
    .update(JSON.stringify([columns, madeAt]))
    .digest()
    .subarray(0, 16);
  return { columns, madeAt, hash };
}

export const columnNames = [...searchFields, 'facets'] as const;

export const insertRow = `INSERT OR REPLACE INTO search (rowid, ${columnNames.join(', ')})
  VALUES (@post, ${columnNames.map((name) => `@${name}`).join(', ')})`;

function columnsOf(parts: readonly SearchPart[], told: ToldOfPost): Record<string, string> {
  const columns: Record<string, string> = Object.fromEntries(columnNames.map((name) => [name, '']));
  for (const { field, words } of parts) {
    const tokens = words.map(({ token }) => token).join(' ');
    columns[field] = columns[field] ? `${columns[field]} ${gap} ${tokens}` : tokens;
  }
  columns['facets'] = [...handlesOf(told).map(handleToken), ...possessionsOf(told).map(possessionToken)].join(
    ' ',
  );
  return columns;
}

function remove(connection: Connection, post: number): void {
  const { changes } = connection.run('DELETE FROM search_posts WHERE post = @post', { post });
  if (changes > 0) connection.run('DELETE FROM search WHERE rowid = @post', { post });
}
