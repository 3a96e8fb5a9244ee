import type { Log } from '../log.ts';
import { excerptOf } from '../model/search-excerpt.ts';
import { searchPartsOf } from '../model/search-parts.ts';
import type { SearchQuery } from '../model/search-query.ts';
import type { Term } from '../model/search-term.ts';
import type { Found, FoundPost, Search, SearchPage } from './search-contract.ts';
import type { Connection, Values } from './sqlite-connection.ts';
import type { PostRow } from './sqlite-post-rows.ts';
import { recordOf } from './sqlite-posts.ts';
import { indexAllPending, indexSome, toldOf } from './sqlite-search-index.ts';
import { anyOf, conditionsOf, expressionOf, phraseOf, rank } from './sqlite-search-terms.ts';
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
    catchUp: async () => indexSome(connection, log, 1),
  };
}

interface Hit {
  readonly post: number;
  readonly score: number;
  readonly made_at: string | null;
  /** All that fit, where it is counted on the way. */
  readonly total?: number;
}

function find(connection: Connection, query: SearchQuery, page: SearchPage): Found {
  const terms = query.all.flat();
  const { total, hits } = hitsOf(connection, query, page);
  return { total, posts: hits.map((hit) => foundPost(connection, hit, terms)) };
}

interface Hits {
  readonly total: number;
  readonly hits: readonly Hit[];
}

function hitsOf(connection: Connection, query: SearchQuery, page: SearchPage): Hits {
  const { match, not } = expressionOf(query);
  if (match === null) return hitsWithoutWords(connection, query, not, page);
  const isRanked = page.order === 'rank' && query.all.length > 0;
  const matching = { match: not === null ? match : `(${match}) NOT (${not})`, isRanked };
  const { ofPosts, ofTimes } = conditionsOf(query);
  return ofPosts.length + ofTimes.length === 0
    ? hitsOfWords(connection, matching, page)
    : hitsWithConditions(connection, query, matching, page);
}

interface Matching {
  readonly match: string;
  readonly isRanked: boolean;
}

const isMatch = 'search MATCH @match';
const matched = 'search CROSS JOIN search_posts ON search_posts.post = search.rowid';
const newest = 'search_posts.made_at DESC, search_posts.post DESC';
const slice = 'LIMIT @limit OFFSET @offset';

/** Counting words is nearly free, so that only the best are looked at any further. */
function hitsOfWords(
  connection: Connection,
  { match, isRanked }: Matching,
  { limit, offset }: SearchPage,
): Hits {
  const most = Math.ceil((offset + limit) / block) * block;
  const asked = { match, limit, offset };
  return {
    total: countOf(connection, 'search', isMatch, { match }),
    hits: isRanked
      ? connection.all<Hit>(bestFirst, { ...asked, most })
      : connection.all<Hit>(
          `SELECT search_posts.post, 0 AS score, search_posts.made_at
           FROM ${matched} WHERE ${isMatch} ORDER BY ${newest} ${slice}`,
          asked,
        ),
  };
}

/** So many of the best are put in order by time where they fit alike; of more, those archived later come first. */
const block = 1_000;

const bestFirst = `
  SELECT best.post, score, search_posts.made_at
  FROM (
    SELECT post, score, (row_number() OVER (ORDER BY score, post DESC) - 1) / ${block} AS block
    FROM (
      SELECT rowid AS post, ${rank} AS score FROM search WHERE ${isMatch}
      ORDER BY score, rowid DESC LIMIT @most
    )
  ) AS best CROSS JOIN search_posts ON search_posts.post = best.post
  ORDER BY block, score, ${newest} ${slice}`;

/** Every match has to be looked at, so it is done once. */
function hitsWithConditions(
  connection: Connection,
  query: SearchQuery,
  { match, isRanked }: Matching,
  { limit, offset }: SearchPage,
): Hits {
  const { ofPosts, ofTimes, values } = conditionsOf(query);
  // Else SQLite might begin with the posts and ask for the words of each.
  const tables = `${matched}${ofPosts.length > 0 ? ' CROSS JOIN posts ON posts.id = search_posts.post' : ''}`;
  const where = [isMatch, ...ofPosts, ...ofTimes].join(' AND ');
  const hits = connection.all<Hit>(
    `WITH hits AS MATERIALIZED (
       SELECT search_posts.post, ${isRanked ? rank : '0'} AS score, search_posts.made_at FROM ${tables} WHERE ${where}
     )
     SELECT post, score, made_at, count(*) OVER () AS total FROM hits
     ORDER BY score, made_at DESC, post DESC ${slice}`,
    { ...values, match, limit, offset },
  );
  return { total: hits[0]?.total ?? countOf(connection, tables, where, { ...values, match }), hits };
}

function hitsWithoutWords(
  connection: Connection,
  query: SearchQuery,
  not: string | null,
  { limit, offset }: SearchPage,
): Hits {
  const { ofPosts, ofTimes, values } = conditionsOf(query);
  const tables = `search_posts${ofPosts.length > 0 ? ' JOIN posts ON posts.id = search_posts.post' : ''}`;
  const refused = 'search_posts.post NOT IN (SELECT rowid FROM search WHERE search MATCH @not)';
  const where = [...ofPosts, ...ofTimes, ...(not === null ? [] : [refused])].join(' AND ') || 'true';
  const asked = not === null ? values : { ...values, not };
  return {
    total: countOf(connection, tables, where, asked),
    hits: connection.all<Hit>(
      `SELECT search_posts.post, 0 AS score, search_posts.made_at
       FROM ${tables} WHERE ${where} ORDER BY ${newest} ${slice}`,
      { ...asked, limit, offset },
    ),
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
