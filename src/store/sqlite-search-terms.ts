import type { SearchFilters } from '../model/search-filters.ts';
import { searchFields, weights } from '../model/search-parts.ts';
import type { SearchQuery } from '../model/search-query.ts';
import type { Term } from '../model/search-term.ts';
import type { Values } from './sqlite-connection.ts';

/**
 * A question in FTS5's language. Everything in it is a string of letters and digits in quotes, so that nothing a
 * person types is ever read as syntax.
 */
export interface Expression {
  /** What has to be there; null when nothing has. */
  readonly match: string | null;
  /** What may not. */
  readonly not: string | null;
}

/** Exact handles and possessions are words of a column of their own; dates, states and platforms are not words. */
export function expressionOf({ all, none, filters, without }: SearchQuery): Expression {
  const needed = [...all.map((terms) => terms.map(phraseOf)), ...facetsOf(filters)].map(anyOf);
  const refused = [...none.map(phraseOf), ...facetsOf(without).flat()];
  return {
    match: needed.length === 0 ? null : needed.map((one) => `(${one})`).join(' AND '),
    not: refused.length === 0 ? null : anyOf(refused),
  };
}

/** Words in this order within one field. */
export function phraseOf({ tokens, isPrefix }: Term): string {
  return `"${tokens.join(' ')}"${isPrefix ? ' *' : ''}`;
}

export function anyOf(expressions: readonly string[]): string {
  return expressions.join(' OR ');
}

/** BM25 as SQLite has it: the better, the further below zero. */
export const rank = `bm25(search, ${searchFields.map((field) => weights[field]).join(', ')}, 0)`;

/** Conditions that need `posts`, those that need `search_posts`, and their values. */
export interface Conditions {
  readonly ofPosts: readonly string[];
  readonly ofTimes: readonly string[];
  readonly values: Values;
}

export function conditionsOf({ filters, without }: SearchQuery): Conditions {
  const { since, until } = filters;
  const lists = [
    listed('posts.state', 'states', filters.states, without.states),
    listed(platformOfName, 'platforms', filters.platforms, without.platforms),
  ];
  return {
    ofPosts: lists.flatMap(({ conditions }) => conditions),
    ofTimes: [
      ...(since === null ? [] : ['search_posts.made_at >= @since']),
      ...(until === null ? [] : ['search_posts.made_at < @until']),
    ],
    values: Object.assign(
      {},
      ...lists.map(({ values }) => values),
      since === null ? {} : { since },
      // behind every time that begins so
      until === null ? {} : { until: `${until}~` },
    ),
  };
}

/** A handle as a token that no words can make. */
export function handleToken(handle: string): string {
  return `\ue100${inOneToken(handle)}`;
}

export function possessionToken(possession: string): string {
  return `\ue101${possession}`;
}

function facetsOf({ from, articles, has }: SearchFilters): string[][] {
  const handles = from.map((handle) =>
    handle.endsWith('*') ? `"${handleToken(handle.slice(0, -1))}" *` : `"${handleToken(handle)}"`,
  );
  return [
    ...(handles.length === 0 ? [] : [handles]),
    ...(articles.length === 0 ? [] : [articles.map((term) => `article : ${phraseOf(term)}`)]),
    ...has.map((possession) => [`"${possessionToken(possession)}"`]),
  ];
}

/** What the tokenizer takes for the end of a word becomes a letter of nobody's. */
function inOneToken(text: string): string {
  return text.replace(/[\0-/:-@[-`{-\x7f]/gu, (sign) => String.fromCharCode(0xe000 + sign.charCodeAt(0)));
}

/** Provisional posts have no platform of their own in the table, but in their name. */
const platformOfName = "substr(posts.name, 1, instr(posts.name, ':') - 1)";

function listed(column: string, name: string, wanted: readonly string[], refused: readonly string[]) {
  const conditions = [
    ...(wanted.length === 0 ? [] : [`${column} IN (SELECT value FROM json_each(@${name}))`]),
    ...(refused.length === 0 ? [] : [`${column} NOT IN (SELECT value FROM json_each(@not_${name}))`]),
  ];
  const values: Values = {
    ...(wanted.length === 0 ? {} : { [name]: JSON.stringify(wanted) }),
    ...(refused.length === 0 ? {} : { [`not_${name}`]: JSON.stringify(refused) }),
  };
  return { conditions, values };
}
