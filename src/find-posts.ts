import { HoldfastError } from './errors.ts';
import type { Platform } from './model/platform.ts';
import type { Excerpt } from './model/search-excerpt.ts';
import { type FilterKey, noFilters, type SearchFilters, withFilter } from './model/search-filters.ts';
import { asksNothing, readQuery, type SearchQuery } from './model/search-query.ts';
import { type ShownPost, shownPost } from './show.ts';
import type { PostRecord, Store } from './store/contract.ts';
import type { FoundPost, SearchOrder } from './store/search-contract.ts';

export interface FindTools {
  readonly store: Pick<Store, 'search'>;
  readonly platforms: readonly Platform[];
}

/** What somebody looks for. */
export interface FindRequest {
  /** As typed; see `readQuery`. Nothing but filters lists the newest. */
  readonly words: string;
  /** As given beside the words. */
  readonly filters: Partial<Readonly<Record<FilterKey, string>>>;
  readonly order: SearchOrder;
  readonly limit: number;
  /** The first is 1. */
  readonly page: number;
}

/** A post as `find` reports it. */
export interface FoundReport
  extends Pick<PostRecord, 'name' | 'ref' | 'state' | 'edited' | 'since' | 'known' | 'redacted'> {
  /** ISO day or time it was made at; null where nobody says. */
  readonly date: string | null;
  /** How well it fits, higher is better; 0 where no words were looked for. */
  readonly score: number;
  readonly author: FoundPost['author'];
  readonly snippet: Excerpt | null;
  /** Names of the articles that embed it. */
  readonly articles: readonly string[];
  /** As `show` has it; null while nothing is known. */
  readonly post: ShownPost | null;
}

export interface FindReport {
  readonly total: number;
  readonly posts: readonly FoundReport[];
  /** How odd parts of the question were read. */
  readonly notes: readonly string[];
  /** Where nothing was found: what would find something. */
  readonly hints: readonly string[];
}

/** Posts that hold the words and pass the filters. Throws `usage` for a filter given beside the words that is none. */
export async function findPosts(request: FindRequest, tools: FindTools): Promise<FindReport> {
  const { words, order, limit, page } = request;
  const typed = withPlatforms(readQuery(words), tools.platforms);
  const query = withGiven(typed, request.filters, tools.platforms);
  const { notes } = query;
  if (words.trim() !== '' && asksNothing(query))
    return {
      total: 0,
      posts: [],
      notes,
      hints: ['there is no word to look for: give letters, digits or emoji'],
    };
  const found = await tools.store.search.find(query, { order, limit, offset: (page - 1) * limit });
  return {
    total: found.total,
    posts: found.posts.map(reportOf),
    notes,
    hints: found.total === 0 ? await hintsFor(query, tools.store) : [],
  };
}

function reportOf({ record, madeAt, snapshot, score, author, excerpt, articles }: FoundPost): FoundReport {
  const { name, ref, state, edited, since, known, redacted } = record;
  return {
    name,
    ref,
    state,
    edited,
    since,
    known,
    ...(redacted === undefined ? {} : { redacted }),
    date: madeAt,
    score,
    author: author && { name: author.name, handle: author.handle },
    snippet: excerpt,
    articles,
    post: snapshot?.post ? shownPost(snapshot.post) : null,
  };
}

/** What was given as an option is meant as one: what is wrong with it is refused, not left out. */
function withGiven(
  query: SearchQuery,
  given: FindRequest['filters'],
  platforms: readonly Platform[],
): SearchQuery {
  let { filters } = query;
  for (const [key, value] of Object.entries(given)) {
    const next = withFilter(filters, key as FilterKey, value.toWellFormed());
    if (typeof next === 'string') throw new HoldfastError('usage', `--${next}`);
    filters = next;
  }
  const { notes, ...known } = withPlatforms({ ...query, filters, notes: [] }, platforms);
  if (notes.length > 0) throw new HoldfastError('usage', `--${notes.join(', ')}`);
  return { ...known, notes: query.notes };
}

/** Platforms by any name people have for them: their own, or a host's. One that nobody knows is left out and noted. */
function withPlatforms(query: SearchQuery, platforms: readonly Platform[]): SearchQuery {
  const notes: string[] = [];
  const known = platforms.map(({ id }) => id).join(', ');
  const resolve = (side: SearchFilters): SearchFilters => ({
    ...side,
    platforms: side.platforms.flatMap((word) => {
      const platform = platforms.find((candidate) => isCalled(candidate, word));
      if (platform === undefined) notes.push(`platform: there is no ${word}; there is ${known}`);
      return platform?.id ?? [];
    }),
  });
  const [filters, without] = [resolve(query.filters), resolve(query.without)];
  return { ...query, filters, without, notes: [...query.notes, ...notes] };
}

function isCalled({ id, name, hosts }: Platform, word: string): boolean {
  const isHost = (host: string) => host === word || host.replace(/\.[a-z]+$/u, '') === word;
  return id === word || name.toLowerCase() === word || (hosts !== 'any' && hosts.some(isHost));
}

/** What stands in the way. */
async function hintsFor(query: SearchQuery, { search }: FindTools['store']): Promise<readonly string[]> {
  const { all, none } = query;
  const counts = await search.countEach(query);
  const written = all.map((terms) => terms.map((term) => `"${term.written}"`).join(' OR '));
  const missing = written.filter((_, index) => counts[index] === 0);
  if (missing.length > 0) return missing.map((words) => `${words} is in no post`);
  const totalOf = async (other: SearchQuery) =>
    (await search.find(other, { order: 'date', limit: 0, offset: 0 })).total;
  const unfiltered = { ...query, filters: noFilters, without: noFilters };
  const isFiltered = !asksNothing({ ...query, all: [], none: [] });
  const passing = isFiltered ? await totalOf(unfiltered) : 0;
  if (passing > 0) return [`without the filters ${passing} would be found`];
  const unrefused = none.length > 0 ? await totalOf({ ...query, none: [] }) : 0;
  if (unrefused > 0) return [`${unrefused} would be found if no word were left out`];
  if (all.length < 2) return ['there is no such post in this archive'];
  const each = written.map((words, index) => `${words} is in ${counts[index]}`).join(', ');
  return [`no post holds all of it, but ${each}: look for fewer`];
}
