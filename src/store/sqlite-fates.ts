import type { ArticleFormat } from '../model/article.ts';
import type { Embed } from '../model/embed.ts';
import type { AlikeEmbeds, Fate } from '../model/rot.ts';
import type { Known, State } from '../model/state.ts';
import type {
  ArticleFates,
  ArticlePage,
  EmbedFate,
  FateGroup,
  FateGroups,
  FateMoments,
  Fates,
  GroupFates,
} from './fates-contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { type PostRow, postRecordOf, stands } from './sqlite-post-rows.ts';

export function fatesIn(connection: Connection): Fates {
  return {
    ofArticles: async (page, moments) => ofArticles(connection, page, moments),
    ofAll: async (by, moments) => connection.read(() => ofAll(connection, by, moments)),
    ofEmbeds: async (article, moments) => ofEmbeds(connection, article, moments),
  };
}

function ofArticles(
  connection: Connection,
  { after = '', from = '', limit }: ArticlePage,
  moments: FateMoments,
): ArticleFates[] {
  const rows = connection.all<ArticleRow>(
    `${merged}
     SELECT page.name AS article, versions.title, versions.format, versions.seen_at AS seenAt,
       count(embeds.version) AS embeds, min(posts.since) AS firstSince, max(posts.since) AS lastSince, ${fate}
     FROM (SELECT name, version FROM articles WHERE name > @after AND name >= @from ORDER BY name LIMIT @limit) AS page
     JOIN versions ON versions.id = page.version
     LEFT JOIN embeds ON embeds.version = page.version
     LEFT JOIN merged ON merged.id = embeds.post
     LEFT JOIN posts ON posts.id = coalesce(merged.post, embeds.post)
     GROUP BY page.name, ${fateNames}
     ORDER BY page.name`,
    { after, from, limit, ...valuesOf(moments) },
  );
  const articles = new Map<string, ArticleFates & { alike: AlikeEmbeds[] }>();
  for (const row of rows) {
    const { article, title, format, seenAt } = row;
    const found = articles.get(article) ?? { article, title, format, seenAt, alike: [] };
    articles.set(article, found);
    if (row.embeds > 0) found.alike.push(alikeOf(row, moments));
  }
  return [...articles.values()];
}

function ofAll(connection: Connection, by: FateGroups, moments: FateMoments): GroupFates {
  const articles = connection.all<{ readonly name: string; readonly version: number }>(
    `SELECT name, version FROM articles
     WHERE EXISTS (SELECT 1 FROM embeds WHERE embeds.version = articles.version)`,
  );
  const groups =
    typeof by === 'function' ? placesOf(connection, articles, by, moments) : kindsOf(connection, by, moments);
  return { groups, articles: articles.length };
}

/** Groups of articles. SQL can't tell an article's, so it is told of each. */
function placesOf(
  connection: Connection,
  articles: readonly { readonly name: string; readonly version: number }[],
  groupOf: (article: string) => string,
  moments: FateMoments,
): FateGroup[] {
  const counts = new Map<string, number>();
  const numbers = new Map<string, number>();
  const numbered = articles.map(({ name, version }) => {
    const group = groupOf(name);
    counts.set(group, (counts.get(group) ?? 0) + 1);
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    return [version, number];
  });
  const rows = connection.all<FateRow & { readonly number: number }>(
    `${merged},
     numbered (version, number) AS MATERIALIZED (SELECT value ->> 0, value ->> 1 FROM json_each(@numbered))
     SELECT numbered.number AS number, ${howMany}, ${fate}
     FROM numbered JOIN embeds ON embeds.version = numbered.version ${theirPosts} GROUP BY 1, ${fateNames}`,
    { numbered: JSON.stringify(numbered), ...valuesOf(moments) },
  );
  const names = [...numbers.keys()];
  return grouped(
    rows.map((row) => ({ ...row, group: names[row.number] ?? '' })),
    (group) => counts.get(group) ?? 0,
    moments,
  );
}

/** Groups of posts; an article may count in several. */
function kindsOf(connection: Connection, by: 'platform' | 'year', moments: FateMoments): FateGroup[] {
  const kind = {
    platform: platformOfPost,
    year: "coalesce(strftime('%Y', posts.made_at / 1000, 'unixepoch'), '')",
  }[by];
  const from = `FROM articles JOIN embeds ON embeds.version = articles.version ${theirPosts}`;
  const rows = connection.all<FateRow & { readonly kind: string }>(
    `${merged} SELECT ${kind} AS kind, ${howMany}, ${fate} ${from} GROUP BY 1, ${fateNames}`,
    valuesOf(moments),
  );
  const counts = connection.all<{ readonly kind: string; readonly articles: number }>(
    `${merged} SELECT ${kind} AS kind, count(DISTINCT articles.version) AS articles ${from} GROUP BY 1`,
  );
  const articlesOf = new Map(counts.map((count) => [count.kind, count.articles]));
  return grouped(
    rows.map((row) => ({ ...row, group: row.kind })),
    (group) => articlesOf.get(group) ?? 0,
    moments,
  );
}

function grouped(
  rows: readonly (FateRow & { readonly group: string })[],
  articlesOf: (group: string) => number,
  moments: FateMoments,
): FateGroup[] {
  return [...Map.groupBy(rows, ({ group }) => group)].map(([group, those]) => ({
    group,
    articles: articlesOf(group),
    alike: those.map((row) => alikeOf(row, moments)),
  }));
}

/** An article's posts are followed one by one: of an archive's merged posts few are in it. */
function ofEmbeds(connection: Connection, article: string, moments: FateMoments): EmbedFate[] {
  const rows = connection.all<FateRow & PostRow & { readonly embed: string }>(
    `WITH RECURSIVE held AS (
       SELECT embeds.* FROM articles JOIN embeds ON embeds.version = articles.version WHERE articles.name = @article),
     follow (start, id) AS (
       SELECT post, post FROM held
       UNION
       SELECT follow.start, aliases.post FROM follow
       JOIN posts ON posts.id = follow.id JOIN aliases ON aliases.alias = posts.name)
     SELECT held.embed, posts.*, ${fate}
     FROM held JOIN follow ON follow.start = held.post JOIN posts ON posts.id = follow.id
     WHERE ${stands} ORDER BY held.ordinal`,
    { article, ...valuesOf(moments) },
  );
  return rows.map((row) => {
    const { name, ref, since, lastLive } = postRecordOf(row);
    const { kind, start, end } = JSON.parse(row.embed) as Embed;
    return { name, ref, since, lastLive, kind, start, end, ...fateOf(row, moments) };
  });
}

interface FateRow {
  readonly embeds: number;
  readonly firstSince: string | null;
  readonly lastSince: string | null;
  readonly state: State;
  /** As `posts.known`, but null where what was kept was taken out. */
  readonly kept: Known | null;
  readonly hasRef: number;
  readonly accountWent: number;
  readonly askedInVain: number;
  readonly seenLately: number;
  readonly platformId: string;
}

interface ArticleRow extends FateRow {
  readonly article: string;
  readonly title: string | null;
  readonly format: ArticleFormat;
  readonly seenAt: string;
}

/** Begins a statement that reads `merged`: the posts that turned out to be another one, and which that is in the end. */
const merged = `
  WITH RECURSIVE step (id, post) AS MATERIALIZED (
    SELECT posts.id, aliases.post FROM aliases JOIN posts ON posts.name = aliases.alias),
  chain (id, post) AS (
    SELECT id, post FROM step UNION SELECT chain.id, step.post FROM chain JOIN step ON step.id = chain.post),
  merged (id, post) AS MATERIALIZED (SELECT id, post FROM chain WHERE post NOT IN (SELECT id FROM step))`;

const theirPosts = `
  LEFT JOIN merged ON merged.id = embeds.post
  JOIN posts ON posts.id = coalesce(merged.post, embeds.post)`;

const howMany = 'count(*) AS embeds, min(posts.since) AS firstSince, max(posts.since) AS lastSince';

/** A post whose id an article lost has its platform in its name alone. */
const platformOfPost = "coalesce(posts.platform, substr(posts.name, 1, instr(posts.name, ':') - 1))";

/** What decides a post's standing, of `posts`. */
const fate = `
  posts.state AS state,
  CASE WHEN EXISTS (SELECT 1 FROM redacted_posts JOIN redactions ON redactions.id = redacted_posts.redaction
    WHERE redacted_posts.post = posts.id AND redactions.what <> 'media') THEN NULL ELSE posts.known END AS kept, posts.platform_id IS NOT NULL AS hasRef,
  coalesce(posts.account_went >= @accountWentAfter, 0) AS accountWent,
  coalesce(posts.last_heard >= unixepoch(posts.last_live, 'subsec') * 1000 + @vainFor, 0) AS askedInVain,
  coalesce(posts.last_live >= @seenAfter, 0) AS seenLately,
  ${platformOfPost} AS platformId`;

const fateNames = 'posts.state, kept, hasRef, accountWent, askedInVain, seenLately, platformId';

function valuesOf({ accountWentAfter, vainFor, seenAfter }: FateMoments) {
  return { accountWentAfter, vainFor, seenAfter: new Date(seenAfter).toISOString() };
}

function alikeOf(row: FateRow, moments: FateMoments): AlikeEmbeds {
  const { embeds, firstSince, lastSince } = row;
  return { embeds, firstSince, lastSince, ...fateOf(row, moments) };
}

function fateOf(row: FateRow, { silent }: FateMoments): Fate {
  return {
    state: row.state,
    known: row.kept,
    hasRef: row.hasRef === 1,
    accountWent: row.accountWent === 1,
    askedInVain: row.askedInVain === 1,
    seenLately: row.seenLately === 1,
    platformSilent: silent.includes(row.platformId),
  };
}
