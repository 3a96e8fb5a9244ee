import { type Term, termOf } from './search-term.ts';
import { isGone, type State, states } from './state.ts';

/** What a post can be asked to have. */
export const possessions = [
  'media',
  'photo',
  'video',
  'audio',
  'alt',
  'link',
  'poll',
  'quote',
  'note',
] as const;

export type Possession = (typeof possessions)[number];

/** Of `from`, `platforms`, `states` and `articles` one has to fit, of `has` all. */
export interface SearchFilters {
  /** Handles in lower case without the `@`; with a `*` at the end all that begin so. */
  readonly from: readonly string[];
  readonly platforms: readonly string[];
  readonly states: readonly State[];
  /** Words of the article's address. */
  readonly articles: readonly Term[];
  readonly has: readonly Possession[];
  /** ISO 8601, or the beginning of it (`2023-01`): posts made then or later. */
  readonly since: string | null;
  /** The same: posts made then or earlier, all of that year, month or day included. */
  readonly until: string | null;
}

export const noFilters: SearchFilters = {
  from: [],
  platforms: [],
  states: [],
  articles: [],
  has: [],
  since: null,
  until: null,
};

export const filterKeys = ['from', 'platform', 'state', 'since', 'until', 'article', 'has'] as const;

export type FilterKey = (typeof filterKeys)[number];

/**
 * The filters with one more, given as `key:value`; several values may stand in one, parted by commas. A text says what
 * is wrong with the value. Pure.
 */
export function withFilter(filters: SearchFilters, key: FilterKey, value: string): SearchFilters | string {
  return readers[key](
    filters,
    value,
    value
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  );
}

export function isFilterKey(key: string): key is FilterKey {
  return (filterKeys as readonly string[]).includes(key);
}

/** A handle as it is compared. */
export function handleOf(written: string): string {
  return written.trim().replace(/^@/u, '').normalize('NFKC').toLowerCase();
}

type Reader = (filters: SearchFilters, value: string, values: readonly string[]) => SearchFilters | string;

const readers = {
  from: (filters, _, values) => {
    const handles = values.map(handleOf).filter(Boolean);
    return handles.length === 0
      ? 'from: needs a handle'
      : { ...filters, from: [...filters.from, ...handles] };
  },
  platform: (filters, _, values) => ({
    ...filters,
    platforms: [...filters.platforms, ...values.map((one) => one.toLowerCase())],
  }),
  state: (filters, value, values) => {
    const meant = values.map((one) => statesOf(one.toLowerCase()));
    return meant.every((some) => some.length > 0)
      ? { ...filters, states: [...filters.states, ...meant.flat()] }
      : `state: there is no ${value}; there is ${states.join(', ')}, and gone`;
  },
  has: (filters, value, values) => {
    const meant = values.map((one) => possessions.filter((possession) => possession === one.toLowerCase()));
    return meant.every((some) => some.length > 0)
      ? { ...filters, has: [...filters.has, ...meant.flat()] }
      : `has: posts have no ${value}; they have ${possessions.join(', ')}`;
  },
  // an address may hold commas
  article: (filters, value) => {
    const term = termOf(value);
    return term === null
      ? `article: ${value} holds no words`
      : { ...filters, articles: [...filters.articles, term] };
  },
  since: (filters, value) => withMoment(filters, 'since', value),
  until: (filters, value) => withMoment(filters, 'until', value),
} as const satisfies Record<FilterKey, Reader>;

function statesOf(word: string): readonly State[] {
  return word === 'gone' ? states.filter(isGone) : states.filter((state) => state === word);
}

function withMoment(filters: SearchFilters, key: 'since' | 'until', value: string): SearchFilters | string {
  const moment = momentOf(value.trim());
  return moment === null
    ? `${key}: ${value} is no date: write 2023, 2023-01, 2023-01-31 or a time in ISO 8601`
    : { ...filters, [key]: moment };
}

/** A day of the calendar, a part of one, or a time of day in UTC; null for anything else. */
function momentOf(value: string): string | null {
  const [, year = '', month = '01', day = '01'] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/u.exec(value) ?? [];
  if (year !== '') return isDay(`${year}-${month}-${day}`) ? value : null;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/u.test(value)) return null;
  const time = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/u.test(value) ? value : `${value}Z`);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** No 31st of February, which a Date takes for a day in March. */
function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
