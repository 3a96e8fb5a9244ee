import {
  type FilterKey,
  filterKeys,
  isFilterKey,
  noFilters,
  type SearchFilters,
  withFilter,
} from './search-filters.ts';
import { type Term, termOf } from './search-term.ts';

/** What is looked for. A post must hold one of each of `all`, none of `none`, and pass the filters. */
export interface SearchQuery {
  readonly all: readonly (readonly Term[])[];
  readonly none: readonly Term[];
  readonly filters: SearchFilters;
  /** Filters that must not fit; of `has` none may. `since` and `until` are never among them. */
  readonly without: SearchFilters;
  /** What of it could not be read as it was written, and how it was read instead. */
  readonly notes: readonly string[];
}

/** UTF-16 units and terms that are read; more is no question of anybody's. */
const longest = 2_000;
const mostTerms = 40;

/**
 * Reads what people type: words, all of them to be found; `"words in this order"`, in any marks of quotation; `-not`
 * and `NOT this`; `this OR that`; `begin*`; and filters (`from:handle`, `state:deleted`, …). Whatever else is typed
 * has a reading too: marks without meaning are left out, and what is left out with a meaning is noted. Pure.
 */
export function readQuery(typed: string): SearchQuery {
  const cut = typed.slice(0, longest).toWellFormed();
  const notes = typed.length > longest ? [`only the first ${longest} characters were looked at`] : [];
  const items = [...cut.matchAll(itemPattern)].map(itemOf);
  const query = items.reduce<Reading>(take, { ...nothing, notes });
  const { all, none } = query;
  const isLong = all.length + none.length > mostTerms;
  return {
    ...query,
    all: all.slice(0, mostTerms),
    none: none.slice(0, mostTerms),
    notes: isLong ? [...query.notes, `only the first ${mostTerms} words were looked for`] : query.notes,
  };
}

/** True when it asks for nothing in particular. */
export function asksNothing({ all, none, filters, without }: SearchQuery): boolean {
  return (
    all.length === 0 &&
    none.length === 0 &&
    [filters, without].every((side) =>
      Object.values(side).every((value) => value === null || value.length === 0),
    )
  );
}

type Item =
  | { readonly kind: 'or' | 'and' | 'not'; readonly written: string }
  | {
      readonly kind: 'filter';
      readonly key: FilterKey;
      readonly value: string;
      readonly isNot: boolean;
      readonly written: string;
    }
  | { readonly kind: 'term'; readonly term: Term | null; readonly isNot: boolean };

interface Reading extends SearchQuery {
  /** The last item was an `OR`. */
  readonly isOr: boolean;
  /** The last item was a `NOT`. */
  readonly isNot: boolean;
}

const nothing: Reading = {
  all: [],
  none: [],
  filters: noFilters,
  without: noFilters,
  notes: [],
  isOr: false,
  isNot: false,
};

const quoted = '"[^"]*(?:"|$)|[“„”][^“”]*(?:[“”]|$)|«[^»]*(?:»|$)|「[^」]*(?:」|$)';

/** A sign, a filter's key, then quoted words or a word; a quotation mark within a word ends nothing. */
const itemPattern = new RegExp(
  `(?<sign>(?<=^|[\\s(])[-−])?(?<key>(?:${filterKeys.join('|')}):)?(?:(?<quoted>${quoted})|(?<word>[^\\s"“„«「][^\\s]*))(?<star>\\*)?`,
  'giu',
);

function itemOf({ 0: written, groups = {} }: RegExpMatchArray): Item {
  const isNot = groups['sign'] !== undefined;
  const inQuotes = groups['quoted']?.replace(/^["“„”«「]|["“”»」]$/gu, '');
  const text = inQuotes ?? groups['word'] ?? '';
  const key = groups['key']?.slice(0, -1).toLowerCase() ?? '';
  if (isFilterKey(key)) return { kind: 'filter', key, value: text + (groups['star'] ?? ''), isNot, written };
  if (written === 'OR' || written === '|' || written === '||') return { kind: 'or', written };
  if (written === 'AND' || written === '&' || written === '&&') return { kind: 'and', written };
  if (written === 'NOT') return { kind: 'not', written };
  const isPrefix = groups['star'] !== undefined || (inQuotes === undefined && text.endsWith('*'));
  return { kind: 'term', term: termOf(text, isPrefix), isNot };
}

/** One more item. An operator with nothing to work on is a word like others: Portland OR. */
function take(reading: Reading, item: Item, index: number, items: readonly Item[]): Reading {
  if (item.kind === 'term') return takeTerm(reading, item.term, item.isNot);
  if (item.kind === 'filter') return takeFilter(reading, item);
  const isIdle = index === items.length - 1 || (item.kind !== 'not' && index === 0);
  if (isIdle) return takeTerm(reading, termOf(item.written), false);
  return { ...reading, isOr: item.kind === 'or', isNot: item.kind === 'not' };
}

function takeTerm(reading: Reading, term: Term | null, isNegative: boolean): Reading {
  const { all, none, isOr, isNot } = reading;
  // Only marks: what stood before still works on what comes.
  if (term === null) return reading;
  const next = { ...reading, isOr: false, isNot: false };
  if (isNegative || isNot) return { ...next, none: [...none, term] };
  const last = all.at(-1);
  if (isOr && last !== undefined) return { ...next, all: [...all.slice(0, -1), [...last, term]] };
  return { ...next, all: [...all, [term]] };
}

function takeFilter(reading: Reading, item: Extract<Item, { kind: 'filter' }>): Reading {
  const { key, value, written } = item;
  const isNegative = item.isNot || reading.isNot;
  const next = { ...reading, isOr: false, isNot: false };
  if (isNegative && (key === 'since' || key === 'until'))
    return {
      ...next,
      notes: [...reading.notes, `${written} was left out: ${key === 'since' ? 'until' : 'since'} says it`],
    };
  const side = isNegative ? 'without' : 'filters';
  const filters = withFilter(reading[side], key, value);
  return typeof filters === 'string'
    ? { ...next, notes: [...reading.notes, `${filters}; it was left out`] }
    : { ...next, [side]: filters };
}
