import type { Excerpt } from '../model/search-excerpt.ts';
import type { SearchQuery } from '../model/search-query.ts';
import type { KeptSnapshot, PostRecord } from './contract.ts';

export const searchOrders = ['rank', 'date'] as const;

/** By how well they fit, the newer first of equals; or the newest first. */
export type SearchOrder = (typeof searchOrders)[number];

export interface SearchPage {
  readonly order: SearchOrder;
  readonly limit: number;
  /** How many to pass over. */
  readonly offset: number;
}

export interface FoundPost {
  readonly record: PostRecord;
  /** How well it fits: higher is better; 0 where no words were looked for. */
  readonly score: number;
  /** ISO day or time it was made at; null where nobody says. */
  readonly madeAt: string | null;
  /** The latest that holds its content, else the latest; null for a post never heard of. */
  readonly snapshot: KeptSnapshot | null;
  /** Who wrote it, by the post itself or by what articles quote of it. */
  readonly author: { readonly name: string | null; readonly handle: string | null } | null;
  readonly excerpt: Excerpt | null;
  /** Names of the articles that embed it. */
  readonly articles: readonly string[];
}

export interface Found {
  /** All that fit, on whatever page. */
  readonly total: number;
  readonly posts: readonly FoundPost[];
}

export interface Search {
  /**
   * Posts that fit, each once whatever its names. Everything that was acknowledged is found. Answers of one moment; two
   * pages overlap only if something was added between them.
   */
  find(query: SearchQuery, page: SearchPage): Promise<Found>;
  /** How many posts hold each of the terms of `query.all` by itself, filters aside. */
  countEach(query: SearchQuery): Promise<readonly number[]>;
  /** Makes ready what a search would have to do first, if that is little: whoever can only read has to do it each time. */
  catchUp(): Promise<void>;
}
