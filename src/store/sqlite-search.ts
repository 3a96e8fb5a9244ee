import type { Log } from '../log.ts';
import { excerptOf } from '../model/search-excerpt.ts';
import { searchPartsOf } from '../model/search-parts.ts';
import type { SearchQuery } from '../model/search-query.ts';
import type { Term } from '../model/search-term.ts';
import type { Found, FoundPost, Search, SearchPage } from './search-contract.ts';
import type { Connection, Values } from './sqlite-connection.ts';
import type { PostRow } from './sqlite-post-rows.ts';
import { recordOf } from './sqlite-posts.ts';
import { indexAllPending, toldOf } from './sqlite-search-index.ts';
import { anyOf, conditionsOf, type Expression, expressionOf, phraseOf, rank } from './sqlite-search-terms.ts';
import { snapshotsOf } from './sqlite-snapshots.ts';

export function searchIn(connection: Connection, log: Log): Search {
  return {
    find: async (query, page) => {
      indexAllPending(connection, log);
      return connection.read(() => find(connection, query, page));
    },
    countEach: async ({ all }) =>
      connection.read(() =>
        all.map((terms) =>
          countOf(connection, 'search', 'search MATCH @match', { match: anyOf(terms.map(phraseOf)) }),
        ),
      ),
  };
}

interface Hit {
  readonly post: number;
  readonly score: number;
  readonly made_at: string | null;
}

function find(connection: Connection, query: SearchQuery, { order, limit, offset }: SearchPage): Found {
  const expression = expressionOf(query);
  const terms = query.all.flat();
  const { tables, countTables, where, values } = statementOf(expression, query);
  const total = countOf(connection, countTables, where, values);
  if (total <= offset) return { total, posts: [] };
  const isRanked = order === 'rank' && terms.length > 0;
  const hits = connection.all<Hit>(
    `SELECT search_posts.post, ${isRanked ? rank : '0'} AS score, search_posts.made_at FROM ${tables} WHERE ${where}
     ORDER BY ${isRanked ? 'score, ' : ''}search_posts.made_at DESC, search_posts.post DESC
     LIMIT @limit OFFSET @offset`,
    { ...values, limit, offset },
  );
  return { total, posts: hits.map((hit) => foundPost(connection, hit, terms)) };
}

interface Statement {
  readonly tables: string;
  /** Fewer of them are enough to count. */
  readonly countTables: string;
  readonly where: string;
  readonly values: Values;
}

function statementOf({ match, not }: Expression, query: SearchQuery): Statement {
  const { ofPosts, ofTimes, values } = conditionsOf(query);
  const posts = ofPosts.length > 0 ? ' JOIN posts ON posts.id = search_posts.post' : '';
  const conditions = [...ofPosts, ...ofTimes];
  if (match === null) {
    const without = 'search_posts.post NOT IN (SELECT rowid FROM search WHERE search MATCH @not)';
    const tables = `search_posts${posts}`;
    const where = [...conditions, ...(not === null ? [] : [without])].join(' AND ') || 'true';
    return { tables, countTables: tables, where, values: not === null ? values : { ...values, not } };
  }
  const tables = `search CROSS JOIN search_posts ON search_posts.post = search.rowid${posts}`;
  return {
    tables,
    countTables: conditions.length === 0 ? 'search' : tables,
    where: ['search MATCH @match', ...conditions].join(' AND '),
    values: { ...values, match: not === null ? match : `(${match}) NOT (${not})` },
  };
}

function countOf(connection: Connection, tables: string, where: string, values: Values): number {
  return connection.get<{ n: number }>(`SELECT count(*) AS n FROM ${tables} WHERE ${where}`, values)?.n ?? 0;
}

function foundPost(
  connection: Connection,
  { post, score, made_at: madeAt }: Hit,
  terms: readonly Term[],
): FoundPost {
  const row = connection.get<PostRow>('SELECT * FROM posts WHERE id = @post', { post });
  if (row === undefined) throw new Error(`post ${post} is in the index and nowhere else`);
  const told = toldOf(connection, row);
  const snapshots = snapshotsOf(connection, post);
  const snapshot = snapshots.findLast((kept) => kept.post !== null) ?? snapshots.at(-1) ?? null;
  return {
    record: recordOf(connection, row),
    score: score === 0 ? 0 : -score,
    madeAt,
    snapshot,
    author: snapshot?.post?.author ?? told.quotes[0] ?? null,
    excerpt: excerptOf(searchPartsOf(told), terms),
    articles: told.articles.map(({ name }) => name),
  };
}
